"""Real browsers on a bad network: the promises that only a phone can show.

proxy.py     the network between phone and server: slow, dead, refusing, half answered
portal.py    what a captive portal answers instead of the server
chromium.py  a phone with Debian's Chromium, on a profile that outlives a kill
floor.py     the oldest phone served: Chromium 80, by way of devtools.py
storage.py   what is in IndexedDB and in the caches of either
"""
