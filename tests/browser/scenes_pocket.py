"""The scenes of transport, places, and what is saved of them on a phone; with them, all scenes."""

from playwright.sync_api import Response

from tests.browser.chromium import worker_controls
from tests.browser.scenes import Visit, opened, scene
from tests.browser.scenes_notices import SCENES

__all__ = ["SCENES"]

for name, path in (
    ("transport, no feed", "/transit"),
    ("places, none", "/places"),
    ("packs, none", "/packs"),
    ("free wifi, none", "/wifi"),
):
    opened(name, path, empty=True)
for name, path in (
    ("transport", "/transit"),
    ("agency", "/transit/agencies/METRO"),
    ("line", "/transit/lines/1"),
    ("line, the other way", "/transit/lines/12?way=2"),
    ("stations, by name", "/transit/stops?q=san"),
    ("stations, near me", "/transit/stops?near=19.433,-99.133"),
    ("station", "/transit/stops/pantitlan"),
    ("from to, asked", "/transit/from-to"),
    ("from to, answered", "/transit/from-to?from=indios-verdes&to=tasquena"),
    ("from to, unclear", "/transit/from-to?from=San&to=nada"),
    ("places", "/places"),
    ("places, wifi", "/places/wifi"),
    ("places, near me", "/places/wifi?near=19.350,-99.060"),
    ("places, borough", "/places/wifi/iztapalapa"),
    ("places, counters", "/places/counter/iztapalapa"),
    ("packs", "/packs"),
    ("free wifi", "/wifi"),
):
    opened(name, path)


@scene("a counter")
def _counter(its: Visit) -> Response:
    return its.opens(f"/place/counter/{its.stage.filled.places['counter']}")


def _keep(its: Visit, pack: str) -> None:
    its.opens("/packs")
    worker_controls(its.page)
    its.page.click(f"[data-pack='{pack}'] [data-do=save]")
    its.page.wait_for_selector(f"[data-packs] [data-pack='{pack}']")


@scene("packs, saved", worker=True)
def _packs(its: Visit) -> None:
    _keep(its, "wifi-iztapalapa")
    _keep(its, "transit-agency.METRO")


@scene("places, near me without signal", worker=True, permissions=["geolocation"])
def _near_without_signal(its: Visit) -> None:
    _keep(its, "wifi-coyoacan")
    its.loses_signal()
    its.opens("/places/wifi")
    its.page.click("form .btn")
    its.page.wait_for_selector("[data-found] li")


@scene("from to, without signal", worker=True)
def _way_without_signal(its: Visit) -> None:
    _keep(its, "transit-agency.METRO")
    its.loses_signal()
    its.opens("/transit/from-to?from=cuatro-caminos&to=barranca-del-muerto")
    its.page.wait_for_selector("ol.strip li")


@scene("from to, without signal, unclear", worker=True)
def _unclear_without_signal(its: Visit) -> None:
    _keep(its, "transit-agency.METRO")
    its.loses_signal()
    its.opens("/transit/from-to?from=san&to=hidalgo")
    its.page.wait_for_selector("select[name=from]")
