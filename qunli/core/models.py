"""Tables of the ground: accounts, the event log and its readers, background work, idempotency keys."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    """Accounts are known by their e-mail address."""

    def create_user(self, email: str | None, password: str | None = None, **extra: Any) -> User:
        """A normal account; without a password it cannot sign in by password, without an address not by e-mail."""
        user = self.model(email=self.normalize_email(email).lower() or None, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> User:
        """An account that may also use the back office."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in: to the console as a colleague, to member pages as a member, or to both. A member who came
    by a link may have given no address."""

    email = models.EmailField(unique=True, null=True)  # noqa: DJ001  several may have none, and none is not unique
    name = models.CharField(max_length=120, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    def __str__(self) -> str:
        return self.name or self.email or ""


class Event(models.Model):
    """Something that happened, written in the transaction in which it happened. Never changed.

    `transaction` orders rows safely on PostgreSQL, where a lower id may become visible after a higher one; it is 0 on
    SQLite, which has one writer at a time. Read in the order (transaction, id). `community_id` is 0 outside any.
    """

    transaction = models.BigIntegerField(default=0)
    community_id = models.BigIntegerField(default=0)
    kind = models.CharField(max_length=80)
    body = models.JSONField()
    actor_kind = models.CharField(max_length=12)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["community_id", "transaction", "id"], name="event_lane"),
            models.Index(fields=["community_id", "-at"], name="event_audit"),
        ]


class Lane(models.Model):
    """How far one handler has read one community's events. A failing event holds its lane until it passes or is skipped
    by a person; other lanes go on."""

    handler = models.CharField(max_length=80)
    community_id = models.BigIntegerField(default=0)
    transaction = models.BigIntegerField(default=0)
    position = models.BigIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    due = models.DateTimeField(default=timezone.now)
    parked = models.BooleanField(default=False)
    held = models.ForeignKey(Event, null=True, on_delete=models.PROTECT, related_name="+")
    error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handler", "community_id"], name="lane_once"),
        ]


class Work(models.Model):
    """One piece of background work: an outbox row, or a run of the schedule."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        PARKED = "parked"
        STOPPED = "stopped"

    task = models.CharField(max_length=80)
    body = models.JSONField(default=dict)
    community_id = models.BigIntegerField(default=0)
    key = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    due = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    lease = models.CharField(max_length=40, blank=True)
    leased_until = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    doing = models.CharField(max_length=40, blank=True)
    """The step at hand, by a name that the console has words for; `share` of it is done."""
    step = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField(default=0)
    share = models.FloatField(default=0)

    class Meta:
        indexes = [models.Index(fields=["state", "due"], name="work_due")]


class IdempotencyKey(models.Model):
    """The stored answer of an operation done once."""

    operation = models.CharField(max_length=120)
    actor = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["operation", "actor", "key"], name="key_once")]
