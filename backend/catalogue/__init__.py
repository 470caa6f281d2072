"""What the city offers: services as data, how they are found, and their pages.

=============  =====================================================================
``held``       what services may take from the record
``pack``       a pack as whoever writes services sees it: what is wrong with it
``blank``      the file of a new service, with blanks
``preview``    a service in plain lines: what is asked, where conditions lead
``reference``  ``docs/reference/services.md``, from the schema of ``kernel.city.services``
``cli``        ``flask services``
=============  =====================================================================
"""
