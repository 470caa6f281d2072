"""Who may: every address of the site, by hand. Closed is what nobody has opened."""

from collections.abc import Callable, Iterator

import pytest
from flask import Blueprint, Flask

from backend.kernel.access import MARK, public
from tests.page import SAME_SITE, Page

MAY = """
GET   /                                             mine.home          public
GET   /healthz                                      health.alive       public
GET   /icon-<int:size>.png                          offline.picture    public
GET   /icon.svg                                     offline.icon       public
GET   /manifest.webmanifest                         offline.manifest   public
GET   /offline                                      offline.offline    public
GET   /outbox                                       offline.outbox     public
GET   /packs                                        offline.packs      public
GET   /packs.json                                   offline.pack_index public
GET   /packs/<name>                                 offline.pack       public
GET   /place/<kind>/<key>                           places.place       public
GET   /places                                       places.index       public
GET   /places/<kind>                                places.kind        public
GET   /places/<kind>/<borough>                      places.borough     public
GET   /places/<kind>/<borough>/<area>               places.area        public
GET   /privacy                                      mine.privacy       public
GET   /r/<key>                                      reports.key        public
GET   /readyz                                       health.ready       public
GET   /reports                                      reports.index      public
GET   /reports/<folio>                              reports.follow     public
GET   /reports/<folio>/photos/<int:position>.webp   reports.photo      public
GET   /reports/new                                  reports.new        public
GET   /reports/new/<int:page>                       reports.new_more   public
GET   /sw.js                                        offline.worker     public
GET   /transit                                      transit.index      public
GET   /transit/agencies/<key>                       transit.agency     public
GET   /transit/from-to                              transit.from_to    public
GET   /transit/lines/<key>                          transit.line       public
GET   /transit/lines/<key>/ways                     transit.ways       public
GET   /transit/notices                              transit.notices    public
GET   /transit/stops                                transit.stops      public
GET   /transit/stops/<key>                          transit.stop       public
GET   /wifi                                         offline.wifi       public
POST  /reports/<folio>/confirm                      reports.confirm    public
POST  /reports/<folio>/notes                        reports.add_note   public
POST  /reports/<folio>/photos                       reports.add_photo  public
POST  /reports/<folio>/reopen                       reports.reopen     public
POST  /reports/new                                  reports.file       public
POST  /share                                        offline.share      public
"""
"""Method, address, view, and who may: ``public`` is everybody, ``closed`` nobody. Of a report,
a public view shows everybody what is public, and the rest to who holds its key."""


def routes(app: Flask) -> Iterator[tuple[str, str, str, str]]:
    for rule in app.url_map.iter_rules():
        access = getattr(app.view_functions[rule.endpoint], MARK, "closed")
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, rule.rule, rule.endpoint, access


def listed() -> set[tuple[str, ...]]:
    return {tuple(line.split()) for line in MAY.strip().splitlines()}


def slips(app: Flask) -> list[str]:
    """What the list says of the site that is not so, or does not say, a sentence each."""
    there = set(routes(app))
    new = [
        f"{method} {rule} ({view}) is {access}: say so in tests/contracts/test_access.py, or mark "
        "it otherwise."
        for method, rule, view, access in sorted(there - listed())
    ]
    gone = [
        f"{' '.join(route)} is in tests/contracts/test_access.py and not in the site: take it out."
        for route in sorted(listed() - there)
    ]
    return new + gone


def test_every_address_is_open_to_whom_the_list_says(app: Flask) -> None:
    assert slips(app) == []


def test_a_new_address_is_named_until_somebody_says_who_may(
    make_site: Callable[..., Flask],
) -> None:
    site = make_site()
    site.add_url_rule("/desk", "desk", lambda: "the desk")
    site.add_url_rule("/board", "board", public(lambda: "a board"), methods=["POST"])
    assert [sentence.split(":")[0] for sentence in slips(site)] == [
        "GET /desk (desk) is closed",
        "POST /board (board) is public",
    ]


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
def test_eve_finds_a_view_that_nobody_marked_closed(
    make_site: Callable[..., Flask], prefix: str, method: str
) -> None:
    entered = []
    site = make_site()
    room = Blueprint("desk", __name__)
    room.add_url_rule(
        "/desk/<int:number>", "case", lambda number: entered.append(number) or "", methods=[method]
    )
    site.register_blueprint(room)
    answer = site.test_client().open(f"{prefix}/desk/7", method=method, headers=SAME_SITE)
    assert answer.status_code == 401
    assert entered == []
    assert answer.headers["Cache-Control"] == "no-store"
    if method != "HEAD":
        assert Page(answer).title.startswith(
            "You need to sign in here" if prefix else "Aquí hace falta entrar"
        )


def test_the_door_stands_before_the_size_of_what_is_sent(make_site: Callable[..., Flask]) -> None:
    """A closed view reads nothing of what Eve sends it."""
    site = make_site()
    site.add_url_rule("/desk", "desk", lambda: "the desk", methods=["POST"])
    answer = site.test_client().post("/desk", data=b"x" * 500_000, headers=SAME_SITE)
    assert answer.status_code == 401
