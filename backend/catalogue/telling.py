"""What a service takes, costs and gives, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask_babel import get_locale, gettext, ngettext

from backend.identity import levels
from backend.kernel.city import City, money
from backend.kernel.city.services.model import NO, YES, Fee, Field, Service
from backend.kernel.city.texts import Text
from backend.kernel.i18n import current

YEAR = 365


@dataclass(frozen=True)
class Fact:
    """A thing to know of a service: what it is about and what holds, each on a line."""

    name: str
    lines: tuple[str, ...]


def facts(service: Service, city: City) -> list[Fact]:
    """What she has to know before she begins."""
    office = city.department(service.office)
    told = [
        (gettext("Para quién"), [_say(service.for_whom)]),
        (gettext("Tu Llave"), [levels.name(service.level)]),
        (gettext("Lo que te pedimos"), list(_files(service)) or [gettext("Ningún documento")]),
        (gettext("Lo que tomamos de tus datos"), list(_held(service))),
        (gettext("Cuánto tarda"), [_days(service)]),
        (gettext("Cuánto cuesta"), _costs(service, city)),
        (gettext("Qué recibes"), [_say(service.outcome.title), _lasting(service)]),
        (gettext("En qué se basa"), [_say(each) for each in service.legal]),
        (gettext("Reúne estos trámites"), [_say(each) for each in service.replaces]),
        (gettext("Quién responde"), [_say(service.owner), _say(office.name) if office else ""]),
    ]
    lines = ((name, tuple(filter(None, lines))) for name, lines in told)
    return [Fact(name, each) for name, each in lines if each]


def answers_of(field: Field) -> list[tuple[str, str]]:
    """What may be answered to a rule's question, with its words."""
    if field.kind == "yesno":
        return [(YES, gettext("Sí")), (NO, gettext("No"))]
    return [(answer.id, _say(answer.label)) for answer in field.answers]


def _say(text: Text) -> str:
    return text.in_(current())


def _days(service: Service) -> str:
    if service.outcome.is_instant or not service.days:
        return str(gettext("Al instante"))
    return str(ngettext("%(num)s día", "%(num)s días", service.days))


def _fields(service: Service) -> Iterator[tuple[Field, bool]]:
    """Every question of the steps, and whether it is asked of some only."""
    for step in service.steps:
        for field in step.fields:
            yield field, bool(step.when or field.when)


def _files(service: Service) -> Iterator[str]:
    for field, is_for_some in _fields(service):
        if field.kind == "file" and field.is_required and not is_for_some:
            yield _say(field.label)
        elif field.kind == "file":
            yield gettext("%(what)s, según tu caso", what=_say(field.label))


def _held(service: Service) -> Iterator[str]:
    held = [_say(field.label) for field, _ in _fields(service) if field.record]
    if held:
        yield ", ".join(held)


def _costs(service: Service, city: City) -> list[str]:
    fees: Iterable[Fee] = service.payment.fees if service.payment else ()
    lines = [
        f"{_say(fee.label)}: {money.spoken(fee.amount, city, get_locale(), is_exact=False)}"
        for fee in fees
    ]
    if service.payment and all(fee.when for fee in fees) and not _covers(service):
        lines.append(gettext("En los demás casos, nada"))
    return lines or [gettext("Nada")]


def _covers(service: Service) -> bool:
    """Is something paid whatever she answers? So it is where the fees together name, of one
    question that all are asked, every answer."""
    named: dict[str, set[str]] = {}
    for fee in service.payment.fees if service.payment else ():
        if len(fee.when) == 1:
            named.setdefault(fee.when[0].question, set()).update(fee.when[0].among)
    for field, is_for_some in _fields(service):
        known = {answer.id for answer in field.answers} or {"yes", "no"}
        if field.id in named and not is_for_some and known <= named[field.id]:
            return True
    return False


def _lasting(service: Service) -> str:
    """For how long what she gets holds."""
    outcome = service.outcome
    if outcome.kind not in {"paper", "permit"}:
        return ""
    days = outcome.lasts_days
    if days is None:
        return str(gettext("No caduca"))
    if days % YEAR == 0:
        return str(ngettext("Vale %(num)s año", "Vale %(num)s años", days // YEAR))
    return str(ngettext("Vale %(num)s día", "Vale %(num)s días", days))
