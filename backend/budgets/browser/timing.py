"""Times and shifts of a page, as budget.json names them."""

from collections.abc import Iterable, Sequence
from typing import Any

# Installed before any script of the page; the page cannot tell, and its policy does not bind it.
WATCH = """if (window === top) {
  const seen = {paint: 0, largest: 0, shifts: [], tasks: []};
  Object.defineProperty(window, "__pageBudgets", {value: seen});
  const watch = (type, take) => {
    // An older Chromium has no such entries.
    if (!PerformanceObserver.supportedEntryTypes.includes(type)) return;
    const watcher = new PerformanceObserver(list => list.getEntries().forEach(take));
    watcher.observe({type, buffered: true});
  };
  watch("paint", e => { if (e.name === "first-contentful-paint") seen.paint = e.startTime; });
  watch("largest-contentful-paint", e => { seen.largest = e.startTime; });
  watch("layout-shift", e => { if (!e.hadRecentInput) seen.shifts.push([e.startTime, e.value]); });
  watch("longtask", e => { seen.tasks.push([e.startTime, e.duration]); });
}"""
READ = """({...(window.__pageBudgets || {}), nodes: document.querySelectorAll("*").length,
  icon: !!document.querySelector("link[rel~=icon]")})"""
SCROLL = "window.scrollTo(0, document.documentElement.scrollHeight)"
BLOCKING_MS = 50
WINDOW_MS, GAP_MS = 5000, 1000


def timings(seen: dict[str, Any]) -> dict[str, float]:
    """The figures from what the page's watcher saw. A page that painted nothing has no times."""
    paint = float(seen.get("paint") or 0)
    if not paint:
        return {}
    after = [(at, lasted) for at, lasted in seen.get("tasks", []) if at + lasted > paint]
    return {
        "first-contentful-paint": round(paint),
        "largest-contentful-paint": round(max(paint, float(seen.get("largest") or 0))),
        "total-blocking-time": round(sum(max(0, lasted - BLOCKING_MS) for _, lasted in after)),
        "max-potential-fid": round(max((lasted for _, lasted in after), default=0)),
        "cumulative-layout-shift": round(layout_shift(seen.get("shifts", [])), 4),
    }


def layout_shift(shifts: Iterable[Sequence[float]]) -> float:
    """The worst of the windows of shifts: each lasts at most 5 s, with gaps under 1 s."""
    worst = total = 0.0
    first = last = float("-inf")
    for at, value in sorted((float(at), float(value)) for at, value in shifts):
        if at - last >= GAP_MS or at - first >= WINDOW_MS:
            first, total = at, 0.0
        last = at
        total += value
        worst = max(worst, total)
    return worst
