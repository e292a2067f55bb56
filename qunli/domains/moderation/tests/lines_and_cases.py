"""Lines put in force, and the cases that wait."""

from __future__ import annotations

from qunli.core import tenancy
from qunli.domains.moderation import facade as moderation
from qunli.domains.moderation import presets
from qunli.domains.moderation.tests.conftest import Talk


def waiting(talk: Talk) -> list[moderation.CaseView]:
    with tenancy.within(talk.host.here):
        return moderation.cases(talk.host, moderation.Wanted(state="waiting"))


def change(talk: Talk, **changed: object) -> None:
    """Put lines in force that differ from the standard ones."""
    import msgspec

    rules = presets.preset("standard")
    for name, value in changed.items():
        setattr(rules, name, value)
    moderation.put_in_force(actor=talk.host, rules=msgspec.to_builtins(rules))
    talk.screening.forget(talk.host.here)
