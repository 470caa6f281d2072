"""Feeds broken in their files, agencies and stops."""

from tests.transit.broken import Broken
from tests.transit.feeds import FILES, a_feed, changed, more

BROKEN_PLACES = [
    # Files
    Broken("no stops", a_feed(stops=None), "stops.txt: is missing; a feed needs it."),
    Broken("no agency", a_feed(agency=None), "agency.txt: is missing; a feed needs it."),
    Broken(
        "another spelling of a name",
        {**a_feed(trips=None), "Trips.TXT": FILES["trips.txt"]},
        "trips.txt: is missing; rename Trips.TXT to it.",
    ),
    Broken(
        "no calendar at all",
        a_feed(calendar=None, calendar_dates=None),
        "calendar.txt: is missing, and calendar_dates.txt as well; add one of them.",
    ),
    Broken(
        "an empty file",
        a_feed(routes=""),
        "routes.txt, line 1: is empty; the first line must name the columns.",
    ),
    Broken(
        "a file with nothing but names",
        a_feed(trips="route_id,service_id,trip_id\n"),
        "trips.txt: has no rows; a feed without them says nothing.",
    ),
    Broken(
        "a column missing",
        changed("stop_times.txt", ",stop_sequence", ",sequence"),
        "stop_times.txt, line 1: has no column stop_sequence; add it.",
    ),
    Broken(
        "a column twice",
        changed("routes.txt", "route_long_name", "route_short_name"),
        "routes.txt, line 1: names route_short_name twice; keep one.",
    ),
    Broken(
        "Latin-1",
        {**FILES, "stops.txt": FILES["stops.txt"].replace("Bosque", "Peñón").encode("latin-1")},
        "stops.txt, line 11: holds the byte 0xf1, which is not UTF-8; save it as UTF-8.",
    ),
    Broken(
        "UTF-16",
        {**FILES, "agency.txt": FILES["agency.txt"].encode("utf-16")},
        "agency.txt, line 1: holds a zero byte; save the file as UTF-8 text.",
    ),
    Broken(
        "a zero byte",
        changed("stops.txt", "Oeste", "Oe\0ste"),
        "stops.txt, line 8: holds a zero byte; save the file as UTF-8 text.",
    ),
    Broken(
        "a quote that never ends",
        changed("stops.txt", '"Campo, Mercado"', '"Campo, Mercado'),
        "stops.txt, line 12: unexpected end of data; a quote may be missing or too many.",
    ),
    Broken(
        "a comma without quotes",
        changed("stops.txt", '"Campo, Mercado"', "Campo, Mercado"),
        "stops.txt, line 10: has 8 values for 7 columns; a comma is missing, too many, or not in "
        "quotes.",
    ),
    Broken(
        "a value too few",
        changed("routes.txt", ",0071C1,FFFFFF", ",0071C1"),
        "routes.txt, line 3: has 6 values for 7 columns; a comma is missing, too many, or not in "
        "quotes.",
    ),
    Broken(
        "a line without end",
        changed("stops.txt", "Oeste", "O" * 70_000),
        "stops.txt, line 8: is longer than 64 KB; is this a table?",
    ),
    # Agencies and what the feed says of itself
    Broken(
        "a zone that is not",
        changed("agency.txt", "America/Mexico_City", "America/Tenochtitlan"),
        "agency.txt, line 2: agency_timezone is 'America/Tenochtitlan'; write a time zone such as "
        "America/Mexico_City.",
    ),
    Broken(
        "two zones",
        changed(
            "agency.txt",
            "bus.example,America/Mexico_City",
            "bus.example,America/Tijuana",
        ),
        "agency.txt, line 3: agency_timezone is America/Tijuana, but America/Mexico_City above; "
        "a feed has one.",
    ),
    Broken(
        "an agency twice",
        changed("agency.txt", "\nB,", "\nM,"),
        "agency.txt, line 3: agency_id 'M' was there before; give each its own.",
    ),
    Broken(
        "an agency without name",
        changed("agency.txt", "M,Metro,", "M,,"),
        "agency.txt, line 2: agency_name is empty; fill it in.",
    ),
    Broken(
        "a feed that ends before it begins",
        a_feed(
            feed_info="feed_publisher_name,feed_start_date,feed_end_date\nX,20260201,20260101\n"
        ),
        "feed_info.txt, line 2: feed_end_date is before feed_start_date; correct one of them.",
    ),
    Broken(
        "a feed that speaks of other days",
        a_feed(feed_info="feed_publisher_name,feed_start_date\nX,20300101\n"),
        "feed_info.txt: speaks of other days than the calendars do.",
    ),
    # Stops
    Broken(
        "a stop without id",
        changed("stops.txt", "oeste,Oeste", ",Oeste"),
        "stops.txt, line 8: stop_id is empty; give it one.",
    ),
    Broken(
        "a stop twice",
        changed("stops.txt", "oeste,Oeste", "este,Oeste"),
        "stops.txt, line 8: stop_id 'este' was there before; give each its own.",
    ),
    Broken(
        "a stop without name",
        changed("stops.txt", "oeste,Oeste", "oeste, "),
        "stops.txt, line 8: stop_name is empty; fill it in.",
    ),
    Broken(
        "a name without end",
        changed("stops.txt", "Norte", "N" * 201),
        "stops.txt, line 2: stop_name is longer than 200 letters; shorten it.",
    ),
    Broken(
        "an id without end",
        changed("stops.txt", "nunca,Nunca", "n" * 121 + ",Nunca"),
        "stops.txt, line 12: stop_id is longer than 120 letters; shorten it.",
    ),
    Broken(
        "an id that nobody can read",
        changed("stops.txt", "nunca,Nunca", "nun\u202eca,Nunca"),
        "stops.txt, line 12: stop_id is 'nun\\u202eca', which holds signs nobody sees; "
        "remove them.",
    ),
    Broken(
        "beyond the pole",
        changed("stops.txt", "Norte,19.50", "Norte,91.2"),
        "stops.txt, line 2: stop_lat is '91.2'; write degrees from -90 to 90, such as 19.43.",
    ),
    Broken(
        "a decimal comma",
        changed("stops.txt", "Norte,19.50", 'Norte,"19,50"'),
        "stops.txt, line 2: stop_lat is '19,50'; write degrees from -90 to 90, such as 19.43.",
    ),
    Broken(
        "nowhere",
        changed("stops.txt", "Norte,19.50,-99.15", "Norte,,"),
        "stops.txt, line 2: stop_lat is empty; fill it in.",
    ),
    Broken(
        "in the sea off Africa",
        changed("stops.txt", "Norte,19.50,-99.15", "Norte,0,0.0"),
        "stops.txt, line 2: stop_lat and stop_lon are 0, in the sea off Africa; write the place.",
    ),
    Broken(
        "a parent that is not there",
        changed("stops.txt", "0,centro,\n", "0,plaza,\n"),
        "stops.txt, line 4: parent_station 'plaza' is not in stops.txt; add it.",
    ),
    Broken(
        "a parent that is a stop",
        changed("stops.txt", "0,centro,\n", "0,norte,\n"),
        "stops.txt, line 4: parent_station 'norte' is a stop; the parent of a stop is a station.",
    ),
    Broken(
        "a station in a station",
        changed("stops.txt", "19.45,-99.15,1,,", "19.45,-99.15,1,norte,"),
        "stops.txt, line 3: parent_station is given, but a station has none; remove it.",
    ),
    Broken(
        "a door to nowhere",
        more("stops.txt", "puerta,Puerta,19.45,-99.15,2,,"),
        "stops.txt, line 13: parent_station is empty; an entrance needs one.",
    ),
    Broken(
        "a kind of stop that is not",
        changed("stops.txt", "19.40,-99.15,0,,", "19.40,-99.15,7,,"),
        "stops.txt, line 6: location_type is '7'; write 0, 1, 2, 3 or 4.",
    ),
]
