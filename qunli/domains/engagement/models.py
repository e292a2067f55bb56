"""Tables of polls, check-ins, questions and the feedback box."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qunli.core.tenancy import CommunityManager


class Poll(models.Model):
    """`choices` are lines, `counts` how often each was chosen, in the same order. `message` is the key of the message
    in the group in whose place it stands."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("chat.Group", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    message = models.CharField(max_length=300, blank=True)
    question = models.CharField(max_length=300)
    choices = models.JSONField(default=list)
    counts = models.JSONField(default=list)
    voters = models.IntegerField(default=0)
    several = models.BooleanField(default=False)
    secret = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Poll]] = CommunityManager()


class Vote(models.Model):
    """One member's. `choices` are places in the poll's; of a secret poll they are blanked when it closes."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    choices = models.JSONField(default=list)
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Vote]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "person"], name="one_vote_a_member")]


class CheckIn(models.Model):
    """A group's members say each day that they were there, or did what the title names."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("chat.Group", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    made_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[CheckIn]] = CommunityManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group"], name="one_open_check_in_a_group", condition=models.Q(closed_at__isnull=True)
            )
        ]


class Attendance(models.Model):
    """A member on one day, which is the community's. `streak` is how many days in a row it made."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    check_in = models.ForeignKey(CheckIn, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    note = models.CharField(max_length=200, blank=True)
    streak = models.IntegerField()

    objects: ClassVar[models.Manager[Attendance]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["check_in", "person", "day"], name="checked_in_once_a_day")]
        indexes = [models.Index(fields=["check_in", "day"], name="attendance_by_day")]


class Question(models.Model):
    """Asked in a group by the message with the key `message`; what is said in reply to that message are its answers.
    The accepted one is kept with its text, because messages can be changed."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("chat.Group", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    message = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    asked_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True)
    accepted_seq = models.BigIntegerField(null=True)
    accepted_text = models.TextField(blank=True)
    accepted_person = models.ForeignKey("members.Person", null=True, on_delete=models.PROTECT, related_name="+")
    accepted_by_name = models.CharField(max_length=160, blank=True)

    objects: ClassVar[models.Manager[Question]] = CommunityManager()

    class Meta:
        indexes = [
            models.Index(fields=["community", "-id"], name="question_open", condition=models.Q(accepted_at=None))
        ]


class Feedback(models.Model):
    """A note in the feedback box. `anonymous` hides the author from other members, not from those who answer; `shown`:
    once answered, all members read it."""

    class State(models.TextChoices):
        NEW = "new", _("not answered yet")
        LOOKING = "looking", _("being looked into")
        PLANNED = "planned", _("planned")
        DONE = "done", _("done")
        DECLINED = "declined", _("will not be done")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    anonymous = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=State, default=State.NEW)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=160, blank=True)
    shown = models.BooleanField(default=True)

    objects: ClassVar[models.Manager[Feedback]] = CommunityManager()
