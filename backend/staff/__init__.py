"""The desk: what staff do with reports. The rules live in ``reports.actions`` and its queries.

==================================================  =====================  ========================
address                                             view                   template
==================================================  =====================  ========================
GET /staff/reports                                  staff.inbox            staff/inbox.html
POST /staff/reports/move                            staff.move_many        staff/moved.html
POST /staff/reports/csv                             staff.export           (the file)
GET /staff/reports/new                              staff.take             staff/take.html
POST /staff/reports/new                             staff.taken            staff/take.html (422)
GET /staff/reports/<folio>                          staff.case             staff/case.html
GET /staff/reports/<folio>/photos/<position>.webp   staff.photo            (the picture)
POST /staff/reports/<folio>/move                    staff.move             staff/case.html (422)
POST /staff/reports/<folio>/assign                  staff.assign           staff/case.html (422)
POST /staff/reports/<folio>/office                  staff.hand_over        staff/case.html (422)
POST /staff/reports/<folio>/public                  staff.approve          staff/case.html (422)
POST /staff/reports/<folio>/merge                   staff.merge            staff/case.html (422)
POST /staff/reports/<folio>/note                    staff.note             staff/case.html (422)
GET /staff/cases                                    staff.cases            staff/cases.html
GET /staff/cases/<folio>                            staff.procedure        staff/procedure.html
GET /staff/cases/<folio>/photos/<id>.webp           staff.procedure_photo  (the picture)
POST /staff/cases/<folio>/take                      staff.take_procedure   staff/procedure.html
POST /staff/cases/<folio>/ask                       staff.ask_for_more     staff/procedure.html
POST /staff/cases/<folio>/decide                    staff.decide           staff/procedure.html
POST /staff/cases/<folio>/revoke                    staff.revoke_paper     staff/procedure.html
GET /staff/crews                                    staff.crews            staff/crews.html
POST /staff/crews                                   staff.start_crew       staff/crews.html (422)
POST /staff/crews/<id>                              staff.change_crew      (redirects)
GET /staff/payments                                 staff.payments         staff/payments.html
POST /staff/payments                                staff.load_payments    staff/payments.html
GET /staff/slots                                    staff.slots            staff/slots.html
GET /staff/slots/<slug>                             staff.slot_places      staff/slot_places.html
GET /staff/slots/<slug>/<key>                       staff.slot_day         staff/slot_day.html
POST /staff/slots/<slug>/<key>                      staff.change_slots     staff/slot_day.html (422)
GET /staff/crew                                     staff.round            staff/round.html
GET /staff/crew/<folio>                             staff.job              staff/job.html
POST /staff/crew/<folio>                            staff.job_move         staff/job.html (422)
POST /staff/crew/<folio>/photos                     staff.job_proof        staff/job.html (422)
GET /staff/crew/<folio>/photos/<position>.webp      staff.job_photo        (the picture)
==================================================  =====================  ========================

``desk`` handles what came in for an office, ``crew`` goes out and repairs; both with a second
factor. A report of another office is not there.
"""
