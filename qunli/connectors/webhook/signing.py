"""Requests are signed both ways with HMAC-SHA256 over their moment and body, as the "Standard Webhooks" text proposes:
https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping

from qunli.core.refusals import Forbidden
from qunli.core.words import _

FRESH = 300
"""Seconds by which a request's moment may be off."""
ID, MOMENT, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"


def sign(secret: str, id: str, moment: int, body: bytes) -> str:
    """The signature header: "v1,<base64>"."""
    made = hmac.new(key_of(secret), f"{id}.{moment}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(made).decode("ascii")


def headers(secret: str, id: str, moment: int, body: bytes) -> dict[str, str]:
    """What a signed request carries."""
    return {ID: id, MOMENT: str(moment), SIGNATURE: sign(secret, id, moment, body)}


def verified(secret: str, given: Mapping[str, str], body: bytes, now: float) -> str:
    """The id of a genuine request. Raises `Forbidden` for one that is not signed with the secret, or is old."""
    id, moment = given.get(ID, ""), given.get(MOMENT, "")
    if not id or not moment.isdecimal() or len(moment) > 12 or abs(int(moment) - now) > FRESH:
        raise Forbidden(_("This request is not signed, or its time is off by more than five minutes."))
    wanted = sign(secret, id, int(moment), body)
    if not any(hmac.compare_digest(wanted, one) for one in given.get(SIGNATURE, "").split(" ")):
        raise Forbidden(_("The signature does not fit."))
    return id


def key_of(secret: str) -> bytes:
    """The bytes of a secret: base64 after "whsec_", as the text proposes, else its letters."""
    if secret.startswith("whsec_"):
        return base64.b64decode(secret.removeprefix("whsec_"))
    return secret.encode()
