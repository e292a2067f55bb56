"""Tables of policies, cases and what followed from them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qunli.core.tenancy import CommunityManager


class PolicyVersion(models.Model):
    """All policies of a community as they stood from one change to the next. The newest is in force."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.IntegerField()
    rules = models.JSONField()
    """`policies.Rules` as plain values."""
    note = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=160, blank=True)

    objects: ClassVar[models.Manager[PolicyVersion]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "number"], name="policy_version_once")]


class Case(models.Model):
    """Something that a policy or a member found wrong with a message: what was measured, and what became of it.

    `seq` is the message's number when it was let through; otherwise what is needed to take it in later is in `said`.
    `line` is the policy's id, empty for a report. A `dry` case had no effect.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        DONE = "done", _("done by the policy")
        UPHELD = "upheld", _("upheld")
        RELEASED = "released", _("released")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    group = models.ForeignKey("chat.Group", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    line = models.CharField(max_length=20, blank=True)
    version = models.IntegerField(default=0)
    trigger = models.CharField(max_length=20)
    measure = models.FloatField()
    limit = models.FloatField()
    evidence = models.JSONField(default=dict)
    """`shown`: words or signs found; `also`: other lines that hit; `because`: what the measure is made of."""
    effect = models.CharField(max_length=8)
    dry = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    said = models.JSONField(default=dict)
    key = models.CharField(max_length=300, blank=True)
    seq = models.BigIntegerField(null=True)
    state = models.CharField(max_length=8, choices=State)
    made_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    decided_by_kind = models.CharField(max_length=12, blank=True)
    decided_by_name = models.CharField(max_length=160, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    overturned_at = models.DateTimeField(null=True)
    reports = models.IntegerField(default=0)
    unseen = models.BooleanField(default=False)
    """Something was decided that the person concerned has not read on their page."""

    objects: ClassVar[models.Manager[Case]] = CommunityManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "key", "line"], name="case_once", condition=~models.Q(key=""))
        ]
        indexes = [
            models.Index(fields=["community", "state", "dry", "-id"], name="case_list"),
            models.Index(fields=["community", "trigger", "-id"], name="case_of_trigger"),
            models.Index(fields=["community", "line", "made_at"], name="case_of_line"),
            models.Index(fields=["person", "-id"], name="case_of_person"),
            models.Index(fields=["community", "decided_by_kind", "decided_by"], name="case_of_decider"),
            models.Index(fields=["group", "seq"], name="case_of_message", condition=models.Q(seq__isnull=False)),
            models.Index(fields=["person"], name="case_unseen", condition=models.Q(unseen=True)),
        ]


class Points(models.Model):
    """What a case counts against somebody. They fade by half every `half_life` days; taken back, they count nothing."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    points = models.FloatField()
    half_life = models.FloatField()
    at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Points]] = CommunityManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], name="points_once"),
            models.CheckConstraint(condition=models.Q(points__gt=0, half_life__gt=0), name="points_positive"),
        ]


class Sanction(models.Model):
    """What somebody has to bear. Due until it is carried out, which happens once; `group` null means everywhere."""

    class Kind(models.TextChoices):
        WARN = "warn", _("warning")
        DELETE = "delete", _("message deleted")
        MUTE = "mute", _("silenced")
        REMOVE = "remove", _("removed")
        BAN = "ban", _("banned")

    class State(models.TextChoices):
        DUE = "due", _("is being carried out")
        DONE = "done", _("carried out")
        LIFTED = "lifted", _("lifted")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind)
    group = models.ForeignKey("chat.Group", null=True, on_delete=models.PROTECT, related_name="+")
    minutes = models.IntegerField(default=0)
    until = models.DateTimeField(null=True)
    because = models.JSONField(default=dict)
    """`line`, or `points` and `limit` of the step of the ladder."""
    state = models.CharField(max_length=6, choices=State, default=State.DUE)
    made_at = models.DateTimeField(default=timezone.now)
    carried_at = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Sanction]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "kind"], name="sanction_once")]
        indexes = [
            models.Index(fields=["person", "kind", "state"], name="sanction_of_person"),
            models.Index(fields=["community", "-id"], name="sanction_log"),
            models.Index(fields=["community", "kind", "state"], name="sanction_kind"),
        ]


class Report(models.Model):
    """A member says that a message is wrong. `weight` (0 to 1) is what the reporter's record gave it."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    reporter = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(max_length=300, blank=True)
    weight = models.FloatField()
    upheld = models.BooleanField(null=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Report]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "reporter"], name="report_once")]
        indexes = [models.Index(fields=["reporter", "made_at"], name="report_of_member")]


class Appeal(models.Model):
    """The person concerned asks a second reader to look at a case."""

    class State(models.TextChoices):
        OPEN = "open", _("waits for a second reader")
        GRANTED = "granted", _("granted")
        TURNED_DOWN = "refused", _("turned down")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    made_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.BigIntegerField(null=True)
    answered_by_name = models.CharField(max_length=160, blank=True)

    objects: ClassVar[models.Manager[Appeal]] = CommunityManager()

    class Meta:
        indexes = [models.Index(fields=["community", "state", "due_at"], name="appeal_list")]


class AdPermit(models.Model):
    """Allows one advertisement: one permit, one post."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=80)
    """What gave it, by the name its giver uses; one source gives one permit."""
    made_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    used_key = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager[AdPermit]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "source"], name="permit_once")]
        indexes = [models.Index(fields=["community", "used_at"], name="permit_open")]


class Lesson(models.Model):
    """What a decision taught: the hashed pieces of a message (int32, little-endian; no text), and what it was.

    `before` is what the classifier said before it learned this: its errors are counted on that.
    """

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=12)
    """"advertising" or "abuse"."""
    is_it = models.BooleanField()
    pieces = models.BinaryField()
    before = models.FloatField()
    before_own = models.FloatField()
    """The logit without any of the community's decisions; lessons build on that."""
    limit = models.FloatField(default=0.5)
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Lesson]] = CommunityManager()

    class Meta:
        indexes = [
            models.Index(fields=["community", "about", "-id"], name="lesson_list"),
            models.Index(fields=["case"], name="lesson_of_case"),
        ]


class Rehearsal(models.Model):
    """Policies tried on what was said already. `cursor` is the moment (ms) up to which messages were read."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+")
    rules = models.JSONField()
    days = models.IntegerField()
    cursor = models.BigIntegerField(default=0)
    end = models.BigIntegerField(default=0)
    read = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    hits = models.JSONField(default=dict)
    """By line: how many messages, and up to fifty of them."""
    people = models.JSONField(default=dict)
    """By person (as text): how many messages of theirs."""
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    made_at = models.DateTimeField(default=timezone.now)
    made_by_name = models.CharField(max_length=160, blank=True)

    objects: ClassVar[models.Manager[Rehearsal]] = CommunityManager()


class ActivityDay(models.Model):
    """A UTC day (since 1970): messages in live groups, and people who wrote. For what a rule did to activity."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.IntegerField()
    messages = models.IntegerField()
    people = models.IntegerField()

    objects: ClassVar[models.Manager[ActivityDay]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "day"], name="activity_day_once")]


class ScreeningMark(models.Model):
    """Grows with everything that screening has to know anew: policies, bans, permits, lessons."""

    community = models.OneToOneField("communities.Community", on_delete=models.PROTECT, related_name="+")
    changes = models.BigIntegerField(default=1)

    objects: ClassVar[models.Manager[ScreeningMark]] = CommunityManager()
