"""A person asks to be forgotten."""

from __future__ import annotations

import json

import pytest

from qunli.core.actor import Actor
from qunli.core.models import Event
from qunli.core.refusals import Conflict, NotFound
from qunli.domains.members import facade as members
from qunli.domains.members.facade import Seen
from qunli.domains.members.tests.test_merging import meet


@pytest.mark.row("P4")
def test_nothing_of_an_erased_person_is_left_to_read(host: Actor) -> None:
    (ann,) = meet(host, "qq", Seen("ann-7", "Ann Unusual", "ann_u"))
    (anna,) = meet(host, "telegram", Seen("tele-7", "Ann Unusual", "ann_u"))
    members.describe_person(actor=host, person=ann, name="Ann Unusual", note="Her secret")
    members.merge_people(actor=host, kept=ann, merged=anna, reason="same_handle", value="ann_u")
    members.erase_person(actor=host, person=ann)
    with pytest.raises(NotFound):
        members.describe_person(actor=host, person=ann, name="Ann", note="")
    assert members.find_people(host, "ann")[1] == 0
    left = str([members.identities(host), members.merges(host), members.people(host, [ann, anna])])
    log = json.dumps(list(Event.objects.values_list("body", flat=True)))
    for trace in ("Unusual", "ann_u", "ann-7", "tele-7", "secret"):
        assert trace not in left
        assert trace not in log


@pytest.mark.row("P4")
def test_a_later_export_does_not_bring_an_erased_person_back(host: Actor) -> None:
    (ann,) = meet(host, "qq", Seen("ann-7", "Ann"))
    tombstone = members.identities(host)[0].id
    members.erase_person(actor=host, person=ann)
    again = members.recognise(actor=host, platform="qq", seen=[Seen("ann-7", "Ann"), Seen("bo-8", "Bo")])
    members.remember(actor=host, platform="qq", seen=[Seen("ann-7", "Ann", seen_at=9)])
    assert (again.created, again.ids["ann-7"], again.erased) == (1, tombstone, {tombstone})
    assert [one.name for one in members.find_people(host)[0]] == ["Bo"]


@pytest.mark.row("P4")
def test_an_erased_person_is_remembered_after_the_secret_was_replaced(host: Actor, settings: object) -> None:
    (ann,) = meet(host, "qq", Seen("ann-7", "Ann"))
    members.erase_person(actor=host, person=ann)
    settings.OLD_SECRET_KEYS = [settings.SECRET_KEY]  # type: ignore[attr-defined]
    settings.SECRET_KEY = "another secret, long enough to be one"  # type: ignore[attr-defined]
    assert members.recognise(actor=host, platform="qq", seen=[Seen("ann-7", "Ann")]).created == 0


def test_a_merge_of_an_erased_person_cannot_be_undone(host: Actor) -> None:
    ann, bo = meet(host, "qq", Seen("1", "Ann"), Seen("2", "Bo"))
    merge = members.merge_people(actor=host, kept=ann, merged=bo)
    members.erase_person(actor=host, person=ann)
    with pytest.raises(Conflict):
        members.undo_merge(actor=host, merge=merge)


def test_an_export_says_all_that_is_known(host: Actor) -> None:
    ann, bo = meet(host, "qq", Seen("1", "Ann", "ann_u"), Seen("2", "Bo"))
    members.merge_people(actor=host, kept=ann, merged=bo, reason="same_handle", value="ann_u")
    said = members.export_person(actor=host, person=ann)
    assert said["name"] == "Ann"
    assert [(one["platform"], one["platform_id"], one["handle"]) for one in said["identities"]] == [
        ("qq", "1", "ann_u"),
        ("qq", "2", ""),
    ]
    assert [(one["reason"], one["evidence"]) for one in said["merges"]] == [("same_handle", {"value": "ann_u"})]
    assert Event.objects.filter(kind="members.PersonExported").count() == 1
