"""What is known of one attribute of somebody, as pages and offices get it."""

from dataclasses import dataclass
from datetime import date, datetime

from backend.record import attributes


@dataclass(frozen=True)
class Datum:
    """``value`` in one line, ``parts`` its fields. Declared, or ``checked`` then at ``office``, on
    ``document``; a contact is checked by its code, at no office."""

    name: str
    value: str
    parts: dict[str, str]
    given: datetime
    expires: date | None = None
    checked: datetime | None = None
    office: str = ""
    document: str = ""

    @property
    def label(self) -> str:
        return attributes.label(self.name)

    @property
    def choice(self) -> tuple[str, str]:
        """Name and label, for a form that asks which one."""
        return self.name, self.label

    @property
    def is_own(self) -> bool:
        """Is it given and corrected in the record, and not in the Llave?"""
        return self.name in attributes.KINDS

    @property
    def needs_request(self) -> bool:
        """Was it checked on a document, so that the city has to be asked to correct it?"""
        return bool(self.document)


def has_expired(datum: Datum, today: date) -> bool:
    """Has it run out?"""
    return datum.expires is not None and datum.expires < today
