"""Members find each other: the directory, cards, introductions."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.core.actor import Actor
from qunli.core.http import number, page_asked
from qunli.domains.communities.facade import powers
from qunli.domains.insight import facade as insight
from qunli.domains.members import facade as members
from qunli.domains.stewardship import facade as stewardship
from qunli.portal.request import MemberRequest, for_members

A_PAGE = 30


@require_GET
@for_members
def people(request: MemberRequest) -> HttpResponse:
    """Who is here, searched and by city; and whom the reader could meet."""
    text, city = request.GET.get("q", "")[:100], request.GET.get("city", "")[:60]
    page = page_asked(request)
    start = (page - 1) * A_PAGE
    found, total = members.directory(request.actor, text, city=city, limit=A_PAGE, offset=start)
    titles = stewardship.titles(request.community.id, [card.person for card in found])
    context = {
        "cards": [(card, titles.get(card.person, ())) for card in found],
        "total": total,
        "text": text,
        "city": city,
        "cities": members.cities(request.actor),
        "pages": Paginator(range(total), A_PAGE).get_page(page),
        "to_answer": sum(one.state == "asked" and one.says is None for one in members.introductions(request.actor)),
        "card": members.own_card(request.actor),
    }
    template = "portal/people_rows.html" if request.htmx else "portal/people.html"
    return render(request, template, context)


@require_GET
@for_members
def one(request: MemberRequest, person: int) -> HttpResponse:
    """One card; what can be done from it."""
    card = members.card_of(request.actor, person)
    met = {one.them: one for one in members.introductions(request.actor)}
    text = request.GET.get("q", "")[:100]
    others = members.directory(request.actor, text, limit=8)[0] if text else []
    context = {
        "them": card,
        "titles": stewardship.titles(request.community.id, [person]).get(person, ()),
        "mine": person == request.actor.person,
        "met": met.get(person),
        "text": text,
        "others": [one for one in others if one.person not in (person, request.actor.person)],
        "to_greet": person in dict(members.to_greet(request.actor)),
    }
    return render(request, "portal/person.html", context)


@require_POST
@for_members
def introduce(request: MemberRequest) -> HttpResponse:
    """Propose: the reader and another, or two others."""
    one = _person(request, "one") or request.actor.person
    other, words = _person(request, "other"), request.POST.get("words", "")
    members.propose_introduction(actor=request.actor, one=one, other=other, words=words)
    messages.success(request, _("Asked. You see here what becomes of it."), extra_tags="good")
    return redirect("introductions", request.community.slug)


@require_GET
@for_members
def introductions(request: MemberRequest) -> HttpResponse:
    """To answer, made, proposed by the reader for others, and whom they could meet."""
    context = {
        "introductions": members.introductions(request.actor),
        "proposed": members.proposed_by(request.actor),
        "suggestions": members.suggestions(request.actor, _ties(request)),
        "card": members.own_card(request.actor),
    }
    return render(request, "portal/introductions.html", context)


@require_POST
@for_members
def answer(request: MemberRequest, introduction: int) -> HttpResponse:
    """Yes with a contact, no, or whether it helped."""
    said = request.POST.get("say", "")
    if said in ("helped", "did_not"):
        members.say_if_it_helped(actor=request.actor, introduction=introduction, helped=said == "helped")
        messages.success(request, _("Thank you. That helps to propose better ones."), extra_tags="good")
        return redirect("introductions", request.community.slug)
    contact = request.POST.get("contact", "")
    state = members.answer_introduction(
        actor=request.actor, introduction=introduction, yes=said == "yes", contact=contact
    )
    words = {
        "made": _("You both said yes. Here is how to reach each other."),
        "asked": _("Noted. You hear when the other says yes, too."),
        "declined": _("Noted. The other only learns that it did not come about."),
    }
    messages.success(request, words[state], extra_tags="good")
    return redirect("introductions", request.community.slug)


@require_POST
@for_members
def greet(request: MemberRequest, person: int) -> HttpResponse:
    """The reader greeted a newcomer."""
    members.greet(actor=request.actor, person=person)
    messages.success(request, _("Thank you for the welcome."), extra_tags="good")
    return redirect("portal", request.community.slug)


def _person(request: MemberRequest, name: str) -> int:
    return number(request.POST.get(name)) or 0


def _ties(request: MemberRequest) -> dict[int, float]:
    """How much the reader has to do with others: of their own doings only, so it tells them nothing new."""
    me = request.actor.person
    reader = Actor(kind="mandate", id=me, community=request.community.id, powers=frozenset({powers.SEE}))
    mine = [one.id for one in members.person(reader, me).identities]
    tied = insight.partners_of(reader, mine, limit=50)
    owners = members.owners(reader, [identity for identity, _given, _received in tied])
    return {owners[identity]: given + received for identity, given, received in tied if identity in owners}
