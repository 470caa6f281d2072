"""Messages to people: a row in the outbox, sent by a worker through one channel or another.

It knows an opaque recipient (a number, an address) and never a person. It answers no address.

=========  ==========================================================================
actions    ``send``: a message is a row of the transaction that it tells of
queries    the messages of an inbox, and how their owner wants to be told
telling    ``tell``: one notice, to everywhere its owner wants it, and always to her inbox
quiet      when nothing rings: pure
retry      what becomes of a message after an answer: a table
outbox     claims what is due, sends it, settles it; killed anywhere, nothing is lost
worker     the thread of a server that serves the outbox, in one process at a time
channels   mail, SMS, and the console for development
cli        ``flask notify work | count``
=========  ==========================================================================
"""
