"""Declared forms: what is asked is data, macros draw it. WTForms checks that of reports,
``journey`` those of services.

Knows neither Flask nor the database.

===========  ==================================================================
model        what a form declares: its fields and their kinds
fields       a declared form as a WTForms class
page         what a page needs: the summary of errors
text         text as we take it from anywhere
day          a day as people type it; ``born``: of birth
curp         ... and ``rfc`` ``plate`` ``phone`` ``mail``: each in its one spelling
kinds        the kinds of question of a service, and what each can do
journey      what of a service is asked, was said, is missing, comes next
conditions   whether a question is meant for who answered so
calculating  what is calculated from answers
ground       what an answer is judged by: the day, the city, who is asked
sentence     sentences for people, translated where they are shown
===========  ==================================================================
"""
