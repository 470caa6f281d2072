"""Whoever runs the server adds the sites: ``flask clients``."""

import re

import pytest
from flask import Flask

from backend.oidc.uris import is_fit
from tests.identity.people import a_llave, signs_in
from tests.oidc.sites import Site, a_site, signs_in_to
from tests.page import Person

LIBRARY = {
    "name": ["Biblioteca Vasconcelos"],
    "owner": ["--owner", "Secretaría de Cultura"],
    "site": ["--site", "https://library.example/"],
    "redirect": ["--redirect", "https://library.example/callback"],
    "purpose": ["--purpose", "es", "Prestarte libros"],
}


def runs(app: Flask, *words: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["clients", *words])
    return done.exit_code, done.output


def adds(app: Flask, *more: str, **instead: list[str]) -> tuple[int, str]:
    told = {**LIBRARY, **instead}
    return runs(app, "add", *[word for words in told.values() for word in words], *more)


def test_a_site_is_added_and_works(site: Flask, amina: Person) -> None:
    exit_code, said = adds(site, "--scope", "profile", "--optional", "email", "--refresh")
    assert exit_code == 0, said
    told = dict(re.findall(r"^(client_id|client_secret) +(\S+)$", said, re.M))
    signs_in(amina, site, a_llave(site))
    library = Site(told["client_id"], told["client_secret"])
    assert library.redeems(site, signs_in_to(amina, library)["code"]).status_code == 200
    _, listed = runs(site, "list")
    assert listed == (
        f"{library.id}  secret  Biblioteca Vasconcelos (Secretaría de Cultura)"
        "  openid profile [email]\n"
    )
    assert library.secret not in listed


def test_a_public_one_has_no_secret(app: Flask) -> None:
    _, said = adds(app, "--public")
    assert "(none: it is public)" in said
    id = re.search(r"client_id +(\S+)", said)[1]
    exit_code, said = runs(app, "new-secret", id)
    assert exit_code == 2
    assert "is public: it has none" in said


def test_another_secret_takes_the_place_of_the_first(app: Flask, amina: Person) -> None:
    library = a_site(app)
    signs_in(amina, app, a_llave(app))
    _, said = runs(app, "new-secret", library.id)
    code = signs_in_to(amina, library)["code"]
    assert library.redeems(app, code).json["error"] == "invalid_client"
    library.secret = said.split()[-1]
    assert library.redeems(app, code).status_code == 200


@pytest.mark.parametrize(
    ("more", "instead", "sentence"),
    [
        ([], {"redirect": ["--redirect", "http://library.example/"]}, "will not do"),
        ([], {"redirect": ["--redirect", "https://a.example/", "--redirect", "https://b.example/"]},
         "several hosts"),
        (["--logout", "https://*.example/"], {}, "will not do"),
        (["--scope", "email passwords"], {}, "no scope email passwords"),
        (["--alg", "none"], {}, "none is no way to sign"),
        (["--level", "4"], {}, "4 is not in the range"),
        ([], {"purpose": []}, "Missing option '--purpose'"),
        ([], {"redirect": []}, "Missing option '--redirect'"),
        ([], {"site": ["--site", "javascript:alert(1)"]}, "will not do"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(
    app: Flask, more: list[str], instead: dict[str, list[str]], sentence: str
) -> None:
    exit_code, said = adds(app, *more, **instead)
    assert exit_code == 2
    assert sentence in said
    assert runs(app, "list")[1] == ""


def test_several_hosts_share_a_sector_that_is_named(app: Flask) -> None:
    two = ["--redirect", "https://a.example/", "--redirect", "https://b.example/"]
    exit_code, said = adds(app, "--sector", "example", redirect=two)
    assert exit_code == 0, said


def test_who_is_not_there_is_said(app: Flask) -> None:
    for command in ("remove", "new-secret"):
        exit_code, said = runs(app, command, "nobody")
        assert exit_code == 2
        assert "There is no site nobody" in said


@pytest.mark.parametrize(
    ("uri", "fits"),
    [
        ("https://library.example/callback?tab=1", True),
        ("http://localhost:5000/callback", True),
        ("http://127.0.0.1/", True),
        ("http://[::1]:8080/", True),
        ("http://library.example/", False),
        ("https://library.example/#x", False),
        ("https://amina:secret@library.example/", False),
        ("https://*.example/", False),
        ("https://", False),
        ("https://[::1/", False),
        ("https://library.example:port/", False),
        ("//library.example/", False),
        ("/callback", False),
        ("com.example.app:/callback", False),
        ("data:text/html,x", False),
        ("https://library.example/ñ", False),
        ('https://library.example/"', False),
        ("https://library.example/ x", False),
        ("https://library.example/\n", False),
        ("https://library.example/" + "x" * 500, False),
        ("", False),
    ],
)
def test_which_addresses_will_do(uri: str, fits: bool) -> None:
    assert is_fit(uri) is fits
