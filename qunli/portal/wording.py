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
        "decided": _("What was decided about me"),
        "refused": _("This was not taken."),
        "fresh": _("New from here"),
        "answering": _("Answer to"),
        "editing": _("Change what you said"),
        "cancel": _("Cancel"),
        "close": _("Close"),
        "answer": _("Reply"),
        "helped": _("This helped"),
        "not_helped": _("It did not help after all"),
        "copy": _("Copy the text"),
        "pin": _("Pin"),
        "unpin": _("Unpin"),
        "edit": _("Edit"),
        "remove": _("Delete"),
        "remove_sure": _("Delete this message for everybody?"),
        "report": _("Report"),
        "report_sure": _("Report this message?"),
        "report_why": _("What is wrong with it?"),
        "report_more": _("Anything a moderator should know (if you like)"),
        "report_care": _(
            "A moderator looks at it. Until then nothing happens to the message or its author, however many report it, "
            "and the author does not learn who did."
        ),
        "report_send": _("Report it"),
        "why_ad": _("advertising"),
        "why_abuse": _("abuse"),
        "why_unlawful": _("unlawful content"),
        "why_other": _("something else"),
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


def device_words() -> dict[str, str]:
    """What a device says of whether it is told things, by the names that the scripts use; in the reader's language."""
    return {
        "on": _("This device is told."),
        "off": _("This device is not told anything yet."),
        "denied": _(
            "This browser does not let us tell you anything. Allow notifications for this page in its settings."
        ),
        "install": _("On an iPhone or iPad, first put this page on the home screen: Share, then Add to Home Screen."),
        "never": _("This browser cannot be told anything."),
        "failed": _("That did not work; try again."),
    }
