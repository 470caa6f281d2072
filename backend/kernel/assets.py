"""One style, a script, the icons, and the build they add up to. All computed at start.

The style is inlined in every page, so a page is one request: the ground and the components that
the page uses; its hash stands in the content policy. A script is one file under a name that
holds its content, so it is kept for ever; files of earlier builds stay beside it, for phones that
still hold yesterday's pages.
"""

import base64
import hashlib
import os
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from wsgiref.headers import Headers

import rcssmin
from flask import Flask, g
from markupsafe import Markup
from whitenoise import WhiteNoise

from backend.kernel.city import City
from backend.kernel.compression import pack
from backend.kernel.scripts import scripts

SOURCES = ("*.html", "*.css", "*.js", "*.toml", "*.po", "*.py", "*.svg", "*.png", "*.webmanifest")


@dataclass(frozen=True)
class Assets:
    """What pages are dressed in. ``scripts`` are paths, ``parts`` the style sheet's, by name."""

    build: str
    parts: dict[str, str]
    scripts: dict[str, str]
    icons: dict[str, Markup]
    styles: dict[tuple[str, ...], tuple[Markup, str]] = field(default_factory=dict)

    def style(self, *names: str, more: str = "") -> Markup:
        """The style of a page: what all pages share, the components it ``names``, and ``more`` of
        its own, which must be made of values that were checked.

        Leaves its hash at ``g.style_hash``, for the content policy of this answer.
        """
        if names not in self.styles:
            css = "".join(css for name, css in self.parts.items() if name in {*names, ""})
            self.styles[names] = _hashed(css)
        style, g.style_hash = self.styles[names]
        if more:
            style, g.style_hash = _hashed(style + more)
        return style


def _hashed(css: str) -> tuple[Markup, str]:
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return Markup(css), f"sha256-{digest}"  # noqa: S704 - ours


def prepare(root: Path, city_folder: Path, built: Path, city: City) -> Assets:
    """Join and minify what stands under ``root``/pwa, and write the files to serve to ``built``."""
    pwa = root / "pwa"
    paths = {}
    for name, script in scripts(pwa / "static" / "js").items():
        file = f"{name}.{_short(script.encode())}.js"
        _publish(built / "static" / file, script.encode())
        paths[name] = f"/static/{file}"
    return Assets(
        build=_build([pwa, root / "translations", root / "backend", city_folder]),
        parts=style_parts(pwa / "static" / "css", city),
        scripts=paths,
        icons=icons_of(root),
    )


def icons_of(root: Path) -> dict[str, Markup]:
    """What each icon draws, on a grid of 24 by 24."""
    drawn = tomllib.loads((root / "pwa" / "icons.toml").read_text())
    return {name: Markup(markup) for name, markup in drawn.items()}  # noqa: S704 - ours


def init_app(app: Flask, assets: Assets, built: Path) -> None:
    """Give ``assets`` to every template and serve the files in ``built``/static."""
    app.extensions["assets"] = assets
    app.jinja_env.globals["assets"] = assets

    def say_whose(headers: Headers, path: str, url: str) -> None:
        headers["Ventanilla"] = assets.build
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Cache-Control"] = "max-age=31536000, immutable"
        headers["Content-Type"] = "text/javascript"
        headers["ETag"] = f'"{Path(path).name.split(".")[1]}"'  # the same after every start

    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=built / "static",
        prefix="static",
        allow_all_origins=False,
        immutable_file_test=lambda path, url: True,
        add_headers_function=say_whose,
    )


def style_parts(folder: Path, city: City) -> dict[str, str]:
    """The style sheet in the order of its files: what every page has under "", each component
    (``50-<component>.css``) under its own name."""
    tokens, *ground = [path.read_text() for path in sorted(folder.glob("[1-4]*.css"))]
    parts = {"": str(rcssmin.cssmin("".join([_with_brand(tokens, city), *ground])))}
    for path in sorted(folder.glob("5*.css")):
        parts[path.stem.removeprefix("50-")] = str(rcssmin.cssmin(path.read_text()))
    return parts


def _with_brand(tokens: str, city: City) -> str:
    """The values of light, then those of dark, each with the city's brand among them: a rule of its
    own for the brand would weigh 20 bytes more on every page."""
    light, dark = (
        f":root{{--brand:{each.brand};--brand-ink:{each.brand_ink};"
        for each in (city.light, city.dark)
    )
    before, first, second = tokens.split(":root{")
    return f"{before}{light}{first}{dark}{second}"


def _short(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]


def _build(folders: Iterable[Path]) -> str:
    mix = hashlib.sha256()
    for folder in folders:
        files = {path for pattern in SOURCES for path in folder.rglob(pattern)}
        for path in sorted(files):
            mix.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return mix.hexdigest()[:10]


def _publish(path: Path, content: bytes) -> None:
    """Write ``content`` and its compressed forms, each whole or not at all, itself last; what an
    earlier start wrote under this name is the same."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    for name, body in (
        (f"{path.name}.br", pack(content, "br", best=True)),
        (f"{path.name}.gz", pack(content, "gzip", best=True)),
        (path.name, content),
    ):
        part = path.with_name(f"{name}.{os.getpid()}.part")
        part.write_bytes(body)
        os.utime(part, (0, 0))  # its name says all; WhiteNoise would send the date, 46 bytes
        part.replace(path.with_name(name))
