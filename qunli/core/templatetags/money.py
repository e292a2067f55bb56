"""Money on pages."""

from __future__ import annotations

from django import template

from qunli.core.money import shown
from qunli.kit.money import Money

register = template.Library()


@register.filter
def money(amount: Money | None) -> str:
    """As the reader's language writes it; a dash for none."""
    return "–" if amount is None else shown(amount)
