"""The plate of a vehicle registered in Mexico, as people type it."""

import re

MOST = 30

# A for a letter, 9 for a figure: what NOM-001-SCT-2-2016 gives to each kind of vehicle, and what is
# still on the road from the standards before it.
_SHAPES = frozenset(
    (
        # cars
        *("AAA999A", "A99AAA", "AAA9999", "AAA999", "999AAA"),
        # lorries, goods and federal service
        *("A999AA", "AA9999A", "AA99999", "99AA9A", "9999AA"),
        # taxis and public transport
        *("A999AAA", "9999AAA", "A9999A", "A99999", "999A999"),
        # motorcycles
        *("A99AA", "A999A", "AAA99", "9999A"),
        # buses, trailers, emergency services, embassies
        *("99AAA99", "99AA999", "AA999AA", "AA9999", "9AA9999"),
    )
)
_SIGNS = re.compile(r"[\s.\-·]")


def read(text: str) -> str | None:
    """``text`` as a plate, letters and figures only: ``ABC1234``; None if there is none such."""
    if len(text) > MOST:
        return None
    plate = _SIGNS.sub("", text).upper()
    if not plate.isascii():
        return None
    shape = "".join("9" if sign.isdigit() else "A" if sign.isalpha() else "?" for sign in plate)
    return plate if shape in _SHAPES else None
