"""Every address is for whom the list says, and for nobody else."""

from collections.abc import Callable

import pytest
from flask import Blueprint, Flask

from backend.kernel.access import public
from tests.contracts.may import slips
from tests.page import SAME_SITE, Page


def test_every_address_is_open_to_whom_the_list_says(app: Flask) -> None:
    assert slips(app) == []


def test_a_new_address_is_named_until_somebody_says_who_may(
    make_site: Callable[..., Flask],
) -> None:
    site = make_site()
    site.add_url_rule("/desk", "desk", lambda: "the desk")
    site.add_url_rule("/board", "board", public(lambda: "a board"), methods=["POST"])
    assert [sentence.split(":")[0] for sentence in slips(site)] == [
        "GET /desk (desk) is for person",
        "POST /board (board) is for public",
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
    assert entered == []
    assert answer.headers["Cache-Control"] == "no-store"
    if method == "POST":
        assert answer.status_code == 401
        assert Page(answer).title.startswith(
            "You need to sign in here" if prefix else "Aquí hace falta entrar"
        )
    else:
        assert answer.status_code == 303
        assert answer.location == f"{prefix}/sign-in?next={prefix}/desk/7"


def test_the_door_stands_before_the_size_of_what_is_sent(make_site: Callable[..., Flask]) -> None:
    """A closed view reads nothing of what Eve sends it."""
    site = make_site()
    site.add_url_rule("/desk", "desk", lambda: "the desk", methods=["POST"])
    answer = site.test_client().post("/desk", data=b"x" * 500_000, headers=SAME_SITE)
    assert answer.status_code == 401
