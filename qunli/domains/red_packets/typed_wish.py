"""What a form says that somebody wants to give; the pages of members and of operators ask the same."""

from __future__ import annotations

from django.http import QueryDict

from qunli.core import typed
from qunli.core.actor import Actor
from qunli.core.http import number
from qunli.core.refusals import Invalid
from qunli.core.words import _
from qunli.domains.members import facade as members
from qunli.domains.red_packets.decisions import PEOPLE, RANDOM, Wish
from qunli.kit.money import CURRENCIES


def typed_wish(actor: Actor, given: QueryDict) -> Wish:
    """Raises `Invalid` with the field; whether it may be is asked later."""
    currency = given.get("currency", "")
    if currency not in CURRENCIES:
        raise Invalid(_("Choose what to give."), field="currency")
    return Wish(
        group=number(given.get("group")) or 0,
        amount=typed.amount(given.get("amount", ""), currency),
        shares=number(given.get("shares")) or 0,
        split=given.get("split", RANDOM),
        message=given.get("message", "").strip(),
        hours=number(given.get("hours")) or 0,
        audience=given.get("audience", ""),
        post=number(given.get("post")),
        people=_people(actor, given.get("people", "")) if given.get("audience") == PEOPLE else (),
        deed=given.get("deed", "")[:40],
    )


def _people(actor: Actor, text: str) -> tuple[int, ...]:
    names = list(dict.fromkeys(name for line in text.splitlines() if (name := " ".join(line.split()))))
    known = members.active_by_name(actor.here, names)
    for name in names:
        if name not in known:
            raise Invalid(_("Nobody here is called %(name)s.") % {"name": name}, field="people")
        if len(known[name]) > 1:
            raise Invalid(_("Several members are called %(name)s.") % {"name": name}, field="people")
    return tuple(known[name][0] for name in names)
