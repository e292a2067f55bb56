"""Two operators: Ann's house with the community Tea, whose history is known, and Zoe's with the community Coffee."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.models import Event, User
from qunli.domains.chat import facade as chat
from qunli.domains.chat.models import HistoryImport
from qunli.domains.communities import facade as communities
from qunli.domains.communities.models import Colleague, Operator
from qunli.domains.communities.operations.make_token import make_token
from qunli.domains.counsel.models import Proposal
from qunli.domains.members import facade as members
from qunli.domains.moderation.models import Appeal, Case

ALL = ("read", "write", "money", "personal_data", "delete_communities")
HISTORY = """time,author,text,group,id,author_id
2025-03-01T08:00:00Z,Bo,Which tea wakes you up?,Kettle,1,bo
2025-03-01T08:01:00Z,Cy,Green. Always green.,Kettle,2,cy
2025-03-01T08:02:00Z,Di,白茶也可以,Kettle,3,di
2025-03-01T08:03:00Z,Ed,Mornings are for coffee,Kettle,4,ed
not a time,Bo,This line is broken,Kettle,5,bo
"""


def owner_of(house: str, community: str) -> Actor:
    """The owner of a new organisation, in its new community."""
    user = User.objects.create_user(f"{house.lower()}@example.org", name=house)
    operator = Operator.objects.create(name=house)
    Colleague.objects.create(operator=operator, user=user, role="owner")
    actor = communities.actor_of(user)
    return communities.actor_in(actor, communities.create_community(actor=actor, name=community))


def token_of(role: str, *scopes: str) -> str:
    """A token of one of Ann's colleagues. It was made by a manager, who became `role` since."""
    user = User.objects.create_user(f"{role}{User.objects.count()}@example.org", name=role)
    operator = Operator.objects.order_by("id").first()
    colleague = Colleague.objects.create(operator=operator, user=user, role="manager")
    token = make_token(actor=communities.actor_of(user), name="program", scopes=scopes)
    colleague.role = role
    colleague.save()
    return token


def bring_history(actor: Actor, folder: Path, text: str = HISTORY) -> int:
    """Import a table in the foreground; returns the import's id."""
    path = folder / "kettle.csv"
    path.write_text(text, encoding="utf-8")
    history = chat.register_import(actor=actor, name=path.name, path=str(path), size=chat.size_of(path))
    turn = chat.take_in_hand(actor=actor, history_import=history)
    chat.read_history(actor.community or 0, history, turn, lambda progress: None)
    return history


def live_group(house: House) -> int:
    """A web group in which the owner said one thing; the same each time. All colleagues are members."""
    for colleague in Colleague.objects.filter(operator_id=house.ann.acts_for).select_related("user"):
        if not members.is_member(house.ann.here, colleague.user_id):
            members.admit(actor=house.ann, name=colleague.user.name, user=colleague.user_id)
    for one in chat.live_groups(house.ann):
        return one.id
    group = chat.open_group(actor=house.ann, name="Hall")
    chat.say(actor=house.ann, group=group, text="Which tea wakes you up?")
    return group


def waiting_case(house: House) -> int:
    """A message of Bo's that was let through and that somebody has to look at; anew each time."""
    with tenancy.within(house.ann.here):
        case = Case.objects.create(
            community_id=house.ann.here, group_id=live_group(house), person_id=house.bo, trigger="advertising",
            measure=0.9, limit=0.5, effect="pass", seq=1, state=Case.State.WAITING,
        )  # fmt: skip
    return case.id


def open_appeal(house: House) -> int:
    """Bo asks for a second reader of a case that somebody else decided; anew each time."""
    with tenancy.within(house.ann.here):
        case = Case.objects.get(id=waiting_case(house))
        case.state, case.decided_by_kind, case.decided_by = Case.State.UPHELD, "operator", 0
        case.save()
        appeal = Appeal.objects.create(
            community_id=house.ann.here, case=case, person_id=house.bo, words="It was no ad", due_at=case.made_at
        )
    return appeal.id


def waiting_import(actor: Actor) -> int:
    """An import that waits for a worker."""
    history = chat.register_import(actor=actor, name="later.csv", path="/nowhere/later.csv", size=1)
    chat.start_import(actor=actor, history_import=history)
    return history


def stopped_import(actor: Actor) -> int:
    """An import that somebody stopped."""
    history = waiting_import(actor)
    chat.stop_import(actor=actor, history_import=history)
    return history


def proposal(actor: Actor) -> int:
    """Something worth doing."""
    said = {"chapter": "Gather", "title": "Welcome Bo", "why": "", "expected": "", "evidence": [], "quotes": []}
    with tenancy.within(actor.community or 0):
        row = Proposal.objects.create(
            community_id=actor.community, key="welcome:bo", kind="welcome", said={"en": said, "zh-hans": said},
            score=1.0, sure=0.5, as_of=1_740_816_000,
        )  # fmt: skip
    return row.id


def standing_community(actor: Actor, name: str) -> str:
    """The address of a new community."""
    made = communities.create_community(actor=actor, name=name)
    return next(one.slug for one in communities.communities_of(actor) if one.id == made)


def deleted_community(actor: Actor, name: str) -> str:
    """The address of a new community that was deleted right away."""
    slug = standing_community(actor, name)
    communities.delete_community(actor=actor, community=slug, name=name)
    return slug


@dataclass(frozen=True)
class House:
    """What stories speak of: `bo`, `cy`, `di` and `ed` are members of Tea, `far` is one of Coffee."""

    ann: Actor
    zoe: Actor
    ann_token: str
    zoe_token: str
    bo: int
    cy: int
    di: int
    ed: int
    far: int
    done: int
    """An import that was read to its end."""


def build(folder: Path) -> House:
    """Both houses, with their histories read."""
    ann = owner_of("Ann", "Tea")
    done = bring_history(ann, folder)
    zoe = owner_of("Zoe", "Coffee")
    bring_history(zoe, folder, HISTORY.replace("Bo", "Flo").replace(",bo", ",flo"))
    by_name = {name: person for person, (name, _search) in members.names(ann).items()}
    far = next(person for person, (name, _search) in members.names(zoe).items() if name == "Flo")
    return House(
        ann=ann,
        zoe=zoe,
        ann_token=make_token(actor=ann, name="ann", scopes=ALL),
        zoe_token=make_token(actor=zoe, name="zoe", scopes=ALL),
        bo=by_name["Bo"],
        cy=by_name["Cy"],
        di=by_name["Di"],
        ed=by_name["Ed"],
        far=far,
        done=done,
    )


def import_at_rest(house: House) -> int:
    """The import that is done, while no other one waits."""
    for one in chat.imports(house.ann):
        if one.state in ("waiting", "running"):
            chat.stop_import(actor=house.ann, history_import=one.id)
    return house.done


def happened() -> int:
    """How much the event log holds."""
    return Event.objects.count()


def import_state(actor: Actor, history: int) -> str:
    """The state of an import."""
    with tenancy.within(actor.community or 0):
        return HistoryImport.objects.get(id=history).state


def founded(actor: Actor) -> str:
    """The address of a new community whose charter stands."""
    slug = standing_community(actor, "Cocoa")
    there = communities.actor_at(actor, slug)
    for one in communities.QUESTIONS:
        if one.shape == "text":
            communities.answer_charter(actor=there, question=one.key, text="Cocoa")
    communities.answer_revenue(actor=there, lines=(), free=True)
    communities.make_promise(actor=there, text="More cocoa", check="figure", figure="active_week", limit=5)
    return slug


def drafted(actor: Actor) -> str:
    """The address of a new community with a draft of rules."""
    slug = standing_community(actor, "Mocha")
    communities.begin_rules(actor=communities.actor_at(actor, slug), template="fans")
    return slug


def changed_charter(actor: Actor) -> str:
    """The address of the actor's community, whose charter says something that no version says."""
    communities.answer_charter(actor=actor, question="vision", text=f"Tea for all, {happened()}")
    return communities.community(actor.here).slug
