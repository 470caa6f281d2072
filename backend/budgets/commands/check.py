"""``page-budgets check``: weigh pages and compare them with their budgets."""

import argparse
from typing import TextIO

from backend.budgets.browser.profile import Profile
from backend.budgets.browser.weigh import Browser
from backend.budgets.check import conclude, weigh_all
from backend.budgets.commands.options import outputs_of
from backend.budgets.commands.site import Group, Site
from backend.budgets.config import read
from backend.budgets.law import Law
from backend.budgets.weighed import Weighed


def check(given: argparse.Namespace, out: TextIO, progress: TextIO) -> int:
    """The exit code: 0 within, 1 over, 2 cannot tell."""
    outputs = outputs_of(given)
    law = Law(given.budgets, read(given.budgets))
    weighed, questions = list[Weighed](), list[str]()
    with Site(given, law.budgets) as site:
        for group in site.groups():
            found, asked = _weigh(given, group, law, progress)
            weighed += found
            questions += asked
    return conclude(weighed, [*site.questions, *questions], out, law, outputs)


def _weigh(
    given: argparse.Namespace, group: Group, law: Law, progress: TextIO
) -> tuple[list[Weighed], list[str]]:
    if not given.browser:
        return weigh_all(group.target, group.pages, law, progress)
    profile = Profile(slowness=1, latency=0, rate=0) if given.full_speed else Profile()
    browser = Browser(profile, given.chromium)
    return browser.weigh_all(group.target, group.pages, law, progress), []
