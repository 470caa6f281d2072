"""Brings a persona to where the pages are weighed: signed in, and in her state."""

from collections.abc import Mapping
from urllib.parse import urlencode, urljoin, urlsplit

from backend.budgets.answer import Answer, CannotTell
from backend.budgets.fetch import Phone
from backend.budgets.reads.forms import Form, outline
from backend.budgets.sources.persona import Persona, Step
from backend.budgets.target import Target


class NotSignedIn(Exception):
    """The persona is not where she has to be; the message says at which step and why."""


def begin(persona: Persona, target: Target) -> Mapping[str, str]:
    """The cookies of the persona once she has signed in and done what comes ``before``."""
    if persona.sign_in is None and not persona.before:
        return persona.cookies
    phone = Phone(
        target.app,
        origin=target.origin,
        hosts=target.hosts,
        language=persona.language,
        cookies=persona.cookies,
        headers=persona.headers,
        device=persona.device,
    )
    if persona.sign_in is not None:
        answer, sent = _do(phone, persona.sign_in, persona.name)
        again = _form_with(answer, sent.passwords) if sent and sent.passwords else None
        if again is not None:
            raise NotSignedIn(f"{persona.name}: signing in did not take: {answer.url} asks again")
    for step in persona.before:
        _do(phone, step, persona.name)
    return {**persona.cookies, **phone.cookies()}


def _do(phone: Phone, step: Step, who: str) -> tuple[Answer, Form | None]:
    """Take one step; where it led to, and the form that was sent."""
    try:
        answer = phone.fetch(step.open)
        form = None
        if answer.status >= 400:
            raise NotSignedIn(f"{who}: {step.open} answers {answer.status}")
        if step.form:
            form = _form_with(answer, set(step.form))
            if form is None:
                names = ", ".join(sorted(step.form))
                raise NotSignedIn(f"{who}: {step.open} has no form with the fields {names}")
            answer = _send(phone, answer.url, form, step.form)
            if answer.status >= 400:
                raise NotSignedIn(f"{who}: the form of {step.open} is answered {answer.status}")
        if step.expect and step.expect not in answer.text():
            raise NotSignedIn(f'{who}: "{step.expect}" is not on {answer.url}')
    except CannotTell as doubt:
        raise NotSignedIn(f"{who}: {doubt}") from doubt
    return answer, form


def _form_with(answer: Answer, names: set[str]) -> Form | None:
    forms = outline(answer.text()).forms
    return next((form for form in forms if names and names <= form.names), None)


def _send(phone: Phone, url: str, form: Form, filled: Mapping[str, str]) -> Answer:
    fields = {**form.fields, **{name: [value] for name, value in filled.items()}}
    try:
        address = urljoin(url, form.action or url)
    except ValueError as error:
        raise CannotTell(f"the form of {url} leads to {form.action!r}, no address") from error
    if form.method == "POST":
        return phone.fetch(address, method="POST", form=fields, headers={"Referer": url})
    return phone.fetch(with_query(address, fields))


def with_query(url: str, fields: Mapping[str, list[str]]) -> str:
    """The address that a form of the method GET leads to."""
    return urlsplit(url)._replace(query=urlencode(fields, doseq=True), fragment="").geturl()
