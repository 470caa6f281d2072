"""The network between a phone and a server, as bad as a test wants it: a loopback TCP proxy.

    with Proxy(server_port) as network:
        network.slow(round_trip=0.4, rate=400_000)
        network.cut()

It runs in a thread of its own and knows nothing of HTTP, so TLS passes through as well.
"""

import asyncio
import socket
import struct
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from types import TracebackType
from typing import Any, Literal, Self, TypeVar

Address = tuple[str, int]
OnTheWay = asyncio.Queue[tuple[float, bytes]]
Way = Literal["up", "down"]
UP: Way = "up"
DOWN: Way = "down"
Held = Literal["reset", "dead", "deliver"]
Then = Literal["reset", "silence"]
Mode = Literal["pass", "cut", "refuse", "reset", "portal"]
Answer = TypeVar("Answer")

PACKET = 1460
LARGE = 65536
IN_FLIGHT = 64


class Connection:
    """One connection from the phone. ``up`` and ``down`` count bytes that arrived."""

    def __init__(self, client: socket.socket, opened: float) -> None:
        self.up = 0
        self.down = 0
        self.to_portal = False
        self.closed = False
        self.opened = opened
        self.allowance: int | None = None
        self.then: Then = "reset"
        self.sockets = [client]
        self.flows = asyncio.Event()
        self.task: asyncio.Task[None] | None = None


class Proxy:
    """Hands what comes to its port on to ``target``, until told otherwise."""

    def __init__(self, target: int | Address) -> None:
        self.target = _address(target)
        self.mode: Mode = "pass"
        self.connections: list[Connection] = []
        self.dropped = 0
        self._delay = 0.0
        self._rate: int | None = None
        self._line_free = {UP: 0.0, DOWN: 0.0}
        self._allowance: tuple[int, Then] | None = None
        self._portal: Address | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._door = _bound(0)
        self.port: int = self._door.getsockname()[1]
        self._accepting: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def up(self) -> int:
        """Bytes that arrived from phones so far, all connections together."""
        return sum(connection.up for connection in self.connections)

    @property
    def down(self) -> int:
        """Bytes of answers that arrived at phones so far, all connections together."""
        return sum(connection.down for connection in self.connections)

    def slow(self, *, round_trip: float = 0.0, rate: int | None = None) -> None:
        """``round_trip`` in seconds; ``rate`` in bits per second each way, shared by all.

        A new connection costs a round trip before its first byte, as TCP's handshake does.
        """
        self._delay, self._rate = round_trip / 2, rate

    def cut(self) -> None:
        """Lie-fi: connections open, old and new, but not a byte passes."""
        self._do(self._change("cut"))

    def refuse(self) -> None:
        """Nobody listens: connecting fails at once, and what was open breaks."""
        self._do(self._change("refuse"))

    def reset(self) -> None:
        """Every connection, old and new, is reset."""
        self._do(self._change("reset"))

    def portal(self, address: int | Address) -> None:
        """A captive portal at ``address`` answers in the server's place; what was open breaks."""
        self._portal = _address(address)
        self._do(self._change("portal"))

    def drop_after(self, count: int, *, then: Then = "reset") -> None:
        """Each connection carries ``count`` more bytes of answers, then breaks or falls silent.

        With 0 the server gets every request and the phone no answer; ``dropped`` counts.
        """
        self._do(self._limit(count, then))

    def restore(self, held: Held = "reset") -> None:
        """Everything passes again.

        ``held`` says what comes of connections that a cut silenced: ``reset``; ``dead``, silent
        for ever, as when the phone has another address now; or ``deliver``, whose bytes arrive
        late, as after a tunnel.
        """
        self._do(self._restore(held))

    def __enter__(self) -> Self:
        self._thread.start()
        self._do(self._open())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._do(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=10)

    async def _open(self) -> None:
        self._door.listen(256)
        self._accepting = self._loop.create_task(self._accept())

    async def _close(self) -> None:
        await self._shut_door()
        await self._break(lambda _: True)

    async def _shut_door(self) -> None:
        task, self._accepting = self._accepting, None
        if task is not None:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        self._door.close()

    async def _change(self, mode: Mode) -> None:
        self.mode = mode
        if mode == "cut":
            for connection in self.connections:
                connection.flows.clear()
        else:
            await self._break(lambda _: True)
        if mode == "refuse":
            await self._shut_door()
            # Bound but not listening: refuses, and nobody else gets the port meanwhile.
            self._door = _bound(self.port)
        elif self._accepting is None:
            await self._open()

    async def _limit(self, count: int, then: Then) -> None:
        self._allowance = (count, then)
        for connection in self.connections:
            connection.allowance, connection.then = self._allowance

    async def _restore(self, held: Held) -> None:
        self.mode = "pass"
        self._allowance = None
        for connection in self.connections:
            connection.allowance = None
        await self._break(lambda c: c.to_portal or (held == "reset" and not c.flows.is_set()))
        if held == "deliver":
            for connection in self.connections:
                connection.flows.set()
        if self._accepting is None:
            await self._open()

    async def _break(self, chosen: Callable[[Connection], bool]) -> None:
        tasks = [c.task for c in self.connections if not c.closed and c.task and chosen(c)]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _accept(self) -> None:
        while True:
            client, _ = await self._loop.sock_accept(self._door)
            client.setblocking(False)
            connection = Connection(client, self._loop.time())
            if self._allowance is not None:
                connection.allowance, connection.then = self._allowance
            if self.mode != "cut":
                connection.flows.set()
            self.connections.append(connection)
            connection.task = self._loop.create_task(self._carry(connection))

    async def _carry(self, connection: Connection) -> None:
        """The life of one connection; however it is ended from outside, the phone sees a reset."""
        orderly = False
        try:
            await connection.flows.wait()
            if self.mode == "reset":
                raise ConnectionResetError
            connection.to_portal = self.mode == "portal"
            target = self._portal if connection.to_portal and self._portal else self.target
            server = socket.socket()
            connection.sockets.append(server)
            server.setblocking(False)
            await self._loop.sock_connect(server, target)
            for end in connection.sockets:
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            client = connection.sockets[0]
            async with asyncio.TaskGroup() as both:
                for source, sink, way in ((client, server, UP), (server, client, DOWN)):
                    on_the_way: OnTheWay = asyncio.Queue(IN_FLIGHT)
                    both.create_task(self._leave(connection, source, on_the_way, way))
                    both.create_task(self._arrive(connection, on_the_way, sink, way))
            orderly = True
        except* OSError:
            pass
        finally:
            connection.closed = True
            for end in connection.sockets:
                if not orderly:
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                end.close()

    async def _leave(
        self, connection: Connection, source: socket.socket, on_the_way: OnTheWay, way: Way
    ) -> None:
        """Reads one end, and says of each chunk when it arrives at the other; ends with an end."""
        chunk = b"..."
        while chunk:
            chunk = await self._loop.sock_recv(source, PACKET if self._rate else LARGE)
            if self._rate and chunk:
                now = self._loop.time()
                seconds = len(chunk) * 8 / self._rate
                self._line_free[way] = max(now, self._line_free[way]) + seconds
                await asyncio.sleep(self._line_free[way] - now)
            earliest = connection.opened + 2 * self._delay
            await on_the_way.put((max(self._loop.time(), earliest) + self._delay, chunk))

    async def _arrive(
        self, connection: Connection, on_the_way: OnTheWay, target: socket.socket, way: Way
    ) -> None:
        while True:
            due, chunk = await on_the_way.get()
            if (wait := due - self._loop.time()) > 0:
                await asyncio.sleep(wait)
            await connection.flows.wait()
            if way == DOWN and connection.allowance is not None:
                whole, chunk = chunk, chunk[: connection.allowance]
                connection.allowance -= len(chunk)
                if chunk != whole:
                    await self._break_off(connection, target, chunk)
                    continue
            if not chunk:
                with suppress(OSError):
                    target.shutdown(socket.SHUT_WR)
                return
            await self._loop.sock_sendall(target, chunk)
            if way == UP:
                connection.up += len(chunk)
            else:
                connection.down += len(chunk)

    async def _break_off(
        self, connection: Connection, phone: socket.socket, last_words: bytes
    ) -> None:
        await self._loop.sock_sendall(phone, last_words)
        connection.down += len(last_words)
        self.dropped += 1
        if connection.then == "reset":
            raise ConnectionResetError
        connection.flows.clear()


def _address(target: int | Address) -> Address:
    return ("127.0.0.1", target) if isinstance(target, int) else target


def _bound(port: int) -> socket.socket:
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    door.bind(("127.0.0.1", port))
    door.setblocking(False)
    return door
