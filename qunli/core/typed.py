"""What a person types into a form: amounts and days, or a sentence that says how."""

from __future__ import annotations

from datetime import UTC, date, datetime

from qunli.core.refusals import Invalid
from qunli.core.words import _
from qunli.kit import money
from qunli.kit.money import Money


def amount(text: str, currency: str, *, field: str = "amount") -> Money:
    """ "12", "12.50", "1,234.50". Raises `Invalid`."""
    try:
        return money.read(text, currency)
    except ValueError:
        raise Invalid(_("Write an amount like 12 or 12.50."), field=field) from None


def day(text: str, *, field: str) -> date | None:
    """2026-05-31; null for nothing. Raises `Invalid`."""
    if not text.strip():
        return None
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError:
        raise Invalid(_("Write a day like 2026-05-31."), field=field) from None
