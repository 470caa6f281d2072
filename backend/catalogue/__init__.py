"""What the city offers: services as data, how they are found, and their pages.

========================  ==================  ======================
address                   view                template
========================  ==================  ======================
GET /services             catalogue.index     catalogue/index.html
GET /services/<slug>      catalogue.service   catalogue/service.html
GET /services/<slug>/can  catalogue.can       catalogue/can.html
========================  ==================  ======================

The first takes what she looks for (``?q=``), or a topic to look around in (``?topic=``). Nothing is
written here: a case begins at ``/services/<slug>/start``, in ``backend.cases``.

A service is a file of the city pack (``backend.kernel.city.services``)::

    spelling -> search -> finding       from what she types to services
    eligible                            may she? from her answers to a verdict
    telling, elsewhere                  what it takes, costs and gives; where else it is had
    held                                what services may take from the record
    pack, blank, preview, cli           for whoever writes services: ``flask services``
    reference                           ``docs/reference/services.md``, from the schema
"""
