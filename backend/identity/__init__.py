"""The Llave: one account for every service.

====================================  ==========================  ==============================
address                               view                        template
====================================  ==========================  ==============================
GET /llave                            identity.home               identity/{home,welcome}.html
====================================  ==========================  ==============================
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
