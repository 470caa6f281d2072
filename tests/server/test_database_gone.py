"""PostgreSQL is killed, stopped, frozen, and comes back: nobody restarts the server for that."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from backend.kernel import receipts
from backend.migrations.upgrade import upgrade
from tests import postgres
from tests.browser.city import City
from tests.browser.processes import family
from tests.people import a_fault
from tests.postgres import Cluster
from tests.refusal import tells_nothing
from tests.server.ledger import reports_of
from tests.server.phone import Answer, get, post
from tests.waiting import until

NEW = "/reports/new"
PHONES = 8
FORMS = 12
PATIENCE = 10


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """PostgreSQL for this file alone."""
    with postgres.server() as running:
        yield running


@pytest.fixture
def city(cluster: Cluster, var: Path) -> Iterator[City]:
    var.mkdir()
    url = cluster.fresh()
    upgrade(url, var)
    with City(var, database_url=url, fresh=True) as running:
        yield running


def is_told(answer: Answer) -> None:
    assert answer.status == 503
    assert answer.is_ours
    assert "No se registró nada" in answer.text
    assert answer.headers["retry-after"] == "30"
    assert not answer.location
    tells_nothing(answer.text)


@pytest.mark.parametrize("end", ["kill", "stop"])
def test_while_it_is_gone_people_are_told_and_it_recovers_by_itself(
    city: City, cluster: Cluster, end: str
) -> None:
    first, second = a_fault(near="new"), a_fault(near="new")
    assert post(city, NEW, first).status == 201
    getattr(cluster, end)()
    for _ in range(10):
        is_told(post(city, NEW, second, PATIENCE))
    is_told(get(city, "/reports"))
    assert "Nothing was recorded" in post(city, f"/en{NEW}", second).text
    assert [get(city, path).status for path in (NEW, "/", "/privacy", "/healthz")] == [200] * 4
    assert get(city, "/readyz").status == 503
    cluster.start()
    assert post(city, NEW, second).status == 201
    assert get(city, "/readyz").status == 200
    kept = [report.receipts for report in reports_of(city)]
    assert kept == [[receipts.digest(fault["receipt"])] for fault in (first, second)]


def test_killed_among_forms_it_keeps_each_that_was_acknowledged_once(
    city: City, cluster: Cluster
) -> None:
    acknowledged: list[str] = []
    enough = Event()

    def sends(_phone: int) -> None:
        """Fill in form after form and try each until it is acknowledged."""
        for _ in range(FORMS):
            fault = a_fault(near="new")
            while post(city, NEW, fault).status != 201:
                Event().wait(0.05)
            acknowledged.append(receipts.digest(fault["receipt"]))
            if len(acknowledged) > PHONES * FORMS // 3:
                enough.set()

    with ThreadPoolExecutor(PHONES) as phones:
        busy = [phones.submit(sends, phone) for phone in range(PHONES)]
        assert enough.wait(60)
        for _ in range(2):
            cluster.kill()
            is_told(post(city, NEW, a_fault(near="new")))
            cluster.start()
        for each in busy:
            each.result()
    kept = [report.receipts[0] for report in reports_of(city)]
    assert sorted(kept) == sorted(acknowledged)
    assert len(set(kept)) == PHONES * FORMS


@contextmanager
def frozen(cluster: Cluster) -> Iterator[None]:
    """Meanwhile PostgreSQL takes what is sent and answers nothing."""
    processes = family(cluster.process)
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)


def test_frozen_it_does_not_freeze_the_pages_that_need_it_not(city: City, cluster: Cluster) -> None:
    fault = a_fault(near="new")
    assert post(city, NEW, a_fault(near="new")).status == 201
    with frozen(cluster), ThreadPoolExecutor(40) as phones:
        faults = [fault, *(a_fault(near="new") for _ in range(39))]
        sent = [phones.submit(_tried, city, each) for each in faults]
        until(lambda: sum(each.done() for each in sent) >= 20, within=30)
        assert get(city, NEW, patience=5).status == 200
        assert {each.result() for each in sent} <= {0, 503}
    until(lambda: _tried(city, fault) == 201, within=30)
    kept = [report.receipts[0] for report in reports_of(city)]
    assert kept.count(receipts.digest(fault["receipt"])) == 1


def _tried(city: City, fault: dict[str, str]) -> int:
    """The status, or 0 for silence."""
    try:
        return post(city, NEW, fault, PATIENCE).status
    except OSError:
        return 0
