"""Tables of the ledger. What they forbid is in `guards`, as triggers of the database."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from qunli.core.tenancy import CommunityManager


class Account(models.Model):
    """An address in one currency; `root` is the address's first word. `balance` in minor units and `version`, which
    counts entries, follow the entries by trigger and cannot be written otherwise."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    address = models.CharField(max_length=120)
    root = models.CharField(max_length=12)
    currency = models.CharField(max_length=12)
    balance = models.BigIntegerField(default=0)
    version = models.BigIntegerField(default=0)
    may_owe = models.BooleanField()
    opened_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Account]] = CommunityManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "address", "currency"], name="one_account_an_address"),
            models.CheckConstraint(condition=Q(may_owe=True) | Q(balance__gte=0), name="no_debt"),
        ]
        indexes = [models.Index(fields=["community", "root", "currency"], name="accounts_of_a_root")]


class Transfer(models.Model):
    """`amount` minor units went from one account to another. Its two entries are made by trigger. `happened_at` is when
    it happened in the world, `written_at` when it was written here."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    source = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    target = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=12)
    kind = models.CharField(max_length=20)
    about = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=200)
    reverses = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    happened_at = models.DateTimeField()
    written_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Transfer]] = CommunityManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "key"], name="one_transfer_a_key"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="something_moves"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="between_two_accounts"),
        ]
        indexes = [
            models.Index(fields=["community", "about"], name="transfer_about", condition=~Q(about="")),
            models.Index(fields=["community", "happened_at"], name="transfer_happened"),
            models.Index(fields=["reverses"], name="transfer_reverses", condition=Q(reverses__isnull=False)),
        ]


class Entry(models.Model):
    """One side of a transfer: `amount` is below zero where it went out. Entries of an account are numbered by `version`
    and each says what was there before and after."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="+", db_index=False)
    amount = models.BigIntegerField()
    before = models.BigIntegerField()
    after = models.BigIntegerField()
    version = models.BigIntegerField()

    objects: ClassVar[models.Manager[Entry]] = CommunityManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "version"], name="entries_in_order"),
            models.UniqueConstraint(fields=["transfer", "account"], name="two_sides_of_a_transfer"),
            models.CheckConstraint(condition=Q(after=F("before") + F("amount")), name="before_and_after"),
        ]


class Inspection(models.Model):
    """What the last look at the books found. `seen` is the highest entry that was looked at; `faults` are sentences in
    English with numbers, empty when all is well."""

    community = models.OneToOneField("communities.Community", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seen = models.BigIntegerField(default=0)
    entries = models.BigIntegerField(default=0)
    faults = models.JSONField(default=list)
    faulty_since = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Inspection]] = CommunityManager()
