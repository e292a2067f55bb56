"""What happened to the community's money, in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "ledger.BookedByHand": gettext_noop("wrote transfer {transfer} into the books by hand"),
    "ledger.BooksFaulty": gettext_noop("found {faults} things in the books that must not be"),
    "ledger.BooksSoundAgain": gettext_noop("found the books sound again"),
}
