"""The photos of a form, decoded before any transaction opens, with words for what was refused."""

from dataclasses import dataclass, field
from io import BytesIO

from flask import request
from flask_babel import lazy_gettext

from backend.files.check import PhotoRefused, Reason
from backend.files.encode import Photo, photo_from

REFUSALS = {
    Reason.EMPTY: lazy_gettext("La foto llegó vacía. Elígela otra vez"),
    Reason.TOO_BIG: lazy_gettext("La foto pesa demasiado: hasta 12 MB"),
    Reason.TOO_MANY_PIXELS: lazy_gettext("La foto es demasiado grande. Toma una más chica"),
    Reason.NOT_AN_IMAGE: lazy_gettext("Eso no es una foto. Elige una imagen JPEG, PNG o WebP"),
    Reason.BROKEN: lazy_gettext("La foto está dañada. Elige otra"),
    Reason.UNSUPPORTED_HEIC: lazy_gettext("No podemos leer fotos HEIC. Elige una JPEG"),
}


@dataclass
class Pictures:
    """``photos`` are safe; ``contents`` is what was sent, for the form's fingerprint;
    ``errors`` holds (id of the field, sentence)."""

    photos: list[Photo] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of_request(cls, name: str, most: int) -> "Pictures":
        """The photos sent as ``name``; those beyond ``most`` are left for the form to refuse."""
        pictures = cls()
        sent = [file for file in request.files.getlist(name) if file.filename]
        for file in sent[:most]:
            content = file.read()
            pictures.contents.append(content)
            try:
                pictures.photos.append(photo_from(BytesIO(content)))
            except PhotoRefused as refused:
                pictures.errors.append((name, str(REFUSALS[refused.reason])))
        return pictures
