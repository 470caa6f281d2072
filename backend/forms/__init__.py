"""Declared forms: what is asked is data, WTForms checks it, macros draw it.

Knows neither Flask nor the database.

=======  =======================================================
model    what a form declares: its fields and their kinds
text     text as we take it from anywhere
day      a day as people type it
fields   a declared form as a WTForms class
page     what a page needs: the summary of errors
=======  =======================================================
"""
