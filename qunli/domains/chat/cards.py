"""Messages that another domain shows as cards, and what is said in reply to some messages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from qunli.core.actor import Actor
from qunli.domains.chat.conversation import Said, live_group, said
from qunli.domains.chat.listening import listening
from qunli.domains.chat.live import delivery
from qunli.domains.chat.models import Message


def card_changed(
    *, community: int, group: int, kind: str, number: int, counts: Mapping[str, int] | None = None, again: bool = False
) -> None:
    """Whoever has the group open sees what a card counts now, by name; `again`: the card is to be fetched anew. To be
    called in the transaction that changed it."""
    delivery.passing(community, group, "card", card=kind, id=number, counts=dict(counts or {}), again=again)


def numbers_of(group: int, keys: Collection[str]) -> dict[str, int]:
    """The numbers of a group's messages that are there and not deleted, by their keys; in the community entered."""
    rows = Message.objects.filter(group_id=group, external_id__in=list(keys), seq__isnull=False, deleted_at=None)
    return {key: seq or 0 for key, seq in rows.values_list("external_id", "seq")}


@listening
def replies_to(actor: Actor, group: int, keys: Collection[str]) -> dict[str, list[Said]]:
    """What was said in reply to messages of one group, by the key of the message, oldest first. Raises `Forbidden` and
    `NotFound`."""
    here = live_group(actor, group).id
    # By those who were spoken to, because there is an index of that and none of what was replied to.
    asked = Message.objects.filter(group_id=here, external_id__in=list(keys)).values_list("author_id", flat=True)
    rows = Message.objects.filter(
        group_id=here, to_id__in=list(asked), reply_to__in=list(keys), seq__isnull=False, deleted_at=None
    ).order_by("seq")
    found: dict[str, list[Said]] = defaultdict(list)
    kept = list(rows)
    for row, one in zip(kept, said(kept), strict=True):
        found[row.reply_to or ""].append(one)
    return found
