"""What a page needs of a form that came back with errors."""

from typing import Any

from wtforms import Form, FormField


def summary(form: Form) -> list[tuple[str, str]]:
    """Each error as (id of the element to go to, sentence), in the order of the questions."""
    return [error for field in form for error in _errors(field)]


def _errors(field: Any) -> list[tuple[str, str]]:
    if isinstance(field, FormField):
        return [error for part in field.form for error in _errors(part)]
    return [(field.id, str(sentence)) for sentence in field.errors]
