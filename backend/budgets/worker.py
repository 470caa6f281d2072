"""What the service worker downloads when it is installed. It is not run."""

from dataclasses import dataclass
from urllib.parse import urljoin

from backend.budgets.answer import Answer, CannotTell
from backend.budgets.fetch import Phone
from backend.budgets.reads.modules import imported_by_worker
from backend.budgets.reads.precache import precached
from backend.budgets.weight import Item

MOST = 3_000
"""Things that one worker takes in."""


@dataclass(frozen=True)
class Installed:
    """What came down with the worker, itself included, and what could not be told."""

    items: tuple[Item, ...] = ()
    doubts: tuple[str, ...] = ()


def install(
    phone: Phone, worker: str, prefix: str, told: tuple[str, ...] | None = None
) -> Installed:
    """Install the script at ``worker`` from a page whose language prefix is ``prefix``.

    ``told`` are the addresses it precaches where somebody says so, instead of its text.
    """
    installing = _Installing(phone, worker)
    try:
        scripts = installing.scripts(worker)
        urls = list(told) if told is not None else precached("\n".join(scripts), worker, prefix)
    except CannotTell as doubt:
        return Installed(tuple(installing.items), (*installing.doubts, str(doubt)))
    for url in urls[:MOST]:
        installing.take(url, "other", "precaches")
    if len(urls) > MOST:
        installing.doubts.append(f"{worker} precaches more than {MOST:,} things; the rest was left")
    return Installed(tuple(installing.items), tuple(installing.doubts))


class _Installing:
    def __init__(self, phone: Phone, worker: str) -> None:
        self.items: list[Item] = []
        self.doubts: list[str] = []
        self._phone = phone
        self._worker = self._base = worker

    def scripts(self, url: str) -> list[str]:
        """The texts of the worker and of what it imports."""
        script = self._phone.fetch(url, "script")
        if script.status != 200:
            raise CannotTell(f"the service worker {url} answers {script.status}")
        self._base = script.url
        self.items.append(Item.of(script, "script", "service worker"))
        texts, waiting, known = [script.text()], list(imported_by_worker(script.text())), {url}
        while waiting:
            if len(known) > MOST:
                raise CannotTell(f"{url} imports more and more; it was left after {MOST:,} scripts")
            name = waiting.pop(0)
            if name in known:
                continue
            known.add(name)
            imported = self.take(name, "script", "imports")
            if imported is not None and imported.status == 200:
                texts.append(imported.text())
                waiting += imported_by_worker(imported.text())
        return texts

    def take(self, url: str, kind: str, verb: str) -> Answer | None:
        """Download one thing; what goes wrong is a doubt."""
        try:
            answer = self._phone.fetch(urljoin(self._base, url), kind)
        except ValueError:
            self.doubts.append(f"{url!r} is no address, but {self._worker} {verb} it")
            return None
        except CannotTell as doubt:
            self.doubts.append(f"{doubt}, but {self._worker} {verb} it")
            return None
        self.items.append(Item.of(answer, kind, verb.removesuffix("s"), self._worker))
        if answer.status != 200:
            self.doubts.append(f"{url}, which {self._worker} {verb}, answers {answer.status}")
        return answer
