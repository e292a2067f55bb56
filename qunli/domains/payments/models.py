"""Tables of money that is asked for, that came in, and that goes out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qunli.core.tenancy import CommunityManager


class Terms(models.Model):
    """How a community takes and pays out money. `least` and `most_a_day` bound what one member can withdraw, in minor
    units of `currency`; null without a limit."""

    community = models.OneToOneField("communities.Community", on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(max_length=12)
    least = models.BigIntegerField(default=100)
    most_a_day = models.BigIntegerField(null=True)
    withdrawals = models.BooleanField(default=True)

    objects: ClassVar[models.Manager[Terms]] = CommunityManager()


class RailSetting(models.Model):
    """One way for money in and out. `words` and `image` are what members see of the operator's account."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    rail = models.CharField(max_length=20)
    on = models.BooleanField(default=True)
    words = models.TextField(blank=True)
    image = models.BinaryField(null=True)
    changed_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[RailSetting]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "rail"], name="one_setting_a_rail")]


class Intent(models.Model):
    """Money that is asked of a member, in minor units. `about` is what another room calls the thing ("order:17");
    `reference` is what the payer writes on a transfer. `received` is what arrived for it."""

    class State(models.TextChoices):
        OPEN = "open", _("waits for the money")
        PAID = "paid", _("paid")
        CALLED_OFF = "called_off", _("no longer asked for")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    payer = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=12)
    received = models.BigIntegerField(default=0)
    reference = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Intent]] = CommunityManager()

    class Meta:
        indexes = [models.Index(fields=["community", "state", "-id"], name="intents_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["community", "reference"], name="one_intent_a_reference"),
            models.UniqueConstraint(
                fields=["community", "about"], name="one_open_intent_a_thing", condition=Q(state="open")
            ),
            models.CheckConstraint(condition=Q(minor__gte=1, received__gte=0), name="intent_of_something"),
        ]


class Proof(models.Model):
    """A picture with which the payer says that they paid by hand."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for somebody to look")
        CONFIRMED = "confirmed", _("the money is there")
        REFUSED = "refused", _("the money is not there")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    intent = models.ForeignKey(Intent, on_delete=models.PROTECT, related_name="proofs")
    image = models.BinaryField(null=True)
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Proof]] = CommunityManager()

    class Meta:
        indexes = [models.Index(fields=["community", "at"], name="proofs_waiting", condition=Q(state="waiting"))]


class Arrival(models.Model):
    """Money that came in by a rail, once for each `external` name that the rail gave it; `transfer` is where it stands
    in the ledger. `back` is what was sent back of it; one that was `undone` never came."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    rail = models.CharField(max_length=20)
    external = models.CharField(max_length=200)
    intent = models.ForeignKey(Intent, on_delete=models.PROTECT, related_name="arrivals")
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=12)
    back = models.BigIntegerField(default=0)
    transfer = models.BigIntegerField()
    at = models.DateTimeField()
    made_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager[Arrival]] = CommunityManager()

    class Meta:
        indexes = [models.Index(fields=["community", "-id"], name="arrivals_newest")]
        constraints = [
            models.UniqueConstraint(fields=["community", "rail", "external"], name="an_arrival_once"),
            models.CheckConstraint(condition=Q(minor__gte=1, back__gte=0, back__lte=F("minor")), name="arrival_bounds"),
        ]


class Payout(models.Model):
    """Money that goes out to a member: what they withdraw, or what is given back of an `arrival`. It is held in the
    ledger until it was `sent`. `to` is where to, as the member wrote it."""

    class Reason(models.TextChoices):
        WITHDRAWAL = "withdrawal", _("withdrawal")
        REFUND = "refund", _("refund")

    class State(models.TextChoices):
        ASKED = "asked", _("waits for approval")
        APPROVED = "approved", _("to be sent")
        SENT = "sent", _("sent")
        REFUSED = "refused", pgettext_lazy("payout", "refused")
        FAILED = "failed", _("could not be sent")
        CALLED_OFF = "called_off", _("taken back")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason)
    rail = models.CharField(max_length=20)
    arrival = models.ForeignKey(Arrival, null=True, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=120, blank=True)
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=12)
    to = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State)
    external = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Payout]] = CommunityManager()

    class Meta:
        indexes = [models.Index(fields=["community", "state", "-id"], name="payouts_by_state")]
        constraints = [models.CheckConstraint(condition=Q(minor__gte=1), name="payout_of_something")]
