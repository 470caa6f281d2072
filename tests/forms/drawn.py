"""A page with questions of a service, as a view of any room would draw it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, Response, make_response, render_template_string, request
from flask_babel import get_locale, gettext

from backend.app import create_app
from backend.config import Settings
from backend.forms import journey
from backend.forms.journey import Reading, Speech
from backend.kernel.access import public
from backend.kernel.city.services.model import Field
from backend.kernel.i18n import current
from tests.forms.made import TODAY, the_city

PAGE = """
{% extends "base.html" %}
{% from "_parts/fields.html" import fields %}
{% from "_parts/summary.html" import summary %}
{% block title %}{{ _("Error: ") if wrong }}{{ self.heading() }}{% endblock %}
{% block style %}{{ assets.style("field", "notice") }}{% endblock %}
{% block main %}
<h1>{% block heading %}{{ title }}{% endblock %}</h1>
{{ summary(wrong) }}
<form action="{{ request.script_root ~ request.path }}" method="post"
 enctype="multipart/form-data" novalidate>
{{ fields(reading, speech) }}
<button class="btn">{{ _("Continuar") }}</button>
</form>
{% endblock %}
"""


class Desk:
    """What the page asks, and what came of it the last time."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.fields: Sequence[Field] = ()
        self.held: Mapping[str, Any] = {}
        self.before: Mapping[str, Any] = {}
        self.reading: Reading | None = None

    def asks(
        self,
        *fields: Field,
        held: Mapping[str, Any] | None = None,
        before: Mapping[str, Any] | None = None,
    ) -> None:
        self.fields, self.held, self.before = fields, held or {}, before or {}
        self.reading = None

    def view(self) -> Response:
        """The page, or what came of it when it was sent: 422 where it is to be shown again."""
        speech = Speech(lambda text: text.in_(current("es")), str(get_locale()), gettext)
        if request.method == "POST":
            self.reading = journey.read(
                self.fields,
                request.form.to_dict(flat=False),
                today=TODAY,
                city=the_city(),
                held=self.held,
                before=self.before,
            )
        reading = self.reading or journey.shown(self.fields, self.before, held=self.held)
        html = render_template_string(
            PAGE, title="Tus datos", reading=reading, speech=speech, wrong=reading.errors(speech)
        )
        return make_response(html, 200 if reading.is_done or request.method == "GET" else 422)


@contextmanager
def desk(var: Path) -> Iterator[Desk]:
    """An application with one more page, at ``/asked``."""
    app = create_app(Settings(var=var, log_level="critical", write_rate="100000 per minute"))
    made = Desk(app)

    @app.route("/asked", endpoint="mine.asked", methods=["GET", "POST"])
    @public
    def asked() -> Response:
        return made.view()

    yield made
