"""What members can write to ask, answer, vote and check in."""

from __future__ import annotations

import re

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from qunli.core.actor import Actor
from qunli.core.commands import Answer, Asked, Command
from qunli.core.refusals import Invalid, NotFound
from qunli.domains.chat import facade as chat
from qunli.domains.engagement import decisions, polls, queries, questions
from qunli.domains.engagement.operations.ask import accept as accept_answer
from qunli.domains.engagement.operations.ask import answer as give_answer
from qunli.domains.engagement.operations.ask import ask as ask_question
from qunli.domains.engagement.operations.check_in import check_in as be_here
from qunli.domains.engagement.operations.feedback import give_feedback
from qunli.domains.engagement.operations.open_poll import open_poll
from qunli.domains.engagement.operations.vote import vote
from qunli.domains.engagement.speaking import Posted

_PLACES = re.compile(r"\d{1,2}(?:[\s,，、]+\d{1,2})*")
_NUMBERED = re.compile(r"#?(\d{1,12})[\s:：]+(.+)\Z", re.DOTALL)
LISTED = 5


def ask(asked: Asked) -> Answer | None:
    """Ask the group."""
    actor, group = _in_group(asked)
    if not asked.rest:
        return Answer(_("Write your question after the command."), private=True)
    posted = ask_question(
        actor=actor, group=group, text=asked.rest, message=asked.message, identity=asked.identity, key=asked.key
    )
    if not asked.message or posted.number is None:
        return _posted(posted)
    said = _("Question %(n)s. Reply to it, or write /answer %(n)s and what you know.")
    return Answer(said % {"n": posted.number})


def answer(asked: Asked) -> Answer | None:
    """Answer a question by its number or by replying to it; with nothing else, which are open."""
    actor = _member(asked)
    if not asked.rest:
        return Answer(_open_questions(actor))
    question, text = _replied_to(asked, actor), asked.rest
    if question is not None and asked.message:
        return None  # what they wrote stands there as a reply
    if question is None:
        numbered = _NUMBERED.match(asked.rest)
        if numbered is None:
            raise Invalid(_("Reply to a question, or write its number and your answer."))
        question, text = int(numbered[1]), numbered[2]
    return _posted(give_answer(actor=actor, question=question, text=text, identity=_speaker(asked), key=asked.key))


def accept(asked: Asked) -> Answer:
    """Say that the message replied to answers one's question."""
    actor, _group = _in_group(asked)
    question = _replied_to(asked, actor)
    if question is None or asked.reply_to is None:
        raise Invalid(_("Reply to the answer that helped you."))
    accept_answer(actor=actor, question=question, seq=asked.reply_to, key=asked.key)
    return Answer(_("This is the accepted answer now."))


def check_in(asked: Asked) -> Answer | None:
    """Be here today."""
    actor = _member(asked)
    number = queries.check_in_of(asked.group) if asked.group is not None else queries.only_check_in()
    note = re.sub(r"\Ain\b\s*", "", asked.rest)
    if number is None:
        # On another platform the bare word may be chatter.
        return None if asked.message and not note else Answer(_("There is no check-in in this group."), private=True)
    here = be_here(actor=actor, check_in=number, note=note[: decisions.NOTE_LIMIT], key=asked.key)
    days = ngettext("%(n)s day in a row", "%(n)s days in a row", here.streak) % {"n": here.streak}
    head = _("✓ %(name)s is here today.") if here.fresh else _("%(name)s was here today already.")
    return Answer(f"{head % {'name': actor.name}} {days}")


def poll(asked: Asked) -> Answer | None:
    """Open a poll, vote in the newest one of the group by numbers, or see how it stands."""
    actor, group = _in_group(asked)
    if asked.rest and not _PLACES.fullmatch(asked.rest):
        question, choices = decisions.written_poll(asked.rest)
        return _posted(
            open_poll(
                actor=actor, group=group, question=question, choices=choices, identity=asked.identity, key=asked.key
            )
        )
    number = polls.latest_open(group)
    if number is None:
        return Answer(_("No poll is open here. Write /poll QUESTION | ONE | TWO to begin one."), private=True)
    if asked.rest:
        places = [int(one) - 1 for one in re.findall(r"\d+", asked.rest)]
        vote(actor=actor, poll=number, choices=places, key=asked.key)
    return Answer(_standing(polls.poll(actor, number)), private=bool(asked.rest))


def feedback(asked: Asked) -> Answer:
    """Put something into the feedback box."""
    give_feedback(actor=_member(asked), text=asked.rest, key=asked.key)
    return Answer(_("Thank you. You find the answer on your page of the feedback box."), private=True)


def _standing(view: polls.PollView) -> str:
    marks = {True: "✓ ", False: ""}
    lines = [f"{one.place + 1}. {marks[one.mine]}{one.text}: {one.count}" for one in view.choices]
    until = date_format(localtime(view.closes_at), "DATETIME_FORMAT")
    return "\n".join([f"📊 {view.question}", *lines, _("Open until %(until)s.") % {"until": until}])


def _open_questions(actor: Actor) -> str:
    found, total = questions.questions(actor, "open", LISTED)
    if not found:
        return _("No question is open.")
    lines = [f"{one.id}. {one.text[:80]} ({one.name})" for one in found]
    if total > len(found):
        lines.append(_("And %(n)s more.") % {"n": total - len(found)})
    return "\n".join([*lines, _("Write /answer, the number and what you know.")])


def _posted(posted: Posted) -> Answer | None:
    """What was put in the group shows itself; what was not says why."""
    return Answer(posted.sentence, private=True) if posted.sentence else None


def _replied_to(asked: Asked, actor: Actor) -> int | None:
    """The question that the message replied to is, or answers."""
    if asked.group is None or asked.reply_to is None:
        return None
    return questions.asked_by(actor, asked.group, asked.reply_to)


def _member(asked: Asked) -> Actor:
    if asked.actor is None:
        raise NotFound
    return asked.actor


def _in_group(asked: Asked) -> tuple[Actor, int]:
    if asked.group is None:
        raise Invalid(_("Write this in a group."))
    return _member(asked), chat.live_group(_member(asked), asked.group).id


def _speaker(asked: Asked) -> int | None:
    """In whose name it is said: an answer may go to another group, where only the member's own identity is known."""
    return asked.identity if asked.message else None


COMMANDS = (
    Command(("ask", "提问"), gettext_lazy("ask the group"), ask, takes=gettext_lazy("QUESTION")),
    Command(
        ("answer", "回答"),
        gettext_lazy("answer a question; alone: which are open"),
        answer,
        takes=gettext_lazy("[NUMBER] TEXT"),
    ),
    Command(("accept", "采纳"), gettext_lazy("as a reply: this answer helped me"), accept),
    Command(
        ("checkin", "打卡", "签到", "check", "check-in"),
        gettext_lazy("be here today"),
        check_in,
        bare=("打卡", "签到"),
        takes=gettext_lazy("[NOTE]"),
    ),
    Command(
        ("poll", "投票", "vote"),
        gettext_lazy("open a poll, or vote by the number; alone: how it stands"),
        poll,
        takes=gettext_lazy("QUESTION | ONE | TWO"),
    ),
    Command(
        ("feedback", "反馈", "意见"), gettext_lazy("tell those who run this"), feedback, takes=gettext_lazy("TEXT")
    ),
)
