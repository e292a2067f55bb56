"""Lines that may not stay: their session ended, the account was closed, or the person is no member any more."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable
from importlib import import_module

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import get_user
from django.db import close_old_connections
from django.db.utils import Error
from django.http import HttpRequest

from qunli.core.models import User
from qunli.domains.chat.live import delivery
from qunli.domains.chat.live.hub import NO_MEMBER, Line, hub
from qunli.domains.members import facade as members

EVERY = 15.0
"""Seconds between two looks. A removal cuts at once by its event; this is for what has none, and for lost events."""
_log = logging.getLogger(__name__)


async def watch() -> None:
    """Look again and again, until cancelled; also repeats to other processes who is present."""
    hub.tell_presence = _tell_presence
    while True:
        await asyncio.sleep(EVERY)
        try:
            for line in await sync_to_async(unwelcome, thread_sensitive=False)(hub.lines()):
                line.cut(NO_MEMBER)
        except Error:
            _log.warning("Open lines could not be looked at; the next look comes soon.", exc_info=True)
        hub.repeat_presence()


def unwelcome(lines: Iterable[Line]) -> list[Line]:
    """Those of `lines` that are to be cut."""
    close_old_connections()
    lines = list(lines)
    users: dict[str, int | None] = {}
    for session in {line.session for line in lines}:
        user = user_of(session)
        users[session] = user.id if user else None
    people: dict[int, set[int]] = defaultdict(set)
    for line in lines:
        people[line.community].add(line.person)
    active = {
        (community, person)
        for community, wanted in people.items()
        for person, standing in members.standings(community, wanted).items()
        if standing.is_active
    }
    return [line for line in lines if users[line.session] != line.user or (line.community, line.person) not in active]


def user_of(session: str) -> User | None:
    """Whose session this is, as a page would find out: a changed password and a closed account end it."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session)
    user = get_user(request)
    return user if isinstance(user, User) and user.is_active else None


def _tell_presence(group: int, people: list[int]) -> None:
    asyncio.get_running_loop().run_in_executor(None, _present_here, group, people)


def _present_here(group: int, people: list[int]) -> None:
    close_old_connections()
    try:
        delivery.present_here(group, people)
    except Error:
        _log.warning("Other processes could not be told who is present.", exc_info=True)
