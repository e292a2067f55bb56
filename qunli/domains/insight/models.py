"""Rollups, and the findings drawn from them. Everything here can be made anew from messages."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from qunli.core.tenancy import CommunityManager


class MemberDay(models.Model):
    """One identity's UTC day in one group; columns as `analysis.rollups.channel_member_days`."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    group_id = models.BigIntegerField()
    author = models.BigIntegerField()
    day = models.IntegerField()
    messages = models.IntegerField()
    length = models.BigIntegerField()
    questions = models.IntegerField()
    addressed = models.IntegerField()
    instant = models.IntegerField()
    squares = models.BigIntegerField()
    turns = models.IntegerField()
    prompt = models.IntegerField()
    repeats = models.IntegerField()
    called = models.IntegerField()
    hours = models.IntegerField()
    first_ts = models.BigIntegerField()
    last_ts = models.BigIntegerField()

    objects = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group_id", "day", "author"], name="member_day_once")]
        indexes = [models.Index(fields=["community", "author", "day"], name="member_day_of_author")]


class TieDay(models.Model):
    """How much one identity spoke to another on one UTC day in one group; as `analysis.rollups.channel_ties`."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    group_id = models.BigIntegerField()
    author = models.BigIntegerField()
    other = models.BigIntegerField()
    day = models.IntegerField()
    named = models.IntegerField()
    next = models.IntegerField()
    weight = models.FloatField()

    objects = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group_id", "day", "author", "other"], name="tie_day_once")]
        # With the weight in it, whom somebody speaks with is summed up from the index alone.
        indexes = [models.Index(fields=["community", "author", "other", "weight"], name="tie_day_of_author")]


class StaleDay(models.Model):
    """A group's UTC day whose rollups must be made anew although its messages did not change."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    group_id = models.BigIntegerField()
    day = models.IntegerField()

    objects = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group_id", "day"], name="stale_day_once")]
        indexes = [models.Index(fields=["community", "group_id", "day"], name="stale_day_of_community")]


class Bot(models.Model):
    """An identity taken for a program: recognised by its behaviour, or decided by an operator, whose word stands."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    identity = models.BigIntegerField()
    is_bot = models.BooleanField(default=True)
    decided = models.BooleanField(default=False)

    objects = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "identity"], name="bot_once")]


class Ruling(models.Model):
    """What an operator said of a remark that was found in a message: whether it is of that kind indeed. It is not shown
    any more. No words are kept."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10)
    message = models.BigIntegerField()
    right = models.BooleanField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.CharField(max_length=160, blank=True)

    objects = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "kind", "message"], name="ruling_once")]


class WatchedName(models.Model):
    """A product or keyword an operator wants to hear about."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=60)

    objects = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="watched_name_once")]


class Picture(models.Model):
    """One community's state of knowledge; its row is the lock under which rollups and findings change."""

    community = models.OneToOneField(
        "communities.Community", on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    as_of = models.BigIntegerField(default=0)
    """The moment the findings show (s, UTC); 0 before there are any."""
    made_at = models.DateTimeField(null=True)
    judged_at = models.DateTimeField(null=True)
    asked = models.BooleanField(default=False)
    """It is to be drawn anew and nobody has begun."""
    begun_at = models.DateTimeField(null=True)
    """Somebody draws it now."""
    stopped_at = models.DateTimeField(null=True)
    """Somebody stopped the drawing, and nobody has asked since."""
    rolled = models.IntegerField(default=0)
    """Counts changes of the rollups and of who is a bot: what was counted before one is not written after it."""
    turn = models.IntegerField(default=0)
    """Counts who draws: a drawing whose turn is over (stopped, or taken over) cannot publish any more."""

    objects = CommunityManager()


class Finding(models.Model):
    """What is currently concluded about the community as a whole, by kind."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    body = models.JSONField()
    as_of = models.BigIntegerField()

    objects = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "kind"], name="finding_once")]


class Portrait(models.Model):
    """What is currently known about one person: one row for lists, filters and the profile.

    `name` and `search` are copies, so that a list of thousands sorts and searches without asking another domain.
    """

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.BigIntegerField()
    name = models.CharField(max_length=200)
    search = models.TextField(blank=True)
    is_bot = models.BooleanField(default=False)
    first_ts = models.BigIntegerField(null=True)
    last_ts = models.BigIntegerField(null=True)
    messages = models.IntegerField(default=0)
    messages_30 = models.IntegerField(default=0)
    days_30 = models.IntegerField(default=0)
    partners = models.IntegerField(default=0)
    role = models.CharField(max_length=20, blank=True)
    role_score = models.FloatField(null=True)
    role_reasons = models.JSONField(default=list)
    leaving = models.FloatField(null=True)
    leaving_reasons = models.JSONField(default=list)
    rising = models.FloatField(null=True)
    rising_reasons = models.JSONField(default=list)
    hours = models.JSONField(null=True)
    """24 chances by UTC hour, or null when there is too little to say."""

    objects = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "person"], name="portrait_once")]
        indexes = [
            models.Index(fields=["community", "name", "person"], name="portrait_by_name"),
            models.Index(fields=["community", "-last_ts", "person"], name="portrait_by_last"),
            models.Index(fields=["community", "-first_ts", "person"], name="portrait_by_first"),
            models.Index(fields=["community", "-messages", "person"], name="portrait_by_messages"),
            models.Index(fields=["community", "-messages_30", "person"], name="portrait_by_recent"),
            models.Index(fields=["community", "-leaving", "person"], name="portrait_by_leaving"),
            models.Index(fields=["community", "role", "-role_score"], name="portrait_by_role"),
        ]


class Accuracy(models.Model):
    """How often one kind of conclusion was right on this community's own past; fields as `analysis.judgements`."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=40)
    measure = models.CharField(max_length=40)
    value = models.FloatField(null=True)
    naive = models.FloatField(null=True)
    cases = models.IntegerField()
    cutoffs = models.IntegerField()
    calibration_error = models.FloatField(null=True)
    right = models.IntegerField()
    said = models.IntegerField()
    as_of = models.BigIntegerField()

    objects = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="accuracy_once")]


class JudgedMoment(models.Model):
    """One conclusion judged at one moment of the past, kept so that a drawing that was broken off, or the next one of
    the same past, does not judge it again. `key` says of which history and edition; `result` names nobody."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=120)
    result = models.BinaryField()
    used_at = models.DateTimeField(default=timezone.now)

    objects = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "key"], name="judged_once")]
