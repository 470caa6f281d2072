"""Tables of places are about nobody."""

from flask_babel import lazy_gettext as _

from backend.kernel.keeping import public

PLACES = _("Lugares de la ciudad")
TABLES = (
    public("places_sets", PLACES, "kind digest source loaded is_sample counts"),
    public(
        "places_places",
        PLACES,
        "id kind key code name lat lon borough area area_slug is_near_area sort address hours "
        "services step_free phone station points",
    ),
    public("places_centres", PLACES, "id borough name lat lon"),
)
