"""The pages about sites that people sign in to, as heavy as they may ever be."""

from collections.abc import Iterator
from urllib.parse import urlencode

from flask import Flask

from backend.budgets.page import Page
from backend.kernel import clock
from backend.kernel.db import db
from backend.oidc.actions import clients, consents
from backend.oidc.models import Client
from tests.budgets.llave import Household

WHY = "Prestarte libros y avisarte cuándo se devuelven, en cualquiera de nuestras bibliotecas. "
BACK = "https://servicios.bibliotecas-de-la-ciudad.example/entrar/con-la-llave/de-vuelta"
EVERYTHING = ["profile", "email", "phone", "address", "curp"]


class Library:
    """Sites with long names that somebody with everything signed in to, and what they ask.

    ``asking``, ``surer`` and ``leaving`` are the cookies of an ask, of one that wants a level
    more than she has, and of a sign-out.
    """

    def __init__(self, app: Flask, house: Household) -> None:
        with app.app_context():
            now = clock.now()
            asks, wants = _a_site(0), _a_site(1, level=3)
            for number in range(2, 20):
                consents.give(
                    account_id=house.id,
                    client=_a_site(number),
                    asked=" ".join(["openid", *EVERYTHING]),
                    scopes=" ".join(["openid", *EVERYTHING]),
                    now=now,
                )
            self.session = house.session
            self.asking = {**house.session, **_ask(asks, "s" * 43)}
            self.surer = {**house.weak, **_ask(wants, "s" * 43)}
            goodbye = {"client_id": asks.id, "post_logout_redirect_uri": BACK, "state": "s" * 43}
            self.leaving = {**house.session, **_kept(goodbye)}
            self.helping = house.weak
            db.session.commit()


def pages(prefix: str, language: str, library: Library) -> Iterator[Page]:
    """What somebody meets whom a site sent, and where she keeps it in check."""
    yield Page(f"{prefix}/llave/sites", language, "full", cookies=library.session)
    yield Page(f"{prefix}/llave/sites", language, "empty", cookies=library.helping)
    yield Page(f"{prefix}/oidc/go/x", language, "asked", cookies=library.asking)
    yield Page(f"{prefix}/oidc/go/x/level", language, "too low", cookies=library.surer)
    yield Page(f"{prefix}/oidc/leave/x?no=denied", language, "back", cookies=library.asking)
    yield Page(f"{prefix}/oidc/out/x", language, "leaving", cookies=library.leaving)
    yield Page(f"{prefix}/oidc/bye/x", language, "gone", cookies=library.leaving)
    yield Page(f"{prefix}/oidc/authorize", language, "no such site", status=400)
    yield Page(f"{prefix}/oidc/logout?id_token_hint=x", language, "no hint", status=400)


def _a_site(number: int, **more: int) -> Client:
    told = clients.Told(
        name=f"Red de Bibliotecas Públicas de la Ciudad {number}",
        owner="Secretaría de Educación, Ciencia, Tecnología e Innovación",
        site="https://servicios.bibliotecas-de-la-ciudad.example/",
        purposes={"es": WHY * 2, "en": WHY * 2},
        redirect_uris=[BACK],
        logout_uris=[BACK],
        scopes=EVERYTHING[:2],
        optional=EVERYTHING[2:],
        **more,
    )
    return clients.add(told, now=clock.now())[0]


def _ask(client: Client, random: str) -> dict[str, str]:
    return _kept(
        {
            "client_id": client.id,
            "redirect_uri": BACK,
            "response_type": "code",
            "scope": " ".join(["openid", *EVERYTHING]),
            "state": random,
            "nonce": random,
            "code_challenge": random,
            "code_challenge_method": "S256",
        }
    )


def _kept(told: dict[str, str]) -> dict[str, str]:
    return {"ask-x": f"{clock.now().timestamp():.6f}&{urlencode(told)}"}
