"""Communities are created, described, found by their own operator only; platforms are compared."""

from __future__ import annotations

import pytest

from qunli.core.models import Event
from qunli.core.refusals import Conflict, Forbidden, Invalid, NotFound
from qunli.domains.communities import decisions, facade, queries
from qunli.domains.communities.models import Community, Operator
from qunli.domains.communities.operations.describe_community import describe_community
from qunli.domains.communities.platforms import Wish, guidance
from qunli.domains.communities.tests.people import colleague, owner

FACTS = {"purpose": "", "kind": "fan", "language": "en", "time_zone": "UTC"}


@pytest.mark.django_db(transaction=True)
def test_the_same_key_creates_one_community() -> None:
    made = [facade.create_community(actor=owner(), name="Hearth Bakers", key="k") for _ in range(2)]
    assert made[0] == made[1]
    assert Community.objects.count() == 1
    with pytest.raises(Conflict):
        facade.create_community(actor=owner(), name="Other", key="k")


@pytest.mark.django_db(transaction=True)
def test_names_alike_get_addresses_apart() -> None:
    for name in ("Hearth Bakers", "Hearth bakers", "炉边烘焙"):
        facade.create_community(actor=owner(), name=name)
    assert sorted(one.slug for one in facade.communities_of(owner())) == [
        "community",
        "hearth-bakers",
        "hearth-bakers-2",
    ]


@pytest.mark.django_db(transaction=True)
def test_an_analyst_creates_nothing() -> None:
    with pytest.raises(Forbidden):
        facade.create_community(actor=colleague("analyst"), name="Hearth")
    assert not Community.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_foreign_community_is_not_there() -> None:
    mine = facade.create_community(actor=owner(), name="Mine")
    stranger = colleague("owner", operator=Operator.objects.create(name="Other"))
    assert facade.communities_of(stranger) == []
    for refused in (lambda: facade.actor_in(stranger, mine), lambda: facade.actor_at(stranger, "mine")):
        with pytest.raises(NotFound):
            refused()


@pytest.mark.django_db(transaction=True)
def test_describing_tells_what_changed_and_nothing_when_nothing_did() -> None:
    actor = facade.actor_in(owner(), facade.create_community(actor=owner(), name="Mine"))
    changes = describe_community(actor=actor, name="Mine", **{**FACTS, "purpose": "Real bread"})
    assert changes == {"purpose": "Real bread"}
    assert describe_community(actor=actor, name="Mine", **{**FACTS, "purpose": "Real bread"}) == {}
    assert Event.objects.filter(kind="communities.CommunityDescribed").count() == 1
    assert queries.community_by_id(actor.community or 0).purpose == "Real bread"


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 121), ("purpose", "x" * 501), ("kind", "cult"), ("language", "fr"),
     ("time_zone", "Mars/Olympus")],
)  # fmt: skip
def test_what_cannot_be_right_is_refused_with_its_field(field: str, value: str) -> None:
    with pytest.raises(Invalid) as refusal:
        decisions.described(**{"name": "Mine", **FACTS, field: value})
    assert refusal.value.field == field


@pytest.mark.row("F3")
def test_a_large_community_does_not_fit_a_small_group() -> None:
    fits = {fit.platform.key: fit for fit in guidance(Wish(size=2000, payments=True, china=True))}
    assert [str(why) for why in fits["wechat"].bad] == ["one group is too small; you would have to split"]
    assert fits["qq"].bad == ()
    assert guidance(Wish(size=2000, payments=True, china=True))[0].platform.key == "qq"


@pytest.mark.row("F3")
def test_own_servers_come_first_when_data_must_stay_at_home() -> None:
    first = guidance(Wish(size=300, own_server=True, bots=True, history=True))[:3]
    assert {fit.platform.key for fit in first} == {"matrix", "zulip", "irc"}
