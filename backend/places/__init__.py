"""Places people look for: WiFi points, service counters, clinics.

======================================  ==============  ====================
address                                 view            template
======================================  ==============  ====================
GET /places                             places.index    places/index.html
GET /places/<kind>                      places.kind     places/kind.html (?near=19.43,-99.13)
GET /places/<kind>/<borough>            places.borough  places/borough.html
GET /places/<kind>/<borough>/<area>     places.area     places/area.html
GET /place/<kind>/<key>                 places.place    places/place.html
======================================  ==============  ====================

What kinds there are and how their files are read is in the city pack (``places.toml``). A file is
loaded with ``flask places load``::

    read, xlsx -> rows -> load, areas -> actions        what a file goes through
    entry, names, hours                                 what it says
    way, telling, stations                              how pages say it
    pack                                                what a phone may keep of it
"""
