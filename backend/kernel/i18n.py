"""The language is part of the address: none for the city's own, ``/en/...`` for another.

``Prefix`` moves it from the path to the script root, so that every ``url_for`` keeps it.
The catalogues are plain ``.po`` files; the binary form gettext wants is made at the first start.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from gettext import GNUTranslations
from pathlib import Path
from typing import Any
from urllib.parse import quote

from babel.dates import format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, current_app, g, request
from flask import url_for as flask_url_for
from flask_babel import (
    Babel,
    Domain,
    force_locale,
    format_datetime,
    get_babel,
    get_locale,
    refresh,
    to_user_timezone,
)
from markupsafe import Markup

from backend.kernel import clock
from backend.kernel.city import City
from backend.kernel.drawing import holds_until

LANGUAGE = "ventanilla.language"
_spoken: ContextVar[str] = ContextVar("spoken", default="")


class Prefix:
    """WSGI layer: ``/en/reports`` is asked of the application as ``/reports`` in English."""

    def __init__(
        self, app: Callable[..., Iterable[bytes]], languages: list[str], default: str
    ) -> None:
        self.app = app
        self.languages = languages
        self.default = default

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        first = str(environ.get("PATH_INFO", "")).removeprefix("/").split("/", 1)[0]
        if first in self.languages:
            environ[LANGUAGE] = first
            environ["SCRIPT_NAME"] = f"{environ.get('SCRIPT_NAME', '')}/{first}"
            environ["PATH_INFO"] = environ["PATH_INFO"][len(first) + 1 :] or "/"
        # A page asks some seventy times which language it is in.
        before = _spoken.set(str(environ.get(LANGUAGE, self.default)))
        try:
            return self.app(environ, start)
        finally:
            _spoken.reset(before)


class Sentences(Domain):  # type: ignore[misc]
    """The catalogues, each found by the code of the language that is spoken."""

    def __init__(self, default: str) -> None:
        super().__init__()
        self._default = default
        self._made: dict[str, Any] = {}

    def get_translations(self) -> Any:
        code = current(self._default)
        if code in self._made:
            return self._made[code]
        found = super().get_translations()
        if isinstance(found, GNUTranslations):  # else there is no application to ask
            self._made[code] = found
        return found


def init_app(app: Flask, city: City, translations: Path, built: Path) -> None:
    """Serve ``app`` in the languages of ``city``, from the catalogues in ``translations``."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(compile_catalogues(translations, built))
    locales = {language.code: language.locale for language in city.languages}
    default = city.languages[0].code
    Babel(
        app,
        default_locale=locales[default],
        default_timezone=city.timezone,
        locale_selector=lambda: locales[current(default)],
    )
    _teach_templates_to_speak(app, default)
    _teach_templates_the_way(app)
    app.wsgi_app = Prefix(  # type: ignore[assignment,method-assign]
        app.wsgi_app, [code for code in locales if code != default], default
    )
    app.jinja_env.globals["language"] = lambda: current(default)
    app.jinja_env.filters["moment"] = moment
    app.jinja_env.filters["day"] = day
    app.jinja_env.filters["month"] = month
    app.jinja_env.filters["brief"] = brief
    app.jinja_env.filters["clock"] = hour

    def in_language(code: str) -> str:
        """This page's address in the language ``code``."""
        # One slash in front: //elsewhere would be the address of another site.
        path = "/" + quote(request.path.lstrip("/"), safe="/:@!$&'()*+,;=~")
        return ("" if code == default else f"/{code}") + path + _query()

    app.jinja_env.globals["in_language"] = in_language


def _teach_templates_to_speak(app: Flask, default: str) -> None:
    """Let the templates of ``app`` find their sentences by the language that is spoken. A page has
    some thirty, and Flask-Babel asks for each which request, which locale and which domain it is
    for."""
    of_all = Sentences(default)
    get_babel(app).instance.domain_instance = of_all
    sentences = of_all.get_translations
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda one: sentences().ugettext(one),
        ngettext=lambda one, many, count: sentences().ungettext(one, many, count),
        newstyle=True,
        pgettext=lambda context, one: sentences().upgettext(context, one),
        npgettext=lambda *how: sentences().unpgettext(*how),
    )
    said: dict[tuple[str, str], Markup] = {}

    def say(sentence: str, /, **values: object) -> Markup:
        """The sentence in the language spoken, ``values`` in it escaped: all templates are HTML."""
        key = current(default), sentence
        if key not in said:
            said[key] = Markup(sentences().ugettext(sentence))  # noqa: S704 - ours, or translated
        return said[key] % values

    app.jinja_env.globals.update({"_": say, "gettext": say})


def _teach_templates_the_way(app: Flask) -> None:
    """Addresses without anything variable in them are worked out once: a page has a dozen."""
    known: dict[tuple[str, str], str] = {}

    def url_for(endpoint: str, **values: Any) -> str:
        if values:
            return flask_url_for(endpoint, **values)
        key = request.script_root, endpoint
        if key not in known:
            known[key] = flask_url_for(endpoint)
        return known[key]

    app.jinja_env.globals["url_for"] = url_for


def _query() -> str:
    """The query of this page, with its mark. The page of one thing (its address has a variable
    part) takes none: it may hold a private link, and what others put behind the address would
    stand beside it, where the length of the packed page tells how much alike they are."""
    if not request.query_string or request.view_args:
        return ""
    return f"?{request.query_string.decode('ascii', 'ignore')}"


def current(default: str = "") -> str:
    """The code of the language asked for."""
    if spoken := _spoken.get():
        return spoken
    return str(request.environ.get(LANGUAGE, default)) if request else default


def speak(code: str) -> None:
    """Answer this request in the language ``code``, whatever its address says."""
    request.environ[LANGUAGE] = code
    _spoken.set(code)  # until the request is over, see ``Prefix``
    refresh()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak the language ``code`` inside, whatever the request's: for what is told to another.

    A language that the city no longer speaks becomes its first.
    """
    languages = current_app.extensions["city"].languages
    language = next((each for each in languages if each.code == code), languages[0])
    g.spoken = language.code  # Flask-Babel takes an empty ``g`` for none
    before = _spoken.set(language.code)
    try:
        with force_locale(language.locale):
            yield
    finally:
        _spoken.reset(before)


def compile_catalogues(source: Path, built: Path) -> Path:
    """Write ``messages.mo`` for each ``messages.po`` under ``source``, in a folder of ``built``
    named by what they say: what was made at an earlier start is there. Gives that folder."""
    catalogues = sorted(source.glob("*/LC_MESSAGES/messages.po"))
    mix = hashlib.sha256()
    for po in catalogues:
        mix.update(po.relative_to(source).as_posix().encode() + po.read_bytes())
    folder = built / mix.hexdigest()[:10]
    for po in catalogues:
        mo = folder / po.relative_to(source).with_suffix(".mo")
        if not mo.exists():
            _compile(po, mo)
    return folder


def _compile(po: Path, mo: Path) -> None:
    mo.parent.mkdir(parents=True, exist_ok=True)
    with po.open("rb") as readable:
        catalogue = read_po(readable, locale=po.parent.parent.name)
    whole = mo.with_suffix(f".{os.getpid()}.part")
    with whole.open("wb") as writable:
        write_mo(writable, catalogue)
    whole.replace(mo)


def moment(value: datetime) -> str:
    """A moment in the city's time, short: ``mar 24 nov, 09:12``."""
    return str(format_datetime(value, "EEE d MMM, HH:mm")).replace(".", "")


def hour(value: datetime) -> str:
    """A time of day in the city's time: ``09:30``."""
    return str(format_datetime(value, "HH:mm"))


def month(value: datetime) -> str:
    """A month in the city's time, in words: ``noviembre de 2026``."""
    return format_skeleton("yMMMM", to_user_timezone(value), locale=get_locale())


def brief(value: datetime) -> str:
    """A date in the city's time, for lists: ``24 nov``, and the year if it is not this one."""
    now = clock.now()
    holds_until(datetime(now.year + 1, 1, 1, tzinfo=UTC))
    is_recent = value.year == now.year
    return str(format_datetime(value, "d MMM" if is_recent else "d MMM y")).replace(".", "")


def day(value: datetime) -> str:
    """A day in the city's time, in words: ``martes 24 de noviembre``."""
    pattern = "EEEE d 'de' MMMM" if get_locale().language == "es" else "EEEE, MMMM d"
    return str(format_datetime(value, pattern))
