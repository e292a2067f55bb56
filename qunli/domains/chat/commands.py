"""What members can write to learn what they can write."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from qunli.core.commands import Answer, Asked, Command
from qunli.domains.chat.connecting.platforms import commands


def help(asked: Asked) -> Answer:
    """Every command with its line, by the name of the group's language."""
    chinese = (get_language() or "").startswith("zh")
    lines = [f"/{_called(one, chinese)} – {one.about}" for one in commands()]
    return Answer("\n".join(lines))


def _called(command: Command, chinese: bool) -> str:
    own = command.names[0]
    return next((name for name in command.names if not name.isascii()), own) if chinese else own


COMMANDS = (Command(("help", "start", "帮助", "菜单"), _("what you can write here"), help, guests=True),)
