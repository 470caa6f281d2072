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
POST /share                offline.share         (the worker's; redirects)
=========================  ====================  =======================
"""
