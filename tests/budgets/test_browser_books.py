"""What Chromium says while it loads a page, entered into books: tables of events."""

from typing import Any

import pytest

from backend.budgets.browser.compare import missed, tolerance
from backend.budgets.browser.devtools import NoBrowser, program
from backend.budgets.browser.ledger import Entry, Ledger
from backend.budgets.browser.timing import layout_shift, timings
from backend.budgets.weight import Item, Weight

HOME, SCRIPT = "http://localhost/", "http://localhost/a.js"


def asked(number: str, url: str, kind: str = "Script", **more: Any) -> tuple[str, dict[str, Any]]:
    given = {"requestId": number, "request": {"url": url}, "type": kind,
             "initiator": {"type": "parser", "url": HOME}}  # fmt: skip
    return "Network.requestWillBeSent", given | more


def came(number: str, url: str = "", head: int = 100, **more: Any) -> tuple[str, dict[str, Any]]:
    given = {"url": url, "status": 200, "headers": {}, "encodedDataLength": head}
    return "Network.responseReceived", {
        "requestId": number, "response": given | more, "type": "Script",
    }  # fmt: skip


def done(number: str, size: int) -> tuple[str, dict[str, Any]]:
    return "Network.loadingFinished", {"requestId": number, "encodedDataLength": size}


def booked(*events: tuple[str, dict[str, Any]]) -> list[Entry]:
    ledger = Ledger()
    for method, params in events:
        ledger.note("s", method, params)
    return ledger.entries


def test_what_comes_down_is_entered_with_who_asked_for_it() -> None:
    (entry,) = booked(asked("1", f"{SCRIPT}#x"), came("1"), done("1", 900))
    assert (entry.url, entry.kind, entry.size, entry.requests) == (SCRIPT, "script", 900, 1)
    assert (entry.by, entry.parent, entry.is_done) == ("parser", HOME, True)


def test_the_line_of_a_script_that_asked_is_found() -> None:
    stack = {"callFrames": [{"url": ""}], "parent": {"callFrames": [{"url": SCRIPT}]}}
    (entry,) = booked(asked("1", HOME, initiator={"type": "script", "stack": stack}))
    assert (entry.by, entry.parent) == ("script", SCRIPT)


@pytest.mark.parametrize("held", ["fromDiskCache", "fromServiceWorker", "fromPrefetchCache"])
def test_what_was_there_already_costs_nothing(held: str) -> None:
    (entry,) = booked(asked("1", SCRIPT), came("1", **{held: True}), done("1", 0))
    assert (entry.size, entry.requests) == (0, 0)


def test_what_is_fetched_ahead_into_a_cache_is_paid_for() -> None:
    ahead = came("1", fromPrefetchCache=True)
    ahead[1]["type"] = "Prefetch"
    (entry,) = booked(asked("1", HOME, "Prefetch"), ahead, done("1", 900))
    assert (entry.size, entry.requests) == (900, 1)


def test_what_memory_held_costs_nothing() -> None:
    served = ("Network.requestServedFromCache", {"requestId": "1"})
    (entry,) = booked(asked("1", SCRIPT), served, came("1"), done("1", 900))
    assert (entry.size, entry.requests) == (0, 0)


def test_what_was_shared_with_another_who_asked_costs_nothing() -> None:
    (entry,) = booked(asked("1", SCRIPT), came("1", head=0), done("1", 0))
    assert (entry.size, entry.requests) == (0, 0)


def test_what_a_page_asks_for_and_its_worker_is_given_is_entered_once() -> None:
    ledger = Ledger()
    ledger.note("page", *asked("1", SCRIPT))
    ledger.note("page", *asked("2", HOME))
    for method, params in (came("1", SCRIPT), done("1", 900)):
        ledger.note("worker", method, params)
    script, other = ledger.entries
    assert (script.url, script.session, script.by) == (SCRIPT, "worker", "parser")
    assert (script.size, script.requests, script.is_done) == (900, 1, True)
    assert ledger.in_flight == [other]


def test_redirects_are_paid_for() -> None:
    moved = {"redirectResponse": {"encodedDataLength": 300}}
    (entry,) = booked(asked("1", HOME), asked("1", SCRIPT, **moved), came("1"), done("1", 900))
    assert (entry.url, entry.size, entry.requests) == (SCRIPT, 1200, 2)


def test_what_fails_on_the_way_is_paid_for_as_far_as_it_came() -> None:
    some = ("Network.dataReceived", {"requestId": "1", "encodedDataLength": 50})
    failed = ("Network.loadingFailed", {"requestId": "1"})
    (entry,) = booked(asked("1", SCRIPT), came("1"), some, failed)
    assert (entry.size, entry.requests) == (150, 1)
    (entry,) = booked(asked("1", SCRIPT), failed)
    assert (entry.size, entry.requests, entry.is_done) == (0, 0, True)


def test_of_a_picture_that_is_not_there_headers_count_as_well() -> None:
    gone = came("1", head=141, status=404, headers={"Content-Length": "207"})
    assert booked(asked("1", SCRIPT), gone, done("1", 207))[0].size == 348


def test_a_workers_own_script_is_entered_though_nobody_saw_it_asked_for() -> None:
    (entry,) = booked(came("w", SCRIPT), done("w", 318))
    assert (entry.url, entry.kind, entry.size, entry.by) == (SCRIPT, "script", 318, "register")


def test_what_needs_no_network_is_left_out() -> None:
    assert booked(asked("1", "data:,x"), came("2", "blob:x"), done("1", 9), done("2", 9)) == []


def test_what_is_on_its_way_is_known() -> None:
    ledger = Ledger()
    ledger.note("s", *asked("1", SCRIPT))
    ledger.note("s", "Page.loadEventFired", {})
    assert [entry.url for entry in ledger.in_flight] == [SCRIPT]


def test_a_body_that_nobody_reads_has_come_when_all_of_it_is_there() -> None:
    ledger = Ledger()
    some = ("Network.dataReceived", {"requestId": "1", "encodedDataLength": 50})
    for method, params in (asked("1", SCRIPT), came("1", headers={"Content-Length": "100"}), some):
        ledger.note("s", method, params)
    (entry,) = ledger.in_flight
    assert entry.came == 150
    ledger.note("s", *some)
    assert ledger.in_flight == []
    assert (entry.came, entry.requests) == (200, 1)
    ledger.note("s", *done("1", 200))
    assert entry.came == 200


def test_a_picture_is_known_by_what_it_is() -> None:
    assert booked(asked("1", HOME, "Other"), came("1", mimeType="image/svg+xml"))[0].kind == "image"


@pytest.mark.parametrize(
    ("shifts", "worst"),
    [
        ([], 0),
        ([(100, 0.1), (600, 0.2)], 0.3),
        ([(100, 0.1), (1_200, 0.2)], 0.2),
        ([(n * 900, 0.1) for n in range(8)], 0.6),
    ],
)
def test_shifts_of_the_layout_are_summed_by_window(shifts: list[Any], worst: float) -> None:
    assert layout_shift(shifts) == pytest.approx(worst)


def test_times_are_read_off_what_the_page_saw() -> None:
    seen = {"paint": 500, "largest": 800, "shifts": [[1, 0.05]], "tasks": [[0, 90], [600, 130]]}
    assert timings(seen) == {
        "first-contentful-paint": 500, "largest-contentful-paint": 800,
        "total-blocking-time": 80, "max-potential-fid": 130, "cumulative-layout-shift": 0.05,
    }  # fmt: skip
    assert timings({}) == {}, "nothing was painted"


def weight(**sizes: int) -> Weight:
    return Weight(
        tuple(
            Item(f"http://localhost/{name}", "script", size, by="script", parent=SCRIPT)
            for name, size in sizes.items()
        )
    )


def test_a_count_may_differ_by_a_little() -> None:
    assert tolerance(1_000) == 150
    assert tolerance(100_000) == 2_000
    assert missed(weight(a=10_000), weight(a=10_200)) == []
    assert missed(weight(a=10_000), weight(a=9_000)) == [], "too high is on the safe side"


def test_what_was_missed_is_named_with_who_asked_for_it() -> None:
    counted, seen = weight(a=1_000, b=500), weight(a=1_000, b=900, late=2_000)
    assert missed(counted, seen) == [
        "Chromium counts 3,900 B, 2,400 B more than is found without it; missed: "
        "/late 2,000 B (by script, in /a.js), /b 400 B (by script, in /a.js)"
    ]
    many = weight(**{f"x{n}": 300 for n in range(9)})
    assert missed(Weight(), many)[0].endswith(", and 4 more")


def test_without_chromium_it_is_said_where_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CHROMIUM", raising=False)
    with pytest.raises(NoBrowser, match="there is no Chromium here; install it"):
        program()
    with pytest.raises(NoBrowser, match="there is no nope; name Chromium's program"):
        program("nope")
