"""What only a running script asks for."""

from tests.budgets.corpus.trick import Trick, letters, page, picture

HEAVY = {"heavy.png": picture(), "heavy.json": f'"{letters()}"'}


def _made(name: str, script: str, named: str, **more: str) -> Trick:
    shelf = {"": page("light", f"<script>{script}</script>"), **HEAVY, **more}
    return Trick(name, shelf, named, by="browser")


TRICKS = (
    _made("fetched", "fetch('hea' + 'vy.json')", "heavy.json"),
    _made("written", "document.write('<im' + 'g src=heavy.png>')", "heavy.png"),
    _made("drawn", "new Image().src = 'heavy.png'", "heavy.png"),
    _made(
        "styled",
        "onload = () => document.body.style.background = 'url(heavy.png)'",
        "heavy.png",
    ),
    _made(
        "loaded-on-demand",
        "import('./heavy.js')",
        "heavy.js",
        **{"heavy.js": f"export const a = '{letters()}'"},
    ),
    _made(
        "a-script-for-a-script",
        "document.head.append(Object.assign(document.createElement('script'), {src: 'b.js'}))",
        "heavy.json",
        **{"b.js": "fetch('heavy.json')"},
    ),
    _made(
        "by-a-worker",
        "new Worker('work.js')",
        "heavy.json",
        **{"work.js": "fetch('heavy.json')"},
    ),
    _made("behind-a-question", "alert('?'); fetch('heavy.json')", "heavy.json"),
    _made("a-little-later", "setTimeout(() => fetch('heavy.json'), 600)", "heavy.json"),
    _made(
        "when-it-is-seen",
        "onscroll = () => fetch('heavy.json');"
        "onload = () => document.body.style.minHeight = '3000px'",
        "heavy.json",
    ),
)
