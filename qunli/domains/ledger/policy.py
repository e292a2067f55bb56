"""Who may read and write the books."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qunli.core.actor import Actor
from qunli.core.verdict import Verdict, allow_if
from qunli.domains.communities.facade import powers


def may_read(actor: Actor) -> Verdict:
    """Read accounts, transfers and statements of the whole community."""
    return allow_if(actor.has(powers.BOOKS), _("Only those who look after the money can read the books."))


def may_book(actor: Actor) -> Verdict:
    """Write into the books by hand."""
    return allow_if(actor.has(powers.MONEY), _("Only owners and managers can move money."))


def may_keep(actor: Actor) -> Verdict:
    """Inspect, erase."""
    return allow_if(actor.kind == "system", _("Only the program itself does this."))
