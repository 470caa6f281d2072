"""``/services/<slug>/start``: from the answers to the rules to a draft. See ``backend.cases``."""

from urllib.parse import urlencode

from flask import Response, make_response, redirect, render_template, request
from flask import url_for as address_of

from backend.cases import actions, filled
from backend.cases.views.blueprint import channel, go, my_id, offered, room
from backend.cases.views.steps import onward
from backend.forms import journey
from backend.kernel import clock
from backend.kernel.access import me, public, somebody
from backend.kernel.city.services.model import Rule, Service
from backend.record.today import today


@room.post("/services/<slug>/start")
@public
def start(slug: str) -> Response:
    """A draft, or kindly why not. Who is not signed in does so first, and comes back to the
    questions with her answers."""
    service = offered(slug)
    fields = [rule.field for rule in service.rules]
    raw = request.form.to_dict(flat=False)
    reading = filled.read(fields, raw, today(clock.now()))
    if rule := journey.refused_by(service, reading.answers):
        if rule.field.id in reading.answers:
            return _refused(service, rule)
        return redirect(_questions(service), 303)  # type: ignore[return-value]
    if somebody() is None:
        return go("identity.sign_in", next=_questions(service))
    case = actions.start(
        service=service,
        rules=reading.answers,
        account_id=my_id(),
        by=me().id,
        now=clock.now(),
        channel=channel(),
    )
    return redirect(onward(case, service), 303)  # type: ignore[return-value]


def _questions(service: Service) -> str:
    """The page of the rules, with what was answered."""
    ids = {rule.field.id for rule in service.rules}
    asked = [(name, value[:40]) for name, value in request.form.items() if name in ids]
    query = f"?{urlencode(asked)}" if asked else ""
    return f"{address_of('mine.home').rstrip('/')}/services/{service.slug}/can{query}"


def _refused(service: Service, rule: Rule) -> Response:
    html = render_template("cases/start.html", service=service, rule=rule, city=filled.the_city())
    return make_response(html, 422)
