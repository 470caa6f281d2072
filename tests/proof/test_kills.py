"""The server is killed again and again while phones send what waited: nothing lost or doubled."""

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from typing import Any

import pytest

from backend.kernel import receipts
from tests.browser.city import City
from tests.conftest import DATABASES
from tests.proof.outbox import Entry, Outbox, an_entry
from tests.server.ledger import pictures_of, reports_of, rows
from tests.server.phone import get
from tests.waiting import until

pytestmark = pytest.mark.proof
KILLS = 20
MOST_SECONDS_IN = 0.15
"""Into a request: more than any of them takes on a quiet machine."""
COLOURS_APART = 12


@pytest.fixture(params=DATABASES)
def city(request: pytest.FixtureRequest, open_city: Callable[..., City]) -> Iterator[City]:
    running: City = open_city(request.param)
    yield running
    running.kill()


class Assassin:
    """Kills the server at random moments of the sending, and starts it again."""

    def __init__(self, city: City, seed: int, requests: int) -> None:
        self.city = city
        self.dice = random.Random(seed)
        self.kills = 0
        self._sent = 0
        self._moments = sorted(self.dice.sample(range(1, requests), KILLS))
        self._lock = Lock()
        self._is_time = Event()

    def sees_a_request(self) -> None:
        """Called by every phone at the beginning of each request."""
        with self._lock:
            self._sent += 1
            if self.kills < KILLS and self._sent >= self._moments[self.kills]:
                self._is_time.set()

    def go_to_work(self) -> None:
        """Until all kills are done, each some requests after the one before."""
        while self.kills < KILLS:
            assert self._is_time.wait(300), "nobody sends any more"
            Event().wait(self.dice.uniform(0, MOST_SECONDS_IN))
            self.city.kill()
            with self._lock:
                self.kills += 1
                if self.kills < KILLS and self._sent < self._moments[self.kills]:
                    self._is_time.clear()
            self.city.start()


def sends_all(outbox: Outbox) -> None:
    """A phone: tries whenever there is network, until nothing waits."""
    while outbox.drain():
        outbox.let_time_pass()
        until(lambda: _answers(outbox.city), within=120, what="the server")


def _answers(city: City) -> bool:
    try:
        return get(city, "/healthz", patience=5).status == 200
    except OSError:
        return False


def is_all_there(city: City, entries: list[Entry]) -> None:
    """Every entry is one report, with its words and its photos in their order, each once."""
    assert {entry.state for entry in entries} == {"done"}
    filed = reports_of(city)
    assert len(filed) == len(entries)
    pictures = pictures_of(city)
    by_folio = {report.folio: report for report in filed}
    for entry in entries:
        report = by_folio.pop(entry.folio)
        assert report.description == entry.fields["description"]
        own = [entry.id, *(photo.receipt for photo in entry.photos)]
        assert report.receipts == [receipts.digest(each) for each in own]
        assert report.expected == len(report.photos) == len(entry.photos)
        for name, photo in zip(report.photos, entry.photos, strict=True):
            pixel: Any = pictures[name].convert("RGB").resize((1, 1)).getpixel((0, 0))
            apart = max(abs(a - b) for a, b in zip(pixel, photo.colour, strict=True))
            assert apart <= COLOURS_APART, (pixel, photo.colour)
        assert report.moves == ["received"]
    photos = sum(len(entry.photos) for entry in entries)
    assert rows(city, "SELECT count(*) FROM files_photos") == [(photos,)]
    assert rows(city, "SELECT count(*) FROM kernel_receipts") == [(photos + len(entries),)]
    if city.database.startswith("sqlite"):
        assert rows(city, "PRAGMA integrity_check") == [("ok",)]
        assert rows(city, "PRAGMA foreign_key_check") == []


def proof(city: City, phones: int, forms: int, seed: int) -> None:
    dice = random.Random(seed)
    made = [
        [
            an_entry(dice, f"Teléfono {phone}, falla {form}", dice.randrange(4))
            for form in range(forms)
        ]
        for phone in range(phones)
    ]
    requests = sum(1 + len(entry.photos) for entries in made for entry in entries)
    assassin = Assassin(city, seed, requests)
    boxes = [Outbox(city, entries, assassin.sees_a_request) for entries in made]
    began = time.monotonic()
    with ThreadPoolExecutor(phones + 1) as street:
        killing = street.submit(assassin.go_to_work)
        sending = [street.submit(sends_all, box) for box in boxes]
        for each in sending:
            each.result()
        killing.result()
    took = time.monotonic() - began
    silences = sum(box.seen.count(0) for box in boxes)
    assert assassin.kills == KILLS
    assert silences, "no kill met a request"
    is_all_there(city, [entry for entries in made for entry in entries])
    print(
        f"\n{phones * forms} forms with {requests - phones * forms} photos, {KILLS} kills,"
        f" {silences} requests cut off, {took:.0f} s"
    )


@pytest.mark.parametrize("seed", [1])
def test_fifty_forms_of_one_phone_survive_twenty_kills(city: City, seed: int) -> None:
    proof(city, phones=1, forms=50, seed=seed)


def test_two_hundred_forms_of_many_phones_survive_twenty_kills(city: City) -> None:
    proof(city, phones=8, forms=25, seed=2)
