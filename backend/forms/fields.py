"""A declared form as a WTForms class: what is checked, and in whose words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import wtforms
from wtforms.validators import StopValidation

from backend.forms import text
from backend.forms.model import Bounds, Field, Form, Kind, Words
from backend.kernel.geo import Box, Point, accuracy_from, point_from


@dataclass(frozen=True)
class Sentences:
    """What is said of a wrong answer. ``too_long`` holds ``{most}``, ``too_many`` as well."""

    missing: Words
    choose: Words
    too_long: Words
    too_many: Words
    no_place: Words
    outside: Words
    no_borough: Words


class DeclaredForm(wtforms.Form):  # type: ignore[misc]
    """A WTForms form that asks only what its declaration says is to be asked."""

    declared: Form

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check every answer; one that was not asked for is emptied instead."""
        for field in self.declared.fields:
            if field.when and self[field.when[0]].data != field.when[1]:
                self[field.name].data = ""
                self[field.name].validators = ()
        return bool(super().validate(extra_validators))


class PlaceForm(wtforms.Form):  # type: ignore[misc]
    """Where: a position from the phone, or a street, its number, a reference and a borough."""

    lat = wtforms.StringField()
    lon = wtforms.StringField()
    accuracy = wtforms.StringField()
    street = wtforms.StringField(filters=[lambda data: text.line(data or "")])
    number = wtforms.StringField(filters=[lambda data: text.line(data or "")])
    reference = wtforms.StringField(filters=[lambda data: text.line(data or "")])
    borough = wtforms.RadioField(choices=[], validate_choice=False)

    @property
    def point(self) -> Point | None:
        """The position the phone gave, if it reads as one."""
        return point_from(self.lat.data or "", self.lon.data or "")

    @property
    def metres(self) -> int | None:
        """How exact the phone believes its position to be."""
        return accuracy_from(self.accuracy.data or "")


def form_class(declared: Form, say: Sentences) -> type[DeclaredForm]:
    """The WTForms class for ``declared``; its wrong answers are told in the words of ``say``."""
    made: type[DeclaredForm] = type("MadeForm", (DeclaredForm,), {"declared": declared})
    for field in declared.fields:
        setattr(made, field.name, _MAKERS[field.kind](field, say))
    return made


def _choice(field: Field, say: Sentences) -> Any:
    known = {option.id for option in field.options}

    def among(_form: Any, answer: Any) -> None:
        if answer.data and answer.data not in known:
            raise StopValidation(str(say.choose))

    return wtforms.RadioField(
        field.label,
        choices=[],  # the macros draw the declared options, with their icons
        description=field.hint,
        validate_choice=False,
        validators=[_required(field, field.missing or say.choose), among],
    )


def _text(field: Field, say: Sentences) -> Any:
    kind, clean = {
        Kind.TEXT: (wtforms.StringField, text.line),
        Kind.LONG_TEXT: (wtforms.TextAreaField, text.lines),
    }[field.kind]
    return kind(
        field.label,
        description=field.hint,
        filters=[lambda data: clean(data or "")],
        validators=[_required(field, field.missing or say.missing), _length(field.most, say)],
    )


def _place(field: Field, say: Sentences) -> Any:
    known = {option.id for option in field.options}
    bounds = field.bounds or Bounds(-90, -180, 90, 180)
    inside = Box(bounds.south, bounds.west, bounds.north, bounds.east)

    def somewhere(_form: Any, answer: Any) -> None:
        place: PlaceForm = answer.form
        _check_place(place, say, known, inside, required=field.required)
        if place.errors:
            raise StopValidation

    return _PlaceField(PlaceForm, field.label, description=field.hint, checks=[somewhere])


class _PlaceField(wtforms.FormField):  # type: ignore[misc]
    """A FormField that runs checks of its own: WTForms lets an enclosure have none."""

    def __init__(self, *args: Any, checks: list[Callable[[Any, Any], None]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checks = checks

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        self.form.validate()
        try:
            for check in self.checks:
                check(form, self)
        except StopValidation:
            return False
        return True


def _check_place(
    place: PlaceForm, say: Sentences, known: set[str], inside: Box, *, required: bool
) -> None:
    """Say on each part of ``place`` what is wrong with it."""
    for part, most in ((place.street, 120), (place.number, 20), (place.reference, 200)):
        if len(part.data or "") > most:
            part.errors = [*part.errors, str(say.too_long).format(most=most)]
    borough = place.borough.data or ""
    point = place.point
    if place.borough.data not in {*known, "", None}:
        place.borough.errors = [str(say.choose)]
    if point and not inside.holds(point):
        place.street.errors = [*place.street.errors, str(say.outside)]
    elif required and not point:
        if not (place.street.data or place.reference.data):
            place.street.errors = [*place.street.errors, str(say.no_place)]
        if not borough:
            place.borough.errors = [str(say.no_borough)]


def _photo(field: Field, say: Sentences) -> Any:
    def few(_form: Any, answer: Any) -> None:
        if len([file for file in answer.data or [] if file.filename]) > field.most:
            raise StopValidation(str(say.too_many).format(most=field.most))

    return wtforms.MultipleFileField(field.label, description=field.hint, validators=[few])


def _required(field: Field, sentence: Words) -> Any:
    def given(_form: Any, answer: Any) -> None:
        if field.required and not answer.data:
            raise StopValidation(str(sentence))
        if not answer.data:
            raise StopValidation

    return given


def _length(most: int, say: Sentences) -> Any:
    def short(_form: Any, answer: Any) -> None:
        if len(answer.data) > most:
            raise StopValidation(str(say.too_long).format(most=most))

    return short


_MAKERS: dict[Kind, Callable[[Field, Sentences], Any]] = {
    Kind.CHOICE: _choice,
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.PLACE: _place,
    Kind.PHOTO: _photo,
}
