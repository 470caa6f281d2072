"""Who may: every address of the site, by hand. Closed is what nobody has opened.

Of a report, a public view shows everybody what is public, and the rest to who holds its key or
filed it from her account.
"""

from collections.abc import Iterator
from typing import NamedTuple

from flask import Flask

from backend.kernel.access import Rule, rule_of

MAY = """
GET   /                                            mine.home                   public
GET   /.well-known/oauth-authorization-server      oidc.configuration          public
GET   /.well-known/openid-configuration            oidc.configuration          public
GET   /cases                                       cases.index                 person+helper
GET   /cases/<folio>                               cases.follow                person+helper
GET   /cases/<folio>/<step>                        cases.step                  person+helper
POST  /cases/<folio>/<step>                        cases.answer_step           person+helper
POST  /cases/<folio>/answer                        cases.answer                person+helper
POST  /cases/<folio>/appeal                        cases.appeal                person+helper
POST  /cases/<folio>/cancel                        cases.cancel                person+helper
GET   /cases/<folio>/check                         cases.check                 person+helper
GET   /cases/<folio>/pay                           cases.pay                   person+helper
POST  /cases/<folio>/pay                           cases.pay_again             person+helper
POST  /cases/<folio>/photos                        cases.add_photo             person+helper
GET   /cases/<folio>/photos/<int:id>.webp          cases.photo                 person+helper
POST  /cases/<folio>/rate/<int:score>              cases.rate                  person+helper
POST  /cases/<folio>/send                          cases.send                  person+helper
GET   /cases/<folio>/visit                         cases.visit                 person+helper
POST  /cases/<folio>/visit                         cases.choose_visit          person+helper
POST  /cases/<folio>/visit/cancel                  cases.cancel_visit          person+helper
GET   /healthz                                     health.alive                public
GET   /icon-<int:size>.png                         offline.picture             public
GET   /icon.svg                                    offline.icon                public
GET   /inbox                                       mine.inbox                  public
POST  /inbox/read                                  mine.have_read              public
GET   /llave                                       identity.home               public
GET   /llave/app                                   identity.app                lately
POST  /llave/app                                   identity.turn_on_app        lately
POST  /llave/app/begin                             identity.begin_app          lately
POST  /llave/app/off                               identity.turn_off_app       lately
GET   /llave/code                                  identity.shown              person
GET   /llave/contacts                              identity.contacts           person
POST  /llave/contacts                              identity.add_contact        lately
GET   /llave/contacts/<int:id>                     identity.confirm            person
POST  /llave/contacts/<int:id>                     identity.code_given_back    person
POST  /llave/contacts/<int:id>/remove              identity.remove_contact     lately
POST  /llave/contacts/<int:id>/send                identity.send_again         person
GET   /llave/help                                  identity.help               person
POST  /llave/help                                  identity.start_helping      person
POST  /llave/help/<int:id>/act                     identity.act_for            person
POST  /llave/help/<int:id>/end                     identity.end_help           person
POST  /llave/help/ask                              identity.ask_to_help        level-2
GET   /llave/help/code                             identity.help_code          person
POST  /llave/help/code                             identity.show_help_code     lately
POST  /llave/help/enter                            identity.help_code_told     person
POST  /llave/help/stop                             identity.stop_helping       person+helper
GET   /llave/keys                                  identity.keys               person
GET   /llave/level                                 identity.level              person+helper
POST  /llave/level/code                            identity.show_code          level-2
GET   /llave/passkeys                              identity.passkeys           person
POST  /llave/passkeys                              identity.add_passkey        lately
POST  /llave/passkeys/<int:id>/remove              identity.remove_passkey     lately
POST  /llave/passkeys/ask                          identity.ask_passkey        lately
GET   /llave/passphrase                            identity.new_passphrase     person
POST  /llave/passphrase                            identity.change_passphrase  person
GET   /llave/sessions                              identity.sessions           person
POST  /llave/sessions/<int:id>/end                 identity.end_session        lately
POST  /llave/sessions/end-others                   identity.end_others         lately
GET   /llave/sites                                 oidc.sites                  person
POST  /llave/sites/<int:id>/withdraw               oidc.withdraw               person
GET   /manifest.webmanifest                        offline.manifest            public
GET   /me                                          record.home                 person+helper
GET   /me/consents                                 record.consents             person
POST  /me/consents                                 record.agree                lately
POST  /me/consents/<int:keeper>/<ref>/revoke       record.revoke_given         person
POST  /me/consents/revoke                          record.revoke               person
GET   /me/data/<name>                              record.correct              person+helper
POST  /me/data/<name>                              record.corrected            person+helper
POST  /me/data/<name>/remove                       record.take_back            person
GET   /me/documents                                record.documents            person+helper
POST  /me/documents                                record.add_document         person+helper
GET   /me/documents/<int:id>.webp                  record.document             person+helper
POST  /me/documents/<int:id>/remove                record.remove_document      person
GET   /me/requests/<folio>                         record.request              person
GET   /me/requests/<folio>/data.<form>             record.data                 lately
GET   /me/rights                                   record.rights               person
POST  /me/rights                                   record.exercise             lately
POST  /me/rights/<purpose>/allow                   record.allow                person
GET   /me/rights/cancel                            record.cancel               person
POST  /me/rights/cancel                            record.cancelled            lately
GET   /me/uses                                     record.uses                 person
GET   /notices/key                                 notify.key                  public
GET   /notices/message/<token>                     notify.message              public
GET   /notices/phone                               notify.phone                public
POST  /notices/subscription                        notify.subscribe            public
POST  /notices/subscription/remove                 notify.unsubscribe          public
GET   /notices/preferences                         mine.preferences            person
POST  /notices/preferences                         mine.prefer                 person
POST  /notices/sms                                 reports.sms_reply           public
GET   /offline                                     offline.offline             public
GET   /oidc/authorize                              oidc.authorize              public
POST  /oidc/authorize                              oidc.authorize_sent         public
GET   /oidc/bye/<id>                               oidc.bye                    public
GET   /oidc/go/<id>                                oidc.go_on                  person
POST  /oidc/go/<id>                                oidc.answer                 person
GET   /oidc/go/<id>/level                          oidc.level                  person
GET   /oidc/jwks                                   oidc.jwks                   public
GET   /oidc/leave/<id>                             oidc.leave                  person
GET   /oidc/logout                                 oidc.logout                 public
POST  /oidc/logout                                 oidc.logout_sent            public
GET   /oidc/out/<id>                               oidc.out                    public
POST  /oidc/out/<id>                               oidc.signed_out             public
POST  /oidc/revoke                                 oidc.revoke                 public
POST  /oidc/token                                  oidc.token                  public
GET   /oidc/userinfo                               oidc.userinfo               public
POST  /oidc/userinfo                               oidc.userinfo               public
GET   /open311/discovery.<ending:form>                   open311.discovery           public
GET   /open311/v2/discovery.<ending:form>                open311.discovery           public
GET   /open311/v2/openapi.json                           open311.openapi             public
GET   /open311/v2/requests.<ending:form>                 open311.requests            public
POST  /open311/v2/requests.<ending:form>                 open311.file                public
GET   /open311/v2/requests.geojson                       open311.geojson             public
GET   /open311/v2/requests/<folio>.<ending:form>         open311.request             public
GET   /open311/v2/servicerequestupdates.<ending:form>    open311.updates             public
POST  /open311/v2/servicerequestupdates.<ending:form>    open311.update              public
GET   /open311/v2/services.<ending:form>                 open311.services            public
GET   /open311/v2/services/<code>.<ending:form>          open311.definition          public
GET   /open311/v2/tokens/<token>.<ending:form>           open311.token               public
GET   /outbox                                      offline.outbox              public
GET   /packs                                       offline.packs               public
GET   /packs.json                                  offline.pack_index          public
GET   /packs/<name>                                offline.pack                public
GET   /papers/<number>                             papers.paper                person+helper
GET   /papers/<number>.pdf                         papers.pdf                  person+helper
GET   /place/<kind>/<key>                          places.place                public
GET   /places                                      places.index                public
GET   /places/<kind>                               places.kind                 public
GET   /places/<kind>/<borough>                     places.borough              public
GET   /places/<kind>/<borough>/<area>              places.area                 public
GET   /privacy                                     mine.privacy                public
GET   /privacy/<int:number>                        mine.notice_before          public
GET   /privacy/cancelled/<folio>                   record.farewell             public
GET   /privacy/kept                                record.kept                 public
GET   /r/<key>                                     reports.key                 public
GET   /readyz                                      health.ready                public
GET   /recover                                     identity.recover            public
POST  /recover                                     identity.recovered          public
GET   /reports                                     reports.index               public
GET   /reports/<folio>                             reports.follow              public
GET   /reports/<folio>/again                       reports.again               public
POST  /reports/<folio>/again                       reports.file_again          public
POST  /reports/<folio>/confirm                     reports.confirm             public
POST  /reports/<folio>/notes                       reports.add_note            public
POST  /reports/<folio>/photos                      reports.add_photo           public
GET   /reports/<folio>/photos/<int:position>.webp  reports.photo               public
POST  /reports/<folio>/rate/<int:score>            reports.rate                public
POST  /reports/<folio>/reopen                      reports.reopen              public
POST  /reports/adopt                               reports.adopt               person
GET   /reports/new                                 reports.new                 public
POST  /reports/new                                 reports.file                public
GET   /reports/new/<int:page>                      reports.new_more            public
GET   /services/<slug>/form                        cases.form                  public
POST  /services/<slug>/form                        cases.send_form             public
POST  /services/<slug>/start                       cases.start                 public
POST  /share                                       offline.share               public
GET   /sign-in                                     identity.sign_in            public
POST  /sign-in                                     identity.sign_in_first      public
GET   /sign-in/again                               identity.again              person
POST  /sign-in/again                               identity.again_first        person
GET   /sign-in/code                                identity.code               public
POST  /sign-in/code                                identity.send_code          public
GET   /sign-in/enter                               identity.enter_code         public
POST  /sign-in/enter                               identity.code_entered       public
POST  /sign-in/passkey                             identity.passkey_shown      public
POST  /sign-in/passkey/ask                         identity.passkey_asked      public
GET   /sign-in/second                              identity.second             public
POST  /sign-in/second                              identity.second_shown       public
GET   /sign-in/strong                              identity.prove_strongly     person
GET   /sign-in/who                                 identity.who                public
POST  /sign-in/who                                 identity.chosen             public
GET   /sign-out                                    identity.leaving            public
POST  /sign-out                                    identity.sign_out           public
GET   /sign-up                                     identity.sign_up            public
POST  /sign-up                                     identity.sign_up_who        public
GET   /sign-up/key                                 identity.sign_up_key        public
POST  /sign-up/key                                 identity.sign_up_made       public
GET   /staff/cases                                 staff.cases                 desk
GET   /staff/cases/<folio>                         staff.procedure             desk
POST  /staff/cases/<folio>/ask                     staff.ask_for_more          desk
POST  /staff/cases/<folio>/decide                  staff.decide                desk
GET   /staff/cases/<folio>/photos/<int:id>.webp    staff.procedure_photo       desk
POST  /staff/cases/<folio>/revoke                  staff.revoke_paper          desk
POST  /staff/cases/<folio>/take                    staff.take_procedure        desk
GET   /staff/counter                               identity.counter            clerk
POST  /staff/counter                               identity.find_by_code       clerk
GET   /staff/counter/back                          identity.let_back           clerk
POST  /staff/counter/back                          identity.recovery_code      clerk
GET   /staff/counter/check                         identity.check              clerk
POST  /staff/counter/check                         identity.checked            clerk
GET   /staff/counter/code                          identity.code_for_her       clerk
POST  /staff/counter/lost                          identity.find_who_lost      clerk
GET   /staff/crew                                  staff.round                 crew
GET   /staff/crew/<folio>                          staff.job                   crew
POST  /staff/crew/<folio>                          staff.job_move              crew
POST  /staff/crew/<folio>/photos                   staff.job_proof             crew
GET   /staff/crew/<folio>/photos/<int:position>.webp  staff.job_photo          crew
GET   /staff/crews                                 staff.crews                 desk
POST  /staff/crews                                 staff.start_crew            desk
POST  /staff/crews/<int:id>                        staff.change_crew           desk
GET   /staff/join                                  identity.join               level-2
POST  /staff/join                                  identity.joined             level-2
GET   /staff/payments                              staff.payments              desk
POST  /staff/payments                              staff.load_payments         desk
GET   /staff/people                                identity.people             admin
POST  /staff/people                                identity.invite             admin+lately
POST  /staff/people/<int:id>/end                   identity.dismiss            admin+lately
GET   /staff/record                                record.desk                 clerk
POST  /staff/record                                record.find                 clerk
POST  /staff/record/check/<name>                   record.check                clerk
GET   /staff/record/seen                           record.seen                 clerk
GET   /staff/reports                               staff.inbox                 desk
GET   /staff/reports/<folio>                       staff.case                  desk
POST  /staff/reports/<folio>/assign                staff.assign                desk
POST  /staff/reports/<folio>/merge                 staff.merge                 desk
POST  /staff/reports/<folio>/move                  staff.move                  desk
POST  /staff/reports/<folio>/note                  staff.note                  desk
POST  /staff/reports/<folio>/office                staff.hand_over             desk
GET   /staff/reports/<folio>/photos/<int:position>.webp  staff.photo           desk
POST  /staff/reports/<folio>/public                staff.approve               desk
POST  /staff/reports/csv                           staff.export                desk
POST  /staff/reports/move                          staff.move_many             desk
GET   /staff/reports/new                           staff.take                  desk
POST  /staff/reports/new                           staff.taken                 desk
GET   /staff/rights                                record.queue                privacy
GET   /staff/rights/<folio>                        record.case                 privacy
POST  /staff/rights/<folio>/answer                 record.answer               privacy
POST  /staff/rights/<folio>/carry-out              record.carry_out            privacy
POST  /staff/rights/<folio>/extend                 record.extend               privacy
GET   /services                                    catalogue.index             public
GET   /services/<slug>                             catalogue.service           public
GET   /services/<slug>/can                         catalogue.can               public
GET   /staff/slots                                 staff.slots                 desk
GET   /staff/slots/<slug>                          staff.slot_places           desk
GET   /staff/slots/<slug>/<key>                    staff.slot_day              desk
POST  /staff/slots/<slug>/<key>                    staff.change_slots          desk
GET   /sw.js                                       offline.worker              public
GET   /transit                                     transit.index               public
GET   /transit/agencies/<key>                      transit.agency              public
GET   /transit/from-to                             transit.from_to             public
GET   /transit/lines/<key>                         transit.line                public
GET   /transit/lines/<key>/ways                    transit.ways                public
GET   /transit/notices                             transit.notices             public
GET   /transit/stops                               transit.stops               public
GET   /transit/stops/<key>                         transit.stop                public
GET   /verify                                      papers.verify               public
POST  /verify                                      papers.verified             public
GET   /verify/revoked                              papers.revoked              public
GET   /wifi                                        offline.wifi                public
"""
"""Method, address, view, and who may:

- ``public``: everybody
- ``person``: who is signed in; with ``+helper``, also while acting for another
- ``lately``: who is signed in and proved within a quarter of an hour who she is
- ``level-2``: who is signed in and has confirmed how to reach her
- ``clerk``, ``desk``, ``crew``, ``admin``, ``privacy``: staff with that role and a second factor;
  with ``+lately``, as above
"""


class Row(NamedTuple):
    """One line of the list, and one route of the site."""

    method: str
    address: str
    view: str
    may: str


def listed() -> set[Row]:
    """What the list says."""
    return {Row(*line.split()) for line in MAY.strip().splitlines()}


def routes(app: Flask) -> Iterator[Row]:
    """What the site does."""
    for rule in app.url_map.iter_rules():
        may = in_a_word(rule_of(rule.endpoint, app))
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield Row(method, rule.rule, rule.endpoint, may)


def in_a_word(rule: Rule) -> str:
    """What a view asks of who comes, as the list says it."""
    if rule.is_open:
        return "public"
    asked = [rule.role, f"level-{rule.level}" * bool(rule.level), "lately" * rule.is_fresh]
    words = [word for word in asked if word] or ["person"]
    return "+".join([*words, *["helper"] * rule.is_for_another])


def slips(app: Flask) -> list[str]:
    """What the list says of the site that is not so, or does not say, a sentence each."""
    there = set(routes(app))
    new = [
        f"{method} {address} ({view}) is for {may}: say so in tests/contracts/may.py, or mark it "
        "otherwise."
        for method, address, view, may in sorted(there - listed())
    ]
    gone = [
        f"{' '.join(row)} is in tests/contracts/may.py and not in the site: take it out."
        for row in sorted(listed() - there)
    ]
    return new + gone
