"""A report as an app sends it: read into the same ``Filing`` as the form of our pages."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from backend.forms import text
from backend.kernel.city import Category, City, Question
from backend.kernel.geo import Point, point_from
from backend.reports.actions import Filing
from backend.reports.form import SENTENCES
from backend.reports.open311.refused import Refused

MOST_LETTERS = 4000
"""Of a description; the standard's."""
MOST_ANSWER = 200
MOST_CONTACT = 120
MOST_STREET = 120
MOST_REFERENCE = 200
MOST_MEDIA = 500
CONTACT = ("phone", "email", "first_name", "last_name")
_ATTRIBUTE = re.compile(r"attribute\[([^\[\]]{1,80})\](?:\[\])?")

Sent = MultiDict[str, str]


def filing_of(sent: Sent, city: City) -> Filing:
    """What ``sent`` reports. Raises Refused, with a sentence for each mistake."""
    category = _category(sent, city)
    mistakes: list[str] = []
    point = _point(sent, city, mistakes)
    address = line(sent, "address_string", MOST_REFERENCE, mistakes)
    borough = city.borough_at(point) if point else named_in(address, city)
    if not mistakes and not point:
        mistakes += _placeless(sent, address, borough is None, city)
    filing = Filing(
        category=category,
        borough=borough.id if borough else "",
        answers=_answers(sent, category, mistakes),
        lat=point.lat if point else None,
        lon=point.lon if point else None,
        street=address if len(address) <= MOST_STREET else "",
        reference=address if len(address) > MOST_STREET else "",
        description=words(sent, "description", mistakes),
        contact=_contact(sent, mistakes),
    )
    if mistakes:
        raise Refused(400, *mistakes)
    return filing


def media_of(sent: Sent) -> str:
    """The address of a picture, as text. Raises Refused for one that is too long."""
    mistakes: list[str] = []
    media = line(sent, "media_url", MOST_MEDIA, mistakes)
    if mistakes:
        raise Refused(400, *mistakes)
    return media


def words(sent: Sent, name: str, mistakes: list[str]) -> str:
    """Some lines of text, as long as the standard lets them be."""
    said = text.lines(sent.get(name, ""))
    if len(said) > MOST_LETTERS:
        mistakes.append(_too_long(name, MOST_LETTERS))
    return said


def line(sent: Sent, name: str, most: int, mistakes: list[str]) -> str:
    """A line of text of at most so many letters."""
    said = text.line(sent.get(name, ""))
    if len(said) > most:
        mistakes.append(_too_long(name, most))
    return said


def named_in(address: str, city: City) -> Any:
    """The borough that ``address`` names last, for addresses go from the street to the city; or
    None."""
    plain = f" {_plain(address)} "
    found = [
        (plain.rfind(f" {_plain(name)} "), len(name), borough)
        for borough in city.boroughs
        for name in (borough.name, *city.places.boroughs.get(borough.id, ()))
    ]
    at, _, borough = max(found, key=lambda each: each[:2], default=(-1, 0, None))
    return borough if at >= 0 else None


def _category(sent: Sent, city: City) -> Category:
    code = sent.get("service_code", "").strip()
    if not code:
        raise Refused(400, gettext("Falta service_code."))
    category = city.category(code)
    if category is None:
        raise Refused(404, gettext("No hay un servicio con ese service_code."))
    return category


def _point(sent: Sent, city: City, mistakes: list[str]) -> Point | None:
    lat, long = sent.get("lat", "").strip(), sent.get("long", "").strip()
    if not lat and not long:
        return None
    if not lat or not long:
        mistakes.append(gettext("lat y long van juntas."))
        return None
    point = point_from(lat, long)
    if point is None:
        mistakes.append(gettext("lat y long no son un lugar en la Tierra, en grados como 19.4326."))
    elif not city.bounds.holds(point):
        mistakes.append(f"{SENTENCES.outside}.")
        return None
    return point


def _placeless(sent: Sent, address: str, is_unknown: bool, city: City) -> Iterator[str]:
    if not address:
        yield (
            gettext("No tenemos direcciones por address_id: envía lat y long o address_string.")
            if sent.get("address_id", "").strip()
            else gettext("Falta el lugar: envía lat y long o address_string.")
        )
    elif is_unknown:
        names = ", ".join(borough.name for borough in city.boroughs)
        yield gettext(
            "address_string debe terminar en su alcaldía, o envía lat y long: %(names)s.",
            names=names,
        )


def _answers(sent: Sent, category: Category, mistakes: list[str]) -> dict[str, Any]:
    given: dict[str, list[str]] = {}
    for name, values in sent.lists():
        if found := _ATTRIBUTE.fullmatch(name):
            given.setdefault(found[1], []).extend(text.lines(each) for each in values)
    answers = {code: [each for each in values if each] for code, values in given.items()}
    for code, values in answers.items():
        if values and category.question(code) is None:
            mistakes.append(gettext("El servicio no tiene attribute[%(code)s].", code=code))
    kept: dict[str, Any] = {}
    for question in category.questions:
        values = answers.get(question.id, [])
        if fault := _fault(question, values):
            mistakes.append(fault)
        elif values:
            kept[question.id] = values[0]
    return kept


def _fault(question: Question, values: list[str]) -> str:
    name = f"attribute[{question.id}]"
    if not values:
        return str(gettext("Falta %(name)s.", name=name)) if question.required else ""
    if len(values) > 1:
        return str(gettext("%(name)s lleva un solo valor.", name=name))
    if question.kind == "choice" and question.option(values[0]) is None:
        keys = ", ".join(option.id for option in question.options)
        return str(gettext("%(name)s puede ser: %(keys)s.", name=name, keys=keys))
    if len(values[0]) > MOST_ANSWER:
        return _too_long(name, MOST_ANSWER)
    return ""


def _contact(sent: Sent, mistakes: list[str]) -> str:
    phone, email, first, last = (text.line(sent.get(name, "")) for name in CONTACT)
    contact = ", ".join(part for part in (phone, email, f"{first} {last}".strip()) if part)
    if len(contact) > MOST_CONTACT:
        mistakes.append(_too_long(" + ".join(CONTACT), MOST_CONTACT))
    return contact


def _too_long(name: str, most: int) -> str:
    return str(gettext("%(name)s es muy largo: caben %(most)s letras.", name=name, most=most))


def _plain(words: str) -> str:
    """``words`` as people may write them: without accents, in small letters, single blanks."""
    bare = unicodedata.normalize("NFD", words.lower())
    letters = "".join(each if each.isalnum() else " " for each in bare if each.isascii())
    return " ".join(letters.split())
