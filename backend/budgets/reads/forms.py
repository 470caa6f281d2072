"""Where one can go from a page: its links and its forms."""

from dataclasses import dataclass, field

from backend.budgets.reads.markup import Attributes, Markup

BUTTONS = {"submit", "image", "button", "reset", "file"}


@dataclass
class Form:
    """``fields`` holds what a browser would send of the form as it stands, name by name."""

    action: str = ""
    method: str = "GET"
    fields: dict[str, list[str]] = field(default_factory=dict)
    passwords: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


@dataclass
class Outline:
    """``<base href>``, addresses of links, and forms, in the order of the page."""

    base: str = ""
    links: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)


def outline(html: str) -> Outline:
    """The links and forms of a page."""
    reader = _Reader()
    reader.read(html)
    return reader.outline


class _Reader(Markup):
    def __init__(self) -> None:
        self.outline = Outline()
        self._form: Form | None = None
        self._select: tuple[str, bool] | None = None
        self._area: tuple[str, list[str]] | None = None
        self._unsaid: tuple[str, list[str]] | None = None  # an <option> whose text is its value

    def start(self, tag: str, given: Attributes) -> None:
        if tag == "base":
            self.outline.base = self.outline.base or given.get("href", "").strip()
        elif tag in {"a", "area"} and "download" not in given:
            self.outline.links += [given["href"].strip()] if given.get("href") else []
        elif tag == "form":
            method = given.get("method", "get").strip().upper()
            self._form = Form(given.get("action", "").strip(), method or "GET")
            self.outline.forms.append(self._form)
        elif self._form is not None:
            self._field(self._form, tag, given)

    def end(self, tag: str) -> None:
        if tag in {"option", "select"}:
            self._end_option()
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._form is not None and self._area is not None:
            name, text = self._area
            self._form.fields.setdefault(name, []).append("".join(text))
            self._area = None

    def text(self, data: str) -> None:
        for written in (self._area, self._unsaid):
            if written is not None:
                written[1].append(data)

    def _field(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "option" and self._select is not None:
            self._end_option()
            self._option(form, given)
        if not name or "disabled" in given:
            return
        form.names.add(name)
        if tag == "input":
            _input(form, name, given)
        elif tag == "textarea":
            self._area = (name, [])
        elif tag == "select":
            self._select = (name, "multiple" in given)

    def _option(self, form: Form, given: dict[str, str]) -> None:
        """Of a list with one choice the first counts until one is marked as chosen."""
        if self._select is None:
            return
        name, is_many = self._select
        value, chosen = given.get("value", ""), "selected" in given
        if chosen and is_many:
            form.fields.setdefault(name, []).append(value)
        elif chosen or (not is_many and name not in form.fields):
            form.fields[name] = [value]
        else:
            return
        if "value" not in given:
            self._unsaid = name, []

    def _end_option(self) -> None:
        if self._unsaid is not None and self._form is not None:
            name, text = self._unsaid
            self._form.fields[name][-1] = " ".join("".join(text).split())
        self._unsaid = None


def _input(form: Form, name: str, given: dict[str, str]) -> None:
    kind = given.get("type", "text").lower()
    if kind == "password":
        form.passwords.add(name)
    if kind in {"checkbox", "radio"}:
        if "checked" in given:
            form.fields.setdefault(name, []).append(given.get("value", "on"))
    elif kind not in BUTTONS:
        form.fields.setdefault(name, []).append(given.get("value", ""))
