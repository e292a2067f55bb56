"""Differences, rules, colours and codes."""

from __future__ import annotations

import pytest

from qunli.core.actor import Actor
from qunli.core.refusals import Conflict, Invalid, NotFound
from qunli.domains.communities import contrast, differences, facade, markup, rule_sets
from qunli.domains.communities.tests.people import host, owner

__all__ = ["host"]


def test_words_and_chinese_characters_are_compared_one_by_one() -> None:
    pieces = differences.difference("We bake good bread. 每天烤面包。", "We bake very good bread. 每周烤面包。")
    assert [(one.kind, one.text) for one in pieces] == [
        ("same", "We bake"),
        ("new", " very"),
        ("same", " good bread. 每"),
        ("gone", "天"),
        ("new", "周"),
        ("same", "烤面包。"),
    ]


@pytest.mark.row("F6")
@pytest.mark.parametrize("name", list(rule_sets.TEMPLATES))
def test_every_set_is_written_in_both_languages_and_begins_with_the_law(name: str) -> None:
    rules = rule_sets.from_template(name)
    assert rules[0]["policies"] == ["unlawful"]
    assert all(one["en"] and one["zh"] for one in rules)
    assert {policy for one in rules for policy in one["policies"]} <= set(rule_sets.POLICIES)
    for language in ("en", "zh-hans"):
        rule_sets.announceable(rules, language)


@pytest.mark.row("F6")
def test_rules_without_the_law_or_unreadable_are_not_announced(host: Actor) -> None:
    facade.draft_rules(actor=host, rules=[{"en": "Be kind", "zh": "", "policies": ["abuse"]}])
    with pytest.raises(Invalid, match="Observance of the law"):
        facade.announce_rules(actor=host)
    facade.draft_rules(actor=host, rules=[{"en": "", "zh": "守法", "policies": ["unlawful"]}])
    with pytest.raises(Invalid, match="Rule 1"):
        facade.announce_rules(actor=host)
    assert facade.rules_of(host.here) is None
    facade.begin_rules(actor=host, template="trade")
    assert facade.announce_rules(actor=host) == 1
    assert facade.draft_of_rules(host.here) is None
    facade.begin_rules(actor=host, number=1)
    with pytest.raises(Conflict):
        facade.announce_rules(actor=host)
    facade.drop_draft(actor=host)
    assert [one.number for one in facade.rules_versions(host.here)] == [1]


def test_rules_say_what_they_say_and_run_nothing() -> None:
    said = markup.as_html('**Keep** *calm* <script>x</script> [see](https://a.example/b?c=1&d="2) [no](javascript:x)')
    assert "<script>" not in said
    assert "<strong>Keep</strong> <em>calm</em> &lt;script&gt;" in said
    assert 'href="javascript' not in said
    assert (
        markup.as_html("[see](https://a.example/b)") == '<a href="https://a.example/b" rel="noopener nofollow">see</a>'
    )


@pytest.mark.row("F7")
def test_a_colour_that_cannot_be_read_is_refused_with_one_that_can() -> None:
    with pytest.raises(Invalid) as refusal:
        contrast.chosen("#ffcc00", "")
    assert refusal.value.field == "colour"
    near = str(refusal.value.sentence).split("; ")[1].split()[0]
    assert contrast.reads_on(near, dark=False) >= contrast.AA
    light, dark = contrast.chosen("#123456", "")
    assert light == "#123456"
    assert contrast.reads_on(dark, dark=True) >= contrast.AA
    assert round(contrast.ratio("#000000", "#ffffff"), 1) == 21.0


@pytest.mark.row("F2")
def test_no_two_open_rooms_have_the_same_code_and_a_new_one_closes_the_old(host: Actor) -> None:
    first = facade.open_room(actor=host, digits=4, minutes=5)
    second = facade.open_room(actor=host, digits=4, minutes=5)
    assert [facade.room(host.here, one).open for one in (first, second)] == [False, True]
    with pytest.raises(Invalid):
        facade.open_room(actor=host, digits=4, minutes=30)
    with pytest.raises(Invalid):
        facade.open_room(actor=host, digits=3, minutes=1)
    assert facade.room(host.here, second).open
    other = facade.actor_in(owner(), facade.create_community(actor=owner(), name="Other"))
    with pytest.raises(NotFound):
        facade.close_room(actor=other, room=second)
