"""What can be bought, and for how much."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qunli.core.tenancy import CommunityManager


class Offer(models.Model):
    """Something that members can buy. Prices are in minor units of `currency`, which stays as it is once somebody
    ordered. `refund_days`: for so long after it was received it can be given back. `most_each`: so many a member, null
    for any number. `shipping` is what sending an order costs."""

    class Kind(models.TextChoices):
        PRODUCT = "product", _("product")
        SERVICE = "service", _("service")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ON_SALE = "on_sale", _("on sale")
        STOPPED = "stopped", _("sale stopped")
        ENDED = "ended", _("no longer offered")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    next_step = models.CharField(max_length=300, blank=True)
    currency = models.CharField(max_length=12)
    shipping = models.BigIntegerField(default=0)
    refund_days = models.IntegerField(default=14)
    most_each = models.IntegerField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Offer]] = CommunityManager()

    class Meta:
        indexes = [models.Index(fields=["community", "state", "-id"], name="offers_on_sale")]
        constraints = [
            models.CheckConstraint(condition=Q(shipping__gte=0, refund_days__gte=0), name="offer_in_bounds"),
        ]


class Variant(models.Model):
    """One way in which an offer comes, with its price. `stock` is what can still be ordered, null without a limit;
    `special` is the price until `special_until`. One that is not `offered` was taken off and is in old orders."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="variants")
    title = models.CharField(max_length=80, blank=True)
    price = models.BigIntegerField()
    special = models.BigIntegerField(null=True)
    special_until = models.DateTimeField(null=True)
    stock = models.IntegerField(null=True)
    place = models.IntegerField(default=0)
    offered = models.BooleanField(default=True)

    objects: ClassVar[models.Manager[Variant]] = CommunityManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(price__gte=0), name="price_not_negative"),
            models.CheckConstraint(
                condition=Q(special=None) | Q(special__gte=0, special__lt=F("price"), special_until__isnull=False),
                name="special_is_less_and_ends",
            ),
            models.CheckConstraint(condition=Q(stock=None) | Q(stock__gte=0), name="never_oversold"),
        ]


class Picture(models.Model):
    """What an offer looks like; the first one stands in the list."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(max_length=200, blank=True)
    image = models.BinaryField()
    small = models.BinaryField()
    width = models.IntegerField()
    height = models.IntegerField()

    objects: ClassVar[models.Manager[Picture]] = CommunityManager()


class Coupon(models.Model):
    """A code that makes an order cheaper: by `percent` of a hundred, or by `minor` units of `currency`. `used` counts
    orders that hold it; `offer` null for all."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=24)
    percent = models.IntegerField(null=True)
    minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=12, blank=True)
    offer = models.ForeignKey(Offer, null=True, on_delete=models.PROTECT, related_name="+")
    least = models.BigIntegerField(default=0)
    most = models.IntegerField(null=True)
    most_each = models.IntegerField(default=1)
    used = models.IntegerField(default=0)
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Coupon]] = CommunityManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "code"], name="one_coupon_a_code"),
            models.CheckConstraint(
                condition=Q(percent__gte=1, percent__lte=100, minor=None) | Q(percent=None, minor__gte=1),
                name="coupon_takes_off_one_thing",
            ),
            models.CheckConstraint(condition=Q(most=None) | Q(used__lte=F("most")), name="coupon_not_overused"),
        ]
