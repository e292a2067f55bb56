"""A member's socket: who comes in, what they say, what they hear."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

import msgspec
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections, transaction
from django.db.utils import Error
from django.http import HttpRequest
from django.utils import translation

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.refusals import Refusal, Sentence
from qunli.core.wire import WIRE
from qunli.core.words import _
from qunli.domains.chat import conversation
from qunli.domains.chat.connecting import answering
from qunli.domains.chat.live import delivery, frames
from qunli.domains.chat.live.bus import Bus
from qunli.domains.chat.live.hub import Line, hub
from qunli.domains.chat.live.watch import user_of, watch
from qunli.domains.chat.live.writer import writer
from qunli.domains.chat.operations.mark_message import mark_read
from qunli.domains.chat.ports import Utterance
from qunli.domains.members import facade as members

__all__ = ["Bus", "serve", "watch"]

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
REFUSED = 4401
MISSED = 200
"""Messages that are sent after a break; when more were missed, the page is loaded anew."""


async def serve(scope: Mapping[str, Any], receive: Receive, send: Send, slug: str) -> None:
    """One socket from its opening to its end."""
    await receive()
    entered = await sync_to_async(_enter, thread_sensitive=False)(scope, slug)
    if entered is None:
        await send({"type": "websocket.close", "code": REFUSED})
        return
    await send({"type": "websocket.accept"})
    actor, identity, line = entered
    line.write = scope.get("extensions", {}).get(WIRE)
    hub.join(line)
    speaker = asyncio.create_task(_speak(line, send))
    try:
        await _hear(actor, identity, line, receive)
    finally:
        hub.leave(line)
        speaker.cancel()


def _enter(scope: Mapping[str, Any], slug: str) -> tuple[Actor, int, Line] | None:
    """The member behind the session's cookie; nobody when the request comes from another site's page."""
    close_old_connections()
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    if urlsplit(headers.get("origin", "")).netloc != headers.get("host"):
        return None
    cookies = {name: one.value for name, one in SimpleCookie(headers.get("cookie", "")).items()}
    session = cookies.get(settings.SESSION_COOKIE_NAME, "")
    user = user_of(session) if session else None
    if user is None:
        return None
    try:
        actor, community = members.enter_as_member(user, slug)
    except Refusal:
        return None
    standing = members.standings(community.id, [actor.id or 0])[actor.id or 0]
    if standing.identity is None:
        return None
    line = Line(community.id, actor.id or 0, user.id, session, _language(headers, cookies))
    return actor, standing.identity, line


def _language(headers: Mapping[str, str], cookies: dict[str, str]) -> str:
    """The one in which the member reads pages."""
    request = HttpRequest()
    request.COOKIES, request.META["HTTP_ACCEPT_LANGUAGE"] = cookies, headers.get("accept-language", "")
    return translation.get_language_from_request(request)


async def _speak(line: Line, send: Send) -> None:
    """Everything that waits goes out as one array."""
    while True:
        await line.ready.wait()
        line.ready.clear()
        if line.waiting:
            held = list(line.waiting)
            line.waiting.clear()
            await send({"type": "websocket.send", "text": frames.array(held)})
        if line.closing is not None:
            await send({"type": "websocket.close", "code": line.closing})
            return


async def _hear(actor: Actor, identity: int, line: Line, receive: Receive) -> None:
    while True:
        event = await receive()
        if event["type"] == "websocket.disconnect" or line.closing is not None:
            return
        try:
            frame = frames.decoder.decode(event.get("text") or event.get("bytes") or b"")
        except msgspec.MsgspecError:
            line.give(_sentence(line, "error", _("This page is not the server's any more; load it anew.")))
            continue
        await _answer(actor, identity, line, frame)


async def _answer(actor: Actor, identity: int, line: Line, frame: frames.Heard) -> None:
    match frame:
        case frames.Send() if answering.is_command(frame.text):
            await _obey(actor, identity, line, frame)
        case frames.Send():
            _say(actor, identity, line, frame)
        case frames.Ping():
            line.give(frames.encode("pong"))
        case frames.Listen():
            await _listen(actor, line, frame)
        case frames.Typing() if line.group is not None:
            await sync_to_async(_inside, thread_sensitive=False)(line, _typing, actor, line.group)
        case frames.Read() if line.group is not None:
            await sync_to_async(_inside, thread_sensitive=False)(line, _read, actor, line.group, frame.seq)


def _say(actor: Actor, identity: int, line: Line, frame: frames.Send) -> None:
    loop = asyncio.get_running_loop()
    future = writer.submit(line.community, _utterance(actor, identity, frame))
    future.add_done_callback(lambda done: loop.call_soon_threadsafe(_receipt, line, frame.key, done))


async def _obey(actor: Actor, identity: int, line: Line, frame: frames.Send) -> None:
    """A command is not said: what it is answered only its asker sees, and what it does shows itself."""
    said = _utterance(actor, identity, frame)
    try:
        found = await sync_to_async(_inside, thread_sensitive=False)(line, _reply, actor, said)
    except Refusal as refusal:
        line.give(_sentence(line, "refused", refusal.sentence, key=frame.key))
    except Error:
        line.give(frames.encode("retry", key=frame.key))
    else:
        line.give(frames.encode("answered", key=frame.key, sentence=found.text if found else ""))


def _reply(actor: Actor, said: Utterance) -> answering.Reply | None:
    conversation.live_group(actor, said.group)
    return answering.reply(actor.here, said, said.group)


def _utterance(actor: Actor, identity: int, frame: frames.Send) -> Utterance:
    return Utterance(
        group=frame.group,
        person=actor.id or 0,
        identity=identity,
        key=f"{identity}:{frame.key}",
        at=time.time_ns() // 1_000_000,
        text=frame.text,
        reply_to=frame.reply,
        mentions=tuple(frame.mentions),
        attachments=tuple(frame.files),
        kind=frame.kind,
    )


def _receipt(line: Line, key: str, done: Any) -> None:
    if done.exception() is not None:
        line.give(frames.encode("retry", key=key))
        return
    receipt = done.result()
    kind = {"pass": "ack", "hold": "held", "refuse": "refused"}[receipt.effect]
    line.give(_sentence(line, kind, receipt.sentence, key=key, seq=receipt.seq, at=receipt.at))


def _sentence(line: Line, kind: str, sentence: Sentence, **fields: Any) -> str:
    """A frame with a sentence in the language of whoever sits at the line."""
    with translation.override(line.language):
        return frames.encode(kind, sentence=str(sentence), **fields)


async def _listen(actor: Actor, line: Line, frame: frames.Listen) -> None:
    """First the line hears what is new, then it is given what it missed: what comes in between comes twice, and the
    page knows messages by their numbers."""
    in_thread = sync_to_async(_inside, thread_sensitive=False)
    try:
        here = await in_thread(line, conversation.live_group, actor, frame.group)
        hub.listen(line, here.id)
        since = here.last_seq if frame.since is None else frame.since
        missed = await in_thread(line, conversation.messages_after, actor, here.id, since, MISSED + 1)
    except Refusal as refusal:
        line.give(_sentence(line, "error", refusal.sentence))
        return
    if len(missed) > MISSED:
        line.give(frames.encode("reload", group=here.id))
        return
    for one in missed:
        line.give(frames.message(one))
    line.give(frames.encode("listening", group=here.id, present=len(hub.present(here.id))))


def _typing(actor: Actor, group: int) -> None:
    with transaction.atomic():
        delivery.passing(actor.community or 0, group, "typing", person=actor.id, name=actor.name)


def _read(actor: Actor, group: int, seq: int) -> None:
    mark_read(actor=actor, group=group, seq=seq)


def _inside(line: Line, function: Callable[..., Any], *arguments: Any) -> Any:
    """Run in a thread, in the line's community."""
    close_old_connections()
    with tenancy.within(line.community):
        return function(*arguments)
