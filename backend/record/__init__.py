"""The record: what was given once, who used it, and the rights over it.

==========================================  ======================  =====================
address                                     view                    template
==========================================  ======================  =====================
GET /me                                     record.home             record/home.html
GET /me/uses                                record.uses             record/uses.html
GET /me/data/<name>                         record.correct          record/correct.html
POST /me/data/<name>                        record.corrected        record/correct.html
POST /me/data/<name>/remove                 record.take_back        (redirects)
GET /me/documents                           record.documents        record/documents.html
POST /me/documents                          record.add_document     record/documents.html
GET /me/documents/<id>.webp                 record.document         (a photo)
POST /me/documents/<id>/remove              record.remove_document  (redirects)
GET /me/consents                            record.consents         record/consents.html
POST /me/consents                           record.agree            record/consents.html
POST /me/consents/revoke                    record.revoke           (redirects)
POST /me/consents/<keeper>/<ref>/revoke     record.revoke_given     (redirects)
GET /me/rights                              record.rights           record/rights.html
POST /me/rights                             record.exercise         record/rights.html
POST /me/rights/<purpose>/allow             record.allow            (redirects)
GET /me/requests/<folio>                    record.request          record/request.html
GET /me/requests/<folio>/data.<form>        record.data             (a file)
GET /me/rights/cancel                       record.cancel           record/cancel.html
POST /me/rights/cancel                      record.cancelled        record/cancel.html
GET /privacy/cancelled/<folio>              record.farewell         record/farewell.html
GET /privacy/kept                           record.kept             record/kept.html
GET /staff/record                           record.desk             record/desk.html
POST /staff/record                          record.find             record/desk.html
GET /staff/record/seen                      record.seen             record/seen.html
POST /staff/record/check/<name>             record.check            (redirects)
GET /staff/rights                           record.queue            record/queue.html
GET /staff/rights/<folio>                   record.case             record/case.html
POST /staff/rights/<folio>/extend           record.extend           (redirects)
POST /staff/rights/<folio>/answer           record.answer           record/case.html
POST /staff/rights/<folio>/carry-out        record.carry_out        (redirects)
==========================================  ======================  =====================

Behind them: ``attributes`` declares what may be given; ``actions.uses`` is the one door by which
data goes to anybody else; ``rights`` and ``days`` decide; ``owned`` says which rows are whose, by
what ``kernel.keeping`` holds of each table, and ``export`` and ``erase`` walk them. Rooms above
hang in through ``given``. Command: ``flask record waiting``.
"""

from flask import Flask

from backend.identity import acts
from backend.record import given, words
from backend.record.given import Hooks


def init_app(app: Flask, hooks: Hooks | None = None) -> None:
    """Give ``app`` the record's words and what rooms above have to do with it."""
    given.hang(app, hooks or Hooks())
    for act, said in words.ACTS.items():
        acts.call(act, said)
    app.jinja_env.filters.update(
        on=words.on,
        value_of=words.value,
        source_of=words.source,
        office_name=words.office,
        labels=words.labels,
        act_of=words.act,
        who_of=words.who,
        purpose_of=words.purpose,
        lasts=words.lasts,
    )
