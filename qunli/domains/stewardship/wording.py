"""What groups are told of calls, votes and motions. Members are named only where no card can name them: what stands in
web groups has to be right after somebody was erased, too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from qunli.domains.chat import facade as chat
from qunli.domains.communities import facade as communities
from qunli.domains.stewardship.models import Call, Motion
from qunli.domains.stewardship.showing import FAILED


def call_news(call: Call, chosen: Sequence[str]) -> chat.News:
    """Where a call stands; `chosen` are names."""
    here = communities.community(call.community_id)
    with translation.override(here.language):
        text = _of_call(call, here.time_zone)
        names = _("Chosen: %(names)s.") % {"names": ", ".join(chosen)} if chosen else ""
    return chat.News(text, f"{text} {names}".strip(), _address("call", here.slug, call.id), ("call", call.id))


def motion_news(motion: Motion) -> chat.News:
    """That a motion is voted on, or what became of it. Nothing of what its author wrote: nobody looked through it."""
    here = communities.community(motion.community_id)
    with translation.override(here.language):
        text = _of_motion(motion, here.time_zone)
    return chat.News(text, text, _address("motion", here.slug, motion.id), ("motion", motion.id))


def _of_call(call: Call, zone: str) -> str:
    said = {"post": call.post.title, "why": str(FAILED.get(call.why, call.why))}
    match call.state:
        case Call.State.OPEN:
            until = {"until": _moment(call.apply_until, zone)}
            return _("Who wants to be %(post)s? Members can apply until %(until)s.") % {**said, **until}
        case Call.State.VOTING:
            until = {"until": _moment(call.ballot.closes_at, zone) if call.ballot else ""}
            return _("Who becomes %(post)s? The secret vote is on until %(until)s.") % {**said, **until}
        case Call.State.DECIDED:
            return _("It is decided who is %(post)s.") % said
        case Call.State.FAILED:
            return _("Nobody was chosen as %(post)s. %(why)s") % said
    return _("The call for %(post)s was cancelled: %(why)s") % said


def _of_motion(motion: Motion, zone: str) -> str:
    match motion.state:
        case Motion.State.VOTING:
            until = {"until": _moment(motion.ballot.closes_at, zone) if motion.ballot else ""}
            return _("Should a rule change? The secret vote on a member's motion is on until %(until)s.") % until
        case Motion.State.ACCEPTED:
            return _("Members accepted a motion: it is version %(n)s of the rules.") % {"n": motion.version}
        case Motion.State.REJECTED:
            return _("Members rejected a motion: the rules stay as they are.")
        case Motion.State.NO_QUORUM:
            return _("Too few members voted on a motion: the rules stay as they are.")
        case Motion.State.CANCELLED:
            return _("A vote on a motion was cancelled. The reason stands beside the posts.")
    return _("A motion was overtaken: the rule had been changed meanwhile.")


def _moment(moment: datetime, zone: str) -> str:
    return str(date_format(moment.astimezone(ZoneInfo(zone)), "DATETIME_FORMAT"))


def _address(page: str, slug: str, number: int) -> str:
    return f"{settings.ORIGIN}{reverse(page, args=[slug, number])}" if settings.ORIGIN else ""
