"""What the record can hold of somebody, declared.

Those of ``LLAVE`` stand in the Llave and are changed there; the others are given and corrected
here.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from backend.forms import born, curp, plate, rfc, text
from backend.kernel import clock

NAME, BIRTH_DATE, CURP, PHONE, MAIL = "name", "birth_date", "curp", "phone", "mail"
LLAVE: dict[str, object] = {
    NAME: _("Nombre"),
    BIRTH_DATE: _("Fecha de nacimiento"),
    CURP: _("CURP"),
    PHONE: _("Celular"),
    MAIL: _("Correo"),
}


@dataclass(frozen=True)
class Field:
    """One question of an attribute. ``read`` gives the answer in its one spelling, or None."""

    name: str
    label: object
    read: Callable[[str], str | None]
    wrong: object
    complete: str = ""
    mode: str = ""
    most: int = 120
    is_optional: bool = False


@dataclass(frozen=True)
class Kind:
    """An attribute: what it is called, what it asks, whether it runs out."""

    name: str
    label: object
    fields: tuple[Field, ...]
    does_expire: bool = False
    is_llave: bool = False

    def said(self, parts: Mapping[str, str]) -> str:
        """The attribute in one line."""
        return ", ".join(parts[each.name] for each in self.fields if parts.get(each.name))


def _words(most: int) -> Callable[[str], str | None]:
    return lambda typed: text.line(typed)[:most] or None


def _like(pattern: str) -> Callable[[str], str | None]:
    known = re.compile(pattern, re.ASCII)

    def read(typed: str) -> str | None:
        plain = re.sub(r"[\s.-]", "", typed).upper()
        return plain if known.fullmatch(plain) else None

    return read


def _born(typed: str) -> str | None:
    found = born.read(typed, clock.now().date())
    return found.isoformat() if found else None


def _curp(typed: str) -> str | None:
    return curp.read(typed, clock.now().date())


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "address",
            _("Domicilio"),
            (
                Field(
                    "street",
                    _("Calle y número"),
                    _words(120),
                    _("Escribe la calle y el número"),
                    "address-line1",
                ),
                Field("area", _("Colonia"), _words(80), _("Escribe la colonia"), "address-level3"),
                Field(
                    "borough", _("Alcaldía"), _words(80), _("Escribe la alcaldía"), "address-level2"
                ),
                Field(
                    "postcode",
                    _("Código postal"),
                    _like(r"\d{5}"),
                    _("Escribe los 5 números del código postal"),
                    "postal-code",
                    "numeric",
                    5,
                ),
            ),
        ),
        Kind(
            "tax_id",
            _("RFC"),
            (
                Field(
                    "number",
                    _("RFC"),
                    rfc.read,
                    _("Ese RFC no es correcto. Revisa letras y números"),
                    most=15,
                ),
            ),
        ),
        Kind(
            "licence",
            _("Licencia de conducir"),
            (
                Field(
                    "number",
                    _("Número de licencia"),
                    _like(r"[A-Z0-9]{4,20}"),
                    _("Escribe el número como está en la licencia"),
                    most=30,
                ),
                Field(
                    "sort",
                    _("Tipo"),
                    _words(20),
                    _("Escribe el tipo, por ejemplo A"),
                    most=20,
                    is_optional=True,
                ),
            ),
            does_expire=True,
        ),
        Kind(
            "vehicle",
            _("Vehículo"),
            (
                Field(
                    "plate",
                    _("Placa"),
                    plate.read,
                    _("Escribe la placa, por ejemplo ABC-12-34"),
                    most=12,
                ),
                Field(
                    "model",
                    _("Marca, modelo y año"),
                    _words(80),
                    _("Escribe la marca y el modelo"),
                    most=80,
                    is_optional=True,
                ),
            ),
        ),
    )
}
LLAVE_KINDS = {
    field.name: Kind(field.name, LLAVE[field.name], (field,), is_llave=True)
    for field in (
        Field(NAME, LLAVE[NAME], _words(120), _("Escribe tu nombre"), "name"),
        Field(BIRTH_DATE, LLAVE[BIRTH_DATE], _born, _("Escríbela como 24/05/1988"), "bday"),
        Field(
            CURP,
            LLAVE[CURP],
            _curp,
            _("Esa CURP no es correcta. Revisa letras y números"),
            most=30,
        ),
    )
}
"""What somebody declared of herself, and corrects as long as nobody checked it."""
EVERY = (*LLAVE, *KINDS)
"""The names of all attributes, in the order in which they are shown."""
DOCUMENTS: dict[str, object] = {
    "ine": _("Credencial para votar (INE)"),
    "address": _("Comprobante de domicilio"),
    "birth": _("Acta de nacimiento"),
    "licence": _("Licencia para conducir"),
    "vehicle": _("Tarjeta de circulación"),
    "another": _("Otro documento"),
}


def label(name: str) -> str:
    """What an attribute is called."""
    return str(LLAVE.get(name) or KINDS[name].label)


def labels(what: str) -> str:
    """The attributes named in ``what`` (``name curp``), in words; others as they stand."""
    return ", ".join(label(each) if each in EVERY else each for each in what.split())
