"""What a phone needs to work without signal.

=========================  ====================  =======================
address                    view                  template
=========================  ====================  =======================
GET /sw.js                 offline.worker        (pwa/service_worker/*)
GET /manifest.webmanifest  offline.manifest      (made from the city)
GET /icon.svg              offline.icon          (pwa/static/icons)
GET /icon-<size>.png       offline.picture       (pwa/static/icons)
GET /outbox                offline.outbox        offline/outbox.html
GET /offline               offline.offline       offline/offline.html
GET /packs                 offline.packs         offline/packs.html
GET /packs.json            offline.pack_index    (versions)
GET /packs/<name>          offline.pack          (what a shelf has)
GET /wifi                  offline.wifi          offline/wifi.html
POST /share                offline.share         (the worker's; redirects)
=========================  ====================  =======================
"""
