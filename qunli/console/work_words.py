"""Background work in words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunli.domains.insight import facade as insight

TASKS: dict[str, Any] = {
    "chat.import_history": gettext_lazy("Reading a history"),
    "chat.erase_messages": gettext_lazy("Erasing what a person wrote"),
    "chat.drop_files": gettext_lazy("Removing files that nobody read"),
    "chat.take_back_import": gettext_lazy("Taking a history back"),
    "communities.erase": gettext_lazy("Erasing a deleted community"),
    "core.forget_done": gettext_lazy("Tidying up finished work"),
    "insight.draw": gettext_lazy("Drawing the picture"),
}
STEPS: dict[str, Any] = {
    "read": gettext_lazy("reading"),
    "go_over": gettext_lazy("going over what was read before"),
    "take_back": gettext_lazy("taking out what it brought"),
    "count": gettext_lazy("counting new messages"),
    "programs": gettext_lazy("telling programs from people"),
    "conclude": gettext_lazy("drawing conclusions"),
    "portray": gettext_lazy("portraying members"),
    "judge": gettext_lazy("measuring how right it is on your own past"),
}


def task(name: str) -> str:
    """What is done; what nobody has put into words yet is shown by its name."""
    return str(TASKS.get(name, name))


def step(doing: str, number: int, of: int) -> str:
    """Which step it is at; nothing before the first."""
    if not doing:
        return ""
    named = str(STEPS.get(doing, doing))
    if of < 2:
        return named
    return _("step %(number)d of %(of)d: %(step)s") % {"number": number, "of": of, "step": named}


def worth_telling(since: datetime | None) -> datetime | None:
    """When something was begun, once that is a minute ago or more."""
    return since if since is not None and timezone.now() - since >= timedelta(minutes=1) else None


def drawing(one: insight.DrawingView, was_moving: bool = False) -> str:
    """How far the drawing of a picture is; nothing while nobody draws, unless somebody did a moment ago."""
    at = {"step": step(one.doing, one.step, one.steps)}
    match one.state:
        case "waiting":
            return _("A newer picture will be drawn as soon as it is its turn.")
        case "under_way" if one.published:
            return _("The newer picture is up; %(step)s.") % at
        case "under_way" if one.doing:
            return _("A newer picture is being drawn; %(step)s.") % at
        case "under_way":
            return _("A newer picture is being drawn.")
        case "stopped":
            return _("The drawing of a newer picture was stopped. The last one stands.")
        case "failed":
            return _("A newer picture could not be drawn. The last one stands.")
    return _("The picture is up to date.") if was_moving else ""
