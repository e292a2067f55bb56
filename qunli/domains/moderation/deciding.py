"""What a page's form says about cases and appeals: one operation, and the sentence that says what was done."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qunli.core.actor import Actor
from qunli.core.http import number
from qunli.domains.moderation.operations.appeal import answer_appeal
from qunli.domains.moderation.operations.decide import release, uphold


def decide(actor: Actor, cases: Collection[int], what: str, reason: str, sanction: str = "") -> str:
    """`what`: "release" or "uphold"; `sanction` as the form names it, "mute:60" for an hour's silence. Raises what the
    operations raise."""
    if what == "release":
        done = release(actor=actor, cases=cases, reason=reason)
        said = ngettext("%(n)d message went into the chat.", "%(n)d messages went into the chat.", done)
    else:
        kind, _dot, minutes = sanction.partition(":")
        done = uphold(actor=actor, cases=cases, reason=reason, sanction=kind, minutes=number(minutes) or 60)
        said = ngettext("%(n)d case was upheld.", "%(n)d cases were upheld.", done)
    return said % {"n": done}


def answer(actor: Actor, appeal: int, what: str, words: str) -> str:
    """`what`: "grant" or anything else, which turns it down. Raises what the operation raises."""
    grant = what == "grant"
    answer_appeal(actor=actor, appeal=appeal, grant=grant, answer=words)
    return _("Granted: what followed from the case is taken back.") if grant else _("Turned down.")
