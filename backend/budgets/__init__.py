"""Page weight as law: what a page costs a phone, and whether that is within its budget.

For any WSGI application in process, or a running site of one's own. Pages are asked for as a
phone would ask, and counted as bytes on the wire. What a style sheet may load counts as loaded,
and where a phone picks one of several in a way that cannot be known, the heaviest counts: a
figure errs on the high side. What only running scripts would fetch is not seen without a browser,
but for the worker's list of what it precaches.

Stands aside: imports no other room, neither Flask nor the database.

=========  ==================================================================
page       what is weighed: an address in a language and a state
device     the phone it is weighed for: its screen, and what it can read
target     where the pages are: an application, or a running site
budget     what pages may cost; config, limits, located: read from budgets.json
fetch      asks as a phone does; answer, wire, packing, letters: what comes back, as bytes
kept       what a phone keeps of a visit, and what that spares it the next day
running    a running site in the shape of an application
reads/     what a page, a style sheet, a script, a worker says it pulls in (pure)
frames     who has what already, while a page opens
measure    a page and all it pulls in; worker: what is downloaded with it
scales     weighs pages, and the visits that their budgets speak of
weight     what a page costs, in figures that a budget can name
verdict    which budget a page answers to, and which figures are over (pure)
causes     why a figure is over, and what would bring it back under
says/      what was found: table, JSON, JUnit, Markdown, annotations, treemap
check      weighs all pages, says what it found, gives the exit code
=========  ==================================================================
"""
