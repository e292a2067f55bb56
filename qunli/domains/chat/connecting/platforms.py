"""The platforms and commands in force, named once by the configuration when the process starts."""

from __future__ import annotations

from collections.abc import Iterable

from qunli.core.commands import Command
from qunli.core.refusals import NotFound
from qunli.domains.chat.ports import Platform

_platforms: dict[str, Platform] = {}
_commands: list[Command] = []


def connect_with(platforms: Iterable[Platform]) -> None:
    """From now on in this process."""
    _platforms.clear()
    _platforms.update((one.key, one) for one in platforms)


def listen_for(commands: Iterable[Command]) -> None:
    """From now on in this process."""
    _commands[:] = commands


def platforms() -> list[Platform]:
    """In the order of the configuration."""
    return list(_platforms.values())


def platform(key: str) -> Platform:
    """Raises `NotFound`."""
    if key not in _platforms:
        raise NotFound
    return _platforms[key]


def commands() -> list[Command]:
    """In the order of the configuration."""
    return list(_commands)
