"""Tables of people and of the identities by which chats know them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qunli.core.tenancy import CommunityManager
from qunli.domains.members.joining_models import Application, Invitation, Joining, Knock, SignInLink
from qunli.domains.members.meeting_models import Card, Consent, Introduction, Newcomer

__all__ = [
    "Application",
    "Card",
    "Consent",
    "Erasure",
    "Grant",
    "Identity",
    "Introduction",
    "Invitation",
    "Joining",
    "Knock",
    "LinkCode",
    "Match",
    "Membership",
    "Merge",
    "Newcomer",
    "Person",
    "SignInLink",
]


class Person(models.Model):
    """One human being (or bot) in a community, however many identities they use.

    `search` is name and handles case-folded, for LIKE. `merged_into` is set while a merge holds: such a person has no
    identities and is not listed. `erased_at` marks one whose personal data was erased.
    """

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=200)
    search = models.TextField(blank=True)
    note = models.TextField(blank=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Person]] = CommunityManager()

    class Meta:
        indexes = [models.Index(fields=["community", "name", "id"], name="person_list")]


class Identity(models.Model):
    """How one chat platform knows a person. Messages point here, so joining or parting people rewrites no history.

    `seen_at` is the latest moment (ms UTC) at which the identity is known to have done something; a name read from an
    older export does not replace one that is known from later.
    """

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    platform = models.CharField(max_length=40)
    external_id = models.CharField(max_length=300)
    name = models.CharField(max_length=200)
    handle = models.CharField(max_length=200, blank=True)
    is_bot = models.BooleanField(default=False)
    seen_at = models.BigIntegerField(null=True)

    objects: ClassVar[models.Manager[Identity]] = CommunityManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "platform", "external_id"], name="identity_once"),
        ]
        indexes = [
            models.Index(fields=["community", "person"], name="identity_of_person"),
            # For the foreign key: a person who goes must not make the database go through all identities.
            models.Index(fields=["person"], name="identity_by_person"),
        ]


class Merge(models.Model):
    """Two people found to be one: `merged`'s identities went to `kept`. Undone by moving `identities` back."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+")
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    identities = models.JSONField()
    reason = models.CharField(max_length=40)
    detail = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)
    """What else went over with the identities, and how it was before: membership, powers, card."""
    confidence = models.FloatField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=160, blank=True)
    undone_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Merge]] = CommunityManager()


class Match(models.Model):
    """Two people who may be one, for somebody to decide. A declined pair is not brought up again."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("to decide")
        MERGED = "merged", _("merged")
        DECLINED = "declined", _("not the same")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    one = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=40)
    detail = models.JSONField(default=dict)
    confidence = models.FloatField()
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    made_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Match]] = CommunityManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="match_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="match_ordered"),
        ]
        indexes = [models.Index(fields=["community", "state", "-confidence"], name="match_list")]


class Erasure(models.Model):
    """An identity that must not come back: a keyed digest of platform and id, and the tombstone left in its place."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    digest = models.CharField(max_length=64)
    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Erasure]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "digest"], name="erasure_once")]


class Membership(models.Model):
    """A person's place in the community, from knocking at the door on; one row a person, its past is in the events.

    `user` is the account with which they sign in to member pages, once they have. `silent_until`: nothing of theirs is
    taken in before. `invitation` is the first by which they came; leaving and coming back does not change it.
    """

    class State(models.TextChoices):
        APPLIED = "applied", _("applied")
        WAITING = "waiting", _("on the waiting list")
        ACTIVE = "active", _("member")
        REFUSED = "refused", _("refused")
        LEFT = "left", _("left")
        REMOVED = "removed", _("removed")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State)
    since = models.DateTimeField(default=timezone.now)
    joined_at = models.DateTimeField(null=True)
    silent_until = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    """Since when somebody who was removed, and applied again, has not been let in."""
    invitation = models.ForeignKey(Invitation, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[Membership]] = CommunityManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "user"], name="member_account_once", condition=models.Q(user__isnull=False)
            )
        ]
        indexes = [models.Index(fields=["community", "state", "-since"], name="membership_list")]


class Grant(models.Model):
    """A power that a member holds by a post, until the term ends or it is taken back."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    power = models.CharField(max_length=40)
    source = models.CharField(max_length=80)
    """What gave it, by the name its giver uses: `post:12`."""
    until = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Grant]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "power", "source"], name="grant_once")]
        indexes = [models.Index(fields=["community", "source"], name="grant_of_source")]


class Acknowledgement(models.Model):
    """A member has read a version of the rules and says yes to it."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.ForeignKey("communities.RulesVersion", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Acknowledgement]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "version"], name="acknowledged_once")]
        indexes = [models.Index(fields=["community", "version"], name="acknowledged_list")]


class Vote(models.Model):
    """What a member answers to a promise that is checked by asking; the latest answer counts."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    promise = models.ForeignKey("communities.Promise", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    yes = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Vote]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["promise", "person"], name="vote_once")]
        indexes = [models.Index(fields=["community", "promise"], name="vote_count")]


class Entry(models.Model):
    """Somebody came in face to face, by the code of a room."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    room = models.ForeignKey("communities.Room", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Entry]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "person"], name="entry_once")]
        indexes = [models.Index(fields=["community", "room", "id"], name="entry_list")]


class Duty(models.Model):
    """Something somebody is responsible for: a colleague or a member, or nobody yet. One duty at most is the
    responsibility for the whole group."""

    class Part(models.TextChoices):
        MANAGER = "manager", _("direct manager")
        RESOURCES = "resource", _("resource collaborator")
        HEAVY = "heavy", _("heavy participant")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    what = models.CharField(max_length=300, blank=True)
    part = models.CharField(max_length=8, choices=Part, default=Part.MANAGER)
    whole_group = models.BooleanField(default=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Duty]] = CommunityManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community"], name="one_is_responsible", condition=models.Q(whole_group=True)
            ),
            models.CheckConstraint(
                condition=models.Q(user__isnull=True) | models.Q(person__isnull=True), name="duty_of_one"
            ),
        ]


class GalleryImage(models.Model):
    """A picture that a member, or a colleague, added. Both files were written anew by us, and lie in the row so that
    they go with it. `person` is null for a colleague's."""

    class State(models.TextChoices):
        WAITING = "waiting", _("to decide")
        SHOWN = "shown", _("shown")
        REMOVED = "removed", _("removed")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    image = models.BinaryField()
    small = models.BinaryField()
    width = models.IntegerField()
    height = models.IntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    decided_by_name = models.CharField(max_length=160, blank=True)

    objects: ClassVar[models.Manager[GalleryImage]] = CommunityManager()

    class Meta:
        indexes = [models.Index(fields=["community", "state", "-id"], name="gallery_list")]


class GalleryReport(models.Model):
    """A member says that a picture should not be here."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    image = models.ForeignKey(GalleryImage, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[GalleryReport]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["image", "person"], name="gallery_report_once")]


class LinkCode(models.Model):
    """A code that a member sends in a chat to show that they are one person here and there. Only its digest is kept."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+")
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    expires_at = models.DateTimeField()

    objects: ClassVar[models.Manager[LinkCode]] = CommunityManager()

    class Meta:
        indexes = [models.Index(fields=["community", "digest"], name="link_code")]
