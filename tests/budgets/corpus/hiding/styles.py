"""Weight that stands in style sheets, or behind them."""

from tests.budgets.corpus.trick import Trick, letters, noise, page, picture

TRICKS = (
    Trick(
        "imports-within-imports",
        {
            "": page("", "<link rel=stylesheet href=1.css>"),
            "1.css": "@import '2.css';",
            "2.css": "@import url(3.css) screen;",
            "3.css": "@layer a; @import '4.css' layer(b);",
            "4.css": f"p{{--x:'{letters()}'}}",
        },
        "4.css",
    ),
    Trick(
        "font-by-import",
        {
            "": page("words in a font", "<style>@import 'fonts.css';p{font-family:Heavy}</style>"),
            "fonts.css": "@font-face{font-family:Heavy;src:local(None-Of-It),"
            "url(heavy.woff2)format('woff2')}",
            "heavy.woff2": noise(),
        },
        "heavy.woff2",
    ),
    Trick(
        "escaped-address",
        {
            "": page("", r"<style>p{background:\75 rl(h\65 avy.png)}</style>"),
            "heavy.png": picture(),
        },
        "heavy.png",
    ),
    Trick(
        "set-of-images",
        {
            "": page("", "<style>p{background:image-set('light.png' 1x,'heavy.png' 2x)}</style>"),
            "light.png": picture(300),
            "heavy.png": picture(),
        },
        "heavy.png",
    ),
    Trick(
        "behind-a-property",
        {
            "": page("", "<style>:root{--b:url(heavy.png)}p{background:var(--b)}</style>"),
            "heavy.png": picture(),
        },
        "heavy.png",
    ),
    Trick(
        "for-this-screen-only",
        {
            "": page(
                "",
                "<style>@media print{p{background:url(light.png)}}"
                "@media (max-width:400px){@supports (display:grid){"
                "body{& p{background:url(heavy.png)}}}}</style>",
            ),
            "heavy.png": picture(),
        },
        "heavy.png",
    ),
    Trick(
        "in-an-attribute",
        {
            "": page("<b style='background:url(&quot;heavy.png&quot;)'>b</b>"),
            "heavy.png": picture(),
        },
        "heavy.png",
    ),
)
