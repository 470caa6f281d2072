"""For what data that was given may be used, beyond the procedure it was given for.

Each can be opposed, and then is stopped where data leaves: ``actions.uses``, the one door.
"""

from flask_babel import lazy_gettext as _

OFFICES, SITES = "offices", "sites"
OPPOSABLE: dict[str, object] = {
    OFFICES: _("Que otras oficinas usen lo que ya di"),
    SITES: _("Que otros sitios de la ciudad usen lo que ya di"),
}
"""Purpose -> its words."""
