"""Two people turn out to be one, and the other way round."""

from __future__ import annotations

import pytest

from qunli.core.actor import Actor
from qunli.core.models import Event
from qunli.core.refusals import Conflict, Invalid, NotFound
from qunli.domains.members import facade as members
from qunli.domains.members.facade import Seen


def meet(actor: Actor, platform: str, *seen: Seen) -> list[int]:
    """The people behind new identities."""
    ids = members.recognise(actor=actor, platform=platform, seen=seen).ids
    people = {one.id: one.person for one in members.identities(actor)}
    return [people[ids[one.external_id]] for one in seen]


def test_recognising_the_same_people_twice_makes_nobody_new(host: Actor) -> None:
    first = members.recognise(actor=host, platform="qq", seen=[Seen("1", "Ann"), Seen("2", "Bo")])
    again = members.recognise(actor=host, platform="qq", seen=[Seen("2", "Bo"), Seen("3", "Cy")])
    assert (first.created, again.created, again.ids["2"]) == (2, 1, first.ids["2"])


@pytest.mark.row("G6")
def test_a_merge_moves_identities_and_its_undo_moves_them_back(host: Actor) -> None:
    (ann,) = meet(host, "qq", Seen("1", "Ann"))
    (anna,) = meet(host, "telegram", Seen("7", "Anna"))
    merge = members.merge_people(actor=host, kept=ann, merged=anna)
    assert [one.platform for one in members.person(host, ann).identities] == ["qq", "telegram"]
    with pytest.raises(NotFound):
        members.person(host, anna)
    assert [one.id for one in members.find_people(host, "anna")[0]] == [ann]
    assert members.undo_merge(actor=host, merge=merge) == anna
    assert [one.platform for one in members.person(host, ann).identities] == ["qq"]
    assert [one.platform for one in members.person(host, anna).identities] == ["telegram"]
    assert [one.kind for one in Event.objects.order_by("id")][-2:] == ["members.PeopleMerged", "members.MergeUndone"]


def test_merges_are_undone_in_the_reverse_order(host: Actor) -> None:
    ann, bo, cy = meet(host, "qq", Seen("1", "Ann"), Seen("2", "Bo"), Seen("3", "Cy"))
    first = members.merge_people(actor=host, kept=bo, merged=cy)
    second = members.merge_people(actor=host, kept=ann, merged=bo)
    with pytest.raises(Conflict):
        members.undo_merge(actor=host, merge=first)
    members.undo_merge(actor=host, merge=second)
    members.undo_merge(actor=host, merge=first)
    assert len(members.find_people(host)[0]) == 3


def test_nobody_is_merged_with_themselves_and_nothing_happens(host: Actor) -> None:
    (ann,) = meet(host, "qq", Seen("1", "Ann"))
    told = Event.objects.count()
    with pytest.raises(Invalid):
        members.merge_people(actor=host, kept=ann, merged=ann)
    assert (Event.objects.count(), members.merges(host)) == (told, [])


@pytest.mark.row("G6")
def test_sure_pairs_are_merged_with_their_reason_and_others_are_put_to_a_person(host: Actor) -> None:
    meet(host, "slack", Seen("U1", "Ada Lovelace", "adalove", seen_at=1), Seen("U2", "王小明", seen_at=1))
    meet(host, "telegram", Seen("u1", "ada lovelace", "adalove", seen_at=2), Seen("u2", "王小明", seen_at=2))
    assert members.match_people(actor=host) == members.Matched(merged=1, proposed=1)
    (merge,) = members.merges(host)
    assert (merge.reason, merge.detail, merge.confidence) == ("same_handle", {"value": "adalove"}, 0.95)
    (match,) = members.matches(host)
    assert (match.one.name, match.other.name, match.reason) == ("王小明", "王小明", "same_name")


def test_what_was_undone_or_declined_is_not_brought_up_again(host: Actor) -> None:
    meet(host, "slack", Seen("U1", "Ada Lovelace", "adalove"), Seen("U2", "王小明"))
    meet(host, "telegram", Seen("u1", "Ada Lovelace", "adalove"), Seen("u2", "王小明"))
    members.match_people(actor=host)
    members.undo_merge(actor=host, merge=members.merges(host)[0].id)
    members.decline_match(actor=host, match=members.matches(host)[0].id)
    assert members.match_people(actor=host) == members.Matched(merged=0, proposed=0)
    assert members.matches(host) == []


def test_an_accepted_match_is_a_merge_with_the_same_reason(host: Actor) -> None:
    meet(host, "slack", Seen("U2", "王小明"))
    meet(host, "telegram", Seen("u2", "王小明"))
    members.match_people(actor=host)
    members.accept_match(actor=host, match=members.matches(host)[0].id)
    assert [(one.reason, one.made_by_name) for one in members.merges(host)] == [("same_name", "The host")]


def test_a_chain_of_evidence_ends_in_one_person(host: Actor) -> None:
    for platform in ("discord", "slack", "telegram"):
        meet(host, platform, Seen("1", "Ada Lovelace", "adalove"))
    assert members.match_people(actor=host).merged == 2
    (ada,) = members.find_people(host)[0]
    assert len(ada.identities) == 3


def test_a_name_from_a_later_export_replaces_the_earlier_one_and_not_the_other_way_round(host: Actor) -> None:
    (ann,) = meet(host, "qq", Seen("1", "Ann", seen_at=10))
    members.remember(actor=host, platform="qq", seen=[Seen("1", "Annie", seen_at=20)])
    assert members.person(host, ann).name == "Annie"
    assert members.remember(actor=host, platform="qq", seen=[Seen("1", "Ann", seen_at=10)]) == 0
    assert members.person(host, ann).name == "Annie"


def test_a_name_given_by_an_operator_stays(host: Actor) -> None:
    (ann,) = meet(host, "qq", Seen("1", "Ann", seen_at=10))
    members.describe_person(actor=host, person=ann, name="Ann from Leeds", note="Brings cake.")
    members.remember(actor=host, platform="qq", seen=[Seen("1", "Annie", seen_at=20)])
    assert members.person(host, ann).name == "Ann from Leeds"
    assert members.find_people(host, "ANNIE")[1] == 1


def test_saying_the_same_again_tells_nothing(host: Actor) -> None:
    (ann,) = meet(host, "qq", Seen("1", "Ann"))
    told = Event.objects.count()
    members.describe_person(actor=host, person=ann, name=" Ann ", note="")
    assert Event.objects.count() == told
