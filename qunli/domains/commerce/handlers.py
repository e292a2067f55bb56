"""What commerce does when something happened elsewhere."""

from __future__ import annotations

from qunli.core.actor import system
from qunli.core.dispatch import Handler
from qunli.domains.commerce.operations.erase_rows import forget_person
from qunli.domains.commerce.operations.follow_merge import follow_merge
from qunli.domains.commerce.operations.pay import pay_when_covered
from qunli.domains.members.events import PeopleMerged, PersonErased
from qunli.domains.payments.events import PaymentReceived


def forget(event: PersonErased) -> None:
    """Nothing may speak of an erased person."""
    forget_person(actor=system(event.community), person=event.person)


def on_payment(event: PaymentReceived) -> None:
    """Somebody paid for an order."""
    thing, _colon, order = event.about.partition(":")
    if thing == "order":
        pay_when_covered(actor=system(event.community), order=int(order))


def on_merge(event: PeopleMerged) -> None:
    """Two buyers turned out to be one person."""
    follow_merge(actor=system(event.community), kept=event.kept, merged=event.merged)


HANDLERS = (
    Handler("commerce.forget", (PersonErased,), forget),
    Handler("commerce.follow_merge", (PeopleMerged,), on_merge),
    Handler("commerce.pay", (PaymentReceived,), on_payment),
)
