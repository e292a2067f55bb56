"""What members can write about themselves."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunli.core.actor import system
from qunli.core.commands import Answer, Asked, Command
from qunli.domains.members import standing
from qunli.domains.members.operations.link_identity import link_identity


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


COMMANDS = (
    Command(("me", "我", "我的"), gettext_lazy("who you are here"), me),
    Command(("link", "绑定"), gettext_lazy("link this account with your member pages: /link CODE"), link, guests=True),
)
