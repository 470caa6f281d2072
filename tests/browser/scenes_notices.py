"""The scenes of what the city tells, and of what is said back to it."""

from playwright.sync_api import Response

from backend.reports.status import State
from tests.browser.chromium import worker_controls
from tests.browser.scenes import SCENES, Visit, opened, scene

__all__ = ["SCENES"]

opened("inbox, nothing", "/inbox", empty=True)


@scene("inbox, of a phone")
def _inbox(its: Visit) -> Response:
    return its.opens("/inbox", keys=its.stage.filled.keys)


@scene("inbox, older")
def _older(its: Visit) -> Response:
    its.opens("/inbox", keys=its.stage.filled.keys)
    with its.page.expect_navigation() as going:
        its.page.click("a.btn[href*=before]")
    return going.value


@scene("inbox, a saved copy", worker=True)
def _copy(its: Visit) -> None:
    its.opens("/", keys=its.stage.lives.first.key)
    worker_controls(its.page)
    its.opens("/inbox")
    its.page.wait_for_function("() => caches.match(location.pathname).then(Boolean)")
    its.loses_signal()
    its.opens("/inbox")
    its.page.wait_for_selector("[data-net]:not([hidden])")


@scene("own report, again")
def _again(its: Visit) -> Response:
    own = its.stage.lives.closed
    return its.opens(f"{own.path}/again", keys=own.key)


@scene("own report, again, sent empty")
def _again_wrong(its: Visit) -> Response:
    own = its.stage.lives.closed
    its.opens(f"{own.path}/again", keys=own.key)
    its.page.fill("#place-street", "")
    its.page.fill("#place-reference", "")
    its.page.select_option("#place-borough", "")
    return its.submits("main form")


@scene("own report, rated")
def _rated(its: Visit) -> Response:
    own = its.stage.lives.in_state[State.CONFIRMED]
    its.opens(own.path, keys=own.key)
    return its.submits("form[action$='/rate/2']")
