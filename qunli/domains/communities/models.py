"""Tables of operators, colleagues and communities."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    OWNER = "owner", _("owner")
    MANAGER = "manager", _("manager")
    ANALYST = "analyst", _("analyst")


class Operator(models.Model):
    """The person or organisation that runs communities here."""

    name = models.CharField(max_length=120)
    made_at = models.DateTimeField(default=timezone.now)


class Colleague(models.Model):
    """An account's role with one operator."""

    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=8, choices=Role)
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["operator", "user"], name="colleague_once")]


class Invitation(models.Model):
    """An offer to become a colleague. Only a digest of its link's token is kept."""

    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField()
    role = models.CharField(max_length=8, choices=Role)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)


class ApiToken(models.Model):
    """A program's key to the API, for one colleague and never stronger than their role. Only a digest is kept."""

    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class Kind(models.TextChoices):
    FAN = "fan", _("fan community")
    AGENT = "agent", _("agents' community")
    OWNER = "owner", _("business owners' community")


class Community(models.Model):
    """A living group of people with a purpose. The tenant: every other row belongs to one.

    Deleted, it is out of sight at once. Until `erase_at` it can be restored; then all its rows go, and this one last.
    """

    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.FAN)
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=60, default="UTC")
    made_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True)
    deleted_by_name = models.CharField(max_length=160, blank=True)
    erase_at = models.DateTimeField(null=True)
    erasing = models.BooleanField(default=False)
    """Its rows have begun to go: there is no way back."""
    erased_rows = models.BigIntegerField(default=0)
