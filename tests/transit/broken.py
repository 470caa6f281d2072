"""Broken feeds: what was done to the small city, and the sentence that its maker must read."""

from collections.abc import Mapping
from typing import NamedTuple

from tests.transit.feeds import FILES, a_feed, changed, more


class Broken(NamedTuple):
    name: str
    files: Mapping[str, str | bytes]
    sentence: str


def _longer(file: str, letters: int) -> dict[str, str]:
    return changed(file, "Norte", "N" * letters)


BROKEN = [
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
        _longer("stops.txt", 201),
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
    # Lines and trips
    Broken(
        "a line without any name",
        changed("routes.txt", "R2,M,2,Este - Oeste", "R2,M,,"),
        "routes.txt, line 3: route_short_name and route_long_name are empty; give it one of them.",
    ),
    Broken(
        "a kind of line that is not",
        changed("routes.txt", "Sur al Bosque,3", "Sur al Bosque,99"),
        "routes.txt, line 4: route_type is '99'; write a type such as 1 for a metro or 3 for a "
        "bus.",
    ),
    Broken(
        "a line of nobody",
        changed("routes.txt", "R2,M,", "R2,X,"),
        "routes.txt, line 3: agency_id 'X' is not in agency.txt; add it.",
    ),
    Broken(
        "a line that does not say whose it is",
        changed("routes.txt", "R2,M,", "R2,,"),
        "routes.txt, line 3: agency_id is empty, and there is more than one agency; say which.",
    ),
    Broken(
        "a trip of no line",
        changed("trips.txt", "R2,lv,2-este", "R9,lv,2-este"),
        "trips.txt, line 6: route_id 'R9' is not in routes.txt; add it.",
    ),
    Broken(
        "a trip on no day",
        changed("trips.txt", "R2,lv,2-este", "R2,navidad,2-este"),
        "trips.txt, line 6: service_id 'navidad' is neither in calendar.txt nor in "
        "calendar_dates.txt; add it.",
    ),
    Broken(
        "a trip twice",
        changed("trips.txt", "R2,lv,2-este", "R2,lv,2-oeste"),
        "trips.txt, line 6: trip_id '2-oeste' was there before; give each its own.",
    ),
    Broken(
        "a third direction",
        changed("trips.txt", "Este,1", "Este,2"),
        "trips.txt, line 6: direction_id is '2'; write 0 or 1.",
    ),
    # Days
    Broken(
        "a day that is not",
        changed("calendar.txt", "20260101", "20260230"),
        "calendar.txt, line 2: start_date is '20260230'; write a day that exists as YYYYMMDD.",
    ),
    Broken(
        "a day with lines in it",
        changed("calendar_dates.txt", "20261225", "2026-12-25"),
        "calendar_dates.txt, line 2: date is '2026-12-25'; write a day that exists as YYYYMMDD.",
    ),
    Broken(
        "a season that ends before it begins",
        changed("calendar.txt", "20260101,20271231", "20271231,20260101"),
        "calendar.txt, line 2: end_date is before start_date; correct one of them.",
    ),
    Broken(
        "yes in the place of 1",
        changed("calendar.txt", "lv,1", "lv,yes"),
        "calendar.txt, line 2: monday is 'yes'; write 0 or 1.",
    ),
    Broken(
        "a service twice",
        changed("calendar.txt", "fin,0", "lv,0"),
        "calendar.txt, line 3: service_id 'lv' was there before; give each its own.",
    ),
    Broken(
        "a day added and removed",
        more("calendar_dates.txt", "lv,20261225,1"),
        "calendar_dates.txt, line 4: service_id 'lv' has 20261225 twice; keep one.",
    ),
    Broken(
        "no day at all",
        a_feed(
            calendar=None,
            calendar_dates="service_id,date,exception_type\nlv,20261225,2\nfin,20261225,2\n",
        ),
        "calendar.txt: names no day; nothing ever runs.",
    ),
    # Times
    Broken(
        "sixty minutes",
        changed("stop_times.txt", "5:05:00,5:05:30", "5:05:00,5:60:30"),
        "stop_times.txt, line 3: departure_time is '5:60:30'; write hours, minutes and seconds, "
        "such as 5:15:00 or 25:10:00.",
    ),
    Broken(
        "half past five in the afternoon",
        changed("stop_times.txt", "5:05:00,5:05:30", "5:05:00,5:30pm"),
        "stop_times.txt, line 3: departure_time is '5:30pm'; write hours, minutes and seconds, "
        "such as 5:15:00 or 25:10:00.",
    ),
    Broken(
        "gone before it came",
        changed("stop_times.txt", "5:05:00,5:05:30", "5:05:00,5:04:00"),
        "stop_times.txt, line 3: departure_time is before arrival_time; correct one of them.",
    ),
    Broken(
        "back in time",
        changed("stop_times.txt", "5:10:00,5:10:00,sur", "5:02:00,5:10:00,sur"),
        "stop_times.txt, line 4: trip '1-sur' arrives before it left the stop of line 3; correct "
        "one of the times.",
    ),
    Broken(
        "midnight as zero",
        changed("stop_times.txt", "25:00:00,25:00:00", "1:00:00,1:00:00"),
        "stop_times.txt, line 24: trip 'b-noche' arrives before it left the stop of line 23; "
        "correct one of the times.",
    ),
    Broken(
        "no time at the end",
        changed("stop_times.txt", "6:20:00,6:20:00,bosque", ",,bosque"),
        "stop_times.txt, line 19: arrival_time is empty; trip 'b-6' needs times at its first and "
        "last stop.",
    ),
    Broken(
        "a number twice",
        changed("stop_times.txt", "sur,3", "sur,2"),
        "stop_times.txt, line 4: stop_sequence 2 of trip '1-sur' was there before, in line 3; "
        "number the stops in order.",
    ),
    Broken(
        "a number below zero",
        changed("stop_times.txt", "norte,1", "norte,-1"),
        "stop_times.txt, line 2: stop_sequence is '-1'; write a whole number, 0 or more.",
    ),
    Broken(
        "a call at no stop",
        changed("stop_times.txt", "este,1", "plaza,1"),
        "stop_times.txt, line 11: stop_id 'plaza' is not in stops.txt; add it.",
    ),
    Broken(
        "a call at a whole station",
        changed("stop_times.txt", "centro-2,2", "centro,2"),
        "stop_times.txt, line 12: stop_id 'centro' is a station; trips call at stops.",
    ),
    Broken(
        "a call of no trip",
        more("stop_times.txt", "9-sur,5:00:00,5:00:00,norte,1"),
        "stop_times.txt, line 26: trip_id '9-sur' is not in trips.txt; add it.",
    ),
    Broken(
        "trips that lead nowhere",
        a_feed(
            stop_times="trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
            "1-sur,5:00:00,5:00:00,norte,1\n"
        ),
        "stop_times.txt: no trip leads from one station to another.",
    ),
    # Headways
    Broken(
        "a headway of no trip",
        more("frequencies.txt", "9-sur,5:00:00,6:00:00,60,0"),
        "frequencies.txt, line 8: trip_id '9-sur' is not in trips.txt; add it.",
    ),
    Broken(
        "all at once",
        changed("frequencies.txt", "24:00:00,240", "24:00:00,0"),
        "frequencies.txt, line 2: headway_secs is '0'; write a whole number above 0.",
    ),
    Broken(
        "hours that end before they begin",
        changed("frequencies.txt", "5:00:00,24:00:00", "5:00:00,0:30:00"),
        "frequencies.txt, line 2: end_time is not after start_time; past midnight, count on from "
        "24:00:00.",
    ),
    Broken(
        "two headways at once",
        changed("frequencies.txt", "9:00:00,23:00:00", "8:30:00,23:00:00"),
        "frequencies.txt, line 6: trip '2-oeste' runs at two frequencies at once; end one of them "
        "first.",
    ),
    # Fares
    Broken(
        "a price in words",
        changed("fare_attributes.txt", "metro,5.00", "metro,cinco"),
        "fare_attributes.txt, line 2: price is 'cinco'; write an amount such as 5.00.",
    ),
    Broken(
        "a currency in words",
        changed("fare_attributes.txt", "5.00,MXN", "5.00,pesos"),
        "fare_attributes.txt, line 2: currency_type is 'pesos'; write a currency such as MXN.",
    ),
    Broken(
        "a rule of no fare",
        more("fare_rules.txt", "gratis,RB"),
        "fare_rules.txt, line 4: fare_id 'gratis' is not in fare_attributes.txt; add it.",
    ),
    Broken(
        "a rule of no line",
        more("fare_rules.txt", "cerca,R9"),
        "fare_rules.txt, line 4: route_id 'R9' is not in routes.txt; add it.",
    ),
]
