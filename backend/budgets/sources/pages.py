"""All pages of a target, for each persona: where they are known from, put together."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from backend.budgets.answer import CannotTell
from backend.budgets.budget import Budget
from backend.budgets.fetch import Phone
from backend.budgets.page import Page
from backend.budgets.sources.crawl import MOST, crawl
from backend.budgets.sources.persona import SKIPPED, Listed, Persona, Plan
from backend.budgets.sources.sitemap import sitemap_paths
from backend.budgets.sources.url_map import plain_paths, unlisted
from backend.budgets.target import Target
from backend.budgets.verdict import matches

LISTED, MAP, CRAWL, SITEMAP = "listed", "map", "crawl", "sitemap"
SOURCES = (LISTED, MAP, CRAWL, SITEMAP)


@dataclass(frozen=True)
class Search:
    """Where to look for pages. Without ``sources``: what is listed and what the application's
    map says; where neither the personas file nor a map names any, by crawling from the front
    page. A crawl begins where pages are listed, else there."""

    sources: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    sitemap: str = "/sitemap.xml"
    most: int = MOST
    sends_forms: bool = False


def listed_in(budgets: Iterable[Budget]) -> list[str]:
    """The paths of the budgets file that are of one page, not of many."""
    return [budget.path.removesuffix("$") for budget in budgets if "*" not in budget.path]


class Finder:
    """Finds the pages of ``target`` and remembers what is open."""

    def __init__(
        self, target: Target, plan: Plan, search: Search, budgets: Sequence[Budget]
    ) -> None:
        self.questions: list[str] = []
        self._target = target
        self._plan = plan
        self._search = search
        self._budgets = budgets

    def pages(self, persona: Persona, cookies: Mapping[str, str]) -> list[Page]:
        """What ``persona`` meets with these ``cookies``, each page once."""
        if self._search.given:
            found = [Listed(path) for path in self._search.given]
        else:
            found = self._found(persona, cookies)
        kept = [page for page in found if not self._is_skipped(persona, page.path)]
        pages = [persona.page(page, cookies) for page in kept]
        return list({(page.path, page.method, page.state): page for page in pages}.values())

    def _found(self, persona: Persona, cookies: Mapping[str, str]) -> list[Listed]:
        sources = self._search.sources or (LISTED, MAP)
        is_listed = LISTED in sources
        named = [*self._plan.pages, *persona.pages] if is_listed else []
        ruled = [Listed(path) for path in listed_in(self._budgets)] if is_listed else []
        mapped = [Listed(path) for path in self._paths(sources, persona, cookies)]
        found = [*named, *ruled, *mapped]
        # A law may stand for a page or two, and is no list of all there are.
        is_open = not (named or mapped or self._search.sources)
        if CRAWL in sources or is_open:
            start = [page.path for page in found if page.method == "GET"]
            begin = ["/", *start] if is_open else start or ["/"]
            found += self._crawled(persona, cookies, begin)
        return found

    def _paths(
        self, sources: Collection[str], persona: Persona, cookies: Mapping[str, str]
    ) -> list[str]:
        urls, paths = self._target.urls, list[str]()
        if MAP in sources and urls is not None:
            paths += plain_paths(urls)
        if SITEMAP in sources:
            try:
                paths += sitemap_paths(self._phone(persona, cookies), self._search.sitemap)
            except CannotTell as doubt:
                self._ask(str(doubt))
        return paths

    def _crawled(
        self, persona: Persona, cookies: Mapping[str, str], start: Sequence[str]
    ) -> list[Listed]:
        found = crawl(
            self._phone(persona, cookies),
            persona,
            start,
            most=self._search.most,
            sends=self._search.sends_forms,
        )
        for doubt in found.doubts:
            self._ask(doubt)
        if found.left:
            self._ask(
                f"{persona.name}: stopped after {self._search.most} pages, {found.left} links "
                "were left; raise --most or skip some"
            )
        return found.pages

    def note_unlisted(self, pages: Sequence[Page]) -> None:
        """Once all ``pages`` are found: ask about what the map has and nobody meets."""
        sources = self._search.sources or (LISTED, MAP)
        if self._search.given or MAP not in sources:
            return
        urls = self._target.urls
        if urls is None:
            if self._search.sources:
                self._ask("the application has no map of addresses; crawl it instead")
            return
        for rule in unlisted(urls, [page.path for page in pages]):
            if not any(matches(pattern, rule) for pattern in (*self._plan.skip, *SKIPPED)):
                self._ask(f"{rule} is weighed by nobody: name a page of it, or skip it")

    def _is_skipped(self, persona: Persona, path: str) -> bool:
        return persona.avoids(path) or any(matches(pattern, path) for pattern in self._plan.skip)

    def _phone(self, persona: Persona, cookies: Mapping[str, str]) -> Phone:
        return Phone(
            self._target.app,
            origin=self._target.origin,
            hosts=self._target.hosts,
            language=persona.language,
            cookies=cookies,
            headers=persona.headers,
            device=persona.device,
        )

    def _ask(self, question: str) -> None:
        if question not in self.questions:
            self.questions.append(question)
