"""Tables of connections to chat platforms: what comes in, what goes out, which groups are bridged."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qunli.core.tenancy import CommunityManager


class Connection(models.Model):
    """One account of ours on one platform, and how it is doing.

    `secrets` is encrypted (see `connecting.secrets`). `cursor` is where to go on hearing. Whoever holds `lease` runs
    it; nobody else may until `leased_until`. `found` are groups in which the account is: [[id, name], ...].
    """

    class State(models.TextChoices):
        STOPPED = "stopped", _("stopped")
        STARTING = "starting", _("connecting")
        LIVE = "live", _("live")
        BROKEN = "broken", _("waiting to connect again")
        PERSON = "person", _("needs you")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+")
    platform = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    settings = models.JSONField(default=dict)
    secrets = models.TextField(blank=True)
    token = models.CharField(max_length=64, unique=True)
    """The unguessable part of the address at which it is told things."""
    wanted = models.BooleanField(default=True)
    state = models.CharField(max_length=8, choices=State, default=State.STARTING)
    error = models.TextField(blank=True)
    tries = models.PositiveIntegerField(default=0)
    due = models.DateTimeField(default=timezone.now)
    account = models.CharField(max_length=300, blank=True)
    account_name = models.CharField(max_length=200, blank=True)
    can = models.JSONField(default=list)
    found = models.JSONField(default=list)
    cursor = models.TextField(blank=True)
    lease = models.CharField(max_length=40, blank=True)
    leased_until = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Connection]] = CommunityManager()


class Update(models.Model):
    """What a platform told, as it told it; kept for a while after it was understood, so that it is taken in once."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="+", db_index=False)
    external_id = models.CharField(max_length=300)
    body = models.JSONField()
    at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    objects: ClassVar[models.Manager[Update]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connection", "external_id"], name="update_once")]
        indexes = [
            models.Index(fields=["connection", "id"], name="update_to_read", condition=models.Q(done_at__isnull=True)),
            models.Index(fields=["community", "done_at"], name="update_old"),
        ]


class Deed(models.Model):
    """Something to do on a platform: the outbox. In order within its `lane` (a chat there); `begun_at` is set while
    somebody is at it, so that after a crash nobody takes it for not done."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DONE = "done", _("done")
        PERSON = "person", _("for a person to do")
        DROPPED = "dropped", _("let go")
        LATER = "later", _("for later")

    class Kind(models.TextChoices):
        SEND = "send", _("send")
        DIRECT = "direct", _("write to one person")
        EDIT = "edit", _("change a message")
        DELETE = "delete", _("delete a message")
        REMOVE = "remove", _("remove from the group")
        RESTRICT = "restrict", _("keep from writing")
        MEMBERS = "members", _("fetch the members")
        WELCOME = "welcome", _("greet somebody new")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="+", db_index=False)
    group = models.ForeignKey("chat.Group", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    lane = models.CharField(max_length=300)
    """The platform's id of the chat."""
    kind = models.CharField(max_length=8, choices=Kind)
    body = models.JSONField(default=dict)
    key = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveIntegerField(default=0)
    due = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    external_id = models.CharField(max_length=300, blank=True)
    """What the platform calls the message that was sent."""
    source = models.ForeignKey("chat.Group", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    source_seq = models.BigIntegerField(null=True)
    """The message here of which it is the copy there."""

    objects: ClassVar[models.Manager[Deed]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connection", "key"], name="deed_once")]
        indexes = [
            models.Index(fields=["connection", "state", "id"], name="deed_in_line"),
            models.Index(fields=["group", "external_id"], name="deed_as_sent"),
            models.Index(fields=["source", "source_seq"], name="deed_of_message"),
        ]


class Bridge(models.Model):
    """What is said in one of two groups is said in the other, too. one < other."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+")
    one = models.ForeignKey("chat.Group", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("chat.Group", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Bridge]] = CommunityManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="bridge_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="bridge_ordered"),
        ]
