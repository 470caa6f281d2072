"""What is to be paid: a reference for a bank or a store, compared with what the bank says came.

It has no addresses of its own: a case shows what is to be paid (room ``cases``, with the part
``_parts/payment.html``), the desk loads the bank's file (room ``staff``, ``/staff/payments``).

===================  ==================================================================
actions              ``ask``, ``cancel``
actions.reconciling  ``reconcile``: each movement counts once, each line is told of
queries              ``is_paid``, by which alone anything is granted; what is waited for
reference            the digits of a reference, with what they check: pure
decide               what becomes of one line of the bank's: pure
bank_file            the bank's CSV, read line by line
gateway              what a way to pay has to be, and the one there is
hooks                what a room above does when something was paid
cli                  ``flask payments load FILE``
===================  ==================================================================
"""

from decimal import Decimal

from flask import Flask
from flask_babel import get_locale

from backend.config import Settings, SettingsError
from backend.kernel.city import City, money
from backend.payments import bank_file, gateway, reference


def init_app(app: Flask, settings: Settings) -> None:
    """Let ``app`` take payments. Raises SettingsError for columns that cannot be."""
    try:
        columns = bank_file.columns_of(settings.bank_columns)
    except ValueError:
        raise SettingsError(
            "VENTANILLA_BANK_COLUMNS cannot be read; write reference=,amount=,date=,id= with the "
            "name of a column behind each."
        ) from None
    gateway.init_app(app, gateway.ByReference(columns))
    city: City = app.extensions["city"]

    def sum_of(amount: Decimal | str) -> str:
        """What is to be paid, as who reads this page writes it."""
        return money.spoken(Decimal(amount), city, get_locale())

    app.jinja_env.filters.update(reference=reference.spaced, sum_of=sum_of)
