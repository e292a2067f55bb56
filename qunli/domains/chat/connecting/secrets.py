"""Credentials are kept encrypted by the installation's secret: who has only the database has none of them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping

import msgspec
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from qunli.core.refusals import Conflict
from qunli.core.words import _


def sealed(values: Mapping[str, str]) -> str:
    """Text that only this installation can open (Fernet: AES-128-CBC with HMAC-SHA256)."""
    return _box().encrypt(msgspec.json.encode(dict(values))).decode("ascii")


def opened(text: str) -> dict[str, str]:
    """The values. Raises `Conflict` when the secret was replaced and the old one is not listed any more."""
    if not text:
        return {}
    try:
        return msgspec.json.decode(_box().decrypt(text.encode("ascii")), type=dict[str, str])
    except InvalidToken:
        raise Conflict(
            _("These credentials were kept with another secret. Fill them in again."), code="secret_replaced"
        ) from None


def _box() -> MultiFernet:
    """New texts are made with the secret in force; those made with an older one that is still listed can be read."""
    return MultiFernet([_fernet(secret) for secret in (settings.SECRET_KEY, *settings.OLD_SECRET_KEYS)])


def _fernet(secret: str) -> Fernet:
    key = hashlib.sha256(b"qunli.chat.connection\x00" + secret.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
