"""The screening in force, set once when the process starts."""

from __future__ import annotations

from qunli.domains.chat.ports import NoScreening, Screening

_in_force: list[Screening] = [NoScreening()]


def screen_with(screening: Screening) -> None:
    """From now on in this process."""
    _in_force[0] = screening


def screening() -> Screening:
    """The one in force."""
    return _in_force[0]
