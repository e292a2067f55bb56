"""Tables of groups, messages, movements and of the histories brought in."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qunli.core.tenancy import CommunityManager
from qunli.domains.chat.connection_models import Bridge, Connection, Deed, Update
from qunli.domains.chat.push_models import Notice, NoticeChoice, NoticeCursor, PushKey, QuietDefault, Subscription

__all__ = [
    "Attachment",
    "Bridge",
    "Connection",
    "Deed",
    "Group",
    "HistoryImport",
    "Message",
    "MessageTrace",
    "Movement",
    "Notice",
    "NoticeChoice",
    "NoticeCursor",
    "PushKey",
    "QuietDefault",
    "ReadMark",
    "SkippedPiece",
    "Subscription",
    "TouchedDay",
    "Update",
]


class Group(models.Model):
    """A room of a chat: a group, channel or stream."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    platform = models.CharField(max_length=40)
    external_id = models.CharField(max_length=300)
    name = models.CharField(max_length=300)
    opened_at = models.DateTimeField(null=True)
    """Since when it is live here: its messages are numbered, and delivered as they come."""
    closed_at = models.DateTimeField(null=True)
    announcements_only = models.BooleanField(default=False)
    last_seq = models.BigIntegerField(default=0)
    """The number of its newest live message."""
    connection = models.ForeignKey(Connection, null=True, on_delete=models.PROTECT, related_name="+")
    """By which it is live, for a group on another platform."""
    admits = models.BooleanField(default=True)
    """Whoever is in it there is a member."""
    welcomes = models.BooleanField(default=False)
    """Newcomers are welcomed in it."""

    objects: ClassVar[models.Manager[Group]] = CommunityManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "platform", "external_id"], name="group_once"),
        ]


class Message(models.Model):
    """Something said. Times are ms UTC. `to` is the author of the message replied to, else the first person mentioned.

    Few indexes, because histories come in by the million: each one pays for a page that must not scan.
    """

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", db_index=False)
    author = models.ForeignKey("members.Identity", on_delete=models.PROTECT, related_name="+", db_index=False)
    external_id = models.CharField(max_length=300)
    at = models.BigIntegerField()
    text = models.TextField()
    length = models.IntegerField()
    question = models.BooleanField()
    to = models.ForeignKey("members.Identity", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    reply_to = models.CharField(max_length=300, null=True)  # noqa: DJ001  null is "no reply", and stays out of the index
    topic = models.CharField(max_length=300, null=True)  # noqa: DJ001  null is "no topic", as analysis reads it
    mentions = models.JSONField(null=True)
    """Identity ids, or null when nobody is mentioned."""
    reactions = models.JSONField(null=True)
    """[[emoji, count, [identity id, ...]], ...], or null."""
    attachments = models.CharField(max_length=200, blank=True)
    """Kinds, separated by commas."""
    edited_at = models.BigIntegerField(null=True)
    seq = models.BigIntegerField(null=True)
    """Its number in a live group, without gaps in the order of commits; null in a history that was brought in."""
    kind = models.CharField(max_length=12, blank=True, db_default="")
    """What it is besides text: "announcement", "card" (see `card`), or nothing."""
    card = models.JSONField(null=True)
    """What another domain shows in its place: {"kind": "poll", "id": 12}."""
    deleted_at = models.BigIntegerField(null=True)
    pinned_at = models.BigIntegerField(null=True)

    objects: ClassVar[models.Manager[Message]] = CommunityManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "external_id"], name="message_once"),
            models.UniqueConstraint(
                fields=["group", "seq"], name="message_number_once", condition=models.Q(seq__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["group", "at"], name="message_in_group"),
            models.Index(fields=["author", "at"], name="message_of_author"),
            models.Index(
                fields=["group", "reply_to"],
                name="message_reply_unresolved",
                condition=models.Q(to__isnull=True, reply_to__isnull=False),
            ),
            models.Index(fields=["group", "-seq"], name="message_pinned", condition=models.Q(pinned_at__isnull=False)),
            # For the foreign key: an identity that goes must not make the database go through all messages.
            models.Index(fields=["to"], name="message_spoken_to", condition=models.Q(to__isnull=False)),
        ]


class MessageTrace(models.Model):
    """What a message said before it was edited or deleted, for those who moderate."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    at = models.BigIntegerField()
    by = models.BigIntegerField(null=True)
    by_kind = models.CharField(max_length=12)

    objects: ClassVar[models.Manager[MessageTrace]] = CommunityManager()


class Attachment(models.Model):
    """A file shown in a message. `token` is the unguessable part of its address; `thumbnail` has its own file."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", db_index=False)
    message = models.ForeignKey(Message, null=True, on_delete=models.PROTECT, related_name="+")
    """Null while it is uploaded and not sent yet."""
    uploader = models.ForeignKey("members.Identity", on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=43, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8)
    """"image" or "file"."""
    media_type = models.CharField(max_length=80)
    size = models.BigIntegerField()
    width = models.IntegerField(null=True)
    height = models.IntegerField(null=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Attachment]] = CommunityManager()


class ReadMark(models.Model):
    """How far a member has read a live group."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    seq = models.BigIntegerField(default=0)

    objects: ClassVar[models.Manager[ReadMark]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="read_mark_once")]


class Movement(models.Model):
    """Somebody came into a group, left it, or was taken out of it."""

    class Kind(models.TextChoices):
        JOIN = "join", _("joined")
        LEAVE = "leave", _("left")
        REMOVAL = "removal", _("was removed")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", db_index=False)
    identity = models.ForeignKey("members.Identity", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    at = models.BigIntegerField()
    by = models.ForeignKey("members.Identity", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects: ClassVar[models.Manager[Movement]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "at", "identity", "kind"], name="movement_once")]
        indexes = [models.Index(fields=["by"], name="movement_by", condition=models.Q(by__isnull=False))]


class TouchedDay(models.Model):
    """A group's UTC day (days since 1970) with new or changed messages that whoever keeps rollups has not seen yet.

    `version` grows when the day is touched again, so that clearing what was read cannot lose what came meanwhile.
    """

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.IntegerField()
    version = models.IntegerField(default=1)

    objects: ClassVar[models.Manager[TouchedDay]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "day"], name="touched_once")]


class HistoryImport(models.Model):
    """One export brought in by somebody, and how far it has been read.

    `records` is the checkpoint: that many records of the file are committed. `turn` counts who reads: a reader whose
    turn is over (stopped, or taken over) cannot commit any more.
    """

    class State(models.TextChoices):
        UPLOADING = "uploading", _("uploading")
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being read")
        STOPPED = "stopped", _("stopped")
        DONE = "done", _("done")
        REFUSED = "refused", _("refused")
        FAILED = "failed", _("failed")
        TAKING_BACK = "taking_back", _("being taken back")
        TAKEN_BACK = "taken_back", _("taken back")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    path = models.TextField()
    kept_here = models.BooleanField(default=False)
    """The file was uploaded and is deleted once it has been read."""
    file_dropped_at = models.DateTimeField(null=True)
    """Nobody read it for weeks, and it was deleted."""
    size = models.BigIntegerField(default=0)
    fingerprint = models.CharField(max_length=64, blank=True)
    chosen_format = models.CharField(max_length=40, blank=True)
    format = models.CharField(max_length=40, blank=True)
    zone = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=12, choices=State)
    turn = models.IntegerField(default=0)
    read_bytes = models.BigIntegerField(default=0)
    total_bytes = models.BigIntegerField(default=0)
    records = models.BigIntegerField(default=0)
    messages_new = models.BigIntegerField(default=0)
    messages_changed = models.BigIntegerField(default=0)
    messages_known = models.BigIntegerField(default=0)
    movements_new = models.BigIntegerField(default=0)
    movements_known = models.BigIntegerField(default=0)
    people_new = models.BigIntegerField(default=0)
    people_known = models.BigIntegerField(default=0)
    groups_new = models.BigIntegerField(default=0)
    skipped = models.BigIntegerField(default=0)
    skipped_reasons = models.JSONField(default=dict)
    """How many pieces were skipped for each reason; `SkippedPiece` holds the first ones."""
    to_take_back = models.BigIntegerField(default=0)
    taken_back = models.BigIntegerField(default=0)
    """Messages that go, and that have gone, when the import is taken back."""
    people_taken_back = models.BigIntegerField(default=0)
    taking_back = models.JSONField(default=dict)
    """How far that is; see `decisions.TakingBack`."""
    refusal_code = models.CharField(max_length=40, blank=True)
    refusal_sentence = models.TextField(blank=True)
    refusal_detail = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_by_name = models.CharField(max_length=160, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    alive_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[HistoryImport]] = CommunityManager()


class SkippedPiece(models.Model):
    """A piece of an export that could not be read: why, and where. The first ones of each import; all are counted."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    history_import = models.ForeignKey(HistoryImport, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=200)
    file = models.CharField(max_length=500)
    position = models.BigIntegerField()
    unit = models.CharField(max_length=8)
    excerpt = models.CharField(max_length=200, blank=True)

    objects: ClassVar[models.Manager[SkippedPiece]] = CommunityManager()


class Origin(models.Model):
    """A run of ids that one import brought or found there: messages and movements of a group, or identities. What lies
    in no other import's runs came from it alone. Without an import: what is to stay, whatever is taken back."""

    class Kind(models.TextChoices):
        MESSAGE = "message"
        MOVEMENT = "movement"
        IDENTITY = "identity"

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    history_import = models.ForeignKey(HistoryImport, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    first = models.BigIntegerField()
    last = models.BigIntegerField()

    objects: ClassVar[models.Manager[Origin]] = CommunityManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(first__lte=models.F("last")), name="origin_ordered")]
        indexes = [
            models.Index(fields=["group", "kind", "first"], name="origin_in_group"),
            models.Index(fields=["community", "kind", "first"], name="origin_in_community"),
        ]
