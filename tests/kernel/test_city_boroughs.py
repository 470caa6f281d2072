"""Where a resident stands is guessed, so that she need not pick it from a list of sixteen."""

import csv
from pathlib import Path

import pytest

from backend.kernel.city import City, load_city
from backend.kernel.geo import Point

ROOT = Path(__file__).resolve().parents[2]
NEIGHBOURHOODS = ROOT.parent / "shared" / "data" / "colonias_cdmx.csv"
CDMX = load_city(ROOT / "backend" / "city" / "cdmx")

LANDMARKS = [
    ("San Jacinto, San Ángel", 19.3458, -99.1927, "Álvaro Obregón"),
    ("University, Azcapotzalco", 19.5039, -99.1866, "Azcapotzalco"),
    ("World Trade Center", 19.3936, -99.1746, "Benito Juárez"),
    ("Central Library of the University", 19.3334, -99.1872, "Coyoacán"),
    ("Town square of Cuajimalpa", 19.3573, -99.2998, "Cuajimalpa de Morelos"),
    ("Zócalo", 19.4326, -99.1332, "Cuauhtémoc"),
    ("Parque México", 19.4115, -99.1690, "Cuauhtémoc"),
    ("Basilica of Guadalupe", 19.4847, -99.1178, "Gustavo A. Madero"),
    ("Palacio de los Deportes", 19.4054, -99.0998, "Iztacalco"),
    ("Central de Abasto", 19.3740, -99.0910, "Iztapalapa"),
    ("Town hall of Contreras", 19.3045, -99.2417, "La Magdalena Contreras"),
    ("Castle of Chapultepec", 19.4204, -99.1818, "Miguel Hidalgo"),
    ("Town square of Milpa Alta", 19.1920, -99.0233, "Milpa Alta"),
    ("Town square of Tláhuac", 19.2690, -99.0044, "Tláhuac"),
    ("Town square of Tlalpan", 19.2880, -99.1674, "Tlalpan"),
    ("Airport", 19.4361, -99.0719, "Venustiano Carranza"),
    ("Landing stage of Nativitas", 19.2530, -99.0930, "Xochimilco"),
]


@pytest.mark.parametrize(("place", "lat", "lon", "borough"), LANDMARKS)
def test_amina_stands_at_a_place_everybody_knows(
    place: str, lat: float, lon: float, borough: str
) -> None:
    guess = CDMX.borough_at(Point(lat, lon))
    assert guess is not None
    assert guess.name == borough, place


def test_every_borough_can_be_guessed() -> None:
    assert {borough.name for borough in CDMX.boroughs} == {name for *_, name in LANDMARKS}


def test_outside_the_city_there_is_no_guess() -> None:
    assert CDMX.borough_at(Point(20.67, -103.35)) is None  # Guadalajara
    assert CDMX.borough_at(Point(0, 0)) is None


def right_guesses(city: City, rows: list[dict[str, str]]) -> float:
    guesses = [city.borough_at(Point(float(row["lat"]), float(row["lon"]))) for row in rows]
    right = [
        guess is not None and guess.name == row["alcaldia"]
        for guess, row in zip(guesses, rows, strict=True)
    ]
    return sum(right) / len(right)


if NEIGHBOURHOODS.exists():  # the city's own feed, which stays outside the repository

    def test_the_guess_is_right_for_nearly_every_neighbourhood() -> None:
        with NEIGHBOURHOODS.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) > 1800
        assert right_guesses(CDMX, rows) >= 0.97
