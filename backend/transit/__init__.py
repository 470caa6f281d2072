"""Transport: lines, stations, what leaves next, and the way from here to there.

==============================  ==================  =======================
address                         view                template
==============================  ==================  =======================
GET /transit                    transit.index       transit/index.html
GET /transit/notices            transit.notices     transit/notices.html
GET /transit/agencies/<key>     transit.agency      transit/agency.html
GET /transit/lines/<key>        transit.line        transit/line.html
GET /transit/lines/<key>/ways   transit.ways        transit/ways.html
GET /transit/stops              transit.stops       transit/stops.html
GET /transit/stops/<key>        transit.stop        transit/stop.html
GET /transit/from-to            transit.from_to     transit/from_to.html
==============================  ==================  =======================

``flask transit load`` brings a feed, ``flask transit notice`` the notices of the day. From the
feed to the page: ``gtfs`` reads and checks it, ``network`` folds it, ``load`` writes it whole,
``queries`` read it, ``hours`` and ``journey`` work out when and how, ``said`` puts it in words.
"""
