"""The report form: what is asked of a fault, from the city's ``reports.toml``."""

from typing import Any

from flask import current_app
from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict

from backend.forms.fields import DeclaredForm, Sentences, form_class
from backend.forms.model import Bounds, Field, Form, Kind, Option
from backend.kernel.city import Category, City, Question, Text
from backend.kernel.i18n import current
from backend.reports.actions import Filing
from backend.reports.models import Report

MOST_PHOTOS_AT_ONCE = 3
PHOTOS = "photos"

SENTENCES = Sentences(
    missing=lazy_gettext("Escribe algo aquí"),
    choose=lazy_gettext("Elige una de las opciones"),
    too_long=lazy_gettext("Es muy largo: caben {most} letras"),
    too_many=lazy_gettext("Son demasiadas fotos: caben {most}"),
    no_place=lazy_gettext("Escribe dónde está la falla, o usa tu ubicación"),
    outside=lazy_gettext("Ese lugar está fuera de la ciudad"),
    no_borough=lazy_gettext("Elige la alcaldía"),
)


class Spoken:
    """A text of the city pack, in the language of whoever reads the page."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text.in_(current())


def the_city() -> City:
    """The city served."""
    city: City = current_app.extensions["city"]
    return city


def groups(city: City) -> list[tuple[Category, ...]]:
    """The categories as the form's pages show them: the first with icons, then the rest."""
    return [group for group in (city.first_categories, city.more_categories) if group]


def group_of(city: City, category: str | None) -> int:
    """On which page of the form (0, 1, ...) a category stands; the first if it is none."""
    for number, group in enumerate(groups(city)):
        if any(each.id == category for each in group):
            return number
    return 0


def blank(group: int) -> DeclaredForm:
    """The empty form with the categories of ``group``."""
    return _form(group, MultiDict())


def filled(answers: MultiDict[str, Any], files: MultiDict[str, Any]) -> DeclaredForm:
    """The form as it was sent. Only photos are taken as files, and only files as photos."""
    group = group_of(the_city(), answers.get("category"))
    sent = answers.copy()
    sent.setlist(PHOTOS, files.getlist(PHOTOS))
    return _form(group, sent)


def again(report: Report) -> DeclaredForm:
    """The form with the fault and the place of ``report``, to tell the city of it once more."""
    told = {
        "category": report.category,
        "place-borough": report.borough,
        "place-street": report.street,
        "place-number": report.number,
        "place-reference": report.reference,
        "place-lat": report.lat,
        "place-lon": report.lon,
        "place-accuracy": report.accuracy,
        "contact": report.contact,
        **{f"{report.category}-{name}": answer for name, answer in report.answers.items()},
    }
    answers = MultiDict({name: str(value) for name, value in told.items() if value is not None})
    return filled(answers, MultiDict())


def filing_of(form: DeclaredForm, photos_expected: int) -> Filing:
    """What a valid form tells."""
    city = the_city()
    category = city.category(form["category"].data)
    assert category is not None
    place = form["place"].form
    point = place.point
    guess = city.borough_at(point) if point else None
    return Filing(
        category=category,
        borough=place.borough.data or (guess.id if guess else ""),
        answers={
            question.id: answer
            for question in category.questions
            if (answer := form[_name(category, question)].data)
        },
        lat=point.lat if point else None,
        lon=point.lon if point else None,
        accuracy=place.metres if point else None,
        street=place.street.data,
        number=place.number.data,
        reference=place.reference.data,
        description=form["description"].data,
        contact=form["contact"].data,
        photos_expected=photos_expected,
    )


def _form(group: int, sent: object) -> DeclaredForm:
    return _form_class(the_city(), group)(sent)


def _name(category: Category, question: Question) -> str:
    return f"{category.id}-{question.id}"


def _form_class(city: City, group: int) -> type[DeclaredForm]:
    made: dict[int, type[DeclaredForm]] = current_app.extensions.setdefault("report_forms", {})
    if group not in made:
        declared = declare(city, groups(city)[group], icons=group == 0)
        made[group] = form_class(declared, SENTENCES)
    return made[group]


def declare(city: City, categories: tuple[Category, ...], *, icons: bool) -> Form:
    """The form that asks after faults of ``categories``."""
    category = Field(
        name="category",
        kind=Kind.CHOICE,
        label=lazy_gettext("¿Qué está fallando?"),
        missing=lazy_gettext("Elige qué está fallando"),
        required=True,
        options=tuple(
            Option(each.id, Spoken(each.name), each.icon if icons else "") for each in categories
        ),
    )
    questions = [
        Field(
            name=_name(each, question),
            kind=Kind(question.kind),
            label=Spoken(question.label),
            required=question.required,
            options=tuple(Option(o.id, Spoken(o.label)) for o in question.options),
            most=200,
            when=("category", each.id),
        )
        for each in categories
        for question in each.questions
    ]
    box = city.bounds
    place = Field(
        name="place",
        kind=Kind.PLACE,
        label=lazy_gettext("¿Dónde?"),
        required=True,
        options=tuple(Option(each.id, each.name) for each in city.boroughs),
        bounds=Bounds(box.south, box.west, box.north, box.east),
    )
    photos = Field(
        name=PHOTOS,
        kind=Kind.PHOTO,
        label=lazy_gettext("Fotos (opcional, hasta 3)"),
        hint=lazy_gettext("Las reducimos en tu teléfono a menos de 100 KB."),
        most=MOST_PHOTOS_AT_ONCE,
    )
    description = Field(
        name="description",
        kind=Kind.LONG_TEXT,
        label=lazy_gettext("Algo más que debamos saber (opcional)"),
        most=1000,
    )
    contact = Field(
        name="contact",
        kind=Kind.TEXT,
        label=lazy_gettext("Teléfono o correo (opcional)"),
        hint=lazy_gettext("Para avisarte. Solo lo ve la oficina."),
        most=120,
    )
    return Form((category, *questions, place, photos, description, contact))
