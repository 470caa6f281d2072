"""Cases: a service under way, from the first answer to what came of it.

==========================================  ====================  ==========================
address                                     view                  template
==========================================  ====================  ==========================
GET /cases                                  cases.index           cases/index.html
GET /cases/<folio>                          cases.follow          cases/follow.html
GET /cases/<folio>/<step>                   cases.step            cases/step.html
POST /cases/<folio>/<step>                  cases.answer_step     cases/step.html (422)
POST /cases/<folio>/answer                  cases.answer          cases/follow.html (422)
POST /cases/<folio>/appeal                  cases.appeal          cases/follow.html (422)
POST /cases/<folio>/cancel                  cases.cancel          cases/follow.html (422)
GET /cases/<folio>/check                    cases.check           cases/check.html
GET /cases/<folio>/pay                      cases.pay             cases/pay.html
POST /cases/<folio>/pay                     cases.pay_again       (redirects)
POST /cases/<folio>/photos                  cases.add_photo       cases/photos.html (422)
GET /cases/<folio>/photos/<id>.webp         cases.photo           (the picture)
POST /cases/<folio>/rate/<score>            cases.rate            cases/follow.html (422)
POST /cases/<folio>/send                    cases.send            cases/check.html (422)
GET /cases/<folio>/visit                    cases.visit           cases/visit.html
POST /cases/<folio>/visit                   cases.choose_visit    cases/visit.html (422)
POST /cases/<folio>/visit/cancel            cases.cancel_visit    (redirects)
GET /services/<slug>/form                   cases.form            cases/form.html
POST /services/<slug>/form                  cases.send_form       cases/form.html (422)
POST /services/<slug>/start                 cases.start           cases/start.html (422)
==========================================  ====================  ==========================

Behind them: ``status`` decides which state may follow which; ``forms.journey`` what is asked and
what is missing; ``held`` what is taken from the record in place of an answer; ``story`` tells.
What comes of a case is made by ``papers``, ``payments`` and ``appointments``, which know it by an
opaque name only and call back through their hooks. The desk's pages are in room ``staff``.
"""

from flask import Flask

from backend.appointments import hooks as visits
from backend.cases.actions.outcome import on_paid
from backend.cases.actions.visiting import on_cancelled
from backend.cases.story import tag_of, title_of
from backend.payments import hooks as payments


def init_app(app: Flask) -> None:
    """Hang in with the rooms of outcomes, and let templates name a case."""
    payments.hang(app, on_paid)
    visits.hang(app, on_cancelled)
    app.jinja_env.filters.update(case_tag=tag_of, case_title=title_of)
