"""Pictures of every page in every state: ``python -m tests.browser.screenshots FOLDER [WORD]``.

For each language the screen as it opens and the whole page, light and dark; and, whole, as it is
printed, in forced colours, and with text twice as large. With WORD, only the scenes whose name
holds it.
"""

import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import cases_scenes, llave_scenes, outcomes_scenes, staff_scenes
from tests.browser.chromium import FLAGS, PROGRAM, SCREEN
from tests.browser.reviewer import enlarge_text
from tests.browser.scenes import visit
from tests.browser.scenes_services import SCENES
from tests.browser.stage import Stage

LANGUAGES = {"es": "", "en": "/en"}
HEIGHT = "document.documentElement.scrollHeight"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def take(page: Page, folder: Path, name: str) -> None:
    """Every picture of what is open in ``page``."""

    def whole(kind: str) -> None:
        # A screen as tall as the page: in a "full page" picture the bar floats over the middle.
        page.set_viewport_size({**SCREEN, "height": page.evaluate(HEIGHT)})
        page.screenshot(path=folder / f"{name} {kind}.png")
        page.set_viewport_size({**SCREEN})

    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=folder / f"{name} {scheme}.png")
        whole(f"{scheme} whole")
    page.emulate_media(color_scheme="light", media="print")
    whole("print")
    page.emulate_media(media="screen", forced_colors="active")
    whole("forced colours")
    page.emulate_media(forced_colors="none")
    enlarge_text(page, 2)
    page.screenshot(path=folder / f"{name} large.png")
    whole("large whole")


def take_all(browser: Browser, stage: Stage, folder: Path, word: str) -> int:
    """Every scene whose name holds ``word``, in every language; how many there were."""
    rooms = (llave_scenes, staff_scenes, outcomes_scenes, cases_scenes)
    every = (*SCENES, *(scene for room in rooms for scene in room.scenes(stage)))
    scenes = [each for each in every if word in each.name]
    for language, prefix in LANGUAGES.items():
        (folder / language).mkdir(parents=True, exist_ok=True)
        for each in scenes:
            its = visit(browser, stage, prefix, each)
            each.show(its)
            take(its.page, folder / language, each.name)
            its.page.context.close()
    return len(scenes)


def main(argv: list[str]) -> int:
    """Take them; the exit code."""
    if not argv:
        print(__doc__)
        return 2
    folder, word = Path(argv[0]), " ".join(argv[1:])
    with (
        tempfile.TemporaryDirectory(prefix="ventanilla-screens-") as var,
        sync_playwright() as playwright,
        Stage(Path(var)) as stage,
    ):
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=list(FLAGS))
        taken = take_all(browser, stage, folder, word)
        browser.close()
    print(f"{taken} scenes in {folder}")
    return 0 if taken else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
