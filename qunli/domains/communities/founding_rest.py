"""The API's addresses of charter, rules and kit."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Router, Schema, Status

from qunli.core.actor import Actor
from qunli.core.rest import PROBLEMS, ApiRequest, Key, Slug, Text
from qunli.domains.communities import charter, facade, founding, policy
from qunli.domains.communities.operations.dress import dress
from qunli.domains.communities.operations.keep_charter import keep_charter, open_community
from qunli.domains.communities.operations.promise import make_promise
from qunli.domains.communities.operations.write_charter import answer_charter, answer_revenue
from qunli.domains.communities.operations.write_rules import announce_rules, draft_rules

router = Router(tags=["founding"])
HERE = "/communities/{slug}"


class PromiseOut(Schema):
    """A promise and its check: "figure" with `limit`, "task" with `due_on`, "question" with the percent of yes."""

    id: int
    text: str
    check: str
    figure: str
    limit: float | None
    due_on: date | None
    question: str
    done_on: date | None


class CharterOut(Schema):
    """`answers` by question, `revenue` with its lines; `missing`: questions that keep the community from opening."""

    answers: dict[str, Any]
    public: list[str]
    promises: list[PromiseOut]
    missing: list[str]


class AnswerIn(Schema):
    """An answer to one question of the charter; `public`: members see it."""

    question: Text
    text: Text
    public: bool | None = None


class RevenueLine(Schema):
    """Who pays, when, and for what."""

    who: Text
    when: Text
    what: Text


class RevenueIn(Schema):
    """Lines of income, or `free` of charge."""

    lines: list[RevenueLine] = []
    free: bool = False
    public: bool | None = None


class PromiseIn(Schema):
    """A promise and how it is checked."""

    text: Text
    check: Text
    figure: Text = ""
    limit: float | None = None
    due_on: date | None = None
    question: Text = ""


class WhyIn(Schema):
    """Why a version is made."""

    why: Text = ""


class NumberOut(Schema):
    """The number of a version, or of a promise."""

    number: int


class RuleBody(Schema):
    """A rule in English and Chinese, with the ids of the policies that enforce it. `id` stays with it."""

    id: Text = ""
    en: Text = ""
    zh: Text = ""
    policies: list[Text] = []


class RulesOut(Schema):
    """A version of the rules; `number` is null for the draft."""

    number: int | None
    rules: list[RuleBody]
    why: str
    made_at: datetime


class RulesHere(Schema):
    """The rules that hold, and what is being written; null where there is none."""

    now: RulesOut | None
    draft: RulesOut | None


class RulesIn(Schema):
    """The draft, in order."""

    rules: list[RuleBody]


class KitBody(Schema):
    """Slogan, colours as #rrggbb (an empty one for the night is made from the other), and what is given as a gift."""

    slogan: Text = ""
    colour: Text
    colour_dark: Text = ""
    gifts: Text = ""


def _seeing(request: ApiRequest, slug: str) -> Actor:
    actor = facade.actor_at(request.auth, slug)
    policy.may_see_founding(actor).or_refuse()
    return actor


def _charter(actor: Actor) -> dict[str, Any]:
    view = founding.charter_of(actor.here)
    return {
        "answers": view.answers,
        "public": [one.key for one in charter.QUESTIONS if one.key in view.public],
        "promises": view.promises,
        "missing": [one.key for one in view.missing],
    }


@router.get(HERE + "/charter", response={200: CharterOut, **PROBLEMS}, summary="The charter")
def read_charter(request: ApiRequest, slug: Slug) -> dict[str, Any]:
    """As it stands now, with what is missing."""
    return _charter(_seeing(request, slug))


@router.put(HERE + "/charter/answers", response={200: CharterOut, **PROBLEMS}, summary="Answer a question")
def answer(request: ApiRequest, slug: Slug, body: AnswerIn) -> dict[str, Any]:
    """`question`: purpose, vision, early_heart, audience, pains, value, visible_gains, invisible_gains or lead."""
    actor = facade.actor_at(request.auth, slug)
    answer_charter(actor=actor, question=body.question, text=body.text, public=body.public)
    return _charter(actor)


@router.put(HERE + "/charter/revenue", response={200: CharterOut, **PROBLEMS}, summary="Say who pays")
def revenue(request: ApiRequest, slug: Slug, body: RevenueIn) -> dict[str, Any]:
    """Who pays, when, and for what; or that it is free of charge."""
    actor = facade.actor_at(request.auth, slug)
    answer_revenue(actor=actor, lines=[one.dict() for one in body.lines], free=body.free, public=body.public)
    return _charter(actor)


@router.post(HERE + "/charter/promises", response={201: NumberOut, **PROBLEMS}, summary="Promise something")
def promise(request: ApiRequest, slug: Slug, body: PromiseIn, key: Key = None) -> Status[dict[str, int]]:
    """It has to say how it is checked."""
    made = make_promise(actor=facade.actor_at(request.auth, slug), key=key, **body.dict())
    return Status(201, {"number": made})


@router.post(HERE + "/charter/versions", response={201: NumberOut, **PROBLEMS}, summary="Keep a version")
def keep(request: ApiRequest, slug: Slug, body: WhyIn, key: Key = None) -> Status[dict[str, int]]:
    """The charter of this moment, never changed afterwards."""
    return Status(201, {"number": keep_charter(actor=facade.actor_at(request.auth, slug), why=body.why, key=key)})


@router.post(HERE + "/open", response={201: NumberOut, **PROBLEMS}, summary="Open the community")
def open_up(request: ApiRequest, slug: Slug) -> Status[dict[str, int]]:
    """Refused with a sentence for each answer that is missing."""
    return Status(201, {"number": open_community(actor=facade.actor_at(request.auth, slug))})


@router.get(HERE + "/rules", response={200: RulesHere, **PROBLEMS}, summary="The rules")
def read_rules(request: ApiRequest, slug: Slug) -> dict[str, Any]:
    """Those that hold, and the draft."""
    actor = _seeing(request, slug)
    return {"now": founding.rules_of(actor.here), "draft": founding.draft_of_rules(actor.here)}


@router.put(HERE + "/rules/draft", response={200: RulesHere, **PROBLEMS}, summary="Write the draft")
def draft(request: ApiRequest, slug: Slug, body: RulesIn) -> dict[str, Any]:
    """Members see nothing of it until it is announced."""
    actor = facade.actor_at(request.auth, slug)
    draft_rules(actor=actor, rules=[one.dict() for one in body.rules])
    return {"now": founding.rules_of(actor.here), "draft": founding.draft_of_rules(actor.here)}


@router.post(HERE + "/rules", response={201: NumberOut, **PROBLEMS}, summary="Announce the draft")
def announce(request: ApiRequest, slug: Slug, body: WhyIn) -> Status[dict[str, int]]:
    """It holds from now on; every member is asked to read what is new."""
    return Status(201, {"number": announce_rules(actor=facade.actor_at(request.auth, slug), why=body.why)})


@router.get(HERE + "/kit", response={200: KitBody, **PROBLEMS}, summary="How it looks")
def read_kit(request: ApiRequest, slug: Slug) -> founding.KitView:
    """Slogan, colours, gifts."""
    return founding.kit_of(_seeing(request, slug).here)


@router.put(HERE + "/kit", response={200: KitBody, **PROBLEMS}, summary="Dress the community")
def put_kit(request: ApiRequest, slug: Slug, body: KitBody) -> founding.KitView:
    """A colour that cannot be read is refused with one near by that can."""
    actor = facade.actor_at(request.auth, slug)
    dress(actor=actor, **body.dict())
    return founding.kit_of(actor.here)
