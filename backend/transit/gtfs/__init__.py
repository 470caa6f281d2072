"""A GTFS feed from outside, read and checked. Knows neither Flask nor the database.

=============  ==================================================================
``source``     the feed's files in a ZIP or a folder; what is not let in
``table``      one file's rows, each value read with its file and line at hand
``values``     how each kind of value is written (GTFS reference, "Field Types")
``findings``   what is wrong, and what is worth knowing, as sentences
``feed``       what a feed is once it was read
``agencies``   agency.txt, feed_info.txt
``stops``      stops.txt
``lines``      routes.txt, trips.txt
``calls``      stop_times.txt
``days``       calendar.txt, calendar_dates.txt
``headways``   frequencies.txt
``fares``      fare_attributes.txt, fare_rules.txt
``read``       all of them, in order
=============  ==================================================================
"""

from backend.transit.gtfs.feed import Feed
from backend.transit.gtfs.findings import FeedError
from backend.transit.gtfs.read import read_feed

__all__ = ["Feed", "FeedError", "read_feed"]
