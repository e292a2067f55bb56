"""What WeCom forbids, what a person does instead, and what its refusals mean."""

from __future__ import annotations

from collections.abc import Mapping

from qunli.core.refusals import Sentence
from qunli.core.words import _

CANNOT: tuple[Sentence, ...] = (
    _("WeCom shows no program what is said in customer groups: only who comes and goes is known."),
    _("WeCom lets no program silence anybody, take somebody out of a customer group or take back a message."),
    _("WeCom lets no program speak as one of your people: only a robot speaks, where the group has one."),
    _("A program may greet a customer once, within 20 seconds after they added one of your people."),
)
_OPEN = _("Open the group in WeCom, as its owner or an administrator.")
BY_HAND: Mapping[str, tuple[Sentence, ...]] = {
    "send": (_("Copy the text."), _("Open the group in WeCom and paste it.")),
    "direct": (_("Copy the text."), _("Open your talk with this customer in WeCom and paste it.")),
    "welcome": (_("Copy the text."), _("Open your talk with this customer in WeCom and paste it.")),
    "edit": (_("Recall the old message in WeCom if you can."), _("Copy the new text and send it.")),
    "delete": (_OPEN, _("Recall the message if WeCom offers it; else ask its author to.")),
    "remove": (
        _OPEN,
        _("Group settings → members → the minus sign: choose this person."),
        _("To keep them out, let the owner confirm whoever wants to come in."),
    ),
    "restrict": (
        _OPEN,
        _("If group management offers it, silence this person until the time that is named here."),
        _("Else write to them, or take them out."),
    ),
}
REFUSALS: Mapping[int, Sentence] = {
    40001: _("WeCom does not take this secret: copy it again from the app's page."),
    40013: _("WeCom does not know this company id: copy it again from My company."),
    41051: _("They write to each other already: WeCom takes no welcome any more."),
    48002: _("This app may not use customer contact: add it under customer contact → apps that may call the API."),
    60011: _("This app may not see the people who own the groups: widen its visible range."),
    60020: _("WeCom takes requests only from addresses listed as trusted IPs of the app: add this server's there."),
    93000: _("WeCom does not know this robot: copy its address again."),
}
