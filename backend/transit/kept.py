"""Tables of transport are about nobody."""

from flask_babel import lazy_gettext as _

from backend.kernel.keeping import public

TRANSPORT = _("Líneas y paradas")
TABLES = (
    public(
        "transit_feeds",
        TRANSPORT,
        "id digest publisher version zone first last shifted_days is_sample longest counts "
        "services loaded",
    ),
    public("transit_agencies", TRANSPORT, "feed_id id key name url phone"),
    public(
        "transit_lines", TRANSPORT, "feed_id id agency_id key short long kind colour ink prices"
    ),
    public(
        "transit_patterns",
        TRANSPORT,
        "feed_id id line_id place headsign direction stations no_boarding no_alighting timings",
    ),
    public(
        "transit_stations",
        TRANSPORT,
        "feed_id id key name folded lat lon step_free first_line lines patterns near",
    ),
    public("transit_stops", TRANSPORT, "feed_id id key station_id"),
    public("transit_notices", TRANSPORT, "id about key words starts ends posted"),
)
