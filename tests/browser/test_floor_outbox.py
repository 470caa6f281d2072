"""What waits on the oldest phone is hers to hold back or delete, even while it is being sent."""

from typing import Any

import pytest

from tests.browser.floor import OldPage, OldPhone
from tests.browser.person import count_waiting, fill_in, says, send, waiting_folio
from tests.browser.proxy import Proxy
from tests.browser.storage import databases

ACTIVE = "navigator.serviceWorker.ready.then(({active}) => active.state === 'activated')"
NOBODY_WILL = "void navigator.locks.request('outbox', () => new Promise(() => {}))"
NOBODY_SENDS = "navigator.locks.request('outbox', () => true)"


def waits(page: OldPage) -> list[dict[str, Any]]:
    """What is kept of each entry."""
    return [row["value"] for row in databases(page)["ventanilla"]["outbox"]]


@pytest.fixture
def outbox(old_phone: OldPhone, network: Proxy) -> OldPage:
    """Amina has written a report without signal, and sees it wait."""
    page = old_phone.open(network.url)
    page.wait_for_function(ACTIVE)
    network.refuse()
    page.goto(f"{network.url}/reports/new")
    fill_in(page)
    send(page)
    waiting_folio(page)
    page.evaluate(NOBODY_SENDS)
    says(page, "Guardado en tu teléfono, por enviar", at="[data-state]")
    return page


def is_being_sent(page: OldPage, network: Proxy) -> None:
    """There seems to be signal, but nothing passes."""
    network.cut()
    page.click("[data-do=send]")
    says(page, "Enviando", at="[data-state]")


def try_fails(page: OldPage, network: Proxy) -> None:
    network.refuse()
    page.evaluate(NOBODY_SENDS)


def test_she_holds_it_back_for_wifi(outbox: OldPage, network: Proxy) -> None:
    is_being_sent(outbox, network)
    outbox.click("[data-do=wifi]")
    says(outbox, "Enviar con cualquier red")
    try_fails(outbox, network)
    (entry,) = waits(outbox)
    assert (entry["wifi"], entry["state"]) == (True, "waiting")


def test_she_deletes_it_after_she_was_asked_again(outbox: OldPage, network: Proxy) -> None:
    outbox.evaluate(NOBODY_WILL)
    outbox.click("[data-do=remove]")
    says(outbox, "¿Seguro? Toca otra vez para borrar")
    assert count_waiting(outbox) == 1
    outbox.click("[data-do=remove]")
    says(outbox, "No hay nada por enviar")
    assert waits(outbox) == []


def test_what_she_deletes_while_it_is_being_sent_does_not_come_back(
    outbox: OldPage, network: Proxy
) -> None:
    is_being_sent(outbox, network)
    outbox.click("[data-do=remove]")
    outbox.click("[data-do=remove]")
    says(outbox, "No hay nada por enviar")
    try_fails(outbox, network)
    assert waits(outbox) == []
