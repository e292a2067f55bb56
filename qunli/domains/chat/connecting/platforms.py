"""The platforms and commands in force, named once by the configuration when the process starts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

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


@dataclass(frozen=True)
class CommandLine:
    """A command as somebody reads it: its name, what stands after it, what it does, in the language in
    force; `names` are all that it may be called by."""

    name: str
    takes: str
    about: str
    names: tuple[str, ...]


def command_lines() -> list[CommandLine]:
    """Every command, by its name in the language in force."""
    chinese = (get_language() or "").startswith("zh")
    return [CommandLine(_called(one, chinese), str(one.takes), str(one.about), one.names) for one in _commands]


def _called(command: Command, chinese: bool) -> str:
    own = command.names[0]
    return next((name for name in command.names if not name.isascii()), own) if chinese else own
