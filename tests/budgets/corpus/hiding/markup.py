"""Weight behind elements that one does not think of."""

from tests.budgets.corpus.trick import Trick, letters, page, picture

TRICKS = (
    Trick(
        "frame-within-frame",
        {
            "": page("<iframe src=outer></iframe>"),
            "outer": page("<iframe src=inner></iframe>"),
            "inner": page("<img src=heavy.png>"),
            "heavy.png": picture(),
        },
        "heavy.png",
    ),
    Trick(
        "page-in-an-attribute",
        {"": page("<iframe srcdoc='&lt;img src=heavy.png&gt;'></iframe>"), "heavy.png": picture()},
        "heavy.png",
    ),
    Trick(
        "shadow-of-a-template",
        {
            "": page("<b><template shadowrootmode=open><img src=heavy.png></template></b>"),
            "heavy.png": picture(),
        },
        "heavy.png",
    ),
    Trick(
        "modules-that-import",
        {
            "": page(
                "", "<script type=module>import 'a.js'.x</script>".replace("'a.js'.x", "'./a.js'")
            ),
            "a.js": "import {b} from './b.js'; b();",
            "b.js": "export * from './c.js'; export const b = () => 0;",
            "c.js": f"export const c = '{letters()}';",
        },
        "c.js",
    ),
    Trick(
        "names-on-a-map",
        {
            "": page(
                "",
                '<script type=importmap>{"imports": {"lib/": "./vendor/"}}</script>'
                "<script type=module>import 'lib/heavy.js'</script>",
            ),
            "vendor/heavy.js": f"export const c = '{letters()}';",
        },
        "vendor/heavy.js",
    ),
    Trick(
        "asked-for-ahead",
        {
            "": page("", "<link rel=preload as=fetch crossorigin href=heavy.json>"),
            "heavy.json": f'"{letters()}"',
        },
        "heavy.json",
    ),
    Trick(
        "the-next-page-already",
        {"": page("", "<link rel=prefetch href=next>"), "next": page(letters())},
        "next",
    ),
    Trick(
        "manifest-of-the-app",
        {
            "": page("", "<link rel=manifest href=app.webmanifest>"),
            "app.webmanifest": f'{{"name": "App", "description": "{letters()}"}}',
        },
        "app.webmanifest",
    ),
)
