"""What members can write about posts."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunli.core.commands import Answer, Asked, Command
from qunli.core.refusals import NotFound
from qunli.domains.stewardship import showing
from qunli.domains.stewardship.shapes import PostView


def posts(asked: Asked) -> Answer:
    """Who holds which post until when, and for which one can apply or vote now."""
    if asked.actor is None:
        raise NotFound
    lines = [_line(one) for one in showing.posts(asked.actor)]
    for call in showing.calls(asked.actor):
        if call.state == "voting" and call.ballot is not None:
            until = _day(call.ballot.closes_at)
            lines.append(_("The vote for %(post)s is on until %(day)s.") % {"post": call.title, "day": until})
        elif call.applying:
            until = _day(call.apply_until)
            lines.append(_("You can apply for %(post)s until %(day)s.") % {"post": call.title, "day": until})
    if not lines:
        lines = [_("There are no posts here yet.")]
    return Answer("\n".join(lines))


def _line(post: PostView) -> str:
    if not post.holders:
        return _("%(post)s: nobody yet") % {"post": post.title}
    held = [_("%(name)s (until %(day)s)") % {"name": one.name, "day": _day(one.until)} for one in post.holders]
    return _("%(post)s: %(names)s") % {"post": post.title, "names": ", ".join(held)}


def _day(moment: object) -> str:
    return str(date_format(timezone.localdate(moment), "DATE_FORMAT"))  # type: ignore[arg-type]


COMMANDS = (Command(("posts", "岗位"), gettext_lazy("who holds which post"), posts),)
