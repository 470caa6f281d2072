"""Invented reports for a first look: every state, every borough, nobody real."""

import random
import uuid
from datetime import datetime, timedelta
from io import BytesIO

from flask import current_app
from PIL import Image, ImageDraw

from backend.files.encode import photo_from
from backend.kernel.city import City
from backend.reports import actions, queries
from backend.reports.status import Actor, State

STREETS = ("Av. Hidalgo", "Calle Morelos", "Av. Juárez", "Calle 5 de Mayo", "Privada Allende")
PLACES = ("frente al mercado", "junto a la escuela", "en la esquina", "afuera de la farmacia", "")
STORIES = ("Lleva una semana así.", "Es peligroso de noche.", "Ya hubo un accidente.", "")
WAYS = (
    (),
    (State.ASSIGNED,),
    (State.ASSIGNED, State.SCHEDULED),
    (State.ASSIGNED, State.SCHEDULED, State.IN_PROGRESS),
    (State.ASSIGNED, State.IN_PROGRESS, State.FIXED),
    (State.ASSIGNED, State.SCHEDULED, State.FIXED, State.CONFIRMED),
    (State.ASSIGNED, State.FIXED, State.REOPENED),
    (State.NOT_OURS,),
    (State.DUPLICATE,),
    (State.ASSIGNED, State.CANNOT),
)
WORDS = {
    State.SCHEDULED: "La cuadrilla va esta semana.",
    State.IN_PROGRESS: "La cuadrilla ya está en el lugar.",
    State.FIXED: "Quedó arreglado.",
    State.REOPENED: "Volvió a fallar el mismo día.",
    State.NOT_OURS: "Es una vía federal; ya les avisamos.",
    State.DUPLICATE: "Ya estaba reportado.",
    State.CANNOT: "El predio es privado y no podemos entrar.",
}


def invent(count: int, *, now: datetime, account_id: int | None = None) -> int:
    """Invent ``count`` reports filed before ``now`` into an empty database, every ninth of them by
    ``account_id``; how many were made."""
    if queries.newest(size=1).reports:
        return 0
    city: City = current_app.extensions["city"]
    dice = random.Random(311)
    first = ""
    for number in range(count):
        age = timedelta(hours=(count - number) * 7 + dice.random() * 5)
        owner = account_id if number % 9 == 4 else None
        first = _invent_one(number, city, dice, now - age, first, owner=owner) or first
    return count


def _invent_one(
    number: int, city: City, dice: random.Random, filed: datetime, first: str, *, owner: int | None
) -> str:
    borough = city.boroughs[number % len(city.boroughs)]
    anchor = dice.choice(borough.anchors)
    report = actions.file_report(
        receipt=str(uuid.UUID(int=dice.getrandbits(128), version=4)),
        filing=actions.Filing(
            category=city.categories[number % len(city.categories)],
            borough=borough.id,
            lat=round(anchor.lat + dice.uniform(-0.004, 0.004), 5),
            lon=round(anchor.lon + dice.uniform(-0.004, 0.004), 5),
            accuracy=dice.randrange(5, 60),
            street=dice.choice(STREETS),
            number=str(dice.randrange(1, 400)),
            reference=dice.choice(PLACES),
            description=dice.choice(STORIES),
            photos_expected=int(number % 5 == 0),
        ),
        now=filed,
        account_id=owner,
    )
    if number % 5 == 0:
        actions.add_photo(report=report, photo=photo_from(BytesIO(_draw(dice))), now=filed)
    for hour, state in enumerate(WAYS[number % len(WAYS)], start=1):
        is_residents = state in {State.CONFIRMED, State.REOPENED}
        actions.move(
            report=report,
            to=state,
            actor=Actor.RESIDENT if is_residents else Actor.CITY,
            words=WORDS.get(state, ""),
            now=filed + timedelta(hours=hour),
            refers_to={State.DUPLICATE: first, State.NOT_OURS: "SICT"}.get(state, ""),
        )
    if number % 2:
        actions.publish(report=report)
    return "" if first else report.folio


def _draw(dice: random.Random) -> bytes:
    """A night street with a dark lamp, more or less."""
    picture = Image.new("RGB", (640, 480), (24, 26, dice.randrange(40, 70)))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 380, 640, 480), fill=(52, 50, 48))
    at = dice.randrange(150, 480)
    pen.rectangle((at, 120, at + 10, 380), fill=(90, 90, 95))
    pen.rectangle((at - 60, 112, at + 10, 124), fill=(90, 90, 95))
    pen.ellipse((at - 80, 118, at - 40, 134), fill=(60, 60, 60))
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=70)
    return kept.getvalue()
