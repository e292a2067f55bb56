"""Tables of how people come in: the community's settings, applications, invitations, links to sign in, knocks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qunli.core.tenancy import CommunityManager


class Joining(models.Model):
    """How one joins this community, and how newcomers are received; without a row the defaults hold.

    `questions` are `joining_decisions.Question` as plain values. `approve_from` and `refuse_below` are points; null
    leaves the decision to a person. `invite_*` say who of the members may invite: their days here, how many links in
    thirty days, how many people a link lets in at most, and how many days it opens the door.
    """

    community = models.OneToOneField("communities.Community", on_delete=models.PROTECT, related_name="+")
    closed = models.BooleanField(default=False)
    invited_only = models.BooleanField(default=True)
    reviewed = models.BooleanField(default=False)
    invited_pass = models.BooleanField(default=True)
    questions = models.JSONField(default=list)
    capacity = models.PositiveIntegerField(null=True)
    approve_from = models.IntegerField(null=True)
    refuse_below = models.IntegerField(null=True)
    members_invite = models.BooleanField(default=True)
    invite_after_days = models.PositiveIntegerField(default=7)
    invite_quota = models.PositiveIntegerField(default=5)
    invite_uses = models.PositiveIntegerField(default=1)
    invite_days = models.PositiveIntegerField(default=14)
    welcome = models.TextField(blank=True)
    first_task = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Joining]] = CommunityManager()


class Invitation(models.Model):
    """A link that opens the door to `most` people until `expires_at`. The link itself is computed from `salt` and the
    installation's secret, so it can be shown again and cannot be read from the database. `inviter` is null when the
    community itself invites."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    inviter = models.ForeignKey("members.Person", null=True, on_delete=models.PROTECT, related_name="+")
    made_by_name = models.CharField(max_length=160, blank=True)
    note = models.CharField(max_length=120, blank=True)
    salt = models.CharField(max_length=32)
    most = models.PositiveIntegerField(default=1)
    used = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Invitation]] = CommunityManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(used__lte=models.F("most")), name="invitation_not_overdrawn")
        ]
        indexes = [models.Index(fields=["community", "inviter", "-made_at"], name="invitation_list")]


class Application(models.Model):
    """Somebody asked to come in. `answers` by question id; `questions` as they were asked; `reasons` explain `score`.
    `decided_by_name` is empty when the community's own thresholds decided."""

    class State(models.TextChoices):
        OPEN = "open", _("to decide")
        WAITING = "waiting", _("on the waiting list")
        ADMITTED = "admitted", _("admitted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    invitation = models.ForeignKey(Invitation, null=True, on_delete=models.PROTECT, related_name="+")
    questions = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    score = models.IntegerField(default=0)
    reasons = models.JSONField(default=list)
    known = models.JSONField(default=list)
    """`returning.Sign` as plain values: whom it may be who was removed."""
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    reason = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=160, blank=True)

    objects: ClassVar[models.Manager[Application]] = CommunityManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], name="application_at_a_time", condition=models.Q(state__in=("open", "waiting"))
            )
        ]
        indexes = [models.Index(fields=["community", "state", "made_at"], name="application_list")]


class SignInLink(models.Model):
    """A link by which a member signs in once, within minutes. Only a digest is kept."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[SignInLink]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "digest"], name="sign_in_link_once")]


class Knock(models.Model):
    """Somebody tried to come in: what limits how often one address may, for a day. Neither address nor puzzle can be
    read from it."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    address = models.CharField(max_length=64)
    puzzle = models.CharField(max_length=64)
    proved = models.BooleanField()
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Knock]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "puzzle"], name="puzzle_once")]
        indexes = [
            models.Index(fields=["community", "address", "at"], name="knock_of_address"),
            models.Index(fields=["community", "at"], name="knock_by_time"),
        ]
