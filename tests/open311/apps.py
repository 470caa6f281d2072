"""An app by somebody else, with a key of its own and no cookies."""

import json
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from flask import Flask
from werkzeug.test import Client, TestResponse

from backend.kernel import clock
from backend.kernel.db import db
from backend.reports import actions, queries
from backend.reports.models import Report
from backend.reports.status import Actor, State

HERE = "/open311/v2"


@dataclass
class App:
    """An app and where it is known."""

    client: Client
    key: str
    id: str

    def gets(self, path: str, expected: int = 200, **asked: Any) -> Any:
        """What it is told in JSON."""
        answer = self.client.get(f"{HERE}/{path}.json", query_string=asked)
        assert answer.status_code == expected, answer.text
        return json.loads(answer.data)

    def gets_xml(self, path: str, expected: int = 200, **asked: Any) -> Element:
        """The same in XML."""
        answer = self.client.get(f"{HERE}/{path}.xml", query_string=asked)
        assert answer.status_code == expected, answer.text
        return fromstring(answer.data)

    def sends(self, path: str, form: dict[str, Any], **headers: str) -> TestResponse:
        """A form with its key, unless that says another."""
        sent = {"api_key": self.key, **form}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(f"{HERE}/{path}", data=sent, headers=named)

    def files(self, form: dict[str, Any] | None = None, **headers: str) -> str:
        """A report; its folio."""
        answer = self.sends("requests.json", form or a_pothole(), **headers)
        assert answer.status_code == 200, answer.text
        (filed,) = json.loads(answer.data)
        return str(filed["service_request_id"])

    def told(self, path: str, form: dict[str, Any], status: int = 200, **headers: str) -> Any:
        """What it is answered to a form."""
        answer = self.sends(path, form, **headers)
        assert answer.status_code == status, answer.text
        return json.loads(answer.data)


def an_app(app: Flask, name: str = "Baches", rate: str = "100000 per minute") -> App:
    """An app to which the city gave a key."""
    words = ("open311", "keys", "add", name, "--contact", "bo@baches.example", "--rate", rate)
    said = app.test_cli_runner().invoke(args=words)
    assert said.exit_code == 0, said.output
    named, shown = (line.split()[-1] for line in said.output.splitlines())
    return App(app.test_client(), shown, named)


def a_pothole(**answers: Any) -> dict[str, Any]:
    """A pothole at the Zócalo, as an app tells it, unless told otherwise."""
    return {
        "service_code": "pothole",
        "lat": "19.43260",
        "long": "-99.13320",
        "description": "Se lleva las llantas",
        "email": "amina@correo.example",
        "attribute[extent]": "large",
        **answers,
    }


def the_city(app: Flask, folio: str, *states: State, words: str = "") -> None:
    """The city moves a report."""
    with app.app_context():
        for state in states:
            actions.move(
                report=found(folio), to=state, actor=Actor.CITY, words=words, now=clock.now()
            )
        db.session.commit()


def publishes(app: Flask, folio: str) -> None:
    """The city has looked at it."""
    with app.app_context():
        actions.publish(report=found(folio))
        db.session.commit()


def found(folio: str) -> Report:
    """The report itself."""
    report = queries.by_folio(folio)
    assert report is not None
    return report
