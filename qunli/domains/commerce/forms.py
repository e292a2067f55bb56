"""What the operator types about offers and coupons."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict

from qunli.core import typed
from qunli.core.http import number
from qunli.core.refusals import Invalid
from qunli.core.words import _
from qunli.domains.commerce import facade as commerce
from qunli.kit import money

OFFERED = ("CNY", "USD", "EUR", "HKD", "TWD", "JPY", "GBP", "SGD", money.POINTS)
SPARE = 3
"""Empty lines for further variants."""


def offer_said(given: QueryDict, zone: str) -> commerce.OfferIn:
    """The form of an offer. Raises `Invalid`, naming the field."""
    currency = given.get("currency", "")
    if currency not in money.CURRENCIES:
        raise Invalid(_("There is no such currency."), field="currency")
    most = given.get("most_each", "").strip()
    return commerce.OfferIn(
        kind=given.get("kind", ""),
        title=given.get("title", ""),
        text=given.get("text", ""),
        next_step=given.get("next_step", ""),
        currency=currency,
        shipping=_minor(given.get("shipping", ""), currency, "shipping") or 0,
        refund_days=_whole(given.get("refund_days", ""), "refund_days") or 0,
        most_each=_whole(most, "most_each"),
        variants=tuple(_variants(given, currency, zone)),
    )


def variant_lines(given: QueryDict | None, known: commerce.OfferView | None) -> list[dict[str, Any]]:
    """What stands in the lines of variants: as typed, or as it is, and empty ones."""
    if given:
        columns = ("id", "variant", "price", "special", "until", "stock")
        rows = zip(*(given.getlist(f"v_{name}") for name in columns), strict=False)
        return [dict(zip(columns, row, strict=True)) for row in rows]
    empty = {"id": "", "variant": "", "price": "", "special": "", "until": "", "stock": ""}
    lines = [_line(one) for one in known.variants] if known else []
    return [*lines, *({**empty} for _spare in range(SPARE))]


def coupon_said(given: QueryDict, zone: str) -> commerce.CouponIn:
    """The form of a coupon. Raises `Invalid`, naming the field."""
    by_percent, currency = given.get("off") == "percent", given.get("currency", "")
    until = typed.day(given.get("until", ""), field="until")
    most = given.get("most", "").strip()
    return commerce.CouponIn(
        code=given.get("code", ""),
        percent=_whole(given.get("amount", ""), "amount") if by_percent else None,
        minor=None if by_percent else typed.amount(given.get("amount", ""), currency).minor,
        currency="" if by_percent else currency,
        offer=number(given.get("offer")),
        least=_minor(given.get("least", ""), currency, "least") or 0,
        most=_whole(most, "most"),
        most_each=_whole(given.get("most_each", ""), "most_each") or 1,
        until=None if until is None else datetime.combine(until + timedelta(days=1), time(), ZoneInfo(zone)),
    )


def _line(one: commerce.VariantView) -> dict[str, Any]:
    until = one.special_until
    return {
        "id": one.id,
        "variant": one.title,
        "price": (one.before or one.price).major,
        "special": one.special.major if one.special else "",
        "until": (until - timedelta(seconds=1)).date().isoformat() if until else "",
        "stock": "" if one.stock is None else one.stock,
    }


def _variants(given: QueryDict, currency: str, zone: str) -> list[commerce.VariantIn]:
    found = []
    for line in variant_lines(given, None):
        if not (line["price"].strip() or line["variant"].strip()):
            continue
        until = typed.day(line["until"], field="special")
        end = None if until is None else datetime.combine(until + timedelta(days=1), time(), ZoneInfo(zone))
        special = _minor(line["special"], currency, "special")
        found.append(
            commerce.VariantIn(
                id=number(line["id"]),
                title=line["variant"],
                price=typed.amount(line["price"], currency, field="price").minor,
                special=special,
                special_until=end if special is not None else None,
                stock=_whole(line["stock"], "stock"),
            )
        )
    return found


def _minor(text: str, currency: str, field: str) -> int | None:
    return typed.amount(text, currency, field=field).minor if text.strip() else None


def _whole(text: str, field: str) -> int | None:
    if not text.strip():
        return None
    found = number(text.strip(), 10**9)
    if found is None:
        raise Invalid(_("Write a whole number."), field=field)
    return found
