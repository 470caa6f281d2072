"""``city.toml``: what the city is called, looks like, speaks, and is made of."""

import re
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError

from backend.kernel.city.model import Borough, Department, Language, Palette, Phone, Quiet
from backend.kernel.city.section import Section
from backend.kernel.geo import Box, Point

COLOUR = "#[0-9a-f]{6}"
JURISDICTION = "[a-z0-9.-]{1,80}"
READABLE = 4.5
"""Least contrast of text (WCAG 2.2, 1.4.3)."""
CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]"
NEEDED_PHONES = ("emergency", "help")


def read_settings(page: Section) -> dict[str, Any]:
    """The fields of City that ``city.toml`` says."""
    bounds = Box(*page.numbers("bounds", 4))
    if not (bounds.south < bounds.north and bounds.west < bounds.east):
        page.fault("bounds", "has no inside; write [south, west, north, east].")
    brand = page.section("brand")
    phones = tuple(_phone(section) for section in page.sections("phones"))
    for id in NEEDED_PHONES:
        if id not in {phone.id for phone in phones}:
            page.fault("phones", f'has no "{id}"; add one with that id.')
    settings = {
        "name": page.words("name"),
        "product": page.string("product"),
        "line": page.words("line"),
        "light": _palette(brand.section("light")),
        "dark": _palette(brand.section("dark")),
        "languages": tuple(_language(section) for section in page.sections("languages", id="code")),
        "timezone": _timezone(page),
        "quiet": _quiet(page),
        "jurisdiction": page.maybe_string("jurisdiction", JURISDICTION, '"city.example"'),
        "phones": phones,
        "bounds": bounds,
        "boroughs": tuple(_borough(section, bounds) for section in page.sections("boroughs")),
        "departments": tuple(_department(section) for section in page.sections("departments")),
    }
    brand.done()
    page.done()
    return settings


def _palette(section: Section) -> Palette:
    palette = Palette(
        *(section.string(name, COLOUR, 'a colour, "#a3114f"') for name in ("brand", "brand_ink"))
    )
    contrast = _contrast(palette.brand, palette.brand_ink)
    if 0 < contrast < READABLE:
        section.fault(
            "brand_ink",
            f"has a contrast of {contrast:.1f} on brand; take one of {READABLE} or more.",
        )
    section.done()
    return palette


def _language(section: Section) -> Language:
    locale = section.string("locale")
    try:
        Locale.parse(locale)
    except (ValueError, UnknownLocaleError):
        section.fault("locale", f'is "{locale}"; write one that CLDR knows, such as "es_MX".')
    language = Language(section.id, locale, section.string("name"))
    section.done()
    return language


def _timezone(page: Section) -> str:
    name = page.string("timezone")
    try:
        ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        page.fault("timezone", f'is "{name}"; write one such as "America/Mexico_City".')
    return name


def _quiet(page: Section) -> Quiet:
    """The hours in which phones do not ring; a night's where the city says nothing."""
    if "quiet" not in page.table:
        return Quiet()
    section = page.section("quiet")
    begins, ends = (section.string(name, CLOCK, '"21:00"') for name in ("from", "to"))
    section.done()
    if not (re.fullmatch(CLOCK, begins) and re.fullmatch(CLOCK, ends)):
        return Quiet()
    return Quiet(time.fromisoformat(begins), time.fromisoformat(ends))


def _phone(section: Section) -> Phone:
    number = section.string("number", r"[0-9*#+][0-9*# ]*", '"+52 55 1234 5678"')
    phone = Phone(section.id, section.words("name"), number)
    section.done()
    return phone


def _borough(section: Section, bounds: Box) -> Borough:
    anchors = tuple(Point(*row) for row in section.rows("anchors", 2))
    for anchor in anchors:
        if not bounds.holds(anchor):
            section.fault("anchors", f"has {list(anchor)}, outside the bounds; write [lat, lon].")
    borough = Borough(section.id, section.string("name"), anchors)
    section.done()
    return borough


def _department(section: Section) -> Department:
    department = Department(section.id, section.words("name"), section.words("short"))
    section.done()
    return department


def _contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2, "contrast ratio"); 0 if one is no colour."""
    if not (re.fullmatch(COLOUR, one) and re.fullmatch(COLOUR, other)):
        return 0
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
