"""Sums in the money of the city, as people write them."""

from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency, get_territory_currencies

from backend.kernel.city.model import City


def spoken(amount: Decimal, city: City, locale: Locale | str, *, is_exact: bool = True) -> str:
    """``amount`` in the money of the city's country, for who reads ``locale``: with cents, or where
    it need not be exact only with those there are. Of a city whose own locale names no country the
    number alone."""
    territory = Locale.parse(city.languages[0].locale).territory
    currencies = get_territory_currencies(territory) if territory else []
    sign = "¤" if currencies else ""
    is_whole = amount == amount.to_integral_value() and not is_exact
    return format_currency(
        amount,
        currencies[-1] if currencies else "",
        f"{sign}#,##0" if is_whole else f"{sign}#,##0.00",
        locale=locale,
        currency_digits=False,
    )
