"""A push service of our own, which does to each push what its address says.

``/push/<what>/<name>``: ``ok`` takes it, a number is answered as such, ``429`` and ``500`` only the
first time, ``large`` takes what has no body, ``hang`` never answers, ``drip`` answers without end,
``redirect`` sends elsewhere. Run as a program it serves on the port it is told.
"""

import asyncio
import sys
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from aiohttp import web

LARGE = 330
"""Encrypted, a push with title and body of some length is larger; one with a short title is not."""


@dataclass(frozen=True)
class Got:
    """One push as it arrived."""

    what: str
    name: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class PushService:
    """``retry_after`` is what it says to who has to wait; it takes ``seconds`` for each answer."""

    retry_after: str = "30"
    seconds: float = 0
    got: list[Got] = field(default_factory=list)
    url: str = ""

    @property
    def names(self) -> Counter[str]:
        """How often each name was told."""
        return Counter(each.name for each in self.got)

    def endpoint(self, what: str, name: str = "a") -> str:
        return f"{self.url}/push/{what}/{name}"

    async def _push(self, request: web.Request) -> web.StreamResponse:
        what, name = request.match_info["what"], request.match_info["name"]
        is_first = (what, name) not in self._seen
        self._seen.add((what, name))
        body = await request.read()
        self.got.append(Got(what, name, dict(request.headers), body))
        await asyncio.sleep(self.seconds)
        if what == "hang":
            await self._ending.wait()
        if what == "drip":
            return await self._drip(request)
        if what == "redirect":
            return web.Response(status=307, headers={"Location": self.endpoint("ok", "elsewhere")})
        if what == "large":
            return web.Response(status=413 if len(body) > LARGE else 201)
        if what in {"429", "500", "503"} and not is_first:
            return web.Response(status=201)
        status = 201 if what in {"ok", "hang"} else int(what)
        headers = {"Retry-After": self.retry_after} if status in {429, 503} else {}
        return web.Response(status=status, headers=headers)

    async def _drip(self, request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(status=201)
        await answer.prepare(request)
        while not self._ending.is_set():
            await answer.write(b"x")
            await asyncio.sleep(0.02)
        return answer

    async def _serve(self, port: int, ready: threading.Event) -> None:
        self._seen: set[tuple[str, str]] = set()
        self._ending = asyncio.Event()
        app = web.Application()
        app.router.add_post("/push/{what}/{name}", self._push)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port, backlog=1024)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        ready.set()
        await self._ending.wait()
        await runner.cleanup()

    def __enter__(self) -> Self:
        ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=lambda: self._loop.run_until_complete(self._serve(0, ready)), daemon=True
        )
        self._thread.start()
        assert ready.wait(10)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._ending.set)
        self._thread.join(10)


if __name__ == "__main__":
    asyncio.run(PushService()._serve(int(sys.argv[1]), threading.Event()))
