"""What people bring: photos, places, receipts."""

import uuid
from io import BytesIO
from typing import Any

from PIL import Image

ZOCALO = {"place-lat": "19.43260", "place-lon": "-99.13320", "place-accuracy": "12"}
FAR_AWAY = {"place-lat": "25.67", "place-lon": "-100.31", "place-accuracy": "12"}


def a_receipt() -> str:
    """A new one, as the phone makes it."""
    return str(uuid.uuid4())


def a_photo(colour: str = "navy", size: tuple[int, int] = (320, 240)) -> bytes:
    """A small JPEG."""
    kept = BytesIO()
    Image.new("RGB", size, colour).save(kept, "JPEG")
    return kept.getvalue()


def a_photo_file(colour: str = "navy") -> BytesIO:
    """The same, opened."""
    return BytesIO(a_photo(colour))


def a_fault(**answers: Any) -> dict[str, Any]:
    """The answers to the report form, a dark street light near a market unless told otherwise."""
    return {
        "receipt": a_receipt(),
        "category": "streetlight",
        "place-street": "Av. Hidalgo",
        "place-number": "14",
        "place-reference": "frente al mercado",
        "place-borough": "coyoacan",
        "description": "No prende desde el lunes",
        "contact": "55 1234 5678",
        "near": "ask",
        **answers,
    }
