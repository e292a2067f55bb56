"""Notices on their way to push services (RFC 8030), encrypted for one browser (RFC 8291), signed by us (RFC 8292)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp
import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02

from qunli.core import outside
from qunli.core.http import number
from qunli.domains.chat.pushing import keys

reach = outside.PUBLIC
SECONDS = 8
AT_ONCE = 10
KEPT_FOR = 24 * 3600
"""Seconds for which a push service keeps what it cannot bring at once."""
LIFE = 12 * 3600
"""Seconds for which a token holds; 24 hours at most (RFC 8292, 2)."""


@dataclass(frozen=True)
class Push:
    """One notice for one browser. `topic` names what it replaces while it waits (RFC 8030, 5.4)."""

    notice: int
    subscription: int
    endpoint: str
    p256dh: str
    auth: str
    body: bytes
    topic: str
    seqs: tuple[int, ...]
    count: int


@dataclass(frozen=True)
class Answer:
    """A push service's status, 0 when there was none; `after` is the wait in seconds that it asked for."""

    push: Push
    status: int
    after: int | None = None


def send(pushes: Sequence[Push], signer: Vapid02) -> list[Answer]:
    """All of them, some at once. Raises nothing for what fails on the way."""
    return asyncio.run(_send(pushes, signer))


async def _send(pushes: Sequence[Push], signer: Vapid02) -> list[Answer]:
    gate = asyncio.Semaphore(AT_ONCE)
    async with outside.session(reach, SECONDS) as session:
        return await asyncio.gather(*(_one(session, gate, push, signer) for push in pushes))


async def _one(session: aiohttp.ClientSession, gate: asyncio.Semaphore, push: Push, signer: Vapid02) -> Answer:
    if not reach.takes(push.endpoint):
        return Answer(push, 410)
    async with gate:
        try:
            asked = session.post(
                push.endpoint, data=encrypted(push), headers=_headers(push, signer), allow_redirects=False
            )
            async with asked as answer:
                return Answer(push, answer.status, number(answer.headers.get("Retry-After")))
        except outside.NotPublic:
            return Answer(push, 410)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            refused = isinstance(error.__cause__ or error.__context__, outside.NotPublic)
            return Answer(push, 410 if refused else 0)


def encrypted(push: Push) -> bytes:
    """With a key pair made for this message alone."""
    made: bytes = http_ece.encrypt(
        push.body,
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=keys.decoded(push.p256dh),
        auth_secret=keys.decoded(push.auth),
        version="aes128gcm",
    )
    return made


def _headers(push: Push, signer: Vapid02) -> dict[str, str]:
    claims = {"aud": keys.origin_of(push.endpoint), "exp": int(time.time()) + LIFE, "sub": keys.contact()}
    return {
        **signer.sign(claims),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(KEPT_FOR),
        "Topic": push.topic,
        "Urgency": "normal",
    }
