"""What was said in live groups is taken in: one transaction for the whole batch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.core.refusals import Sentence
from qunli.domains.chat import live_bulk, live_decisions, policy, screening
from qunli.domains.chat.bulk import touch_days
from qunli.domains.chat.connecting.bringing_back import bring_back
from qunli.domains.chat.connecting.carrying import carry
from qunli.domains.chat.decisions import DAY_MS
from qunli.domains.chat.live import delivery
from qunli.domains.chat.models import Message
from qunli.domains.chat.operations.gather_notices import expect
from qunli.domains.chat.ports import NoScreening, Ruled, Ruling, Utterance
from qunli.domains.members import facade as members

Judging = Callable[[int, Sequence[Utterance], Mapping[int, members.Standing]], Sequence[Ruling]]


@dataclass(frozen=True)
class Receipt:
    """What became of an utterance: its number and moment (ms UTC) in the group, or the sentence by which it was held or
    refused."""

    key: str
    seq: int | None = None
    at: int | None = None
    effect: str = "pass"
    sentence: Sentence = ""


@operation
def receive(*, actor: Actor, batch: Sequence[Utterance]) -> list[Receipt]:
    """Take in what members of one community said, in the order given. What was taken in before under the same key
    answers as it did then; that one is refused loses nobody else's. One receipt each, in the same order."""
    policy.may_deliver(actor).or_refuse()
    return _take_in(actor.here, batch, screening.screening().judge)


@operation
def receive_released(*, actor: Actor, said: Utterance) -> Receipt:
    """Take in a message that was held, as it was said then, without looking at it again. Once, by its key. Where it was
    taken away on its platform, our account says it there."""
    policy.may_deliver(actor).or_refuse()
    receipt = _take_in(actor.here, [said], NoScreening().judge)[0]
    if said.origin == "there" and receipt.seq is not None:
        bring_back(Message.objects.get(group_id=said.group, external_id=said.key))
    return receipt


def _take_in(community: int, batch: Sequence[Utterance], judge: Judging) -> list[Receipt]:
    wanted = {one.group for one in batch}
    bridged = live_bulk.bridges(wanted)
    groups = live_bulk.lock_groups(wanted.union(*bridged.values()))
    known = live_bulk.known_keys((one.group, one.key) for one in batch)
    standings = members.standings(community, {one.person for one in batch})
    fresh = live_bulk.known_only([one for one in batch if (one.group, one.key) not in known])
    ruled = live_decisions.rule(fresh, judge(community, fresh, standings), standings, groups, timezone.now())
    _write(community, groups, ruled)
    carry(community, groups, ruled, bridged)
    delivery.came(community, _numbers(ruled))
    if any(one.seq is not None for one in ruled):
        expect(community)
    return _receipts(batch, known, ruled)


def _write(community: int, groups: dict[int, live_decisions.Place], ruled: Sequence[Ruled]) -> None:
    new = [one for one in ruled if one.seq is not None]
    if new:
        live_bulk.insert(community, new)
        live_bulk.attach(one.utterance for one in new)
        live_bulk.number({group: last for group, (_, last) in _numbers(new).items()})
        touch_days(community, {(one.utterance.group, one.utterance.at // DAY_MS) for one in new})
    screening.screening().keep(community, ruled)


def _receipts(
    batch: Sequence[Utterance], known: dict[tuple[int, str], tuple[int, int]], ruled: Sequence[Ruled]
) -> list[Receipt]:
    answers = {(group, key): Receipt(key, seq, at) for (group, key), (seq, at) in known.items()}
    for one in ruled:
        said, ruling = one.utterance, one.ruling
        at = said.at if one.seq is not None else None
        answers.setdefault((said.group, said.key), Receipt(said.key, one.seq, at, ruling.effect, ruling.sentence))
    return [answers[one.group, one.key] for one in batch]


def _numbers(ruled: Sequence[Ruled]) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    for one in ruled:
        if one.seq is not None:
            first, _ = found.get(one.utterance.group, (one.seq, 0))
            found[one.utterance.group] = (first, one.seq)
    return found
