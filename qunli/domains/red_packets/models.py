"""Tables of red packets and their shares."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from qunli.core.tenancy import CommunityManager
from qunli.kit.money import Money


class Packet(models.Model):
    """`minor` of `currency` to be opened in a group, in `shares`; `left` is what is not taken yet, which lies at
    `packet:ID` in the ledger until the packet is closed. `person` gave it, or the community when null; what nobody
    opened goes to the address `back_to` when it is over, and is kept as `back`. `said` is the key of its message in the
    group; `stands` once that was let through."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("chat.Group", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("members.Person", null=True, on_delete=models.PROTECT, related_name="+")
    back_to = models.CharField(max_length=120)
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=12)
    shares = models.IntegerField()
    split = models.CharField(max_length=8)
    audience = models.CharField(max_length=8)
    post = models.ForeignKey("stewardship.Post", null=True, on_delete=models.PROTECT, related_name="+")
    people = models.JSONField(default=list)
    deed = models.CharField(max_length=40, blank=True)
    message = models.CharField(max_length=80, blank=True)
    said = models.CharField(max_length=300, blank=True)
    stands = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    left = models.BigIntegerField()
    shares_left = models.IntegerField()
    back = models.BigIntegerField(default=0)

    objects: ClassVar[models.Manager[Packet]] = CommunityManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(shares__gte=1, minor__gte=F("shares")), name="packet_has_enough"),
            models.CheckConstraint(
                condition=Q(shares_left__gte=0, left__lte=F("minor")) & (Q(left=0) | Q(left__gte=F("shares_left"))),
                name="packet_left",
            ),
            models.CheckConstraint(condition=Q(shares_left__gt=0) | Q(left=0), name="packet_last_takes_all"),
        ]
        indexes = [
            models.Index(fields=["community", "closes_at"], name="packet_open", condition=Q(closed_at=None)),
            models.Index(fields=["group", "-id"], name="packet_of_group"),
        ]

    @property
    def amount(self) -> Money:
        """What was given."""
        return Money(self.minor, self.currency)


class Share(models.Model):
    """What one member got; `place` in line from 0 on."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    packet = models.ForeignKey(Packet, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    place = models.IntegerField()
    minor = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Share]] = CommunityManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["packet", "person"], name="one_share_a_member"),
            models.UniqueConstraint(fields=["packet", "place"], name="shares_in_line"),
            models.CheckConstraint(condition=Q(minor__gte=1), name="share_has_something"),
        ]
