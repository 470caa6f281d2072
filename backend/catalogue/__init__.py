"""What the city offers: services as data, how they are found, and their pages.

========================  ==================  ===============
address                   view                template
========================  ==================  ======================
GET /services             catalogue.index     catalogue/index.html
GET /services?topic=      catalogue.index     catalogue/topic.html
GET /services?q=          catalogue.index     catalogue/found.html
GET /services/<slug>      catalogue.service   catalogue/service.html
GET /services/<slug>/can  catalogue.can       catalogue/can.html
========================  ==================  ======================

A service is a file of the city pack (``backend.kernel.city.services``)::

    spelling -> search -> finding       from what she types to services
    eligible                            may she? from her answers to a verdict
    telling, elsewhere                  what it takes, costs and gives; where else it is had
    held                                does the record hold what services take from it?

Nothing is written here: a case begins at ``/services/<slug>/start``, in ``backend.cases``.
=======
=============  =====================================================================
``held``       what services may take from the record
``pack``       a pack as whoever writes services sees it: what is wrong with it
``blank``      the file of a new service, with blanks
``preview``    a service in plain lines: what is asked, where conditions lead
``reference``  ``docs/reference/services.md``, from the schema of ``kernel.city.services``
``cli``        ``flask services``
=============  =====================================================================
"""
