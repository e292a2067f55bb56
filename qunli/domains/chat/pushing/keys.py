"""The community's key pair by which push services know it (RFC 8292), and what a browser gives of itself."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from py_vapid import Vapid02

from qunli.core.refusals import Conflict
from qunli.domains.chat.connecting.secrets import opened, sealed
from qunli.domains.chat.push_models import PushKey, Subscription


def public_key(community: int) -> str:
    """What a browser needs to subscribe. Made at the first need, and anew when the installation's secret was replaced
    and the old one is not listed; then nobody's subscription holds any more. To be called in a transaction."""
    row = PushKey.objects.select_for_update().filter(community_id=community).first()
    if row is not None and _opens(row):
        return row.public
    made = Vapid02()
    made.generate_keys()
    public = encoded(
        made.public_key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    )
    kept = {"sealed": sealed({"pem": made.private_pem().decode("ascii")}), "public": public}
    if row is not None:
        Subscription.objects.all().delete()
    PushKey.objects.update_or_create(community_id=community, defaults=kept)
    return public


def signer(community: int) -> Vapid02 | None:
    """Null when the key cannot be read any more, or was never made."""
    row = PushKey.objects.filter(community_id=community).first()
    return Vapid02.from_pem(opened(row.sealed)["pem"].encode()) if row is not None and _opens(row) else None


def contact() -> str:
    """Where a push service reaches whoever runs this (RFC 8292, 2.1)."""
    if settings.ORIGIN.startswith("https://"):
        return str(settings.ORIGIN)
    name, _, domain = settings.DEFAULT_FROM_EMAIL.strip("<> ").rpartition("@")
    return f"mailto:{name or 'qunli'}@{domain if '.' in domain else 'example.org'}"


def origin_of(endpoint: str) -> str:
    """Whom a token is for."""
    parts = urlsplit(endpoint)
    return f"{parts.scheme}://{parts.netloc}"


def encoded(data: bytes) -> str:
    """Base64 as browsers write it (RFC 4648, 5, without padding)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decoded(text: str) -> bytes:
    """Raises `ValueError`."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error


def is_subscriber(p256dh: str, auth: str) -> bool:
    """Whether these can be what a browser gave: a point of P-256 and 16 bytes (RFC 8291, 2.1 and 3.2)."""
    try:
        point = decoded(p256dh)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        return len(point) == 65 and len(decoded(auth)) == 16
    except ValueError:
        return False


def _opens(row: PushKey) -> bool:
    try:
        return bool(opened(row.sealed))
    except Conflict:
        return False
