"""Cards, the directory, consent and names."""

from __future__ import annotations

import pytest

from qunli.core.actor import Actor
from qunli.core.refusals import Forbidden, Invalid, NotFound
from qunli.domains.members import facade as members
from qunli.domains.members.tests.cards import found, member


@pytest.mark.row("G5")
def test_the_directory_finds_what_members_show_and_nothing_else(host: Actor) -> None:
    ann = member(host, "Ann", needs="a second-hand kiln", city="景德镇", about="secret plans", shown=["needs", "city"])
    member(host, "王小明", resources="电窑 出租\n陶土", city="景德镇")
    member(host, "Cy", needs="kiln", listed=False)
    assert found(ann, "KILN") == ["Ann"]
    assert found(ann, "电窑") == ["王小明"]
    assert found(ann, "王") == ["王小明"]
    assert found(ann, "secret") == []
    assert found(ann, city="景德镇") == ["王小明", "Ann"]
    assert members.cities(ann) == ["景德镇"]
    card = members.card_of(ann, ann.person)
    assert (card.about, card.needs, members.own_card(ann).about) == ("", ("a second-hand kiln",), "secret plans")
    members.leave(actor=ann)
    assert found(host, "kiln") == []


@pytest.mark.row("G5")
def test_a_card_is_short(host: Actor) -> None:
    ann = member(host, "Ann")
    for field, value in (
        ("needs", "\n".join("abcdefghi")),
        ("resources", "x" * 81),
        ("city", "x" * 61),
        ("about", "x" * 501),
    ):
        with pytest.raises(Invalid) as refused:
            members.describe_card(actor=ann, **{field: value})  # type: ignore[arg-type]
        assert refused.value.field == field
    assert found(ann) == []


@pytest.mark.row("G5")
def test_a_guest_and_another_community_see_no_cards(host: Actor, stranger: Actor) -> None:
    ann = member(host, "Ann", needs="a kiln")
    other = member(stranger, "Zoe", needs="a kiln")
    assert found(other) == ["Zoe"]
    with pytest.raises(NotFound):
        members.card_of(other, ann.person)
    with pytest.raises(Forbidden):
        members.directory(Actor(kind="guest", community=host.community))
    with pytest.raises(NotFound):
        members.propose_introduction(actor=other, one=other.person, other=ann.person)


@pytest.mark.row("P4")
def test_consent_is_kept_with_version_and_moment_and_can_be_taken_back(host: Actor) -> None:
    ann = member(host, "Ann")
    for version in ("1", "1", "2"):
        members.give_consent(actor=ann, what="rules", version=version)
    assert [(one.what, one.version, one.withdrawn_at) for one in members.consents(ann)] == [
        ("rules", "2", None),
        ("rules", "1", None),
    ]
    assert (members.holds_consent(ann, "rules", "2"), members.holds_consent(ann, "rules", "3")) == (True, False)
    members.withdraw_consent(actor=ann, what="rules")
    assert all(one.withdrawn_at for one in members.consents(ann))
    with pytest.raises(NotFound):
        members.withdraw_consent(actor=ann, what="rules")
    members.give_consent(actor=ann, what="rules", version="2")
    assert len(members.consents(ann)) == 3


@pytest.mark.row("P4")
def test_a_member_corrects_their_name(host: Actor) -> None:
    ann = member(host, "Ann", needs="a kiln")
    members.rename(actor=ann, name="Anna")
    assert found(ann, "anna kiln") == ["Anna"]
    assert members.standings(host.here, [ann.person])[ann.person].name == "Anna"
