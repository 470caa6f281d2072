"""The Llave: one account for every service.

================================  ==========================  ===================================
address                           view                        template
================================  ==========================  ===================================
GET /llave                        identity.home               identity/{home,welcome}.html
GET /llave/app                    identity.app                identity/{app,app_begin}.html
POST /llave/app                   identity.turn_on_app        identity/app.html (422)
POST /llave/app/begin             identity.begin_app          (redirects)
POST /llave/app/off               identity.turn_off_app       (redirects)
GET /llave/code                   identity.shown              identity/shown.html
GET /llave/contacts               identity.contacts           identity/contacts.html
POST /llave/contacts              identity.add_contact        identity/contacts.html (422)
GET /llave/contacts/<id>          identity.confirm            identity/confirm.html
POST /llave/contacts/<id>         identity.code_given_back    identity/confirm.html (422)
POST /llave/contacts/<id>/remove  identity.remove_contact     (redirects)
POST /llave/contacts/<id>/send    identity.send_again         (redirects)
GET /llave/help                   identity.help               identity/help.html
POST /llave/help                  identity.start_helping      identity/help.html (422)
POST /llave/help/<id>/act         identity.act_for            (redirects)
POST /llave/help/<id>/end         identity.end_help           (redirects)
POST /llave/help/ask              identity.ask_to_help        identity/help.html (422)
GET /llave/help/code              identity.help_code          identity/help_code.html
POST /llave/help/code             identity.show_help_code     (redirects)
POST /llave/help/enter            identity.help_code_told     identity/help_code.html (422)
POST /llave/help/stop             identity.stop_helping       (redirects)
GET /llave/keys                   identity.keys               identity/keys.html
GET /llave/level                  identity.level              identity/level.html
POST /llave/level/code            identity.show_code          (redirects)
GET /llave/passkeys               identity.passkeys           identity/passkeys.html
POST /llave/passkeys              identity.add_passkey        (JSON, for the page's script)
POST /llave/passkeys/<id>/remove  identity.remove_passkey     (redirects)
POST /llave/passkeys/ask          identity.ask_passkey        (JSON, for the page's script)
GET /llave/passphrase             identity.new_passphrase     identity/passphrase.html
POST /llave/passphrase            identity.change_passphrase  identity/passphrase.html (422)
GET /llave/sessions               identity.sessions           identity/sessions.html
POST /llave/sessions/<id>/end     identity.end_session        (redirects)
POST /llave/sessions/end-others   identity.end_others         (redirects)
GET /recover                      identity.recover            identity/recover.html
POST /recover                     identity.recovered          identity/recover.html (422)
GET /sign-in                      identity.sign_in            identity/sign_in.html
POST /sign-in                     identity.sign_in_first      identity/sign_in.html (422)
GET /sign-in/again                identity.again              identity/again.html
POST /sign-in/again               identity.again_first        identity/again.html (422)
GET /sign-in/code                 identity.code               identity/code.html
POST /sign-in/code                identity.send_code          identity/code.html (422)
GET /sign-in/enter                identity.enter_code         identity/enter_code.html
POST /sign-in/enter               identity.code_entered       identity/enter_code.html (422)
POST /sign-in/passkey             identity.passkey_shown      (JSON, for the page's script)
POST /sign-in/passkey/ask         identity.passkey_asked      (JSON, for the page's script)
GET /sign-in/second               identity.second             identity/second.html
POST /sign-in/second              identity.second_shown       identity/second.html (422)
GET /sign-in/strong               identity.prove_strongly     identity/strong.html
GET /sign-in/who                  identity.who                identity/who.html
POST /sign-in/who                 identity.chosen             (redirects)
GET /sign-out                     identity.leaving            identity/sign_out.html
POST /sign-out                    identity.sign_out           (redirects)
GET /sign-up                      identity.sign_up            identity/sign_up.html
POST /sign-up                     identity.sign_up_who        identity/sign_up.html (422)
GET /sign-up/key                  identity.sign_up_key        identity/sign_up_key.html
POST /sign-up/key                 identity.sign_up_made       identity/sign_up_key.html (422)
GET /staff/counter                identity.counter            identity/counter.html
POST /staff/counter               identity.find_by_code       identity/counter.html (422)
GET /staff/counter/back           identity.let_back           identity/let_back.html
POST /staff/counter/back          identity.recovery_code      (redirects)
GET /staff/counter/check          identity.check              identity/check.html
POST /staff/counter/check         identity.checked            identity/check.html (422)
GET /staff/counter/code           identity.code_for_her       identity/code_for_her.html
POST /staff/counter/lost          identity.find_who_lost      identity/counter.html (422)
GET /staff/join                   identity.join               identity/join.html
POST /staff/join                  identity.joined             identity/join.html (422)
GET /staff/people                 identity.people             identity/people.html
POST /staff/people                identity.invite             identity/people.html (422)
POST /staff/people/<id>/end       identity.dismiss            (redirects)
================================  ==========================  ===================================

Who is refused at the door sees ``identity/{knock,level,not_for_another}.html`` at any address.

Behind them: ``session`` says who is asking; ``turn`` keeps what is under way over several pages;
``candidates`` says who may be meant by what was typed; ``actions.guesses`` counts wrong answers;
``next_step``, ``lasting``, ``codes``, ``passphrase``, ``totp`` and ``passkeys`` decide. Commands:
``flask staff invite | list``.
"""

from flask import Flask

from backend.config import Settings
from backend.identity import acts, contact, levels, refusals, roles, seal, session


def init_app(app: Flask, settings: Settings) -> None:
    """Let ``app`` know who is asking, and say what it refuses."""
    app.extensions["secret"] = seal.load_key(settings)
    session.init_app(app)
    acts.init_app(app)
    refusals.init_app(app)
    app.jinja_env.filters.update(
        spoken=lambda each: contact.spoken(each.kind, each.address),
        level_name=levels.name,
        role_name=roles.name,
    )
    app.jinja_env.globals["roles"] = roles.NAMES.items
