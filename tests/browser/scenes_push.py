"""The scenes of where notices on the phone are asked for."""

from playwright.sync_api import Response

from tests.browser.chromium import worker_controls
from tests.browser.scenes import Visit, opened, scene
from tests.browser.scenes_pocket import SCENES

__all__ = ["SCENES"]

opened("notices, nothing to tell of", "/notices/phone", empty=True)


@scene("notices, where no worker is")
def _cannot(its: Visit) -> Response:
    answer = its.opens("/notices/phone", keys=its.stage.lives.first.key)
    its.page.wait_for_selector("[data-when=cannot]:not([hidden])")
    return answer


def _asked(its: Visit) -> None:
    its.opens("/", keys=its.stage.lives.first.key)
    worker_controls(its.page)
    its.opens("/notices/phone")
    its.page.wait_for_selector("[data-when]:not([hidden])")


@scene("notices, asked for", worker=True, permissions=["notifications"])
def _may(its: Visit) -> None:
    _asked(its)
    its.page.wait_for_selector("form[data-when=off]:not([hidden])")


@scene("notices, and they failed", worker=True, permissions=["notifications"])
def _failed(its: Visit) -> None:
    _may(its)
    its.page.evaluate(
        "() => { PushManager.prototype.subscribe = () => Promise.reject(new Error()) }"
    )
    its.page.click("form[data-when=off] button")
    its.page.wait_for_selector("[data-when=failed]:not([hidden])")


@scene("notices, told", worker=True, permissions=["notifications"])
def _told(its: Visit) -> None:
    _asked(its)
    its.page.evaluate(
        """() => {
          const told = { unsubscribe: async () => true, toJSON: () => ({}) };
          PushManager.prototype.getSubscription = async () => told;
          PushManager.prototype.subscribe = async () => told;
          window.fetch = async () => new Response("");
        }"""
    )
    its.page.click("form[data-when=off] button")
    its.page.wait_for_selector("form[data-when=on]:not([hidden])")


@scene("notices, refused", worker=True)
def _refused(its: Visit) -> None:
    _asked(its)
    if its.page.is_visible("form[data-when=off] button"):
        its.page.click("form[data-when=off] button")
    its.page.wait_for_selector("[data-when=denied]:not([hidden])")
