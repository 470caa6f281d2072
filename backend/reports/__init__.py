"""Reports of what is broken in the street (311), the resident's side.

============================================  ==================  =======================
address                                       view                template
============================================  ==================  =======================
GET /reports/new                              reports.new         reports/new.html
POST /reports/new                             reports.file        reports/new.html (422)
GET /reports/new/<page>                       reports.new_more    reports/new.html
GET /reports                                  reports.index       reports/index.html
GET /reports/<folio>                          reports.follow      reports/follow.html
GET /reports/<folio>/photos/<position>.webp   reports.photo       (the picture)
POST /reports/<folio>/photos                  reports.add_photo   reports/follow.html (422)
POST /reports/<folio>/notes                   reports.add_note    reports/follow.html (422)
POST /reports/<folio>/confirm                 reports.confirm     reports/follow.html (422)
POST /reports/<folio>/reopen                  reports.reopen      reports/follow.html (422)
POST /reports/adopt                           reports.adopt       (redirects)
GET /r/<key>                                  reports.key         (sets the cookie, redirects)
============================================  ==================  =======================

The desk's pages are the room ``staff``; from where the server runs there is also
``flask reports list|show|photo|publish|move|sla``.
"""
