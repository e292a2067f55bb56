"""Tables of how members find each other, how newcomers are received, and what somebody agreed to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qunli.core.tenancy import CommunityManager


class Card(models.Model):
    """How a member introduces themselves. `needs` and `resources` are lists of short lines. `shown` says which parts
    others see: a list of "needs", "resources", "city", "about"; the name is always seen. `listed` puts the card into
    the directory. `search` is what is shown, case-folded, for LIKE. `greets`: newcomers may be sent to them."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.OneToOneField("members.Person", on_delete=models.PROTECT, related_name="+")
    needs = models.JSONField(default=list)
    resources = models.JSONField(default=list)
    city = models.CharField(max_length=60, blank=True)
    about = models.CharField(max_length=500, blank=True)
    contact = models.CharField(max_length=120, blank=True)
    shown = models.JSONField(default=list)
    listed = models.BooleanField(default=True)
    introducible = models.BooleanField(default=True)
    greets = models.BooleanField(default=False)
    search = models.TextField(blank=True)
    city_shown = models.CharField(max_length=60, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Card]] = CommunityManager()

    class Meta:
        indexes = [
            # Partial, because a database that is asked for what is "listed" looks into no index that begins with it.
            models.Index(fields=["community", "-changed_at", "-id"], name="card_list", condition=models.Q(listed=True)),
            models.Index(fields=["community", "city_shown"], name="card_city", condition=models.Q(listed=True)),
            models.Index(fields=["community"], name="card_greeters", condition=models.Q(greets=True)),
        ]


class Introduction(models.Model):
    """Two members who may be glad to know each other; made when both said yes. `proposer` is null for the program.
    A contact is what the one chose to tell the other. `*_helped` is what they said a week later."""

    class State(models.TextChoices):
        ASKED = "asked", _("both are asked")
        MADE = "made", _("made")
        DECLINED = "declined", _("declined")
        LAPSED = "lapsed", _("lapsed")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    one = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    proposer = models.ForeignKey("members.Person", null=True, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    one_says = models.BooleanField(null=True)
    other_says = models.BooleanField(null=True)
    one_contact = models.CharField(max_length=120, blank=True)
    other_contact = models.CharField(max_length=120, blank=True)
    one_helped = models.BooleanField(null=True)
    other_helped = models.BooleanField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Introduction]] = CommunityManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="introduced_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="introduction_ordered"),
        ]
        indexes = [models.Index(fields=["community", "state", "-made_at"], name="introduction_list")]


class Consent(models.Model):
    """Somebody agreed to something, in the version they saw; taken back by `withdrawn_at`."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Consent]] = CommunityManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "what", "version"],
                name="consent_once",
                condition=models.Q(withdrawn_at__isnull=True),
            )
        ]


class Newcomer(models.Model):
    """How far somebody who came in has arrived: the small first task, and who greets them."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.OneToOneField("members.Person", on_delete=models.PROTECT, related_name="+")
    came_at = models.DateTimeField(default=timezone.now)
    task_done_at = models.DateTimeField(null=True)
    greeter = models.ForeignKey("members.Person", null=True, on_delete=models.PROTECT, related_name="+")
    greeted_at = models.DateTimeField(null=True)
    dismissed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Newcomer]] = CommunityManager()

    class Meta:
        indexes = [models.Index(fields=["community", "-came_at"], name="newcomer_list")]
