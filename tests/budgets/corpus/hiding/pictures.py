"""A light picture in the source, a heavy one on the phone."""

from tests.budgets.corpus.trick import Trick, noise, page, picture

HEAVY = {"heavy.png": picture(), "light.png": picture(300)}

TRICKS = (
    Trick(
        "srcset-by-density",
        {"": page("<img src=light.png srcset='light.png 1x, heavy.png 2x'>"), **HEAVY},
        "heavy.png",
    ),
    Trick(
        "srcset-by-width",
        {
            "": page(
                "<img src=light.png sizes='(max-width: 30em) 100vw, 10px' "
                "srcset='light.png 20w, heavy.png 720w'>"
            ),
            **HEAVY,
        },
        "heavy.png",
    ),
    Trick(
        "picture-for-small-screens",
        {
            "": page(
                "<picture><source media='(min-width: 60em)' srcset=light.png>"
                "<source media='(orientation: portrait)' srcset=heavy.png>"
                "<img src=light.png></picture>"
            ),
            **HEAVY,
        },
        "heavy.png",
    ),
    Trick(
        "below-the-fold",
        {"": page("<div style='height:9000px'></div><img loading=lazy src=heavy.png>"), **HEAVY},
        "heavy.png",
    ),
    Trick(
        "poster-of-a-video",
        {"": page("<video preload=none src=film.mp4 poster=heavy.png></video>"), **HEAVY},
        "heavy.png",
    ),
    Trick(
        "inside-a-drawing",
        {
            "": page("<svg><use href='drawing.svg#a'/></svg>"),
            "drawing.svg": "<svg xmlns='http://www.w3.org/2000/svg'><g id='a'/><!--"
            + noise(SIZE := 15_000).hex()
            + "--></svg>",
        },
        "drawing.svg",
        least=SIZE,
    ),
)
