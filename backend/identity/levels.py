"""The levels of assurance, in words."""

from flask_babel import lazy_gettext

NAMES = {
    1: lazy_gettext("Nivel 1: sin confirmar"),
    2: lazy_gettext("Nivel 2: contacto confirmado"),
    3: lazy_gettext("Nivel 3: identidad comprobada"),
}


def name(level: int) -> str:
    """What a level is called."""
    return str(NAMES[level])
