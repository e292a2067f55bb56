"""What happened on a platform becomes what it is here: messages, changes of messages, movements, names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from qunli.core.actor import Actor
from qunli.domains.chat import bulk, decisions
from qunli.domains.chat.connecting import answering, outbox
from qunli.domains.chat.connecting.remote_changes import delete_there, edit_there
from qunli.domains.chat.models import Connection, Deed, Group, Movement
from qunli.domains.chat.operations.receive import Receipt, receive
from qunli.domains.chat.ports import (
    Arrived,
    Came,
    Chat,
    Deleted,
    Edited,
    Joined,
    Left,
    Profile,
    Removed,
    Said,
    Utterance,
    Who,
)
from qunli.domains.members import facade as members

FOUND_LIMIT = 200
"""Groups that are remembered as found and not linked; anybody can put our account into a group."""
_KINDS = {Joined: Movement.Kind.JOIN, Left: Movement.Kind.LEAVE, Removed: Movement.Kind.REMOVAL}


class Understanding:
    """One batch of one connection, in the caller's transaction."""

    def __init__(self, connection: Connection, actor: Actor) -> None:
        self._connection = connection
        self._actor = actor
        rows = Group.objects.filter(connection=connection, opened_at__isnull=False)
        self._groups = {row.external_id: row for row in rows}
        self._identities: dict[str, int] = {}
        self._people: dict[int, int] = {}

    def take(self, came: Sequence[Came]) -> None:
        """In order; messages that follow each other are taken in together."""
        self._meet(came)
        self._recognise(came)
        run: list[Said] = []
        for one in came:
            if isinstance(one, Said):
                if not one.own and one.by.id != self._connection.account:
                    run.append(one)
                continue
            self._say(run)
            run = []
            self._change(one)
        self._say(run)

    def know(self, group: Group, people: Sequence[Who]) -> None:
        """Everybody in a group, in pieces."""
        for start in range(0, len(people), 500):
            some = people[start : start + 500]
            admitted = {decisions.storable_id(who.id) for who in some if group.admits and not who.is_bot}
            self._remember([_seen(who, None) for who in some], admitted - {self._connection.account})

    def _change(self, one: Came) -> None:
        match one:
            case Edited(chat=chat) if (group := self._group(chat)) is not None:
                editor = None if one.by is None else decisions.storable_id(one.by.id)
                edit_there(group, decisions.storable_id(one.id), decisions.storable(one.text), one.at, editor)
            case Deleted(chat=chat) if (group := self._group(chat)) is not None:
                for id in one.ids:
                    delete_there(group, decisions.storable_id(id))
            case Joined() | Left() | Removed() if (group := self._group(one.chat)) is not None:
                by = None if isinstance(one, Left) or one.by is None else self._identity(one.by)
                row = (group.community_id, group.id, self._identity(one.who), _KINDS[type(one)].value, one.at, by)
                bulk.insert_movements([row])
                if not isinstance(one, Joined):
                    outbox.settle_removals(group, one.who.id)
                elif not one.who.name:
                    outbox.put_members(group)
            case Arrived():
                outbox.put_welcome(self._connection, one.chat.id, one.who.id, decisions.storable(one.text))

    def _say(self, run: Sequence[Said]) -> None:
        spoken = [(one, self._groups[decisions.storable_id(one.chat.id)]) for one in run if self._group(one.chat)]
        utterances = [self._utterance(one, group) for one, group in spoken]
        receipts = receive(actor=self._actor, batch=utterances) if utterances else []
        for (_one, group), said, receipt in zip(spoken, utterances, receipts, strict=True):
            if receipt.effect != "pass":
                _take_away(group, said, receipt)
            else:
                answering.answer(self._connection, said, group, receipt.seq)
        for one in run:
            if one.chat.direct:
                self._answer_alone(one)

    def _answer_alone(self, one: Said) -> None:
        """Somebody writes to our account: a command is answered, the rest is nobody's business."""
        identity = self._identity(one.by)
        text = decisions.storable(one.text)
        said = Utterance(0, self._people[identity], identity, f"{one.chat.id}:{one.id}", one.at, text, origin="there")
        answering.answer_alone(self._connection, said, one.by.id)

    def _utterance(self, one: Said, group: Group) -> Utterance:
        identity = self._identity(one.by)
        return Utterance(
            group=group.id,
            person=self._people[identity],
            identity=identity,
            key=decisions.storable_id(one.id),
            at=one.at,
            text=decisions.storable(one.text),
            mentions=tuple(self._identity(who) for who in one.mentions),
            answers=None if one.reply_to is None else decisions.storable_id(one.reply_to),
            media=one.media,
            origin="there",
        )

    def _group(self, chat: Chat) -> Group | None:
        return None if chat.direct else self._groups.get(decisions.storable_id(chat.id))

    def _identity(self, who: Who) -> int:
        return self._identities[decisions.storable_id(who.id)]

    def _meet(self, came: Iterable[Came]) -> None:
        """Groups that nobody linked yet are remembered by their names, to be chosen from; names that changed are."""
        found: dict[str, str] = dict(self._connection.found)
        before = dict(found)
        for one in came:
            chat = None if isinstance(one, Profile) else one.chat
            if chat is None or chat.direct:
                continue
            id, name = decisions.storable_id(chat.id), decisions.storable_name(chat.name)
            group = self._groups.get(id)
            if group is None and (id in found or len(found) < FOUND_LIMIT):
                found[id] = name or found.get(id, id)
            elif group is not None and name and group.name != name:
                group.name = name
                group.save(update_fields=["name"])
        if found != before:
            self._connection.found = [[id, name] for id, name in found.items()]
            self._connection.save(update_fields=["found"])

    def _recognise(self, came: Iterable[Came]) -> None:
        """Everybody who is spoken of in linked groups, and who speaks to us; in one go."""
        wanted: dict[str, members.Seen] = {}
        admitted: set[str] = set()
        for one in came:
            for who, at in _people(one):
                group = None if isinstance(one, Profile) else self._group(one.chat)
                alone = isinstance(one, Said) and one.chat.direct
                if group is None and not alone and not isinstance(one, Profile):
                    continue
                seen = _seen(who, at)
                if seen.external_id not in wanted or (at is not None and seen.name):
                    wanted[seen.external_id] = seen
                if group is not None and group.admits and not who.is_bot and not isinstance(one, Left | Removed):
                    admitted.add(seen.external_id)
        if wanted:
            self._remember(list(wanted.values()), admitted)

    def _remember(self, seen: list[members.Seen], admitted: set[str]) -> None:
        named = [replace(one, name=one.name or one.external_id) for one in seen]
        answer = members.recognise(actor=self._actor, platform=self._connection.platform, seen=named)
        living = [one for one in seen if answer.ids[one.external_id] not in answer.erased]
        members.remember(actor=self._actor, platform=self._connection.platform, seen=living)
        self._identities.update(answer.ids)
        self._people.update(members.owners(self._actor, answer.ids.values()))
        here = {self._people[answer.ids[id]] for id in admitted if answer.ids[id] not in answer.erased}
        known = members.standings(self._connection.community_id, here)
        for person in sorted(here - known.keys()):
            members.admit(actor=self._actor, person=person)


def take_members(connection: Connection, actor: Actor, group: Group, people: Sequence[Who]) -> None:
    """The platform told who is in a group."""
    Understanding(connection, actor).know(group, people)


def _people(one: Came) -> list[tuple[Who, int | None]]:
    """Everybody named, with when they did something; null for those who are only spoken of."""
    match one:
        case Said():
            return [(one.by, one.at), *((who, None) for who in one.mentions)]
        case Joined() | Removed():
            return [(one.who, one.at if isinstance(one, Joined) else None), *([(one.by, one.at)] if one.by else [])]
        case Left() | Profile():
            return [(one.who, one.at)]
    return []


def _seen(who: Who, at: int | None) -> members.Seen:
    """Whoever tells no name has not shown themselves: a name that is told later, without a time, still counts."""
    return members.Seen(
        external_id=decisions.storable_id(who.id),
        name=decisions.storable_name(who.name or who.handle),
        handle=decisions.storable_name(who.handle),
        is_bot=who.is_bot,
        seen_at=at if who.name or who.handle else None,
    )


def _take_away(group: Group, said: Utterance, receipt: Receipt) -> None:
    """What is held or refused here has been said there already: it goes."""
    body = {"message": said.key, "why": receipt.sentence}
    outbox.put(group, Deed.Kind.DELETE, f"delete:{group.id}:{said.key}", body)
