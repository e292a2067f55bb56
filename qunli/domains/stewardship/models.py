"""Tables of posts, terms, calls, ballots and motions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qunli.core.tenancy import CommunityManager


class FilledBy(models.TextChoices):
    ELECTION = "election", _("election")
    APPOINTMENT = "appointment", _("appointment")


class Post(models.Model):
    """A responsibility with powers and a term. `title` stands beside its holders' names. One post at most answers for
    the whole group, and one member holds it."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    duties = models.CharField(max_length=500)
    powers = models.JSONField(default=list)
    term_days = models.IntegerField()
    seats = models.IntegerField()
    filled_by = models.CharField(max_length=11, choices=FilledBy, default=FilledBy.ELECTION)
    whole_group = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Post]] = CommunityManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community"],
                name="one_post_for_the_group",
                condition=models.Q(whole_group=True, closed_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=models.Q(whole_group=False) | models.Q(seats=1), name="one_answers_for_the_group"
            ),
        ]


class Term(models.Model):
    """A member's time in a post, or as its deputy, who has no powers until they take over."""

    class How(models.TextChoices):
        ELECTED = "elected", _("elected")
        APPOINTED = "appointed", _("appointed")
        SUCCEEDED = "succeeded", _("took over as deputy")

    class Ended(models.TextChoices):
        OVER = "over", _("the term was over")
        STEPPED_DOWN = "stepped_down", _("stepped down")
        LEFT = "left", _("left the community")
        REMOVED = "removed", _("removed from the post")
        CLOSED = "closed", _("the post was closed")
        HANDED_OVER = "handed_over", _("handed over")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    deputy = models.BooleanField(default=False)
    how = models.CharField(max_length=9, choices=How)
    began_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=12, choices=Ended, blank=True)

    objects: ClassVar[models.Manager[Term]] = CommunityManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "person"], name="term_once", condition=models.Q(ended_at__isnull=True)
            ),
        ]
        indexes = [
            models.Index(fields=["community", "until"], name="term_running", condition=models.Q(ended_at__isnull=True))
        ]


class Ballot(models.Model):
    """A secret vote. `counts` is the box: how often each option was chosen. There is no row for a vote, so that none
    can be laid beside the mark of whoever cast it. `electorate`: members when it opened; `quorum`: percent of them."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+")
    options = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    electorate = models.IntegerField()
    quorum = models.IntegerField()
    opens_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Ballot]] = CommunityManager()


class Mark(models.Model):
    """That a member voted, and neither for what nor when."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[Mark]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "person"], name="one_member_one_vote")]


class Call(models.Model):
    """A post is to be filled. What decides a tie is settled here, before anybody votes; a lot's seed is drawn now and
    shown afterwards, its digest at once."""

    class State(models.TextChoices):
        OPEN = "open", _("applications are open")
        VOTING = "voting", _("the vote is on")
        DECIDED = "decided", _("decided")
        FAILED = "failed", _("nobody was chosen")
        CANCELLED = "cancelled", _("cancelled")

    class Tie(models.TextChoices):
        MEMBERSHIP = "membership", _("the earlier member")
        LOT = "lot", _("a lot")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    filled_by = models.CharField(max_length=11, choices=FilledBy)
    seats = models.IntegerField()
    apply_until = models.DateTimeField()
    vote_days = models.IntegerField()
    quorum = models.IntegerField()
    tie = models.CharField(max_length=10, choices=Tie, default=Tie.MEMBERSHIP)
    seed = models.CharField(max_length=64)
    ballot = models.ForeignKey(Ballot, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    why = models.CharField(max_length=300, blank=True)
    """Why the short list is as it is, or why nobody was chosen."""
    made_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Call]] = CommunityManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post"], name="one_call_a_post", condition=models.Q(state__in=["open", "voting"])
            )
        ]


class Application(models.Model):
    """A member wants a post. `votes` is filled in when all are counted."""

    class State(models.TextChoices):
        APPLIED = "applied", _("applied")
        LISTED = "listed", _("on the short list")
        UNLISTED = "unlisted", _("not on the short list")
        WITHDRAWN = "withdrawn", _("withdrawn")
        CHOSEN = "chosen", _("chosen")
        NOT_CHOSEN = "not_chosen", _("not chosen")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    statement = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.APPLIED)
    votes = models.IntegerField(null=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Application]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "person"], name="application_once")]


class Honour(models.Model):
    """A title beside a member's name, given for what they did. It cannot be bought: nothing here knows a price."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    why = models.CharField(max_length=300)
    given_at = models.DateTimeField(default=timezone.now)
    given_by_name = models.CharField(max_length=160, blank=True)

    objects: ClassVar[models.Manager[Honour]] = CommunityManager()


class Motion(models.Model):
    """A member proposes a rule anew: `rule` is its id in the rules, empty for a further one; `before` its texts as they
    stood. `en` and `zh` empty: the rule is to go. `version`: the number of the rules it became."""

    class State(models.TextChoices):
        OPEN = "open", _("looks for seconders")
        VOTING = "voting", _("the vote is on")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")
        NO_QUORUM = "no_quorum", _("too few voted")
        LAPSED = "lapsed", _("too few seconded it")
        OVERTAKEN = "overtaken", _("the rule was changed meanwhile")
        WITHDRAWN = "withdrawn", _("withdrawn")
        CANCELLED = "cancelled", _("cancelled")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=60, blank=True)
    before = models.JSONField(default=dict)
    en = models.TextField(blank=True)
    zh = models.TextField(blank=True)
    why = models.CharField(max_length=300)
    seconds_needed = models.IntegerField()
    until = models.DateTimeField()
    ballot = models.ForeignKey(Ballot, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    version = models.IntegerField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Motion]] = CommunityManager()


class Second(models.Model):
    """A member wants a motion voted on."""

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[Second]] = CommunityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["motion", "person"], name="second_once")]


class Intervention(models.Model):
    """Those who run the community stepped in; members read what, who and why."""

    class Deed(models.TextChoices):
        REMOVED = "removed", _("removed from a post")
        CANCELLED_CALL = "call", _("an election or call cancelled")
        CANCELLED_MOTION = "motion", _("a motion cancelled")
        CLOSED_POST = "closed", _("a post closed")

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+", db_index=False)
    deed = models.CharField(max_length=7, choices=Deed)
    about = models.CharField(max_length=120, blank=True)
    """The title of the post, or which motion."""
    person = models.ForeignKey("members.Person", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    by_name = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Intervention]] = CommunityManager()

    class Meta:
        indexes = [models.Index(fields=["community", "-at"], name="intervention_list")]


class SaidIn(models.Model):
    """In which groups calls and votes are said, since somebody chose; before, in the main group of each chat."""

    community = models.OneToOneField("communities.Community", on_delete=models.PROTECT, related_name="+")
    groups = models.JSONField(default=list)

    objects: ClassVar[models.Manager[SaidIn]] = CommunityManager()
