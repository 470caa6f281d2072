"""The scenes of what the city offers; with them, all scenes."""

from tests.browser.chromium import worker_controls
from tests.browser.scenes import Visit, opened, scene
from tests.browser.scenes_push import SCENES

__all__ = ["SCENES"]

for name, path in (
    ("services", "/services"),
    ("services, found", "/services?q=perdi+mi+lisencia"),
    ("services, nothing found", "/services?q=pizza+hawaiana"),
    ("services, of a topic", "/services?topic=vehicles"),
    ("service", "/services/licence-renewal"),
    ("service, may I", "/services/older-adults/can"),
    ("service, left out", "/services/older-adults/can?years=over"),
    ("service, may not", "/services/older-adults/can?years=under"),
    ("service, may", "/services/older-adults/can?years=over&lives=yes"),
):
    opened(name, path)
opened("service, no places", "/services/health-appointment", empty=True)


@scene("service, without signal", worker=True)
def _without_signal(its: Visit) -> None:
    """What she opened before opens again."""
    for path in ("/services", "/services/scholarship"):
        its.opens(path)
        worker_controls(its.page)
        its.page.reload()
    its.loses_signal()
    its.opens("/services")
    its.page.click("a[href$='/services/scholarship']")
    its.page.wait_for_selector("main dl")
