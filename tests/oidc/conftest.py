"""A site that Amina knows."""

import pytest
from flask import Flask

from tests.identity.people import a_llave, signs_in
from tests.oidc.sites import Site, a_site, signs_in_to
from tests.page import Person


@pytest.fixture
def library(app: Flask, amina: Person) -> Site:
    """A site that Amina, who is signed in, has agreed to before."""
    signs_in(amina, app, a_llave(app, mail="amina@example.mx"))
    made = a_site(app)
    signs_in_to(amina, made)
    return made
