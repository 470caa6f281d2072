"""What a strict reviewer finds on a page that is open in a browser."""

import json
import subprocess
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.chromium import SCREEN

NODE = Path(__file__).parent.parent / "node_modules"
AXE = (NODE / "axe-core" / "axe.min.js").read_text()
NU = NODE / "vnu-jar" / "build" / "dist" / "vnu.jar"
JAVA = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")
"""It runs for seconds: more is spent on making it quick than it gets back."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast"]
"""The rules whose answer changes with the colours."""
SMALLEST_PX = 48
"""What a thumb hits without looking; WCAG 2.5.8 would be content with 24."""
NARROWEST = 320
"""CSS pixels: what is left of a small screen when it is zoomed (WCAG 1.4.10)."""

VIOLATIONS = """rules => axe.run(
  {runOnly: rules, resultTypes: ["violations"], preload: false}
).then(found => found.violations.flatMap(({id, nodes}) => nodes.map(
    ({html, failureSummary}) => `${id}: ${html}\\n${failureSummary}`)))"""

# A radio button is as large as its label; a link within a sentence is excused (WCAG 2.5.8).
TOO_SMALL = """least => {
  const grown = (one, other) => ({
    width: Math.max(one.right, other.right) - Math.min(one.left, other.left),
    height: Math.max(one.bottom, other.bottom) - Math.min(one.top, other.top),
  });
  const size = (element) => {
    const own = element.getBoundingClientRect();
    const label = /radio|checkbox/.test(element.type) && element.labels[0];
    return label ? grown(own, label.getBoundingClientRect()) : own;
  };
  const isInSentence = (link) => link.localName === "a"
    && link.parentNode.textContent.trim().length > link.textContent.trim().length
    && getComputedStyle(link).display === "inline";
  return Array.from(document.querySelectorAll("a[href],button,input,select,textarea,summary"))
    .filter((element) => element.getClientRects().length && !isInSentence(element))
    .map((element) => [element, size(element)])
    .filter(([, {width, height}]) => width < least - 0.5 || height < least - 0.5)
    .map(([element, {width, height}]) => `${width} x ${height}: ${element.outerHTML}`);
}"""

# What sticks out to the right, and what is cut off inside its own box.
TOO_WIDE = """width => Array.from(document.querySelectorAll("body *"))
  .filter((element) => element.getClientRects().length)
  .filter((element) => element.getBoundingClientRect().right > width + 0.5
    || (getComputedStyle(element).overflowX === "hidden"
        && element.scrollWidth > element.clientWidth + 1))
  .map((element) => element.outerHTML.slice(0, 200))"""


def violations(page: Page, rules: list[str] = RULES) -> list[str]:
    """What axe-core says against the page as it is shown now, by these rules or tags of rules."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)  # past the content policy, which lets no foreign script in
    found: list[str] = page.evaluate(VIOLATIONS, rules)
    return found


def too_small(page: Page) -> list[str]:
    """What can be tapped and is smaller than a thumb."""
    found: list[str] = page.evaluate(TOO_SMALL, SMALLEST_PX)
    return found


def too_wide(page: Page) -> list[str]:
    """What makes the page scroll sideways: on this phone, a narrower one, with text at 200 %."""
    found = [f"360: {each}" for each in page.evaluate(TOO_WIDE, SCREEN["width"])]
    enlarge_text(page, 2)
    found += [f"200 %: {each}" for each in page.evaluate(TOO_WIDE, SCREEN["width"])]
    enlarge_text(page, 1)
    page.set_viewport_size({"width": NARROWEST, "height": SCREEN["height"]})
    found += [f"320: {each}" for each in page.evaluate(TOO_WIDE, NARROWEST)]
    page.set_viewport_size(SCREEN)
    return found


def enlarge_text(page: Page, times: float) -> None:
    """As the browser's own setting does, for whoever sees badly."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Page.enable")
    sizes = {"standard": round(16 * times), "fixed": round(13 * times)}
    devtools.send("Page.setFontSizes", {"fontSizes": sizes})
    devtools.detach()  # the size stays


def nu_checks(folder: Path) -> list[dict[str, Any]]:
    """What the Nu HTML checker says against the ``.html`` files in ``folder``, all in one run."""
    told = subprocess.run(
        ["java", *JAVA, "-jar", NU, "--format", "json", "--stdout", "--skip-non-html", folder],
        capture_output=True,
        text=True,
        check=False,
    )
    found: list[dict[str, Any]] = json.loads(told.stdout)["messages"]
    return found
