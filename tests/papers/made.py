"""Papers that people were given."""

from datetime import UTC, date, datetime

from backend.papers.actions import issue
from backend.papers.models import Paper
from tests.identity.people import Llave

NOW = datetime(2026, 11, 25, 18, 0, tzinfo=UTC)
TODAY, UNTIL = date(2026, 11, 25), date(2029, 11, 24)
ORIGIN = "https://ventanilla.cdmx.example"


def a_paper(llave: Llave, **more: object) -> Paper:
    """A licence in her name."""
    given = {
        "subject": f"case:{llave.id}",
        "account_id": llave.id,
        "kind": "permit",
        "title": "Licencia de conducir",
        "holder": "Amina Ñúñez Güemes",
        "lines": [("Tipo", "A, automóviles y motocicletas"), ("Restricción", "Usa lentes")],
        "office": "roads",
        "language": "es",
        "valid_until": UNTIL,
        "now": NOW,
        **more,
    }
    return issue(**given)  # type: ignore[arg-type]
