"""The application: all the wiring, top to bottom."""

from flask import Flask, request

from backend import (
    appointments,
    cases,
    cli,
    files,
    identity,
    notify,
    oidc,
    papers,
    payments,
    record,
)
from backend.appointments.actions.leaving import cancel_of as free_places
from backend.cases.actions.turning import let_go_of_all as let_go_of_cases
from backend.cases.views import room as my_cases
from backend.catalogue import elsewhere, finding, held
from backend.catalogue.cli import commands as services_cli
from backend.catalogue.views import room as offer
from backend.config import ROOT, Settings
from backend.identity.cli import commands as staff_commands
from backend.identity.views import room as llave
from backend.kernel import (
    access,
    assets,
    compression,
    db,
    errors,
    i18n,
    log,
    ready,
    security,
)
from backend.kernel.city import dial, load_city
from backend.kernel.health import room as health
from backend.kernel.rooms import open_rooms
from backend.migrations.upgrade import upgrade
from backend.mine.views import room as mine
from backend.notify.cli import commands as notify_commands
from backend.notify.views import room as notices
from backend.offline import packs
from backend.offline.views import room as offline
from backend.oidc.actions.consents import withdraw_all
from backend.oidc.cli import commands as clients_commands
from backend.oidc.queries import name_of as site_called
from backend.oidc.views import room as provider
from backend.papers.cli import commands as papers_commands
from backend.papers.views import room as my_papers
from backend.payments.actions import cancel_of as cancel_payments
from backend.payments.cli import commands as payments_commands
from backend.places import pack as places_shelf
from backend.places import stations
from backend.places.cli import commands as places_cli
from backend.places.queries import loaded as kinds_loaded
from backend.places.views import room as places
from backend.record.cli import commands as record_commands
from backend.record.given import Hooks
from backend.record.views import room as my_record
from backend.reports import folio
from backend.reports.actions import hide_of
from backend.reports.cli import commands as reports_cli
from backend.reports.form import the_city
from backend.reports.open311 import views as open311
from backend.reports.open311.cli import commands as open311_cli
from backend.reports.queries.opening import that_open
from backend.reports.story import tag_of, title_of
from backend.reports.views import room as reports
from backend.staff.views import room as desk
from backend.transit import badge, said
from backend.transit import shelf as transit_shelf
from backend.transit.cli import commands as transit_commands
from backend.transit.nearest import station_near
from backend.transit.views import room as transit


def create_app(settings: Settings) -> Flask:
    """The application for ``settings``: makes the ``var`` folder, builds the assets and, where the
    database is embedded, migrates it. Raises CityError for a city pack with mistakes."""
    settings.var.mkdir(parents=True, exist_ok=True)
    city = load_city(settings.city, icons=assets.icons_of(ROOT), held=held.names())
    dress = assets.prepare(ROOT, settings.city, settings.var / "built", city)

    app = Flask("backend", static_folder=None, template_folder=str(ROOT / "pwa" / "templates"))
    app.extensions.update(settings=settings, city=city)
    log.init_app(app, settings.log_level)
    errors.init_app(app)
    if settings.is_embedded:
        upgrade(settings.database, settings.var)
    db.init_app(app, settings.database)
    files.init_app(app, settings.var / "photos")
    notify.init_app(app, settings, that_open)
    identity.init_app(app, settings)
    oidc.init_app(app)
    access.init_app(app)
    papers.init_app(app)
    payments.init_app(app, settings)
    appointments.init_app(app)
    cases.init_app(app)
    on_cancelling = (hide_of, withdraw_all, let_go_of_cases, free_places, cancel_payments)
    record.init_app(app, Hooks(blocked=on_cancelling, names=(site_called,)))
    _teach_templates(app, settings)
    people = (mine, llave, provider, my_record, notices, my_papers, my_cases)
    rooms = (health, *people, reports, desk, transit, places, offer, offline)
    of_people = (notify_commands, staff_commands, clients_commands, record_commands)
    of_outcomes = (services_cli, papers_commands, payments_commands)
    of_city = (reports_cli, open311_cli, transit_commands, places_cli, *of_outcomes)
    open_rooms(app, *rooms, open311.room, commands=(*of_people, *of_city))
    open311.init_app(app)
    packs.init_app(app, transit_shelf, places_shelf)
    stations.init_app(app, station_near)
    finding.init_app(app, city)
    elsewhere.init_app(app, kinds_loaded)
    cli.init_app(app)

    # What answers last is wrapped last: compression measures the dressed page.
    compression.init_app(app, settings.var / "built" / "dictionaries")
    ready.init_app(app, settings.database)
    security.init_app(
        app,
        hosts=settings.trusted_hosts,
        proxies=settings.proxies,
        write_rate=settings.write_rate,
        build=dress.build,
    )
    i18n.init_app(app, city, ROOT / "translations", settings.var / "built" / "translations")
    assets.init_app(app, dress, settings.var / "built")
    db.settle(app)
    return app


def _teach_templates(app: Flask, settings: Settings) -> None:
    jinja = app.jinja_env
    jinja.trim_blocks = jinja.lstrip_blocks = True
    jinja.globals.update(
        city=app.extensions["city"],
        weight=compression.WEIGHT,
        worker=not settings.retire_worker,
    )
    jinja.filters.update(
        folio=folio.spaced,
        kb=lambda count: max(1, round(count / 1024)),
        whole_kb=lambda count: -(-count // 1024),
        tag_of=tag_of,
        dial=dial,
        title_of=lambda report: title_of(report, the_city()),
        line_mark=badge.mark_of,
        metres=said.metres,
    )

    @app.context_processor
    def say_where_and_for_whom() -> dict[str, str]:
        origin = settings.origin or request.host_url.rstrip("/")
        return {"origin": origin, "on_behalf_of": access.on_behalf_of()}
