"""Money that waits for those who look after it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from qunli.core.actor import Actor
from qunli.core.matters import Matter
from qunli.core.refusals import Sentence
from qunli.domains.payments import policy
from qunli.domains.payments.models import Payout, Proof

WITHIN = timedelta(days=1)


def matters(actor: Actor) -> list[Matter]:
    """For those who move it."""
    if not policy.may_move(actor):
        return []
    looks = Proof.objects.filter(state=Proof.State.WAITING)
    asked = Payout.objects.filter(state=Payout.State.ASKED)
    approved = Payout.objects.filter(state=Payout.State.APPROVED, rail="manual")
    found = [
        _matter(
            "proof",
            looks.values("intent").distinct().count(),
            ngettext_lazy("%(count)d member says that they paid", "%(count)d members say that they paid", "count"),
            _("They wait for what they bought. See whether the money is on the account."),
            looks.order_by("at").values_list("at", flat=True).first(),
            "payments",
            pgettext_lazy("money", "Look"),
        ),
        _matter(
            "withdrawal",
            asked.count(),
            ngettext_lazy(
                "%(count)d withdrawal waits for approval", "%(count)d withdrawals wait for approval", "count"
            ),
            _("It is the member's money. Nobody approves their own."),
            asked.order_by("asked_at").values_list("asked_at", flat=True).first(),
            "payouts",
            _("Decide"),
        ),
        _matter(
            "payout",
            approved.count(),
            ngettext_lazy("%(count)d sum is to be sent", "%(count)d sums are to be sent", "count"),
            _("It was approved or is a refund; the member was told."),
            approved.order_by("decided_at").values_list("decided_at", flat=True).first(),
            "payouts",
            pgettext_lazy("money", "Send"),
        ),
    ]
    return [one for one in found if one is not None]


def _matter(
    kind: str, count: int, words: Any, why: Sentence, since: datetime | None, page: str, deed: Sentence
) -> Matter | None:
    if not count or since is None:
        return None
    return Matter(kind=kind, count=count, words=words, why=why, since=since, due=since + WITHIN, deed=deed, page=page)
