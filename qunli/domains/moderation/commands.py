"""What members can write about what was decided, and about what somebody should look at."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunli.core.actor import Actor
from qunli.core.commands import Answer, Asked, Command
from qunli.core.refusals import Invalid, NotFound
from qunli.domains.moderation import queries
from qunli.domains.moderation.operations.appeal import appeal as ask_for_second_reader
from qunli.domains.moderation.operations.report import report as report_message


def appeal(asked: Asked) -> Answer:
    """Have somebody else read the asker's latest case; for their eyes only."""
    actor = _member(asked)
    found = queries.own_cases(actor)
    known = queries.appeals_of([one.id for one in found])
    case = next((one for one in found if one.id not in known and one.state in ("done", "upheld")), None)
    if case is None:
        return Answer(_("There is nothing to appeal: nothing was decided against you."), private=True)
    if not asked.rest:
        said = _("It is about this: “%(text)s” Write why it was wrong after the command.")
        return Answer(said % {"text": case.text[:120]}, private=True)
    ask_for_second_reader(actor=actor, case=case.id, words=asked.rest, key=asked.key)
    return Answer(_("Somebody who did not decide it will read your appeal."), private=True)


def report(asked: Asked) -> Answer:
    """Have a moderator look at the message replied to; for the asker's eyes only."""
    actor = _member(asked)
    if asked.group is None or asked.reply_to is None:
        raise Invalid(_("Reply to the message that somebody should look at."))
    report_message(actor=actor, group=asked.group, seq=asked.reply_to, reason=asked.rest, key=asked.key)
    thanks = _("Thank you. A moderator looks at it; the author does not learn who reported it.")
    return Answer(thanks, private=True)


def _member(asked: Asked) -> Actor:
    if asked.actor is None:
        raise NotFound
    return asked.actor


COMMANDS = (
    Command(
        ("appeal", "申诉"),
        gettext_lazy("have what was decided about you read again"),
        appeal,
        takes=gettext_lazy("WHY"),
    ),
    Command(
        ("report", "举报"), gettext_lazy("as a reply: a moderator should see this"), report, takes=gettext_lazy("[WHY]")
    ),
)
