"""What lies ready fits into what was set aside for it, and what people read stays."""

import brotli
import pytest

from backend.kernel.shelf import OFTEN, Ready, Shelf

HTML = (
    "<!doctype html><html lang=es><title>Transporte</title>" + "<p>Línea 3, avisos" * 90
).encode()


def a_page(body: bytes = HTML, *, few: bool = False, encoding: str | None = "br") -> Ready:
    return Ready(
        view="transit.index",
        headers=[("Content-Type", "text/html"), ("Ventanilla-Keep", "public")],
        body=body,
        encoding=encoding,
        numbers={},
        until=None,
        is_for_keys=True,
        is_dictionary=False,
        is_one_of_few=few,
    )


def best(body: bytes) -> bytes:
    packed: bytes = brotli.compress(body, mode=brotli.MODE_TEXT, quality=11, lgwin=16)
    return packed


def test_one_of_few_is_packed_as_well_as_can_be_at_once() -> None:
    assert a_page(few=True).packed() == best(HTML)


def test_another_is_packed_so_once_it_was_asked_for_often() -> None:
    page = a_page()
    come = [page.packed() for _ in range(OFTEN + 1)]
    assert [each == best(HTML) for each in come] == [False] * (OFTEN - 1) + [True, True]
    assert {brotli.decompress(each) for each in come} == {HTML}


def test_who_unpacks_nothing_gets_it_whole() -> None:
    assert a_page(encoding=None).packed() == HTML


def test_the_tag_is_of_what_the_page_says_and_of_its_headers() -> None:
    page, other = a_page(), a_page()
    assert page.tag == other.tag == f"W/{page.tag[2:]}"
    assert a_page(HTML + b"<p>Otro aviso").tag != page.tag
    other.headers.append(("Ventanilla", "another build"))
    other.__post_init__()
    assert other.tag != page.tag


def test_a_thousand_addresses_that_nobody_wants_push_out_no_page_that_people_read() -> None:
    shelf = Shelf(200_000)
    for number in range(20):
        shelf.put(number, a_page(), wanted=True)
    for number in range(1000):
        shelf.put(f"?x={number}", a_page(), wanted=False)
    assert all(shelf.find(number) for number in range(20))
    assert shelf.find("?x=999")
    assert shelf.find("?x=1") is None
    assert shelf.size <= 200_000


@pytest.mark.parametrize("wanted", [True, False])
def test_however_much_is_asked_for_the_shelf_holds_what_it_may(wanted: bool) -> None:
    shelf = Shelf(100_000)
    for number in range(300):
        page = a_page(HTML + b"x" * number)
        shelf.put(number, page, wanted=wanted)
        page.bodies["a dictionary"] = b"y" * 900  # made when it is asked for
        shelf.put(number, page, wanted=True)
        assert shelf.size <= 100_000
    assert shelf.size > 60_000
    assert 10 < len(shelf) < 60


def test_the_page_asked_for_longest_ago_goes_first() -> None:
    shelf = Shelf(100_000)
    for number in range(10):
        shelf.put(number, a_page(), wanted=True)
    first = shelf.find(0)
    assert first
    for number in range(10, 200):
        shelf.put(0, first, wanted=True)
        shelf.put(number, a_page(), wanted=True)
    assert shelf.find(0) is first
    assert shelf.find(1) is None


def test_a_page_larger_than_all_of_it_is_not_kept() -> None:
    shelf = Shelf(20_000)
    shelf.put("large", a_page(b"x" * 50_000), wanted=True)
    assert (len(shelf), shelf.size) == (0, 0)
