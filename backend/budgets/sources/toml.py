"""Reads personas from a small TOML file, and names every mistake in it.

worker = "/sw.js"                     # "" where there is none; else what pages register
pages = ["/", "/reports/new"]         # besides those found elsewhere
skip = ["/export*"]                   # addresses nobody is to weigh

[persona.amina]
language = "es"
state = "two reports pending"
sign-in = { open = "/sign-in", form = { phone = "5512345678", password = "env:AMINA" } }
before = [{ open = "/reports/new", form = { category = "streetlight" } }]
pages = [{ path = "/reports/new", method = "POST", status = 422, state = "with errors" }]
"""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from backend.budgets.device import OLD, PHONES, Device
from backend.budgets.environment import VALUES
from backend.budgets.sources.persona import SKIPPED, Listed, Persona, Plan, Step

SECRET = "env:"  # noqa: S105 - the mark of a value that stands in the environment
TOP = {"persona", "pages", "skip", "worker", "precache"}
OF_PERSONA = {"language", "state", "phone", "screen", "encodings", "headers", "cookies",
              "sign-in", "before", "pages", "skip", "app"}  # fmt: skip


class PersonasError(Exception):
    """The file cannot be used. ``sentences`` name each mistake, its key and remedy."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def read_plan(path: Path, environment: Mapping[str, str] = VALUES) -> Plan:
    """The plan in the file at ``path``. PersonasError names everything that is wrong with it."""
    try:
        given = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise PersonasError([f"{path.name}: cannot be read: {error.strerror}"]) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PersonasError([f"{path.name}: not TOML: {error}; correct it there"]) from error
    checker = _Checker(path.name, environment)
    plan = checker.plan(given)
    if checker.sentences:
        raise PersonasError(checker.sentences)
    return plan


class _Checker:
    """Turns tables into personas and collects what is wrong with them."""

    def __init__(self, name: str, environment: Mapping[str, str]) -> None:
        self.sentences: list[str] = []
        self._name = name
        self._environment = environment

    def plan(self, given: dict[str, Any]) -> Plan:
        self._check_keys(given, TOP, "")
        tables = self._take(given, "persona", dict, {}, "")
        personas = tuple(self._persona(name, table) for name, table in tables.items())
        skip = self._texts(given, "skip", "")
        precache = self._texts(given, "precache", "") if "precache" in given else None
        return Plan(
            personas or (Persona(),),
            self._pages(given, ""),
            skip,
            self._take(given, "worker", str, None, ""),
            precache,
        )

    def _persona(self, name: str, given: Any) -> Persona:
        where = f"persona.{name}"
        if not isinstance(given, dict):
            self._complain(where, f"has to be a table: [persona.{name}]")
            return Persona(name)
        self._check_keys(given, OF_PERSONA, where)
        steps = self._take(given, "before", list, [], where)
        sign_in = given.get("sign-in")
        return Persona(
            name=name,
            language=self._take(given, "language", str, "en", where),
            state=self._take(given, "state", str, "", where),
            device=self._device(given, where),
            headers=self._words(given, "headers", where),
            cookies=self._words(given, "cookies", where),
            sign_in=None if sign_in is None else self._step(sign_in, f"{where}.sign-in"),
            before=tuple(self._step(step, f"{where}.before") for step in steps),
            pages=self._pages(given, where),
            skip=(*SKIPPED, *self._texts(given, "skip", where)),
            app=self._take(given, "app", str, "", where),
        )

    def _device(self, given: dict[str, Any], where: str) -> Device:
        phone = self._take(given, "phone", str, "old", where)
        if phone not in PHONES:
            self._complain(f"{where}.phone", f'"{phone}" is not known; write old or new')
        device = PHONES.get(phone, OLD)
        screen = self._take(given, "screen", str, "", where)
        encodings = self._texts(given, "encodings", where)
        device = self._tried(lambda: device.with_screen(screen), device, screen, f"{where}.screen")
        return self._tried(
            lambda: device.with_encodings(encodings), device, encodings, f"{where}.encodings"
        )

    def _tried(
        self, change: Callable[[], Device], device: Device, given: object, where: str
    ) -> Device:
        if not given:
            return device
        try:
            return change()
        except ValueError as error:
            self._complain(where, str(error))
            return device

    def _step(self, given: Any, where: str) -> Step:
        if not isinstance(given, dict) or not isinstance(given.get("open"), str):
            self._complain(where, 'has to say which page to open: { open = "/sign-in", ... }')
            return Step("/")
        self._check_keys(given, {"open", "form", "expect"}, where)
        expect = self._take(given, "expect", str, "", where)
        return Step(given["open"], self._words(given, "form", where), expect)

    def _pages(self, given: dict[str, Any], where: str) -> tuple[Listed, ...]:
        key = f"{where}.pages".lstrip(".")
        return tuple(
            self._listed(page, key) for page in self._take(given, "pages", list, [], where)
        )

    def _listed(self, given: Any, where: str) -> Listed:
        page = {"path": given} if isinstance(given, str) else given
        if not isinstance(page, dict) or not str(page.get("path", "")).startswith("/"):
            self._complain(where, f'{given!r} is no page; write "/path" or {{ path = "/path" }}')
            return Listed("/")
        self._check_keys(page, {"path", "method", "form", "headers", "status", "state"}, where)
        form = self._take(page, "form", dict, {}, where)
        return Listed(
            page["path"],
            self._take(page, "method", str, "POST" if form else "GET", where).upper(),
            {name: self._secret(value, where) for name, value in form.items()},
            self._words(page, "headers", where),
            self._take(page, "status", int, 200, where),
            self._take(page, "state", str, "", where),
        )

    def _words(self, given: dict[str, Any], key: str, where: str) -> dict[str, str]:
        table = self._take(given, key, dict, {}, where)
        words = {name: self._secret(value, f"{where}.{key}") for name, value in table.items()}
        return {name: str(value) for name, value in words.items()}

    def _secret(self, value: Any, where: str) -> Any:
        """What stands in the environment where the value says ``env:NAME``."""
        if not isinstance(value, str) or not value.startswith(SECRET):
            return [str(each) for each in value] if isinstance(value, list) else str(value)
        name = value.removeprefix(SECRET)
        if name not in self._environment:
            self._complain(where, f"the environment has no {name}; set it")
        return self._environment.get(name, "")

    def _texts(self, given: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
        listed = self._take(given, key, list, [], where)
        if not all(isinstance(each, str) for each in listed):
            self._complain(f"{where}.{key}".lstrip("."), "has to be a list of texts")
            return ()
        return tuple(listed)

    def _take(self, given: dict[str, Any], key: str, kind: type, fallback: Any, where: str) -> Any:
        value = given.get(key, fallback)
        if key in given and not isinstance(value, kind):
            words = {str: "a text", list: "a list", dict: "a table", int: "a number"}[kind]
            self._complain(f"{where}.{key}".lstrip("."), f"has to be {words}")
            return fallback
        return value

    def _check_keys(self, given: dict[str, Any], known: set[str], where: str) -> None:
        for key in sorted(given.keys() - known):
            words = ", ".join(sorted(known))
            name = f"{where}.{key}".lstrip(".")
            self._complain(name, f"is not a word of this file; write one of {words}")

    def _complain(self, key: str, mistake: str) -> None:
        self.sentences.append(f"{self._name}, {key}: {mistake}")
