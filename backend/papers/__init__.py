"""Certificates and permits: signed, a page, a PDF, a QR; and whoever is shown one verifies it.

=========================  ==================  ====================
address                    view                template
=========================  ==================  ====================
GET /papers/<number>       papers.paper        papers/paper.html
GET /papers/<number>.pdf   papers.pdf          (the file)
GET /verify                papers.verify       papers/verify.html
POST /verify               papers.verified     papers/verify.html
GET /verify/revoked        papers.revoked      (JSON)
=========================  ==================  ====================

=========  =======================================================================
actions    ``issue``, ``revoke``
queries    the papers of somebody or of a case; keys, and what was revoked
payload    what a QR says, and how it is packed: pure
verdict    whether a paper is what it says: pure
keyring    the keys that sign
numbers    a paper's number, drawn by lot; its digest for the public list
qr, pdf    the QR, and the page to be printed
cli        ``flask papers keys | new-key``
=========  =======================================================================
"""

from flask import Flask
from flask_babel import lazy_gettext

from backend.identity import acts
from backend.papers.actions import READ, REVOKED


def init_app(app: Flask) -> None:
    """Teach ``app`` the words of this room."""
    acts.call(READ, lazy_gettext("Vio un documento"))
    acts.call(REVOKED, lazy_gettext("Revocó un documento"))
