"""The mark by which an erased identity is recognised when an export names it again, without keeping its id."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.crypto import salted_hmac

from qunli.domains.members.models import Erasure

SALT = "qunli.members.erasure"


def digest(community: int, platform: str, external_id: str, secret: str | bytes | None = None) -> str:
    """Keyed with the installation's secret, so that ids as guessable as telephone numbers cannot be tried out by
    somebody who has only the database."""
    return salted_hmac(
        SALT, f"{community}\x00{platform}\x00{external_id}", secret=secret or settings.SECRET_KEY, algorithm="sha256"
    ).hexdigest()


def tombstones(community: int, platform: str, external_ids: Iterable[str]) -> dict[str, int]:
    """Of `external_ids`, those that were erased here, each with the identity left in its place. Marks made with a
    secret that was replaced since are still honoured, while it stands among the old ones."""
    if not Erasure.objects.exists():
        return {}
    by_digest = {
        digest(community, platform, one, secret): one
        for one in external_ids
        for secret in (settings.SECRET_KEY, *settings.OLD_SECRET_KEYS)
    }
    found: dict[str, int] = {}
    marks = list(by_digest)
    for start in range(0, len(marks), 500):
        rows = Erasure.objects.filter(digest__in=marks[start : start + 500])
        found.update((by_digest[mark], identity) for mark, identity in rows.values_list("digest", "identity_id"))
    return found
