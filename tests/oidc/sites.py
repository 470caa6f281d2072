"""Sites that people sign in to, made without the command, and what they ask of the city."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask
from werkzeug.test import Client as Browser
from werkzeug.test import TestResponse

from backend.kernel import clock
from backend.kernel.db import db
from backend.oidc.actions import clients
from tests.identity.people import Llave, a_llave, signs_in
from tests.page import Page, Person

LIBRARY = "https://library.example/callback"
GOODBYE = "https://library.example/goodbye"
ORIGIN = "http://localhost"
AMINA = {"mail": "amina@example.mx", "curp": "GOMC880524MDFRRL09"}


@dataclass
class Site:
    """A site as a test needs it: what it knows of itself, and what it last asked for."""

    id: str
    secret: str
    uri: str = LIBRARY
    verifier: str = ""
    state: str = ""
    nonce: str = ""
    browser: Browser | None = field(default=None, repr=False)

    def asks(self, scope: str = "openid profile email", **more: str | None) -> str:
        """The address it sends somebody to; ``more`` changes or (None) leaves out parameters."""
        self.verifier = secrets.token_urlsafe(48)
        self.state, self.nonce = secrets.token_urlsafe(16), secrets.token_urlsafe(16)
        asked = {
            "response_type": "code",
            "client_id": self.id,
            "redirect_uri": self.uri,
            "scope": scope,
            "state": self.state,
            "nonce": self.nonce,
            "code_challenge": challenge_of(self.verifier),
            "code_challenge_method": "S256",
            **more,
        }
        told = {name: value for name, value in asked.items() if value is not None}
        return f"/oidc/authorize?{urlencode(told)}"

    def sends(self, app: Flask, path: str, form: dict[str, Any], **how: Any) -> TestResponse:
        """Its server sends a form, and shows its secret (RFC 6749, 2.3.1)."""
        if "headers" not in how and self.secret:
            pair = base64.b64encode(f"{self.id}:{self.secret}".encode()).decode()
            how["headers"] = {"Authorization": f"Basic {pair}"}
        if not self.secret:
            form = {"client_id": self.id, **form}
        return app.test_client().post(path, data=form, **how)

    def redeems(self, app: Flask, code: str, **more: Any) -> TestResponse:
        """It changes a code for tokens."""
        told = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.uri,
            "code_verifier": self.verifier,
            **more,
        }
        form = {name: value for name, value in told.items() if value is not None}
        return self.sends(app, "/oidc/token", form)

    def refreshes(self, app: Flask, token: str, **more: Any) -> TestResponse:
        """It changes a refresh token for the next."""
        form = {"grant_type": "refresh_token", "refresh_token": token, **more}
        return self.sends(app, "/oidc/token", form)


def a_site(app: Flask, name: str = "Biblioteca Vasconcelos", **more: Any) -> Site:
    """A site that needs a name and asks for mail, CURP and more if one likes."""
    told = {
        "owner": "Secretaría de Cultura",
        "site": "https://library.example/",
        "purposes": {"es": "Prestarte libros a tu nombre", "en": "Lend you books in your name"},
        "redirect_uris": [LIBRARY],
        "logout_uris": [GOODBYE],
        "scopes": ["profile"],
        "optional": ["email", "phone", "curp", "address"],
        "may_refresh": True,
        **more,
    }
    with app.app_context():
        client, secret = clients.add(clients.Told(name=name, **told), now=clock.now())
        db.session.commit()
        return Site(client.id, secret, told["redirect_uris"][0])


def challenge_of(verifier: str) -> str:
    """RFC 7636, 4.2: S256."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def asked(person: Person, address: str) -> Page:
    """The page somebody is shown whom a site sent to ``address``."""
    return person.opens(address)


def agrees(person: Person, page: Page, *scopes: str) -> dict[str, str]:
    """She says yes, and gives ``scopes`` beside what is needed; what the site is told."""
    return _answers(person, page, {"yes": "1", "scope": list(scopes)})


def declines(person: Person, page: Page) -> dict[str, str]:
    """She says no; what the site is told."""
    return _answers(person, page, {"no": "1"})


def signs_in_to(person: Person, site: Site, *given: str, **more: str | None) -> dict[str, str]:
    """From the site to its page and back, with a yes where that is asked; what the site is told.

    ``given`` is what she gives beside what is needed.
    """
    answer = person.client.get(site.asks("openid profile email phone curp", **more))
    if not answer.location.startswith("/"):
        return told_by(answer.location)
    page = person.opens(answer.location)
    return agrees(person, page, *given) if page.has_form(answer.location) else told_on(page)


def told_by(location: str) -> dict[str, str]:
    """The parameters of an address of a site."""
    return dict(parse_qsl(urlsplit(location).query))


def told_on(page: Page) -> dict[str, str]:
    """What the page that goes on to a site by itself tells it."""
    (refresh,) = [each for each in page.all("meta") if each.get("http-equiv") == "refresh"]
    onward = (refresh.get("content") or "").removeprefix("0; url=")
    assert onward in page.links(), "who stays on the page can go on by hand"
    return {"": onward.partition("?")[0], **told_by(onward)}


def claims_in(token: str) -> dict[str, Any]:
    """What a JWT says, unchecked."""
    return part_of(token, 1)


def part_of(token: str, number: int) -> dict[str, Any]:
    part = token.split(".")[number]
    read: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return read


def bearer(token: str) -> dict[str, str]:
    """RFC 6750, 2.1."""
    return {"Authorization": f"Bearer {token}"}


def _answers(person: Person, page: Page, form: dict[str, Any]) -> dict[str, str]:
    action = next(
        each.get("action", "") for each in page.all("form") if "/oidc/go/" in each.get("action", "")
    )
    sent = person.posts(action, form)
    assert sent.status_code == 303, sent.status_code
    return told_on(person.opens(sent.location))


def is_told(library: Site, address: str, person: Person) -> dict[str, str]:
    """What the site is told at once."""
    answer = person.client.get(address)
    assert answer.status_code == 303
    assert answer.location.startswith(f"{LIBRARY}?"), answer.location
    told = told_by(answer.location)
    assert told["iss"] == ORIGIN, "RFC 9207, 2: errors say who they are from as well"
    return told


def still_opens(app: Flask, tokens: dict[str, Any]) -> bool:
    answer = app.test_client().get("/oidc/userinfo", headers=bearer(tokens["access_token"]))
    return answer.status_code == 200


def in_amina(app: Flask, amina: Person) -> tuple[Llave, Site]:
    llave = a_llave(app, **AMINA)
    signs_in(amina, app, llave)
    return llave, a_site(app)
