"""The ways in, as somebody without script takes them."""

from tests.identity.people import PHRASE
from tests.page import Page, Person

PHONE = "+525512345678"


def enters(person: Person, status: int = 200, path: str = "/sign-in", **answers: str) -> Page:
    form = person.opens(path).form("/sign-in")
    form.fields |= {"who": "55 1234 5678", "passphrase": PHRASE, "phone": "own", **answers}
    return person.sends(form, status)


def asks_for_a_code(person: Person, who: str = "55 1234 5678", **answers: str) -> Page:
    form = person.opens("/sign-in/code").form("/sign-in/code")
    form.fields |= {"who": who, "phone": "own", **answers}
    return person.sends(form)


def types_code(person: Person, page: Page, code: str, status: int = 200) -> Page:
    form = page.form("/sign-in/enter")
    form.fields["code"] = code
    return person.sends(form, status)
