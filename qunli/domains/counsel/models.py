"""Proposals and what came of them."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qunli.core.tenancy import CommunityManager


class Proposal(models.Model):
    """One thing worth doing. `said` holds its words in each language, as they stood when it was made; `key` tells the
    same proposal when it comes up again."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        SNOOZED = "snoozed", _("put off")
        DISMISSED = "dismissed", _("turned down")
        PASSED = "passed", _("no longer needed")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    people = models.JSONField(default=list)
    """Whom it asks the operator to turn to."""
    about = models.JSONField(default=list)
    """Everybody its words name or quote."""
    said = models.JSONField()
    score = models.FloatField()
    sure = models.FloatField()
    as_of = models.BigIntegerField()
    """The moment of the findings it stands on (s, UTC)."""
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    snoozed_until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=160, blank=True)
    came = models.IntegerField(null=True)
    asked = models.IntegerField(null=True)
    """What came of it, once enough time has passed in the history: `came` of `asked` people."""

    objects = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "key"], name="proposal_once")]
        indexes = [models.Index(fields=["community", "state", "-score"], name="proposal_today")]
