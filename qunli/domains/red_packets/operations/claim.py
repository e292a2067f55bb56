"""Members take their shares of a red packet: each once, all of it exactly, nobody over."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Forbidden, NotFound, Refusal
from qunli.core.words import _
from qunli.domains.chat import facade as chat
from qunli.domains.ledger import facade as ledger
from qunli.domains.members import facade as members
from qunli.domains.red_packets import audience, decisions, policy, queries
from qunli.domains.red_packets.events import PacketClosed, ShareTaken
from qunli.domains.red_packets.models import Packet, Share
from qunli.domains.red_packets.shapes import Taken
from qunli.kit.chance import Chance, fair
from qunli.kit.money import Money

Answer = Taken | Refusal


@operation
def claim(*, actor: Actor, packet: int, chance: Chance = fair, key: str | None = None) -> Taken:
    """One member takes one share; the last taker closes the packet. Again, it answers what they got then. Raises
    `Forbidden`, `NotFound`, and `Conflict` when nothing is left ("empty") or its time is over ("over")."""
    row = queries.packet_to_change(packet)
    taker = members.as_member(actor)
    [answer] = _deal(row, [taker.person], chance)
    if isinstance(answer, Refusal):
        raise answer
    return answer


@operation
def claim_together(*, actor: Actor, packet: int, people: Sequence[int], chance: Chance = fair) -> list[Answer]:
    """The same for several who came at once, in the order in which they came: one transaction for all of them. Whoever
    gets nothing is answered by the refusal. Raises `Forbidden`, `NotFound`."""
    policy.may_keep(actor).or_refuse()
    row = queries.packet_to_change(packet)
    return _deal(row, people, chance)


def _deal(row: Packet, people: Sequence[int], chance: Chance) -> list[Answer]:
    answers: dict[int, Answer] = {
        person: _taken(row, share, fresh=False) for person, share in queries.shares_of(row.id, people).items()
    }
    waiting = [person for person in dict.fromkeys(people) if person not in answers]
    answers |= _refused(row, waiting)
    takers = [person for person in waiting if person not in answers]
    amounts = decisions.deal(row.split, row.left, row.shares_left, len(takers), chance)
    for share in _write(row, takers, amounts):
        answers[share.person_id] = _taken(row, share, fresh=True)
    for late in takers[len(amounts) :]:
        answers[late] = Conflict(_("All shares are taken."), code="empty")
    # Somebody who asked twice in one batch got it once.
    return [answers[person] for person in people]


def _refused(row: Packet, people: Sequence[int]) -> dict[int, Answer]:
    """Those who cannot have a share, whatever is left."""
    try:
        if people and not queries.stands(row):
            raise NotFound
        decisions.still_open(row.closes_at, row.closed_at, row.shares_left, timezone.now())
    except Refusal as refusal:
        return dict.fromkeys(people, refusal)
    standings = members.standings(row.community_id, people)
    meant = audience.meant(row, people)
    found: dict[int, Answer] = {}
    for person in people:
        here = standings.get(person)
        verdict = policy.may_open(here is not None and here.is_active, person in meant)
        if verdict.reason is not None:
            found[person] = Forbidden(verdict.reason)
    return found


def _write(row: Packet, takers: Sequence[int], amounts: Sequence[int]) -> list[Share]:
    if not amounts:
        return []
    now, first = timezone.now(), row.shares - row.shares_left
    dealt = zip(takers, amounts, strict=False)
    shares = [
        Share(community_id=row.community_id, packet=row, person_id=person, place=first + place, minor=minor, at=now)
        for place, (person, minor) in enumerate(dealt)
    ]
    Share.objects.bulk_create(shares)
    ledger.transfer([_move(row, one) for one in shares], key=f"packet:{row.id}:from:{first}")
    row.left -= sum(amounts)
    row.shares_left -= len(shares)
    row.closed_at = now if row.shares_left == 0 else None
    row.save(update_fields=["left", "shares_left", "closed_at"])
    _tell(row, shares)
    return shares


def _move(row: Packet, share: Share) -> ledger.Move:
    target = ledger.member(share.person_id)
    amount = Money(share.minor, row.currency)
    return ledger.Move(f"packet:{row.id}", target, amount, ledger.Kind.SHARE, f"packet:{row.id}")


def _tell(row: Packet, shares: Sequence[Share]) -> None:
    here = row.community_id
    for one in shares:
        tell(ShareTaken(here, row.id, one.person_id, one.minor, row.currency))
    empty = row.shares_left == 0
    if empty:
        tell(PacketClosed(here, row.id, 0, row.currency))
    counts = {"total": row.shares - row.shares_left}
    chat.card_changed(community=here, group=row.group_id, kind="packet", number=row.id, counts=counts, again=empty)


def _taken(row: Packet, share: Share, *, fresh: bool) -> Taken:
    return Taken(row.id, share.person_id, share.place, Money(share.minor, row.currency), fresh)
