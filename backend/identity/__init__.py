"""The Llave: one account for every service.

=============================  =======================  =============================
address                        view                     template
=============================  =======================  =============================
GET /llave                     identity.home            identity/{home,welcome}.html
GET /llave/level               identity.level           identity/level.html
GET POST /sign-up              identity.sign_up         identity/sign_up.html
GET POST /sign-up/key          identity.sign_up_key     identity/sign_up_key.html
GET POST /sign-in              identity.sign_in         identity/sign_in.html
GET POST /sign-in/code         identity.code            identity/code.html
GET POST /sign-in/enter        identity.enter_code      identity/enter_code.html
GET POST /sign-in/who          identity.who             identity/who.html
GET POST /sign-in/second       identity.second          identity/second.html
GET POST /sign-in/again        identity.again           identity/again.html
GET /sign-in/strong            identity.prove_strongly  identity/strong.html
POST /sign-in/passkey[/ask]    identity.passkey_shown   (JSON, for the page's script)
GET POST /sign-out             identity.leaving         identity/sign_out.html
GET POST /recover              identity.recover         identity/recover.html
GET POST /llave/contacts       identity.contacts        identity/contacts.html
GET POST /llave/contacts/<id>  identity.confirm         identity/confirm.html
GET /llave/sessions            identity.sessions        identity/sessions.html
GET /llave/keys                identity.keys            identity/keys.html
GET POST /llave/passphrase     identity.new_passphrase  identity/passphrase.html
GET POST /llave/app            identity.app             identity/{app_begin,app}.html
GET POST /llave/passkeys       identity.passkeys        identity/passkeys.html
POST /llave/{level,help}/code  identity.show_code       (redirects)
GET /llave/code                identity.shown           identity/shown.html
GET POST /llave/help           identity.help            identity/help.html
GET /llave/help/code           identity.help_code       identity/help_code.html
GET POST /staff/people         identity.people          identity/people.html
GET POST /staff/join           identity.join            identity/join.html
GET POST /staff/counter        identity.counter         identity/counter.html
GET POST /staff/counter/check  identity.check           identity/check.html
GET POST /staff/counter/back   identity.let_back        identity/let_back.html
GET /staff/counter/code        identity.code_for_her    identity/code_for_her.html
=============================  =======================  =============================

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
