"""Callbacks are signed and encrypted: https://developer.work.weixin.qq.com/document/path/90968

SHA-1 over the sorted parts; AES-256-CBC whose first vector is the key's first half; padded to 32 bytes. Inside stand 16
random bytes, the length in four, the text, and who it is for.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Mapping

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from qunli.core.refusals import Forbidden
from qunli.core.words import _

FRESH = 600
"""Seconds by which a request's moment may be off."""
BLOCK = 32
_KEY = re.compile(r"[A-Za-z0-9]{43}")


def is_key(encoding_key: str) -> bool:
    """Whether this can be an EncodingAESKey."""
    return _KEY.fullmatch(encoding_key) is not None


def signature(token: str, timestamp: str, nonce: str, sealed: str) -> str:
    """`msg_signature`."""
    return hashlib.sha1("".join(sorted((token, timestamp, nonce, sealed))).encode()).hexdigest()  # noqa: S324 - theirs


def opened(settings: Mapping[str, str], query: Mapping[str, str], sealed: str, now: float) -> str:
    """The text of a genuine callback. Raises `Forbidden` for one that is not signed with our token, is old, cannot be
    decrypted, or is for another company."""
    moment = query.get("timestamp", "")
    if not moment.isdecimal() or len(moment) > 12 or abs(int(moment) - now) > FRESH:
        raise Forbidden(_("This request is not signed, or its time is off by more than ten minutes."))
    wanted = signature(settings["token"], moment, query.get("nonce", ""), sealed)
    if not hmac.compare_digest(wanted.encode(), query.get("msg_signature", "").encode()):
        raise Forbidden(_("The signature does not fit."))
    try:
        text, receiver = unsealed(settings["aes_key"], sealed)
    except ValueError:
        raise Forbidden(_("The EncodingAESKey does not fit.")) from None
    if receiver != settings["corp_id"]:
        raise Forbidden(_("This is for another company."))
    return text


def unsealed(encoding_key: str, sealed: str) -> tuple[str, str]:
    """Text, and who it is for. Raises `ValueError`."""
    key = base64.b64decode(f"{encoding_key}=")
    try:
        secret = base64.b64decode(sealed, validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
    if not secret or len(secret) % 16:
        raise ValueError("not whole blocks")
    decryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
    plain = decryptor.update(secret) + decryptor.finalize()
    padding = plain[-1]
    if not 1 <= padding <= BLOCK or not plain.endswith(bytes([padding]) * padding):
        raise ValueError("wrong padding")
    plain = plain[:-padding]
    length = int.from_bytes(plain[16:20], "big")
    if len(plain) < 20 + length:
        raise ValueError("too short")
    return plain[20 : 20 + length].decode(), plain[20 + length :].decode()
