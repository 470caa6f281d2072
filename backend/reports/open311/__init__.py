"""Reports for other apps: a server of Open311 GeoReport v2, in JSON and XML, in the words of its
standard (http://wiki.open311.org/GeoReport_v2), with mySociety's updates of service requests.

The addresses stand in the table of ``backend.reports``. ``shapes`` is what is answered, ``takes``
what is taken; ``description`` makes OpenAPI of both. ``asked`` and ``sent`` read, ``told`` says
what is public, ``speak`` writes it down. docs/guides/open311.md is for whoever writes an app.
"""
