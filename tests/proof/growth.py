"""A city after years: a million reports, made in the database itself.

What looks like chance is arithmetic with primes, the same on both databases.
"""

import hashlib
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, text

from backend.kernel.city import City
from backend.reports import folio as folios
from backend.reports.status import OPEN, State

FIRST = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp())
SECONDS_APART = 180
ONE_IN = 10
"""Of ten reports one has a photo, a note, a follower and a receipt that is still kept."""
OPEN_ONES = ", ".join(f"'{each}'" for each in sorted(OPEN))
STATES = [*State, *[State.CONFIRMED] * 20]

NUMBERS = {
    "sqlite": "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)"
    " SELECT i FROM n) AS n",
    "postgresql": "generate_series(1, CAST(:count AS bigint)) AS n(i)",
}
MOMENT = {
    "sqlite": "datetime(:first + i * :apart, 'unixepoch') || '.000000'",
    "postgresql": "to_timestamp(:first + i * :apart) AT TIME ZONE 'UTC'",
}
DIGITS = {"sqlite": "printf('%0{0}d', {1})", "postgresql": "lpad(({1})::text, {0}, '0')"}
TABLES = {
    "reports_reports": (
        "id, folio, receipt, key, category, department, answers, lat, lon, accuracy, street,"
        " number, reference, borough, description, contact, photos_expected, state, since, created,"
        " due, is_published, refers_to, is_open",
        "i, {nine}, {receipt}, {key}, c.id, c.department, '{{}}',"
        " :south + (i * 7919 % 99991) / 99991.0 * (:north - :south),"
        " :west + (i * 104729 % 99989) / 99989.0 * (:east - :west), 20, 'Calle Morelos', '14',"
        " 'frente al mercado', b.id, 'No prende desde el lunes', '', 0, s.id, {moment}, {moment},"
        " {moment}, i % 2 = 0, '', s.id IN ("
        + ", ".join(f"'{each}'" for each in sorted(OPEN))
        + ")",
        "JOIN grown AS c ON c.kind = 'category' AND c.n = i * 31 % :categories"
        " JOIN grown AS b ON b.kind = 'borough' AND b.n = i * 7 % :boroughs"
        " JOIN grown AS s ON s.kind = 'state' AND s.n = i * 13 % :states",
    ),
    "reports_moves": (
        "report_id, state, actor, at, words",
        "i, 'received', 'resident', {moment}, ''",
        "",
    ),
    "reports_notes": ("report_id, receipt, at, text", "i, {receipt}, {moment}, 'Ya son dos'", ""),
    "reports_followers": ("report_id, receipt, key, created", "i, {receipt}, {key}, {moment}", ""),
    "files_photos": (
        "id, name, thumb_name, bytes, thumb_bytes, width, height, created",
        "i, {receipt}, {key}, 90000, 4000, 640, 480, {moment}",
        "",
    ),
    "reports_photos": (
        "report_id, position, receipt, photo_id, weight, at",
        "i, 1, {receipt}, i, 90000, {moment}",
        "",
    ),
    "kernel_receipts": (
        "id, endpoint, person, fingerprint, status, location, created",
        "{receipt}, 'reports.file', '', {key}, 201, '/reports/', {moment}",
        "",
    ),
}


def fill(engine: Engine, city: City, count: int, *, hers: list[int]) -> None:
    """Put ``count`` reports in; those numbered ``hers`` answer to ``folio_at`` and ``key_of``."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA cache_size=-400000")
        else:
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        _tell_choices(connection, city)
        for table in TABLES:
            _fill(connection, city, table, count)
        for number in hers:
            connection.execute(
                text("UPDATE reports_reports SET folio = :folio, key = :key WHERE id = :id"),
                {"folio": folio_at(number), "key": _digest(key_of(number)), "id": number},
            )
        connection.execute(text("DROP TABLE grown"))
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in ("reports_reports", "files_photos"):
                connection.execute(text(f"SELECT setval('{table}_id_seq', {count})"))
            connection.execute(text("SET statement_timeout = 0"))
            connection.execute(text("VACUUM ANALYZE"))
            connection.execute(text("RESET statement_timeout"))


def folio_at(number: int) -> str:
    """A folio for one of them: the number itself, with its check symbol."""
    values = [number >> 5 * place & 31 for place in reversed(range(folios.SYMBOLS))]
    check = sum((2 * place + 1) * value for place, value in enumerate(values)) % 32
    return "".join(folios.ALPHABET[value] for value in [*values, check])


def key_of(number: int) -> str:
    """The key of a private link, 22 letters."""
    return f"{number:022}"


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _tell_choices(connection: Connection, city: City) -> None:
    connection.execute(text("CREATE TABLE grown (kind TEXT, n INTEGER, id TEXT, department TEXT)"))
    choices = {
        "category": [(each.id, each.department.id) for each in city.categories],
        "borough": [(each.id, "") for each in city.boroughs],
        "state": [(each.value, "") for each in STATES],
    }
    rows = [
        {"kind": kind, "n": n, "id": id, "department": department}
        for kind, known in choices.items()
        for n, (id, department) in enumerate(known)
    ]
    connection.execute(text("INSERT INTO grown VALUES (:kind, :n, :id, :department)"), rows)


def _fill(connection: Connection, city: City, table: str, count: int) -> None:
    name = connection.dialect.name
    columns, values, joins = TABLES[table]
    digits = DIGITS[name].format
    scattered = digits(64, f"i * 7919 % {_prime_above(count)}")
    told = values.format(nine=digits(9, "i"), receipt=scattered, key=scattered, moment=MOMENT[name])
    some = "" if table in {"reports_reports", "reports_moves"} else f"WHERE i % {ONE_IN} = 0"
    query = f"INSERT INTO {table} ({columns}) SELECT {told} FROM {NUMBERS[name]} {joins} {some}"
    known: dict[str, Any] = {
        "count": count, "first": FIRST, "apart": SECONDS_APART,
        "south": city.bounds.south, "north": city.bounds.north,
        "west": city.bounds.west, "east": city.bounds.east,
        "categories": len(city.categories), "boroughs": len(city.boroughs), "states": len(STATES),
    }  # fmt: skip
    connection.execute(
        text(query), {name: value for name, value in known.items() if f":{name}" in query}
    )


def _prime_above(count: int) -> int:
    """So that no two numbers up to ``count`` are scattered to the same place."""
    number = count + 1
    while any(number % each == 0 for each in range(2, int(number**0.5) + 1)):
        number += 1
    return number
