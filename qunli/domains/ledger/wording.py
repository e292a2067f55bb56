"""What accounts and movements are called."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ROOTS: Final = {
    "rail": _("Banks and payment services"),
    "member": _("Members' money and points"),
    "held": _("Set aside"),
    "packet": _("Red packets"),
    "fund": _("Community fund"),
    "income": _("Income"),
    "cost": _("Costs"),
    "issue": _("Points issued, and money from before"),
}
KINDS: Final = {
    "top_up": _("topped up"),
    "payment": pgettext_lazy("movement of money", "paid"),
    "earned": _("earned"),
    "refund": _("refunded"),
    "hold": _("set aside"),
    "release": _("released"),
    "commission": _("commission"),
    "fee": _("fee"),
    "withdrawal": _("withdrawn"),
    "packet": _("into a red packet"),
    "share": _("from a red packet"),
    "gift": _("gift"),
    "cost": _("cost"),
    "points": _("points"),
    "correction": _("by hand"),
}
