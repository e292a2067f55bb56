"""What members complain of and wish for, told from invented messages."""

from __future__ import annotations

import pytest

from qunli.analysis.cues_in_chinese import CHINESE
from qunli.analysis.cues_of_complaints import COMPLAINTS
from qunli.analysis.cues_of_trouble import TROUBLE
from qunli.analysis.cues_of_wishes import WISHES
from qunli.analysis.feedback import THRESHOLD, feedback
from qunli.analysis.stance import is_denied

COMPLAINS = {
    "The app keeps crashing since the update.": ("failing", "keeps crashing"),
    "I'm getting an error when I pay by card.": ("trouble", "getting an error"),
    "Delivery takes forever these days.": ("bother", "takes forever"),
    "Honestly, I hate the new checkout.": ("bother", "i hate"),
    "I wrote last week and have never heard back.": ("neglect", "never heard back"),
    "这个软件又闪退了": ("failing", "闪退"),
    "客服半天没人理，太失望了": ("bother", "失望"),
    "快递怎么还没到": ("neglect", "怎么还没"),
}
WISHES_FOR = {
    "It would be great if we could pay in two parts.": ("wishing", "would be great if"),
    "I'd love to have a dark theme.": ("wishing", "i'd love to have"),
    "Are there any plans to ship to Iceland?": ("requesting", "are there any plans to"),
    "Can we add a quiet room for newcomers?": ("requesting", "can we add"),
    "希望能出一个小份装": ("wishing", "希望能"),
    "建议群主周末办一次线下活动": ("requesting", "建议"),
    "要是有英文说明书就好了": ("wishing", "要是有英文说明书就好了"),
}
NOTHING = (
    "How do I reset my password?",
    "请问怎么修改密码？",
    "No problem at all, happy to help!",
    "没问题，谢谢大家",
    "It was broken, but it is fixed now, thank you!",
    "If it crashes, just start it again.",
    "You might run into an issue when the oven is cold.",
    "我用了两天，没有报错",
    "希望大家新年快乐",
    "有问题请联系我",
    "Let me know if you would like more support.",
    "How can we add support for small ovens?",
    "Lovely crumb today!",
    "",
)
QUOTED = (
    "> the app keeps crashing and I hate it\nNot here.",
    "Anselm wrote “the app keeps crashing” last year.",
    "```\nI am getting an error: the app keeps crashing\n```",
    "thread 'main' panicked: I am getting an error here",
    "error[E0277]: my app keeps crashing",
    "let keeps = crash(); if keeps { it.crashes(); } // i get an error",
)


@pytest.mark.row("U9")
@pytest.mark.parametrize("text", COMPLAINS)
def test_a_complaint_names_the_words_that_made_it_one(text: str) -> None:
    (verdict,) = feedback(text)
    assert (verdict.kind, verdict.measure, verdict.cue) == ("complaint", *COMPLAINS[text])
    assert verdict.score >= THRESHOLD


@pytest.mark.row("U9")
@pytest.mark.parametrize("text", WISHES_FOR)
def test_a_wish_names_the_words_that_made_it_one(text: str) -> None:
    (verdict,) = feedback(text)
    assert (verdict.kind, verdict.measure, verdict.cue) == ("wish", *WISHES_FOR[text])


@pytest.mark.parametrize("text", NOTHING)
def test_questions_thanks_offers_and_suppositions_are_neither(text: str) -> None:
    assert feedback(text) == ()


@pytest.mark.parametrize("text", QUOTED)
def test_what_is_quoted_code_or_a_log_is_not_the_writers_word(text: str) -> None:
    assert feedback(text) == ()


def test_the_sentence_that_says_it_is_told_and_a_message_may_be_both() -> None:
    text = "Good morning! I'm having trouble with the scales again. It would be great if there was a manual. See you."
    complaint, wish = feedback(text)
    assert complaint.sentence == "I'm having trouble with the scales again."
    assert wish.sentence == "It would be great if there was a manual."


def test_only_the_part_after_but_is_weighed() -> None:
    assert feedback("Thanks, the recipe worked, but I'm getting an error when I print it.")[0].score == 3.0
    assert feedback("I'm getting an error when I print it, but thanks, the recipe worked.")[0].score == 3.0


def test_more_than_one_family_of_words_weighs_more() -> None:
    assert feedback("It keeps crashing.")[0].score == 2.5
    assert feedback("It keeps crashing, this is ridiculous.")[0].score == 4.0


def test_a_denied_trouble_is_none() -> None:
    assert is_denied("this is not a problem", 14)
    assert not is_denied("a problem it is", 2)


def test_no_pattern_needs_a_message_that_its_keys_would_keep_from_it() -> None:
    texts = [text.lower() for text in (*COMPLAINS, *WISHES_FOR, *NOTHING, *QUOTED)]
    for cue in (*TROUBLE, *COMPLAINTS, *WISHES, *CHINESE):
        for text in texts:
            assert not cue.pattern.search(text) or any(key in text for key in cue.keys), (cue.pattern.pattern, text)


def test_very_long_and_odd_messages_take_no_time() -> None:
    assert feedback("it keeps " * 100_000) == ()
    assert feedback("\ud800 \x00 “" * 5_000) == ()
