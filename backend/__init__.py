"""Ventanilla's server. One folder is one room, one room is one domain.

The ladder: a room imports strictly downward and never sideways. ``import-linter`` holds it
(see ``pyproject.toml``); ``docs/architecture.md`` explains it and lists the rooms still to come.

====  ===============================  =================================================
rung  rooms                            may lean on
====  ===============================  =================================================
7     app cli wsgi demo reference      everyone (wiring, and what is made from the whole)
6     mine  offline  staff             all below, never one another
5     cases                            all below
4     reports  transit  places  oidc   all below, never one another
4     catalogue  papers  payments      all below, never one another
4     appointments                     all below, never one another
3     record                           all below
2     identity                         all below
1     notify  forms  files             kernel and config, never one another
0     kernel  config                   nothing of ours; migrations stand on the kernel
----  budgets                          stands aside: imports no other room
====  ===============================  =================================================

Rooms meet at two doors: ``queries`` (reads) and ``actions`` (writes). ``city`` holds no code.
"""
