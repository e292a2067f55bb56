"""An export speaks of people: those who are not known yet become known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.core.refusals import NotFound
from qunli.core.turns import take_turns
from qunli.domains.members import decisions, erasures, policy
from qunli.domains.members.models import Identity, Person

AT_ONCE = 500


@dataclass(frozen=True)
class Seen:
    """Somebody as an export calls them. `seen_at`: latest deed there, ms UTC, or null."""

    external_id: str
    name: str
    handle: str = ""
    is_bot: bool = False
    seen_at: int | None = None


@dataclass
class Recognised:
    """Identity ids by external id; `erased` are those whose personal data must not be stored again."""

    ids: dict[str, int] = field(default_factory=dict)
    erased: set[int] = field(default_factory=set)
    created: int = 0


@operation
def recognise(*, actor: Actor, platform: str, seen: Sequence[Seen]) -> Recognised:
    """Each one's identity on `platform`; who is new gets one, and becomes a person."""
    policy.may_gather(actor).or_refuse()
    if actor.community is None:
        raise NotFound
    take_turns("members.recognise", actor.community)
    answer = Recognised()
    wanted = {one.external_id: one for one in seen}
    ids = list(wanted)
    for start in range(0, len(ids), AT_ONCE):
        found = Identity.objects.filter(platform=platform, external_id__in=ids[start : start + AT_ONCE])
        answer.ids.update(found.values_list("external_id", "id"))
    gone = erasures.tombstones(actor.community, platform, [one for one in ids if one not in answer.ids])
    answer.ids.update(gone)
    answer.erased.update(gone.values())
    new = [one for external_id, one in wanted.items() if external_id not in answer.ids]
    _admit(actor.community, platform, new, answer)
    return answer


def _admit(community: int, platform: str, new: Sequence[Seen], answer: Recognised) -> None:
    people = Person.objects.bulk_create(
        [
            Person(
                community_id=community,
                name=one.name,
                search=decisions.search_text((one.name, one.handle, one.external_id)),
            )
            for one in new
        ],
        batch_size=AT_ONCE,
    )
    identities = Identity.objects.bulk_create(
        [
            Identity(
                community_id=community,
                person=person,
                platform=platform,
                external_id=one.external_id,
                name=one.name,
                handle=one.handle,
                is_bot=one.is_bot,
                seen_at=one.seen_at,
            )
            for one, person in zip(new, people, strict=True)
        ],
        batch_size=AT_ONCE,
    )
    answer.ids.update((one.external_id, one.id) for one in identities)
    answer.created = len(identities)
