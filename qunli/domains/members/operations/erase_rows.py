"""The community was deleted: its people go."""

from __future__ import annotations

from qunli.core import bulk
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.members import policy
from qunli.domains.members.models import (
    Acknowledgement,
    Application,
    Card,
    Consent,
    Duty,
    Entry,
    Erasure,
    GalleryImage,
    GalleryReport,
    Grant,
    Identity,
    Introduction,
    Invitation,
    Joining,
    Knock,
    LinkCode,
    Match,
    Membership,
    Merge,
    Newcomer,
    Person,
    SignInLink,
    Vote,
)

TABLES = (
    LinkCode,
    Acknowledgement,
    Vote,
    Entry,
    Duty,
    GalleryReport,
    GalleryImage,
    Newcomer,
    Consent,
    Introduction,
    Card,
    Grant,
    Knock,
    SignInLink,
    Application,
    Membership,
    Invitation,
    Joining,
    Erasure,
    Match,
    Merge,
    Identity,
)


@operation
def erase_rows(*, actor: Actor, most: int) -> int:
    """Returns how many rows went, `most` at most; 0 when none are left."""
    policy.may_keep(actor).or_refuse()
    for table in TABLES:
        if gone := bulk.delete_some(table.objects.all(), most):
            return gone
    joined = list(Person.objects.exclude(merged_into=None).values_list("id", flat=True)[:most])
    for start in range(0, len(joined), bulk.KEYS_AT_ONCE):
        Person.objects.filter(id__in=joined[start : start + bulk.KEYS_AT_ONCE]).update(merged_into=None)
    return len(joined) or bulk.delete_some(Person.objects.all(), most)
