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
    "top_up": pgettext_lazy("movement of money", "topped up"),
    "payment": pgettext_lazy("movement of money", "paid"),
    "earned": pgettext_lazy("movement of money", "earned"),
    "refund": pgettext_lazy("movement of money", "refunded"),
    "hold": pgettext_lazy("movement of money", "set aside"),
    "release": pgettext_lazy("movement of money", "released"),
    "commission": pgettext_lazy("movement of money", "commission"),
    "fee": pgettext_lazy("movement of money", "fee"),
    "withdrawal": pgettext_lazy("movement of money", "withdrawn"),
    "packet": pgettext_lazy("movement of money", "into a red packet"),
    "share": pgettext_lazy("movement of money", "from a red packet"),
    "gift": pgettext_lazy("movement of money", "gift"),
    "cost": pgettext_lazy("movement of money", "cost"),
    "points": pgettext_lazy("movement of money", "points"),
    "correction": pgettext_lazy("movement of money", "by hand"),
}
