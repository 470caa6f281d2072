"""Page weight as law: what a page costs a phone, and whether that is within its budget.

For any WSGI application, without a browser: pages are rendered in process, asked for as a phone
would ask, and counted as bytes on the wire. Where a phone picks one of several (``srcset``), the
heaviest counts, and what a style sheet may load counts as loaded: a figure errs on the high side.
What only running scripts would fetch is not seen, but for the worker's list of what it precaches.

Stands aside: imports no other room, neither Flask nor the database.

=======  ==================================================================
page     what is weighed: an address in a language and a state
config   reads budgets.json and names every mistake in it
located  JSON whose objects know their line
fetch    asks the application as a phone does, and counts what comes back
parse    what a page or a style sheet pulls in
worker   what the service worker downloads when it is installed
measure  a page and all it pulls in, summed by kind
verdict  which budget a page answers to, and which figures are over (pure)
report   the table and the sentences, for people
cli      ``check``: weighs all pages, says what it found, gives the exit code
=======  ==================================================================
"""
