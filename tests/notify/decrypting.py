"""Browsers kept by npm's web-push-testing: what they read was really encrypted for them."""

import json
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.request import Request, urlopen

HERE = Path(__file__).parent


class Decrypting:
    """The push service, in a process of its own."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            ["node", HERE / "decrypting.cjs"],
            env={"PATH": "/usr/bin:/bin:/usr/local/bin", "NODE_PATH": str(_modules())},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()
        assert self.url, "the push service did not start"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def browser(self, public_key: str) -> dict[str, Any]:
        """A new browser that takes pushes by the holder of this VAPID key: its subscription."""
        how = {"userVisibleOnly": "true", "applicationServerKey": public_key}
        given: dict[str, Any] = self._ask("/subscribe", how)
        return given

    def expire(self, browser: dict[str, Any]) -> None:
        """It wants nothing any more."""
        request = Request(f"{self.url}/expire-subscription/{browser['clientHash']}", method="POST")
        with urlopen(request, timeout=10):
            pass

    def read_by(self, browser: dict[str, Any]) -> list[str]:
        """What it was told, decrypted, oldest first."""
        found = self._ask("/get-notifications", {"clientHash": browser["clientHash"]})
        return [str(each) for each in found["messages"]]

    def _ask(self, path: str, told: dict[str, Any]) -> Any:
        request = Request(
            self.url + path,
            data=json.dumps(told).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urlopen(request, timeout=10) as answer:
            return json.load(answer)["data"]


def _modules() -> Path:
    return HERE.parent / "node_modules"
