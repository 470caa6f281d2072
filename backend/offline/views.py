"""The worker, the manifest and the pages that work without signal. See ``backend.offline``."""

import hashlib
from functools import cache
from itertools import groupby
from pathlib import Path

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext

from backend.config import ROOT, Settings
from backend.kernel import compression
from backend.kernel.access import keep, public
from backend.kernel.city import City
from backend.kernel.dictionary import offer
from backend.kernel.ready import ready
from backend.kernel.security import takes_files
from backend.offline.packs import the_packs
from backend.offline.worker import compose, retire

room = Blueprint("offline", __name__)
PWA = ROOT / "pwa"
ICONS = PWA / "static" / "icons"
MOST_NAMES = 100
TAG = 10
WEEK_SECONDS = 7 * 24 * 3600


@room.get("/sw.js")
@public
def worker() -> Response:
    """The service worker, compressed once as well as can be; or the script that retires it."""
    settings: Settings = current_app.extensions["settings"]
    assets = current_app.extensions["assets"]
    city: City = current_app.extensions["city"]
    source = (
        retire(PWA)
        if settings.retire_worker
        else compose(
            PWA,
            build=assets.build,
            languages=[language.code for language in city.languages[1:]],
            # The scripts of saved packs come with the first pack; the Llave's is kept by its own
            # pages, by those who have one. The icon the browser keeps for its week.
            assets=[assets.scripts["app"], assets.scripts["outbox"]],
        )
    )
    encoding = compression.choose(request)
    response = make_response(_packed(source, encoding) if encoding else source)
    response.headers["Content-Type"] = "text/javascript"  # a worker is always read as UTF-8
    if encoding:
        response.content_encoding = encoding
    return _revalidated(response)


@cache
def _packed(source: str, encoding: str) -> bytes:
    return compression.pack(source.encode(), encoding, best=True)


@room.get("/manifest.webmanifest")
@public
def manifest() -> Response:
    """What the phone needs to install the app."""
    city: City = current_app.extensions["city"]
    response = jsonify(
        id="/",
        start_url="/",
        scope="/",
        name=f"{city.product} · {city.name.source}",
        short_name=city.product,
        description=city.line.source,
        lang=city.languages[0].code,
        display="standalone",
        theme_color=city.light.brand,
        background_color=city.light.brand,
        icons=[
            {"src": "/icon.svg", "sizes": "any", "type": "image/svg+xml"},
            {"src": "/icon-192.png", "sizes": "192x192", "type": "image/png"},
            {"src": "/icon-512.png", "sizes": "512x512", "type": "image/png"},
            {
                "src": "/icon-512.png",
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "maskable",
            },
        ],
        shortcuts=[
            {"name": gettext("Reportar una falla"), "url": url_for("reports.new")},
            {"name": gettext("Reportes"), "url": url_for("reports.index")},
        ],
        share_target={
            "action": "/share",
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {"files": [{"name": "photo", "accept": ["image/*"]}]},
        },
    )
    response.mimetype = "application/manifest+json"
    response.headers["Cache-Control"] = f"public, max-age={WEEK_SECONDS}"
    return response


@room.get("/icon.svg")
@public
def icon() -> Response:
    """The drawn icon."""
    return _icon("icon.svg", "image/svg+xml")


@room.get("/icon-<int:size>.png")
@public
def picture(size: int) -> Response:
    """The icon for a home screen; it also fills a maskable shape."""
    if size not in {192, 512}:
        abort(404)
    return _icon(f"icon-{size}.png", "image/png")


@room.get("/outbox")
@public
@ready(few=True)
def outbox() -> Response:
    """What this phone has yet to send."""
    return keep(make_response(render_template("offline/outbox.html")), "public", copy=True)


@room.get("/offline")
@public
@ready(few=True)
def offline() -> Response:
    """What to do without signal, and what is on this phone; and the dictionary of all others."""
    page = keep(make_response(render_template("offline/offline.html")), "public", copy=True)
    return offer(page, f"{request.script_root}/*")


@room.get("/packs")
@public
@ready("transit", "places", few=True)
def packs() -> Response:
    """What can be saved before there is no signal, and what is saved. ``also`` names a pack that
    is offered beside those of the list: it comes first."""
    offers = the_packs().offers()
    also = the_packs().offer(request.args.get("also", ""))
    if also:
        offers = [also, *(offer for offer in offers if offer.pack.name != also.pack.name)]
    groups = groupby(offers, key=lambda offer: offer.group)
    page = make_response(
        render_template(
            "offline/packs.html", groups=[(group, list(offers)) for group, offers in groups]
        )
    )
    return page if also else keep(page, "public", pack=True)


@room.get("/packs.json")
@public
def pack_index() -> Response:
    """The versions of the packs ``of`` these names (those there are), or of all in the list, so
    that a phone fetches only what changed."""
    names = [name for name in request.args.get("of", "").split(",")[:MOST_NAMES] if name]
    found = [the_packs().find(name) for name in names]
    if not names:
        found = [offer.pack for offer in the_packs().offers()]
    return _revalidated(jsonify({pack.name: pack.version for pack in found if pack}))


@room.get("/packs/<name>")
@public
def pack(name: str) -> Response:
    """A pack, whole; its version is its ETag and what it weighs is told."""
    found = the_packs().find(name)
    if found is None:
        abort(404)
    packed = compression.choose(request) == "br"
    response = make_response(found.packed if packed else found.body)
    response.mimetype = "application/json"
    response.headers["Ventanilla-Pack"] = f"{found.version} {found.size}"
    if packed:
        response.content_encoding = "br"
    return _revalidated(response)


@room.get("/wifi")
@public
def wifi() -> Response:
    """Where a captive portal sends people: what can be done in the next minute."""
    sizes = [offer.pack.size for offer in the_packs().offers()]
    return make_response(render_template("offline/wifi.html", sizes=sizes))


@room.post("/share")
@public
@takes_files
def share() -> Response:
    """The worker answers this; where there is none, the photo is asked for again on the form."""
    return redirect(url_for("reports.new"), 303)  # type: ignore[return-value]


def _revalidated(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:TAG])
    return response.make_conditional(request)  # type: ignore[return-value]


def _icon(name: str, mimetype: str) -> Response:
    response = make_response(Path(ICONS / name).read_bytes())
    response.mimetype = mimetype
    response.headers["Cache-Control"] = f"public, max-age={WEEK_SECONDS}"
    return response
