"""The words that the scripts of a group page show."""

from __future__ import annotations

from django.utils.translation import gettext as _


def group_words() -> dict[str, str]:
    """By the names that the scripts use; in the reader's language."""
    return {
        "you": _("You"),
        "somebody": _("Somebody who is gone"),
        "announcement": _("announcement"),
        "pinned": _("pinned"),
        "edited": _("edited"),
        "deleted": _("This message was deleted."),
        "more": _("What can be done with this message"),
        "dismiss": _("All right"),
        "sending": _("on its way …"),
        "offline": _("Waits until you are online."),
        "held": _("Waits for a moderator."),
        "refused": _("This was not taken."),
        "fresh": _("New from here"),
        "answering": _("Answer to"),
        "editing": _("Change what you said"),
        "cancel": _("Cancel"),
        "close": _("Close"),
        "answer": _("Reply"),
        "copy": _("Copy the text"),
        "pin": _("Pin"),
        "unpin": _("Unpin"),
        "edit": _("Edit"),
        "remove": _("Delete"),
        "remove_sure": _("Delete this message for everybody?"),
        "search": _("Search in this group"),
        "date": _("Go to a date"),
        "further": _("Further hits"),
        "nothing": _("Nothing was found."),
        "pins": _("Pinned"),
        "nothing_pinned": _("Nothing is pinned."),
        "nothing_then": _("Nothing was said from that day on."),
        "failed": _("That did not work; try again."),
        # Translators: {name} and {count} are put in on the page.
        "writing": _("{name} is writing …"),
        "present": _("{count} here now"),
    }
