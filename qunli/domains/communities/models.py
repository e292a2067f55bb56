"""Tables of operators, colleagues and communities."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qunli.core.tenancy import CommunityManager


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


class Origin(models.TextChoices):
    PERSON = "person", _("a person")
    COMPANY = "company", _("a company")
    FACE_TO_FACE = "room", _("people in one room")


class Aim(models.TextChoices):
    LEISURE = "leisure", _("leisure")
    COMMERCE = "commerce", _("commerce")
    WORK = "work", _("work")


class Community(models.Model):
    """A living group of people with a purpose. The tenant: every other row belongs to one.

    Deleted, it is out of sight at once. Until `erase_at` it can be restored; then all its rows go, and this one last.
    """

    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.FAN)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.PERSON)
    aim = models.CharField(max_length=8, choices=Aim, default=Aim.LEISURE)
    opened_at = models.DateTimeField(null=True)
    """Null while it is being founded: until its charter stands, strangers are not let in by the front door."""
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=60, default="UTC")
    made_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True)
    deleted_by_name = models.CharField(max_length=160, blank=True)
    erase_at = models.DateTimeField(null=True)
    erasing = models.BooleanField(default=False)
    """Its rows have begun to go: there is no way back."""
    erased_rows = models.BigIntegerField(default=0)


class Charter(models.Model):
    """The answers as they stand now; the purpose is the community's own. `public`: keys that members see."""

    community = models.OneToOneField(Community, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    public = models.JSONField(default=list)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by_name = models.CharField(max_length=160, blank=True)

    objects: ClassVar[models.Manager[Charter]] = CommunityManager()


class Promise(models.Model):
    """Something a community promises, and how it is checked. `limit`: the bound of a figure, or percent of yes."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)
    check_by = models.CharField(max_length=8)
    figure = models.CharField(max_length=40, blank=True)
    limit = models.FloatField(null=True)
    due_on = models.DateField(null=True)
    question = models.CharField(max_length=200, blank=True)
    done_on = models.DateField(null=True)
    done_by_name = models.CharField(max_length=160, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Promise]] = CommunityManager()


class CharterVersion(models.Model):
    """The charter as it stood once; never changed. `content`: answers, public keys and promises."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.IntegerField()
    content = models.JSONField()
    why = models.CharField(max_length=300)
    made_at = models.DateTimeField(default=timezone.now)
    made_by_name = models.CharField(max_length=160, blank=True)

    objects: ClassVar[models.Manager[CharterVersion]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "number"], name="charter_version_once")]


class RulesVersion(models.Model):
    """Rules as members read them. `number` is null for the one draft; announced, a version is never changed."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.IntegerField(null=True)
    rules = models.JSONField()
    why = models.CharField(max_length=300, blank=True)
    announced_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by_name = models.CharField(max_length=160, blank=True)

    objects: ClassVar[models.Manager[RulesVersion]] = CommunityManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "number"], name="rules_version_once"),
            models.UniqueConstraint(
                fields=["community"], name="one_draft_of_rules", condition=models.Q(number__isnull=True)
            ),
        ]


class Kit(models.Model):
    """How a community looks. The logo was written anew by us; it is small, so it lies in its row."""

    community = models.OneToOneField(Community, on_delete=models.PROTECT, related_name="+")
    slogan = models.CharField(max_length=120, blank=True)
    colour = models.CharField(max_length=7)
    colour_dark = models.CharField(max_length=7)
    gifts = models.TextField(blank=True)
    logo = models.BinaryField(null=True)
    changed_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Kit]] = CommunityManager()


class Room(models.Model):
    """People in one room come in by its code, until it expires or is closed."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=6)
    made_at = models.DateTimeField(default=timezone.now)
    made_by_name = models.CharField(max_length=160, blank=True)
    expires_at = models.DateTimeField(default=timezone.now, db_index=True)
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Room]] = CommunityManager()


class Guess(models.Model):
    """A code that was typed and was none. `guesser`: a keyed digest of the address it came from, kept for an hour."""

    guesser = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now, db_index=True)
