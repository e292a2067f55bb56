"""Money as a person reads it, in the language of now."""

from __future__ import annotations

from babel.numbers import format_currency, format_decimal
from django.utils.translation import get_language, ngettext

from qunli.kit.money import POINTS, Money


def shown(money: Money) -> str:
    """ "¥88.88", "CN¥88.88", "-$3.00", "88 points": as the reader's language writes it (CLDR)."""
    locale = "zh_CN" if (get_language() or "").startswith("zh") else "en_US"
    if money.currency == POINTS:
        number = format_decimal(money.minor, locale=locale)
        return str(ngettext("%(number)s point", "%(number)s points", money.minor) % {"number": number})
    return str(format_currency(money.major, money.currency, locale=locale))
