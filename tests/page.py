"""A page as a strict reviewer reads it, and as a person without script uses it."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import Client, TestResponse

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


@dataclass
class Form:
    """A form with what stands in its fields; ``fields`` may be filled in."""

    action: str
    method: str
    fields: dict[str, Any]
    choices: dict[str, list[str]] = field(default_factory=dict)


class Page:
    """An answer, parsed. Refuses what a strict reviewer would refuse."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.html = response.get_data(as_text=True)
        parser = html5lib.HTMLParser(namespaceHTMLElements=False, strict=False)
        self.root: Element = parser.parse(self.html)
        self._review([error for error in parser.errors if error[1] != "eof-in-text"])

    def _review(self, errors: list[Any]) -> None:
        assert not errors, errors
        ids = [each.get("id") for each in self.root.iter() if each.get("id")]
        assert len(ids) == len(set(ids)), f"the same id twice: {sorted(ids)}"
        headings = self.all("h1")
        assert len(headings) == 1, "a page has one h1"
        assert text_of(headings[0]) in self.title, f"{self.title!r} does not say its h1"
        named = {each.get("for") for each in self.all("label")}
        for control in [*self.all("input"), *self.all("select"), *self.all("textarea")]:
            if control.get("type") not in {"hidden", "submit"}:
                assert control.get("id") in named, f"{control.attrib} has no label"
        for each in self.root.iter():
            for reference in (each.get("aria-describedby") or "").split():
                assert reference in ids, f"aria-describedby speaks of a missing {reference}"
            if (each.get("href") or "").startswith("#"):
                assert each.get("href", "")[1:] in ids, f"{each.get('href')} leads nowhere"
        assert self.root.get("lang"), "a page says its language"

    @property
    def title(self) -> str:
        return text_of(self.root.find(".//title"))

    @property
    def text(self) -> str:
        """What there is to read in the main part."""
        return text_of(self.root.find(".//main"))

    def all(self, tag: str) -> list[Element]:
        return list(self.root.iter(tag))

    def links(self) -> list[str]:
        return [each.get("href", "") for each in self.all("a")]

    def form(self, ending: str) -> Form:
        """The form whose action ends in ``ending``."""
        for each in self.all("form"):
            if (each.get("action") or "").endswith(ending):
                return _form(each)
        raise AssertionError(f"no form to {ending}; there is {self.text}")

    def forms(self, ending: str) -> list[Form]:
        """Every form whose action ends in ``ending``."""
        return [
            _form(each) for each in self.all("form") if (each.get("action") or "").endswith(ending)
        ]

    def has_form(self, ending: str) -> bool:
        return any((each.get("action") or "").endswith(ending) for each in self.all("form"))


class Person:
    """Somebody with a phone and no script. Each has cookies of her own."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def opens(self, path: str, status: int = 200) -> Page:
        """Open an address, following redirects of our own."""
        response = self.client.get(path)
        for _ in range(5):
            if response.status_code not in {301, 302, 303}:
                break
            response = self.client.get(urljoin("/", _path(response.location)))
        assert response.status_code == status, (response.status_code, path)
        return Page(response)

    def posts(self, path: str, data: Any, **headers: str) -> TestResponse:
        """Send a form as a browser of ours would."""
        return self.client.post(
            path,
            data=data,
            headers={**SAME_SITE, **{name.replace("_", "-"): v for name, v in headers.items()}},
        )

    def sends(self, form: Form, status: int = 200) -> Page:
        """Submit a form and read the page it leads to."""
        response = self.posts(form.action, form.fields)
        if response.status_code == 303:
            return self.opens(_path(response.location), status)
        assert response.status_code == status, response.status_code
        return Page(response)


def text_of(element: Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def _path(location: str) -> str:
    parts = urlsplit(location)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _value_of(option: Element) -> str:
    """What a browser sends where ``option`` is chosen: its text where it has no value."""
    return option.get("value", text_of(option))


def _form(element: Element) -> Form:
    fields: dict[str, Any] = {}
    choices: dict[str, list[str]] = {}
    for each in element.iter():
        name = each.get("name")
        if not name:
            continue
        if each.tag == "select":
            options = list(each.iter("option"))
            choices[name] = [_value_of(option) for option in options]
            chosen = [_value_of(o) for o in options if o.get("selected") is not None]
            fields[name] = chosen[0] if chosen else choices[name][0]
        elif each.get("type") == "radio":
            choices.setdefault(name, []).append(each.get("value", ""))
            if each.get("checked") is not None:
                fields[name] = each.get("value", "")
        elif each.get("type") == "checkbox":
            if each.get("checked") is not None:
                fields[name] = each.get("value", "")
        elif each.tag == "textarea":
            fields[name] = (each.text or "").removeprefix("\n")
        elif each.get("type") != "file":
            fields[name] = each.get("value", "")
    return Form(element.get("action", ""), element.get("method", "get"), fields, choices)
