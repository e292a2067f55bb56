"""The audit trail speaks in sentences, in both languages."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
from string import Formatter

import pytest
from django.conf import settings
from django.utils import translation

from qunli.console.audit_words import SENTENCES, sentence
from qunli.core.events import kind_of

pytestmark = pytest.mark.row("P4")


def told() -> dict[str, set[str]]:
    """Every event that a domain can tell, with the fields it carries."""
    found: dict[str, set[str]] = {}
    for domain in settings.DOMAINS:
        module = importlib.import_module(f"qunli.domains.{domain}.events")
        for _name, one in inspect.getmembers(module, inspect.isclass):
            if dataclasses.is_dataclass(one) and one.__module__ == module.__name__:
                found[kind_of(one)] = {field.name for field in dataclasses.fields(one)}
    return found


def test_every_event_has_its_sentence_of_what_it_carries() -> None:
    events = told()
    assert set(events) == set(SENTENCES)
    for kind, said in SENTENCES.items():
        named = {name for _text, name, _spec, _conversion in Formatter().parse(said) if name}
        assert named <= events[kind], kind


def test_every_sentence_is_told_in_chinese_with_the_same_figures() -> None:
    with translation.override("zh-hans"):
        for kind, said in SENTENCES.items():
            told_so = sentence(kind, dict.fromkeys(told()[kind], 7))
            assert told_so not in (kind, said.format(**dict.fromkeys(told()[kind], 7))), kind
            assert told_so.count("7") == said.count("{"), kind


def test_lists_and_what_is_unknown_can_be_read() -> None:
    assert sentence("stewardship.CallDecided", {"call": 3, "chosen": [4, 9]}) == "call 3 ended; chosen: 4, 9"
    body = {"person": 4, "until": None}
    assert sentence("members.MemberSilenced", body) == "decided until when member 4 may not write: –"
    assert sentence("members.Forgotten", {}) == "members.Forgotten"
