"""Feeds broken in their lines, days, times and fares."""

from tests.transit.broken import Broken
from tests.transit.feeds import a_feed, changed, more

BROKEN_TIMES = [
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
