"""Reports of what is broken in the street (311), the resident's side.

=============================================  ==================  ============================
address                                        view                template
=============================================  ==================  ============================
GET /open311/discovery.<form>                  open311.discovery   (JSON, XML)
GET /open311/v2/discovery.<form>               open311.discovery   (JSON, XML)
GET /open311/v2/openapi.json                   open311.openapi     (JSON)
GET /open311/v2/requests.<form>                open311.requests    (JSON, XML)
POST /open311/v2/requests.<form>               open311.file        (JSON, XML)
GET /open311/v2/requests.geojson               open311.geojson     (GeoJSON)
GET /open311/v2/requests/<folio>.<form>        open311.request     (JSON, XML)
GET /open311/v2/servicerequestupdates.<form>   open311.updates     (JSON, XML)
POST /open311/v2/servicerequestupdates.<form>  open311.update      (JSON, XML)
GET /open311/v2/services.<form>                open311.services    (JSON, XML)
GET /open311/v2/services/<code>.<form>         open311.definition  (JSON, XML)
GET /open311/v2/tokens/<token>.<form>          open311.token       (JSON, XML)
GET /reports/new                               reports.new         reports/new.html
POST /reports/new                              reports.file        reports/new.html (422)
GET /reports/new/<page>                        reports.new_more    reports/new.html
GET /reports                                   reports.index       reports/index.html
GET /reports/<folio>                           reports.follow      reports/follow.html
GET /reports/<folio>/photos/<position>.webp    reports.photo       (the picture)
POST /reports/<folio>/photos                   reports.add_photo   reports/follow.html (422)
POST /reports/<folio>/notes                    reports.add_note    reports/follow.html (422)
POST /reports/<folio>/confirm                  reports.confirm     reports/follow.html (422)
POST /reports/<folio>/reopen                   reports.reopen      reports/follow.html (422)
GET /reports/<folio>/again                     reports.again       reports/new.html
POST /reports/<folio>/again                    reports.file_again  reports/new.html (422)
POST /reports/<folio>/rate/<score>             reports.rate        reports/follow.html (422)
POST /notices/sms                              reports.sms_reply   (for the city's SMS gateway)
POST /reports/adopt                            reports.adopt       (redirects)
GET /r/<key>                                   reports.key         (sets the cookie, redirects)
=============================================  ==================  ============================

Other apps come by ``open311``, a room within the room: GeoReport v2 in the words of its standard,
with keys from ``flask open311 keys add|list|revoke``.

The desk's pages are the room ``staff``; from where the server runs there is also
``flask reports list|show|photo|publish|move|sla``.
"""
