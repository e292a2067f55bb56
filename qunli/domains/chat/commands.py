"""What members can write to learn what they can write."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qunli.core.commands import Answer, Asked, Command
from qunli.domains.chat.connecting.platforms import command_lines


def help(asked: Asked) -> Answer:
    """Every command with its line, by the name of the group's language."""
    return Answer(
        "\n".join(f"/{one.name}{' ' if one.takes else ''}{one.takes} – {one.about}" for one in command_lines())
    )


COMMANDS = (Command(("help", "start", "帮助", "菜单"), _("what you can write here"), help, guests=True),)
