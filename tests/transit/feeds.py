"""Feeds to load: a small city of our own, and what is changed in it.

Two metro lines cross at Centro, a station with two platforms, and a bus on a timetable goes on
from Sur. A stop where nothing calls and a second agency are always there.
"""

import zipfile
from collections.abc import Mapping
from pathlib import Path

FILES: Mapping[str, str] = {
    "agency.txt": """\
agency_id,agency_name,agency_url,agency_timezone
M,Metro,https://metro.example,America/Mexico_City
B,"Autobuses, Unidos",https://bus.example,America/Mexico_City
""",
    "feed_info.txt": """\
feed_publisher_name,feed_publisher_url,feed_lang,feed_version
La Ciudad,https://city.example,es,7
""",
    "stops.txt": """\
stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,wheelchair_boarding
norte,Norte,19.50,-99.15,,,1
centro,Centro,19.45,-99.15,1,,1
centro-1,Centro,19.4501,-99.15,0,centro,
centro-2,Centro,19.45,-99.1501,0,centro,2
sur,Sur ,19.40,-99.15,0,,
este,Este,19.45,-99.10,,,
oeste,Oeste,19.45,-99.20,,,
sur-bus,Sur,19.4005,-99.15,,,
campo,"Campo, Mercado",19.38,-99.15,,,
bosque,Bosque,19.36,-99.15,,,2
nunca,Nunca,19.60,-99.15,,,
""",
    "routes.txt": """\
route_id,agency_id,route_short_name,route_long_name,route_type,route_color,route_text_color
R1,M,1,Norte - Sur,1,F94F8E,FFFFFF
R2,M,2,Este - Oeste,1,0071C1,FFFFFF
RB,B,B,Sur al Bosque,3,,
""",
    "calendar.txt": """\
service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
lv,1,1,1,1,1,0,0,20260101,20271231
fin,0,0,0,0,0,1,1,20260101,20271231
""",
    "calendar_dates.txt": """\
service_id,date,exception_type
lv,20261225,2
fin,20261225,1
""",
    "trips.txt": """\
route_id,service_id,trip_id,trip_headsign,direction_id
R1,lv,1-sur,Sur,0
R1,lv,1-norte,Norte,1
R1,fin,1-sur-f,Sur,0
R2,lv,2-oeste,Oeste,0
R2,lv,2-este,Este,1
RB,lv,b-6,Bosque,0
RB,lv,b-7,Bosque,0
RB,lv,b-noche,Bosque,0
""",
    "stop_times.txt": """\
trip_id,arrival_time,departure_time,stop_id,stop_sequence
1-sur,5:00:00,5:00:00,norte,1
1-sur,5:05:00,5:05:30,centro-1,2
1-sur,5:10:00,5:10:00,sur,3
1-norte,05:00:00,05:00:00,sur,10
1-norte,05:05:00,05:05:30,centro-1,20
1-norte,05:10:00,05:10:00,norte,30
1-sur-f,7:00:00,7:00:00,norte,1
1-sur-f,7:05:00,7:05:30,centro-1,2
1-sur-f,7:10:00,7:10:00,sur,3
2-oeste,6:00:00,6:00:00,este,1
2-oeste,6:06:00,6:06:00,centro-2,2
2-oeste,6:12:00,6:12:00,oeste,3
2-este,6:00:00,6:00:00,oeste,1
2-este,6:06:00,6:06:00,centro-2,2
2-este,6:12:00,6:12:00,este,3
b-6,6:00:00,6:00:00,sur-bus,1
b-6,,,campo,2
b-6,6:20:00,6:20:00,bosque,3
b-7,7:00:00,7:00:00,sur-bus,1
b-7,7:10:00,7:10:00,campo,2
b-7,7:20:00,7:20:00,bosque,3
b-noche,24:50:00,24:50:00,sur-bus,1
b-noche,25:00:00,25:00:00,campo,2
b-noche,25:10:00,25:10:00,bosque,3
""",
    "frequencies.txt": """\
trip_id,start_time,end_time,headway_secs,exact_times
1-sur,5:00:00,24:00:00,240,0
1-norte,5:00:00,24:00:00,240,0
1-sur-f,7:00:00,24:00:00,480,
2-oeste,6:00:00,9:00:00,300,
2-oeste,9:00:00,23:00:00,600,
2-este,6:00:00,23:00:00,600,1
""",
    "fare_attributes.txt": """\
fare_id,price,currency_type,payment_method,transfers,agency_id
metro,5.00,MXN,1,,M
cerca,4.00,MXN,0,,
lejos,7.50,MXN,0,,
""",
    "fare_rules.txt": """\
fare_id,route_id
cerca,RB
lejos,RB
""",
}

Files = dict[str, str]


def a_feed(**changes: str | None) -> Files:
    """The small city's files; ``stops="..."`` puts another stops.txt in, None takes it out."""
    files = dict(FILES)
    for name, content in changes.items():
        if content is None:
            del files[f"{name}.txt"]
        else:
            files[f"{name}.txt"] = content
    return files


def changed(file: str, before: str, after: str) -> Files:
    """The small city with ``before`` in ``file`` replaced, which must be there."""
    assert before in FILES[file], f"{before!r} is not in {file}"
    return {**FILES, file: FILES[file].replace(before, after, 1)}


def more(file: str, *rows: str) -> Files:
    """The small city with more rows in ``file``."""
    return {**FILES, file: FILES[file] + "".join(f"{row}\n" for row in rows)}


BUSY_LINES = 16


def busy(stations: int = 130) -> Files:
    """The small city with lines of ``stations`` stations with long names, passed by many lines,
    each with a colour of its own; a stop of the same name beside every other one."""
    files = a_feed()
    for number in range(stations):
        name = f"Avenida Insurgentes Sur, esquina con la calle {number}"
        lat = 19.1 + number / 250
        files["stops.txt"] += f'k{number},"{name}",{lat:.4f},-99.0,,,\n'
        if number % 2:
            files["stops.txt"] += f'n{number},"{name}",{lat:.4f},-99.0025,,,\n'
    for line in range(BUSY_LINES):
        colour = f"{line * 1048573 % 0xFFFFFF:06X}"
        files["routes.txt"] += f"K{line},B,K{line},De un lado a otro de la ciudad,3,{colour},\n"
        for way, own in enumerate(_ways(line, stations)):
            trip = f"k{line}-{way}"
            files["trips.txt"] += f"K{line},lv,{trip},Paradero del lado {way} de K{line},{way}\n"
            for at, stop in enumerate(own):
                clock = f"{8 + at // 60}:{at % 60:02}:00"
                files["stop_times.txt"] += f"{trip},{clock},{clock},{stop},{at}\n"
            for start, end, every in ((5, 9, 420), (9, 17, 660), (17, 23, 480)):
                files["frequencies.txt"] += f"{trip},{start}:00:00,{end}:00:00,{every},0\n"
    return files


def _ways(line: int, stations: int) -> tuple[list[str], list[str]]:
    """The first lines call everywhere, the others at some; back beside the way there."""
    own = [number for number in range(stations) if line < 6 or number % (line - 4) == 0]
    there = [f"k{number}" for number in own]
    return there, [f"n{number}" if number % 2 else f"k{number}" for number in reversed(own)]


def in_folder(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def in_zip(path: Path, files: Mapping[str, str | bytes], prefix: str = "") -> Path:
    """The files in a ZIP."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(prefix + name, content)
    return path
