"""A message that is a command is answered, in the language of its community."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import translation

from qunli.core.commands import Answer, Asked
from qunli.core.refusals import NotFound, Refusal
from qunli.core.words import _
from qunli.domains.chat.connecting import outbox
from qunli.domains.chat.connecting.decisions import command_in
from qunli.domains.chat.connecting.platforms import commands
from qunli.domains.chat.models import Connection, Deed, Group, Message
from qunli.domains.chat.ports import Utterance
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reply:
    """What is said in reply, in the asker's language; `private`: not in a group."""

    text: str
    private: bool


def is_command(text: str) -> bool:
    """Whether a message is one, and would be answered."""
    return command_in(text, commands()) is not None


def reply(community: int, said: Utterance, group: int | None, account: str = "", *, message: str = "") -> Reply | None:
    """What a message is answered if it is a command; null when it is none or answers by what it does. Runs the command,
    once for each key. `message` is the key of the message that it is, empty when it was not said."""
    found = command_in(said.text, commands(), account)
    if found is None:
        return None
    command, rest = found
    here = communities.community(community)
    try:
        actor = members.member_actor(community, said.person)
    except NotFound:
        actor = None
    asked = Asked(
        community=community,
        actor=actor,
        person=said.person,
        identity=said.identity,
        group=group,
        rest=rest,
        key=f"command:{group or said.identity}:{said.key}",
        language=here.language,
        reply_to=said.reply_to or _number(group, said.answers),
        site=settings.ORIGIN,
        message=message,
    )
    with translation.override(here.language):
        if actor is None and not command.guests:
            return Reply(str(_("Only members can do this.")), False)
        answer = _run(command.run, asked)
        return Reply(str(answer.text), answer.private) if answer is not None else None


def answer(connection: Connection, said: Utterance, group: Group, seq: int | None) -> None:
    """A message in a group on another platform."""
    found = reply(connection.community_id, said, group.id, connection.account_name, message=said.key)
    if found is None:
        return
    key = f"answer:{group.id}:{said.key}"
    if not found.private:
        outbox.put(group, Deed.Kind.SEND, key, {"text": found.text, "reply_to": said.key})
        return
    them = members.external_ids([said.identity]).get(said.identity)
    if them is not None and "direct" in connection.can:
        outbox.put_direct(connection, them, key, found.text)
        return
    with translation.override(communities.community(connection.community_id).language):
        hint = _("Only you may see the answer to this. Write to me alone.")
        outbox.put(group, Deed.Kind.SEND, key, {"text": str(hint), "reply_to": said.key})


def answer_alone(connection: Connection, said: Utterance, person: str) -> None:
    """What somebody writes to our account alone; `person` as the platform knows them."""
    found = reply(connection.community_id, said, None, connection.account_name)
    if found is not None:
        outbox.put_direct(connection, person, f"answer:{said.key}", found.text)


def _run(run: Callable[[Asked], Answer | None], asked: Asked) -> Answer | None:
    try:
        with transaction.atomic():
            return run(asked)
    except Refusal as refusal:
        return Answer(refusal.sentence)
    except Exception:  # a command may fail in any way; the messages beside it must come in
        log.exception("a command failed")
        return Answer(_("Something went wrong here; it was written to the log."))


def _number(group: int | None, key: str | None) -> int | None:
    if group is None or key is None:
        return None
    return Message.objects.filter(group_id=group, external_id=key).values_list("seq", flat=True).first()
