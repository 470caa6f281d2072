"""Places to test with: a few by hand, or a whole city's worth of them."""

import random
from datetime import datetime
from typing import Any

from flask import Flask

from backend.kernel import clock
from backend.kernel.city import City
from backend.places import actions
from backend.places.entry import Entry
from backend.places.rows import Reading

WORDS = (
    *("Ampliación", "Pedregal", "Jardines", "Lomas", "Santa", "Fraccionamiento", "Insurgentes"),
    *("Guadalupe", "Constitución", "Zapotitlán", "Ejército", "Norte", "Poniente", "Sección"),
    *("Xalpa", "Tlaltenco", "Huipulco", "Culhuacán", "Mirador", "Barranca", "Tezonco", "Pueblo"),
)
HOURS = ("Mo-Fr 09:00-18:00", "Mo-Fr 08:00-15:00; Sa 09:00-13:30", "Mo-Fr 09:00-14:00,16:00-19:00")


def an_entry(lat: float = 19.35, lon: float = -99.16, **told: Any) -> Entry:
    """A WiFi point in Coyoacán unless told otherwise."""
    return Entry(**{"lat": lat, "lon": lon, "borough": "coyoacan", **told})


def fill(kind: str, *entries: Entry, now: datetime | None = None, is_sample: bool = False) -> None:
    """Have exactly these places of ``kind``."""
    actions.take(
        kind=kind,
        reading=Reading(found=list(entries)),
        source=f"{kind}.csv",
        now=now or clock.now(),
        is_sample=is_sample,
        may_shrink=True,
    )


def a_full_city(app: Flask) -> dict[str, str]:
    """Places in every borough, one of them with more neighbourhoods and longer names than most.
    The key of one place of each kind. To be used in the application's context."""
    city: City = app.extensions["city"]
    dice = random.Random(19)
    points = [_point(dice, city, borough.id, dice.choice(WORDS)) for borough in city.boroughs]
    names = sorted({" ".join(dice.sample(WORDS, dice.randrange(2, 5))) for _ in range(300)})
    points += [_point(dice, city, "iztapalapa", name) for name in names for _ in range(3)]
    points += [_point(dice, city, "iztapalapa", names[0]) for _ in range(60)]
    counters = [_counter(dice, city, number) for number in range(70)]
    fill("wifi", *points)
    fill("counter", *counters)
    fill("clinic", *counters)
    return {"wifi": points[-1].key, "counter": counters[-1].key}


def _point(dice: random.Random, city: City, borough: str, area: str) -> Entry:
    known = city.borough(borough)
    kind = city.places.kind("wifi")
    assert known
    assert kind
    anchor = dice.choice(known.anchors)
    return Entry(
        lat=round(anchor.lat + dice.uniform(-0.01, 0.01), 5),
        lon=round(anchor.lon + dice.uniform(-0.01, 0.01), 5),
        borough=borough,
        area=area,
        is_near_area=True,
        sort=dice.choice(kind.sorts).id,
    )


def _counter(dice: random.Random, city: City, number: int) -> Entry:
    area = " ".join(dice.sample(WORDS, 3))
    return Entry(
        lat=round(19.35 + dice.uniform(-0.02, 0.02), 5),
        lon=round(-99.06 + dice.uniform(-0.02, 0.02), 5),
        borough="iztapalapa",
        name=f"Módulo de Atención Ciudadana y Control Vehicular {area}",
        area=area,
        address=f"Avenida {' '.join(dice.sample(WORDS, 3))} {number} bis, entre calles 4 y 5",
        hours=dice.choice(HOURS),
        services=tuple(sorted(service.id for service in city.places.services)),
        step_free=True,
        phone="55 5658 1111 ext. 204",
        station="Metro Constitución de 1917, salida norte",
    )
