"""What was taken in goes on: over a bridge to the other group, and from member pages to the platform of the group.

Nothing goes round in a circle: a copy is marked as one (`origin`), and what our own account says on a platform is not
taken in as somebody's message.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from qunli.core.actor import Actor
from qunli.domains.chat import live_bulk
from qunli.domains.chat.bulk import touch_days
from qunli.domains.chat.connecting import outbox
from qunli.domains.chat.connecting.decisions import as_carried
from qunli.domains.chat.decisions import DAY_MS
from qunli.domains.chat.live import delivery
from qunli.domains.chat.live_decisions import Place
from qunli.domains.chat.models import Connection, Deed, Group, Message
from qunli.domains.chat.ports import Ruled, Ruling, Utterance
from qunli.domains.members import facade as members

BRIDGED = "bridge:"


def carry(
    community: int, places: Mapping[int, Place], ruled: Sequence[Ruled], bridged: Mapping[int, Sequence[int]]
) -> None:
    """To be called in the transaction that took the messages in; `bridged` as `live_bulk.bridges` gave it."""
    new = [one for one in ruled if one.seq is not None and one.utterance.origin != "bridge"]
    if not new:
        return
    outward = {id for id, place in places.items() if place.connection is not None}
    across = {group: others for group in {one.utterance.group for one in new} if (others := bridged.get(group))}
    if not across and not (outward and any(one.utterance.origin == "here" for one in new)):
        return
    groups = Group.objects.in_bulk({*outward, *(other for others in across.values() for other in others)})
    names = members.called({one.utterance.identity for one in new})
    for one in new:
        name = names[one.utterance.identity].name
        if one.utterance.group in outward and one.utterance.origin == "here":
            _send(groups[one.utterance.group], one, name)
        for other in across.get(one.utterance.group, ()):
            if groups[other].connection_id is not None:
                _send(groups[other], one, name)
    _copy(community, [(one, groups[to]) for one in new for to in across.get(one.utterance.group, ())])


def _send(group: Group, one: Ruled, name: str) -> None:
    said = one.utterance
    body = {"text": as_carried(name, said.text, said.media, bool(said.attachments))}
    there = _counterpart(said, group)
    if there is not None:
        body["reply_to"] = there
    source = (said.group, one.seq or 0)
    outbox.put(group, Deed.Kind.SEND, f"{BRIDGED}{said.group}:{one.seq}", body, source)


def _counterpart(said: Utterance, group: Group) -> str | None:
    """What the platform of `group` calls the message that this one answers."""
    answered = Message.objects.filter(group_id=said.group)
    if said.answers is not None:
        answered = answered.filter(external_id=said.answers)
    elif said.reply_to is not None:
        answered = answered.filter(seq=said.reply_to)
    else:
        return None
    found = answered.values_list("seq", "external_id").first()
    if found is None:
        return None
    seq, key = found
    copies = Deed.objects.filter(source_id=said.group, source_seq=seq, group_id=group.id).exclude(external_id="")
    copied = copies.values_list("external_id", flat=True).first()
    if copied is not None:
        return copied
    if said.group == group.id:
        return key
    start = f"{BRIDGED}{group.id}:"
    return key.removeprefix(start) if key.startswith(start) else None


def _copy(community: int, carried: Sequence[tuple[Ruled, Group]]) -> None:
    """Into groups of our own, under the author's own name."""
    wanted = [(one, group) for one, group in carried if group.connection_id is None]
    if not wanted:
        return
    places = live_bulk.lock_groups({group.id for _, group in wanted})
    numbers = {id: place.last_seq for id, place in places.items()}
    first = dict(numbers)
    new = []
    for one, group in wanted:
        if group.id not in places or not places[group.id].is_open:
            continue
        numbers[group.id] += 1
        new.append(Ruled(_copied(one.utterance, group), Ruling(), numbers[group.id]))
    if new:
        live_bulk.insert(community, new)
        live_bulk.number(numbers)
        delivery.came(community, {id: (first[id] + 1, last) for id, last in numbers.items() if last > first[id]})


def _copied(said: Utterance, group: Group) -> Utterance:
    return Utterance(
        group=group.id,
        person=said.person,
        identity=said.identity,
        key=f"{BRIDGED}{said.group}:{said.key}",
        at=said.at,
        text=said.text,
        media=said.media,
        answers=_answered_here(said, group),
        origin="bridge",
    )


def _answered_here(said: Utterance, group: Group) -> str | None:
    """The key in a group of ours of the message that this one answers: a copy of it, or the one whose copy it is."""
    if said.answers is None:
        seq, key = said.reply_to, None
        if seq is not None:
            found = Message.objects.filter(group_id=said.group, seq=seq)
            key = found.values_list("external_id", flat=True).first()
    else:
        key = said.answers
        sent = Deed.objects.filter(group_id=said.group, external_id=key, source_id=group.id)
        original = sent.values_list("source_seq", flat=True).first()
        if original is not None:
            found = Message.objects.filter(group_id=group.id, seq=original)
            return found.values_list("external_id", flat=True).first()
    if key is None:
        return None
    start = f"{BRIDGED}{group.id}:"
    return key.removeprefix(start) if key.startswith(start) else f"{BRIDGED}{said.group}:{key}"


def note_own(actor: Actor, connection: Connection, group: Group, key: str, text: str) -> None:
    """What our account said in a connected group is a message of it. It is neither screened nor carried on."""
    seen = members.Seen(connection.account or connection.token, connection.account_name or "Qunli", is_bot=True)
    answer = members.recognise(actor=actor, platform=connection.platform, seen=[seen])
    identity = answer.ids[seen.external_id]
    places = live_bulk.lock_groups({group.id})
    if group.id not in places or live_bulk.known_keys([(group.id, key)]):
        return
    seq, at = places[group.id].last_seq + 1, time.time_ns() // 1_000_000
    said = Utterance(group.id, 0, identity, key, at, text, origin="there")
    live_bulk.insert(group.community_id, [Ruled(said, Ruling(), seq)])
    live_bulk.number({group.id: seq})
    touch_days(group.community_id, {(group.id, at // DAY_MS)})
    delivery.came(group.community_id, {group.id: (seq, seq)})
