"""The phone and the network that a page is opened on."""

from dataclasses import dataclass
from typing import Any

from backend.budgets.browser.devtools import Chromium
from backend.budgets.device import NEW, Device


@dataclass(frozen=True)
class Profile:
    """``slowness`` divides the processor's speed; ``latency`` in ms for each answer, ``rate`` in
    bits a second, 0 without a limit."""

    device: Device = NEW
    language: str = "en"
    slowness: float = 6
    latency: float = 400
    rate: int = 400_000

    def put_on_page(self, chromium: Chromium, session: str) -> None:
        """Makes a page's target this phone."""
        device = self.device
        chromium.post(
            "Emulation.setDeviceMetricsOverride",
            session,
            width=device.width,
            height=device.height,
            deviceScaleFactor=device.density,
            mobile=True,
        )
        chromium.post("Emulation.setTouchEmulationEnabled", session, enabled=True)
        chromium.post(
            "Emulation.setUserAgentOverride",
            session,
            userAgent=device.user_agent,
            acceptLanguage=self.language,
        )
        chromium.post("Emulation.setCPUThrottlingRate", session, rate=self.slowness)

    def put_on_network(
        self, chromium: Chromium, session: str, *, headers: dict[str, str], is_offline: bool = False
    ) -> None:
        """Makes what any target asks for go over this network, with ``headers`` of its own."""
        throughput: float = self.rate / 8 if self.rate else -1
        conditions: dict[str, Any] = {
            "offline": is_offline,
            "latency": self.latency,
            "downloadThroughput": throughput,
            "uploadThroughput": throughput,
        }
        chromium.post("Network.emulateNetworkConditions", session, **conditions)
        if headers:
            chromium.post("Network.setExtraHTTPHeaders", session, headers=headers)
