"""Tables of what members are told on their devices when they are not here (W3C, Push API)."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qunli.core.tenancy import CommunityManager


class PushKey(models.Model):
    """By which push services know the community (RFC 8292), sealed as credentials are."""

    community = models.OneToOneField("communities.Community", on_delete=models.PROTECT, related_name="+")
    sealed = models.TextField()
    public = models.CharField(max_length=100)

    objects: ClassVar[models.Manager[PushKey]] = CommunityManager()


class QuietDefault(models.Model):
    """When nobody is told anything who did not choose hours of their own. Minutes of the day."""

    community = models.OneToOneField("communities.Community", on_delete=models.PROTECT, related_name="+")
    quiet_from = models.PositiveSmallIntegerField()
    quiet_until = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager[QuietDefault]] = CommunityManager()


class NoticeChoice(models.Model):
    """What a member wants to be told, and when not."""

    class Level(models.TextChoices):
        ALL = "all", _("everything")
        MENTIONS = "mentions", _("mentions, replies to me and announcements")
        ANNOUNCEMENTS = "announcements", _("announcements only")
        NONE = "none", _("nothing")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=13, choices=Level, default=Level.MENTIONS)
    muted = models.JSONField(default=list)
    """Groups of which nothing is told."""
    own_hours = models.BooleanField(default=False)
    """The hours below count, not the community's."""
    quiet_from = models.PositiveSmallIntegerField(null=True)
    quiet_until = models.PositiveSmallIntegerField(null=True)
    zone = models.CharField(max_length=60, blank=True)

    objects: ClassVar[models.Manager[NoticeChoice]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "person"], name="notice_choice_once")]


class Subscription(models.Model):
    """One browser of a member. Ends with the session in which it was made."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    session = models.CharField(max_length=40)
    endpoint = models.CharField(max_length=1000)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    made_at = models.DateTimeField(default=timezone.now)
    failures = models.PositiveIntegerField(default=0)
    """Notices in a row that could not be brought."""

    objects: ClassVar[models.Manager[Subscription]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "endpoint"], name="push_subscription_once")]


class NoticeCursor(models.Model):
    """How far a group's messages were looked through for whom to tell."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    group = models.OneToOneField("chat.Group", on_delete=models.PROTECT, related_name="+")
    seq = models.BigIntegerField()

    objects: ClassVar[models.Manager[NoticeCursor]] = CommunityManager()


class Notice(models.Model):
    """What one browser is still to be told of one group: numbers of messages (the latest ones), and how many."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="+", db_index=False)
    group = models.ForeignKey("chat.Group", on_delete=models.PROTECT, related_name="+")
    seqs = models.JSONField(default=list)
    count = models.PositiveIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    due = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Notice]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscription", "group"], name="notice_once")]
        indexes = [models.Index(fields=["community", "due"], name="notice_due", condition=models.Q(count__gt=0))]
