"""An export was read to its end: what it last called people, and when they were last seen, is remembered."""

from __future__ import annotations

from collections.abc import Sequence

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.members import bulk, decisions, policy
from qunli.domains.members.models import Identity, Person
from qunli.domains.members.operations.recognise import AT_ONCE, Seen


@operation
def remember(*, actor: Actor, platform: str, seen: Sequence[Seen]) -> int:
    """Returns how many identities changed. A name from an export older than what is known changes nothing."""
    policy.may_gather(actor).or_refuse()
    by_id = {one.external_id: one for one in seen}
    ids = list(by_id)
    changed = 0
    for start in range(0, len(ids), AT_ONCE):
        rows = Identity.objects.filter(platform=platform, external_id__in=ids[start : start + AT_ONCE])
        changed += _take_over([(row, by_id[row.external_id]) for row in rows])
    return changed


def _take_over(pairs: Sequence[tuple[Identity, Seen]]) -> int:
    changed = []
    renamed: dict[int, tuple[str, str]] = {}
    for row, seen in pairs:
        if row.seen_at is not None and (seen.seen_at is None or seen.seen_at < row.seen_at):
            continue
        new = (seen.name or row.name, seen.handle or row.handle, seen.is_bot or row.is_bot, seen.seen_at)
        if new == (row.name, row.handle, row.is_bot, row.seen_at):
            continue
        if new[:2] != (row.name, row.handle):
            renamed[row.person_id] = (row.name, new[0])
        row.name, row.handle, row.is_bot, row.seen_at = new
        changed.append(row)
    if changed:
        bulk.update_identities(changed)
    _rename(renamed)
    return len(changed)


def _rename(renamed: dict[int, tuple[str, str]]) -> None:
    """A person is called as their identity is until an operator calls them otherwise."""
    people = list(Person.objects.filter(id__in=list(renamed)))
    for person in people:
        before, after = renamed[person.id]
        if person.name == before:
            person.name = after
    refresh_search(people)


def refresh_search(people: Sequence[Person]) -> None:
    """Write people's names and the text by which they are found, which is made of all their identities."""
    parts: dict[int, list[str]] = {person.id: [person.name] for person in people}
    for row in Identity.objects.filter(person_id__in=list(parts)).order_by("id"):
        parts[row.person_id] += [row.name, row.handle, row.external_id]
    for person in people:
        person.search = decisions.search_text(parts[person.id])
    if people:
        bulk.update_people(people)
