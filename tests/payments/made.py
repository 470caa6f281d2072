"""Payments, and what a bank says of them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from backend.payments.actions import ask
from backend.payments.models import Payment
from tests.identity.people import Llave

NOW = datetime(2026, 11, 25, 18, 0, tzinfo=UTC)
TODAY, UNTIL = date(2026, 11, 25), date(2026, 12, 5)
HEADING = "fecha,folio,referencia,importe"


def a_payment(llave: Llave, **more: object) -> Payment:
    """She is to pay for a licence."""
    asked = {
        "subject": f"case:{llave.id}",
        "account_id": llave.id,
        "concept": "Licencia por 3 años",
        "fees": [("Licencia por 3 años", Decimal("1055.00")), ("Plástico", Decimal("80.50"))],
        "until": UNTIL,
        "language": "es",
        "now": NOW,
        "office": "mobility",
        **more,
    }
    return ask(**asked)  # type: ignore[arg-type]


def a_row(reference: str, amount: str = "1135.50", day: date = TODAY, folio: str = "A1") -> str:
    """One line of the bank's file."""
    return f"{day},{folio},{reference},{amount}"


def a_file(*rows: str, heading: str = HEADING) -> bytes:
    """The bank's file."""
    return "\r\n".join([heading, *rows, ""]).encode()


LATE = UNTIL + timedelta(days=1)
