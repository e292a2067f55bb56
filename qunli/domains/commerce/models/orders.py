"""What was ordered, what became of it, and what went back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qunli.core.tenancy import CommunityManager
from qunli.domains.commerce.models.catalogue import Coupon, Offer, Variant


class Order(models.Model):
    """One member's order, in minor units of one currency: `goods` less `discount` and with `shipping` is `total`.
    `refunded` is what went back of it. `code` is what the buyer brought, whose it is others know. `address` is where it
    is sent: name, phone, lines. `refundable_until` is set when everything was received."""

    class State(models.TextChoices):
        PLACED = "placed", _("waits for payment")
        PAID = "paid", _("paid")
        CLOSED = "closed", _("done")
        CANCELLED = "cancelled", _("cancelled")
        REFUNDED = "refunded", _("refunded")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    buyer = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.PLACED)
    currency = models.CharField(max_length=12)
    goods = models.BigIntegerField()
    discount = models.BigIntegerField(default=0)
    shipping = models.BigIntegerField(default=0)
    total = models.BigIntegerField()
    refunded = models.BigIntegerField(default=0)
    coupon = models.ForeignKey(Coupon, null=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40, blank=True)
    address = models.JSONField(default=dict)
    note = models.CharField(max_length=500, blank=True)
    placed_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    refundable_until = models.DateTimeField(null=True)
    why = models.CharField(max_length=500, blank=True)

    objects: ClassVar[models.Manager[Order]] = CommunityManager()

    class Meta:
        indexes = [
            models.Index(fields=["community", "state", "-id"], name="orders_by_state"),
            models.Index(fields=["expires_at"], name="orders_unpaid", condition=Q(state="placed")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(total=F("goods") - F("discount") + F("shipping"), total__gte=0), name="order_adds_up"
            ),
            models.CheckConstraint(
                condition=Q(refunded__gte=0, refunded__lte=F("total")), name="no_more_back_than_was_paid"
            ),
        ]


class Line(models.Model):
    """So many of a variant, at the `price` of that day. `amount` is what was paid for them after the discount,
    `refunded` what went back. What was `given` (sent, done) can say how: `how`."""

    class State(models.TextChoices):
        WAITING = "waiting", _("not delivered yet")
        GIVEN = "given", _("delivered")
        RECEIVED = "received", _("received")
        WITHDRAWN = "withdrawn", _("taken back")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="+")
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=210)
    kind = models.CharField(max_length=12)
    count = models.IntegerField()
    price = models.BigIntegerField()
    amount = models.BigIntegerField()
    refunded = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    how = models.CharField(max_length=300, blank=True)
    given_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    earned_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Line]] = CommunityManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(count__gte=1, amount__gte=0, refunded__gte=0, refunded__lte=F("amount")),
                name="line_in_bounds",
            ),
        ]


class CouponUse(models.Model):
    """An order that holds a coupon; it goes when the order is cancelled unpaid."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    coupon = models.ForeignKey(Coupon, on_delete=models.PROTECT, related_name="+")
    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[CouponUse]] = CommunityManager()


class Refund(models.Model):
    """Money that went back to the buyer, and why. What it was for stands in its lines."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="refunds")
    minor = models.BigIntegerField()
    shipping = models.BigIntegerField(default=0)
    why = models.CharField(max_length=500)
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Refund]] = CommunityManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(minor__gte=1, shipping__gte=0), name="refund_of_something"),
        ]


class RefundLine(models.Model):
    """How much of a refund is for which line; `withdrawn`: what was received went back with it."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    minor = models.BigIntegerField()
    withdrawn = models.BooleanField(default=False)

    objects: ClassVar[models.Manager[RefundLine]] = CommunityManager()


class Dispute(models.Model):
    """A buyer says that something is wrong. While it is open the order's money is held."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="disputes")
    text = models.TextField()
    opened_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    objects: ClassVar[models.Manager[Dispute]] = CommunityManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order"], name="one_open_dispute_an_order", condition=Q(settled_at__isnull=True)
            )
        ]
