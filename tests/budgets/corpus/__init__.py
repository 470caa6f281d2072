"""Pages that try to hide what they weigh, and whether each is found out.

=======  =================================================================
trick    what a page does, what it hides, and how it has to be named
hiding/  the tricks, by what they use to hide
site     serves them: a plain WSGI application
table    which is found by which: ``python -m tests.budgets.corpus``
=======  =================================================================
"""
