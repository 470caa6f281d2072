"""A sum is the same sum wherever Amina reads it, in whatever language."""

from decimal import Decimal

import pytest
from flask import Flask

from backend.kernel.city import City, money


@pytest.mark.parametrize(
    ("amount", "locale", "is_exact", "said"),
    [
        ("1055", "es_MX", True, "$1,055.00"),
        ("1055", "en_US", True, "MX$1,055.00"),
        ("1055.00", "es_MX", False, "$1,055"),
        ("83.5", "es_MX", False, "$83.50"),
        ("83.5", "en_US", False, "MX$83.50"),
    ],
)
def test_a_sum_is_said_in_the_money_of_the_city(
    app: Flask, amount: str, locale: str, is_exact: bool, said: str
) -> None:
    city: City = app.extensions["city"]
    assert money.spoken(Decimal(amount), city, locale, is_exact=is_exact) == said
