"""What a city offers: one TOML file for each service, in the folder ``services`` of its pack.

=============  ==============================================================================
``model``      a service once its file was read: frozen values
``schema``     every key of a service file, what it takes, what it is for; the reference prints it
``fields``     the same of questions: their kinds, conditions, formulas
``takes``      what keys may take: texts, numbers, days, ids, tables
``table``      a declared table: how it is read key by key
``asked``      what was asked before: whom conditions and formulas may name
``questions``  the rules and steps of one service
``read``       one service from its file; the topics
``pack``       all services of a pack
=============  ==============================================================================
"""
