"""What members can write about themselves."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunli.core.actor import system
from qunli.core.commands import Answer, Asked, Command
from qunli.domains.communities import facade as communities
from qunli.domains.members import standing
from qunli.domains.members.operations.link_identity import link_identity
from qunli.domains.members.operations.sign_in_link import MINUTES, sign_in_link


def me(asked: Asked) -> Answer:
    """Who the asker is here; for their eyes only."""
    found = standing.standings(asked.community, [asked.person]).get(asked.person)
    if found is None or found.joined_at is None:
        return Answer(_("You are not a member here any more."), private=True)
    since = date_format(timezone.localdate(found.joined_at), "DATE_FORMAT")
    lines = [_("You are %(name)s, a member since %(since)s.") % {"name": found.name, "since": since}]
    if found.silent_until is not None and found.silent_until > timezone.now():
        until = date_format(timezone.localtime(found.silent_until), "DATETIME_FORMAT")
        lines.append(_("You cannot write until %(until)s.") % {"until": until})
    return Answer("\n".join(lines), private=True)


def link(asked: Asked) -> Answer:
    """The code from the member pages shows that both are one person."""
    name = link_identity(actor=system(asked.community), identity=asked.identity, code=asked.rest)
    return Answer(_("Done: here and on the member pages you are %(name)s.") % {"name": name}, private=True)


def join(asked: Asked) -> Answer:
    """A link by which a member signs in once on the member pages, or the way in for somebody who is none; for the
    asker's eyes only."""
    if asked.actor is not None and asked.group is not None and not asked.message:
        return Answer(_("You are in: these are your member pages."), private=True)
    if not asked.site:
        return Answer(_("Ask those who run this community for its address."), private=True)
    if asked.actor is None:
        door = f"{asked.site}/m/{communities.community(asked.community).slug}/"
        return Answer(_("Come in here: %(address)s") % {"address": door}, private=True)
    token = sign_in_link(actor=system(asked.community), person=asked.person)
    said = _("Your way to the member pages, once and within %(n)s minutes; give it to nobody: %(address)s")
    return Answer(said % {"n": MINUTES, "address": f"{asked.site}/i/{token}/"}, private=True)


COMMANDS = (
    Command(("join", "加入"), gettext_lazy("come in, or to your member pages"), join, guests=True),
    Command(("me", "我", "我的"), gettext_lazy("who you are here"), me),
    Command(
        ("link", "绑定"),
        gettext_lazy("link this account with your member pages"),
        link,
        guests=True,
        takes=gettext_lazy("CODE"),
    ),
)
