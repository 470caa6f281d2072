"""The ground every room stands on. A closed list: a further file needs a decision record
(decisions 0003, 0012, 0017 and 0020).

=============  =====================================================
rooms          how a room is put into the application
db             the database: one transaction a request, settled at its edge
clock          what time it is
access         closed unless marked open
security       what may pass: host, size, origin of a write, rate; headers
errors         every error is a page with a sentence
i18n           the language is part of the address
assets         one style, one script, icons; the build
compression    Brotli or gzip, as the phone asks
receipts       the same form sent twice is answered once
city           the city pack
geo            distances and boxes
audit          who did or read what of whom, when and for what
log            one structured line a request
health         alive, and ready
scripts        which script a page carries, and how it is made small
words          the sentences of pages, gathered for translators
dictionary     a page as what it does not share with one the phone has
keeping        why each column is kept, and when it goes
drawing        what a page that is being drawn looked at
copies         is the worker's copy of a form still good
generations    which state the subjects of public pages are in
shelf          pages as the bytes that travel, as many as fit
ready          public pages are drawn once for each change, and then only sent
=============  =====================================================
"""
