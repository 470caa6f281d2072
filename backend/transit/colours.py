"""Colours of lines: what is written on them must be readable."""

INKS = ("ffffff", "000000")
"""One of them can be read on any colour: the worst there is has a contrast of 4.58 with both."""
PLAIN = "5b5663"
"""For a line that has no colour."""
READABLE = 4.5
"""Least contrast of text (WCAG 2.2, 1.4.3)."""


def paint(colour: str, ink: str) -> tuple[str, str]:
    """A line's colour, and the ink to write on it with: the feed's own where it can be read, else
    the more readable of light and dark. Six hexadecimal digits each."""
    colour = colour or PLAIN
    if ink and contrast(colour, ink) >= READABLE:
        return colour, ink
    return colour, max(INKS, key=lambda each: contrast(colour, each))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2, "contrast ratio"), from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
