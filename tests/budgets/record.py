"""The pages of the record as heavy as they may ever be, for the weighing."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import Flask

from backend.budgets.page import Page
from backend.files.encode import photo_from
from backend.identity.models import Account
from backend.kernel import audit, clock
from backend.kernel.city import City
from backend.kernel.db import db
from backend.record import attributes, queries
from backend.record.actions import answering, asking, consenting, giving, uses
from backend.record.rights import Kind
from tests.budgets.llave import NAME, SAME_SITE, Household
from tests.people import a_photo_file

WORDS = "Mi segundo nombre se escribe con acento y en el acta está bien, la traigo cuando digan. "
PARTS = {
    "address": {
        "street": "Avenida Miguel Hidalgo y Costilla 1140 bis, edificio C, interior 302",
        "area": "Ampliación Mirador Guadalupe Segunda Sección",
        "borough": "Gustavo A. Madero",
        "postcode": "07630",
    },
    "tax_id": {"number": "HEVM880524AB1"},
    "licence": {"number": "CDMX00012345678", "sort": "A permanente"},
    "vehicle": {"plate": "ABC1234", "model": "Nissan Tsuru GS II austero de 2008"},
}
SIGNED_IN = (
    "/me",
    "/me/uses",
    "/me/data/address",
    "/me/data/licence",
    "/me/documents",
    "/me/consents",
    "/me/rights",
    "/me/rights/cancel",
    "/privacy/kept",
    "/staff/record",
    "/staff/rights",
)


class Life:
    """Somebody with all of it: every attribute checked, consents, uses and requests."""

    def __init__(self, app: Flask, house: Household) -> None:
        self.house = house
        with app.app_context():
            now = clock.now()
            account = db.session.get_one(Account, house.id)
            account.level, account.birth_date = 3, date(1988, 5, 24)
            account.name, account.curp = NAME, "HEVM880524MDFRLR08"
            for name, parts in PARTS.items():
                answer = giving.Answer(name, parts, date(2020, 5, 24))
                giving.give(account_id=house.id, by=house.id, answer=answer, now=now)
            giving.check(
                account_id=house.id,
                clerk_id=house.other,
                office="lighting",
                name="address",
                given=now.isoformat(),
                document="address",
                now=now,
            )
            for number in range(giving.MOST_DOCUMENTS):
                giving.add_document(
                    account_id=house.id,
                    by=house.id,
                    kind=[*attributes.DOCUMENTS][number % len(attributes.DOCUMENTS)],
                    photo=photo_from(a_photo_file(("navy", "teal")[number % 2])),
                    expires=date(2030, 5, 24),
                    now=now,
                )
            self._let_offices_see(app)
            self._was_used()
            self._asked()
            db.session.commit()

    def _let_offices_see(self, app: Flask) -> None:
        city: City = app.extensions["city"]
        for office in ("all", *(each.id for each in city.departments)):
            consenting.agree(
                account_id=self.house.id,
                office=office,
                attributes=attributes.EVERY,
                now=clock.now(),
            )

    def _was_used(self) -> None:
        for number in range(queries.MOST_USES):
            audit.note(
                actor=audit.person(self.house.other),
                subject=audit.person(self.house.id),
                act=uses.USE,
                office=("lighting", "roads", "water")[number % 3],
                what=" ".join(attributes.EVERY),
                purpose=f"Renovación de la licencia de conducir, expediente {number}",
                now=clock.now() - timedelta(hours=7 * number),
            )

    def _asked(self) -> None:
        id, now = self.house.id, clock.now()
        self.access = asking.ask(account_id=id, kind=Kind.ACCESS, now=now).folio
        for _ in range(24):
            asked = asking.ask(
                account_id=id, kind=Kind.RECTIFY, about="name", words=WORDS * 3, now=now
            )
        self.open = asked.folio
        answered = asking.ask(account_id=id, kind=Kind.RECTIFY, about="curp", words=WORDS, now=now)
        answering.extend(request=answered, by=self.house.other, now=now)
        answering.answer(
            request=answered, by=self.house.other, is_granted=True, words=WORDS * 10, now=now
        )
        self.granted = answered.folio
        gone = asking.ask(account_id=self.house.leaving, kind=Kind.CANCEL, now=now)
        self.cancelled = gone.folio


def full_pages(app: Flask, prefix: str, language: str, life: Life) -> Iterator[Page]:
    """What somebody with everything meets, and who works on it."""
    hers = life.house.session
    for path in SIGNED_IN:
        yield Page(prefix + path, language, "mine, full", cookies=hers)
    for folio in (life.access, life.open, life.granted):
        yield Page(f"{prefix}/me/requests/{folio}", language, "mine", cookies=hers)
    for folio in (life.open, life.granted):
        yield Page(f"{prefix}/staff/rights/{folio}", language, "staff", cookies=hers)
    yield Page(f"{prefix}/privacy/cancelled/{life.cancelled}", language, "everybody")
    told = {"account": life.house.id, "clerk": life.house.id, "procedure": WORDS}
    turn = life.house.turn(app, "record-use", wanted=[*attributes.EVERY], **told)
    yield Page(f"{prefix}/staff/record/seen", language, "staff", cookies=hers | turn)
    for path in (
        "/me/data/address",
        "/me/documents",
        "/me/consents",
        "/me/rights/cancel",
        "/staff/record",
        f"/staff/rights/{life.open}/answer",
    ):
        yield _sent(prefix + path, language, {}, hers)
    yield _sent(f"{prefix}/me/rights", language, {"kind": "rectify", "words": WORDS * 3}, hers)


def _sent(path: str, language: str, form: dict[str, str], cookies: dict[str, str]) -> Page:
    return Page(path, language, "with errors", "POST", form, SAME_SITE, cookies, 422)
