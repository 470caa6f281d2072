"""Every page of every service as heavy as it may ever be, for the weighing."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from flask import Flask

from backend.appointments.actions import book
from backend.appointments.queries import places_with_room
from backend.budgets.page import Page
from backend.cases import actions, filled, queries
from backend.cases.actions import Doer, answering, handling, outcome, sending, turning
from backend.cases.actions.visiting import places_of
from backend.cases.models import Case
from backend.cases.status import Actor
from backend.files.encode import photo_from
from backend.forms import journey
from backend.identity.models import Account
from backend.kernel import clock
from backend.kernel.city import City
from backend.kernel.city.services.model import Service, Step
from backend.kernel.db import db
from backend.payments.models import Payment
from backend.record.today import today
from tests.budgets.answers import answers_to
from tests.budgets.llave import SAME_SITE, Household
from tests.people import a_photo_file, a_receipt

WORDS = (
    "La foto no se ve bien y el comprobante es de otra calle; manda otra de hoy, por favor, y di "
    "si el domicilio que tienes en tus datos sigue siendo el mismo. "
)
MOST_LISTED = 25


class Errands:
    """Somebody who asked for everything that the city offers: a whole draft of each service, and
    one case in each state that has much to say."""

    def __init__(self, app: Flask, house: Household) -> None:
        self.house = house
        self.drafts: dict[str, str] = {}
        self.steps: list[str] = []
        self.asking: list[str] = []
        city: City = app.extensions["city"]
        with app.app_context():
            account = db.session.get_one(Account, house.id)
            phone = account.contacts[-2]  # as many as there may be are there: one becomes a phone
            phone.kind, phone.address, phone.confirmed = "phone", "+525512345678", self.now
            self.me = Doer(account.id, Actor.PERSON)
            self.desk = Doer(house.other, Actor.CITY)
            for service in city.services:
                case = self._filled(service, account.name)
                self.drafts[service.slug] = case.folio
                steps = journey.steps_asked(service, filled.so_far(case, service, self.day))
                self.steps += [f"/cases/{case.folio}/{step.id}" for step in steps]
                self.asking += [
                    f"/cases/{case.folio}/{step.id}" for step in steps if _asks_her(step)
                ]
            first = city.services[0]
            self.begun = actions.start(
                service=first,
                rules={rule.field.id: rule.passes[0] for rule in first.rules},
                account_id=house.id,
                by=house.id,
                now=self.now,
                receipt=a_receipt(),
            ).folio
            self.against = self._against(city)
            self._states(city, account.name)
            db.session.commit()

    @property
    def now(self) -> datetime:
        return clock.now()

    @property
    def day(self) -> date:
        return today(self.now)

    def _filled(self, service: Service, name: str, *, receipt: str | None = None) -> Case:
        """A case of ``service`` in which everything is answered."""
        rules = {rule.field.id: rule.passes[0] for rule in service.rules}
        case = actions.start(
            service=service,
            rules=rules,
            account_id=self.house.id,
            by=self.house.id,
            now=self.now,
            receipt=receipt,
        )
        case.answers = rules | answers_to(service, name, self.day)
        for _ in range(3):  # what is taken and added may ask for more
            asked = filled.asked_of(service, filled.so_far(case, service, self.day))
            answering.take(
                case=case,
                service=service,
                fields=filled.of_record(asked),
                by=self.house.id,
                now=self.now,
                agrees=True,
            )
            for field in filled.photos_of(asked):
                while len(filled.files_of(case).get(field.id, ())) < answering.most_of(field):
                    answering.add_photo(
                        case=case,
                        field=field.id,
                        most=answering.most_of(field),
                        photo=photo_from(a_photo_file()),
                        now=self.now,
                    )
        missing = filled.missing_of(case, service, self.day)
        assert not missing, [(service.slug, field.id) for _step, field in missing]
        return case

    @staticmethod
    def _against(city: City) -> tuple[str, dict[str, str]]:
        """A service, and an answer with which one may not have it."""
        service = next(each for each in city.services if each.rules)
        field, passes = service.rules[0].field, service.rules[0].passes
        every = [each.id for each in field.answers] or ["yes", "no"]
        return service.slug, {field.id: next(each for each in every if each not in passes)}

    def _costs(self, service: Service) -> bool:
        """Is it decided by an office, once it is paid?"""
        case = queries.by_folio(self.drafts[service.slug])
        assert case is not None
        fees = journey.fees(service, filled.so_far(case, service, self.day))
        return bool(fees) and not service.outcome.is_instant

    def _sent(self, service: Service, name: str) -> Case:
        case = self._filled(service, name, receipt=a_receipt())
        sending.send(case=case, service=service, by=self.me, now=self.now)
        return case

    def _states(self, city: City, name: str) -> None:
        costly = max(
            (each for each in city.services if self._costs(each)), key=lambda each: len(each.steps)
        )
        unpaid, asked, refused, granted = (self._sent(costly, name) for _ in range(4))
        for case in (asked, refused, granted):
            self._paid(case)
            handling.take(case=case, by=self.desk, instead_of=None, now=self.now)
        handling.ask_for_more(case=asked, by=self.desk, words=WORDS * 3, now=self.now)
        turning.answer(case=asked, by=self.me, words=WORDS * 3, photos_follow=2, now=self.now)
        handling.ask_for_more(case=asked, by=self.desk, words=WORDS * 3, now=self.now)
        decided = {"by": self.desk, "words": WORDS * 3, "now": self.now}
        handling.decide(case=refused, is_granted=False, **decided)
        handling.decide(case=granted, is_granted=True, **decided)
        self.unpaid, self.asked = unpaid.folio, asked.folio
        self.refused, self.granted = refused.folio, granted.folio
        self.visit = self.place = ""
        service = next((each for each in city.services if each.visits), None)
        if service and service.visits:
            self._visit(service, name)
        waiting, fresh, at_desk = (self._sent(costly, name) for _ in range(3))
        for case in (waiting, fresh, at_desk):
            self._paid(case)
        handling.take(case=waiting, by=self.desk, instead_of=None, now=self.now)
        fresh.account_id = at_desk.account_id = self.house.other  # nobody sees to her own
        by_me = Doer(self.house.id, Actor.CITY)
        handling.take(case=at_desk, by=by_me, instead_of=None, now=self.now)
        self.waiting, self.fresh, self.at_desk = waiting.folio, fresh.folio, at_desk.folio
        for _ in range(MOST_LISTED):
            self._sent(next(each for each in city.services if not each.payment), name)

    def _paid(self, case: Case) -> None:
        payment = db.session.query(Payment).filter_by(subject=case.subject).one()
        payment.paid = self.now
        db.session.flush()
        outcome.on_paid(case.subject, self.now)

    def _visit(self, service: Service, name: str) -> None:
        assert service.visits
        case = self._sent(service, name)
        names = places_of(service)
        room = places_with_room(service.slug, service.visits, places=list(names), now=self.now)
        self.place, begins = next(iter(room.items()))
        self.visit = case.folio
        book(
            service=service.slug,
            visits=service.visits,
            place=self.place,
            begins=begins,
            subject=case.subject,
            account_id=self.house.other,
            language="es",
            now=self.now,
            place_name=names[self.place],
        )


def _asks_her(step: Step) -> bool:
    """Is there a question that has to be answered by hand?"""
    return any(
        field.is_required
        and not field.record
        and not field.when
        and field.kind not in {"file", "calculated"}
        for field in step.fields
    )


def full_pages(prefix: str, language: str, errands: Errands) -> Iterator[Page]:
    """What she meets on her way, and the desk with her cases."""
    hers = errands.house.session
    for slug in errands.drafts:
        yield Page(f"{prefix}/services/{slug}/form", language, "empty")
        form = {"receipt": a_receipt()}
        path = f"{prefix}/services/{slug}/form"
        yield Page(path, language, "with errors", "POST", form, SAME_SITE, {}, 422)
    for path in errands.steps:
        yield Page(prefix + path, language, "full", cookies=hers)
    again = f"{prefix}{errands.steps[-1]}?back=check"
    yield Page(again, language, "to be corrected", cookies=hers)
    for path in errands.asking:
        yield _sent(prefix + path, language, {}, hers)
    for folio in errands.drafts.values():
        for path in ("", "/check"):
            yield Page(f"{prefix}/cases/{folio}{path}", language, "draft", cookies=hers)
    yield Page(f"{prefix}/cases", language, "full", cookies=hers)
    for state in ("unpaid", "asked", "refused", "granted", "visit", "waiting"):
        path = f"{prefix}/cases/{getattr(errands, state)}"
        yield Page(path, language, state, cookies=hers)
    yield Page(f"{prefix}/cases/{errands.unpaid}/pay", language, "full", cookies=hers)
    for path in ("/visit", f"/visit?place={errands.place}"):
        yield Page(f"{prefix}/cases/{errands.visit}{path}", language, "full", cookies=hers)
    yield from _refused(prefix, language, errands, hers)
    for path in ("/staff/cases", "/staff/cases?state=all"):
        yield Page(prefix + path, language, "full", cookies=hers)
    for folio in (errands.at_desk, errands.waiting, errands.granted, errands.fresh):
        yield Page(f"{prefix}/staff/cases/{folio}", language, "full", cookies=hers)


def _refused(
    prefix: str, language: str, errands: Errands, hers: Mapping[str, str]
) -> Iterator[Page]:
    here = f"{prefix}/cases"
    slug, answers = errands.against
    yield _sent(f"{prefix}/services/{slug}/start", language, answers, hers)
    yield _sent(f"{here}/{errands.begun}/send", language, {}, hers)
    yield _sent(f"{here}/{errands.waiting}/answer", language, {"answer": WORDS}, hers)
    yield _sent(f"{here}/{errands.refused}/appeal", language, {}, hers)
    yield _sent(f"{here}/{errands.granted}/cancel", language, {}, hers)
    yield _sent(f"{here}/{errands.waiting}/rate/3", language, {}, hers)
    yield _sent(f"{here}/{errands.waiting}/photos", language, {}, hers)
    yield _sent(f"{here}/{errands.visit}/visit", language, {"place": errands.place}, hers)
    desk = f"{prefix}/staff/cases"
    yield _sent(f"{desk}/{errands.at_desk}/decide", language, {"words": WORDS * 3}, hers)
    yield _sent(f"{desk}/{errands.at_desk}/ask", language, {}, hers)
    yield _sent(f"{desk}/{errands.unpaid}/take", language, {}, hers)
    yield _sent(f"{desk}/{errands.granted}/revoke", language, {}, hers)


def _sent(path: str, language: str, form: dict[str, str], cookies: Mapping[str, str]) -> Page:
    return Page(path, language, "with errors", "POST", form, SAME_SITE, dict(cookies), 422)
