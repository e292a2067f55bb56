"""What members can write to learn about their community."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunli.core.commands import Answer, Asked, Command
from qunli.domains.communities import facade


def rules(asked: Asked) -> Answer:
    """The rules in force, or what the community is for."""
    in_force = facade.rules_of(asked.community)
    if in_force is not None and in_force.rules:
        said = [facade.as_plain(facade.text_of(rule, asked.language)) for rule in in_force.rules]
        return Answer("\n".join(f"{number}. {text}" for number, text in enumerate(said, 1)))
    here = facade.community(asked.community)
    if here.purpose:
        return Answer(
            _("There are no written rules yet. What we are here for: %(purpose)s") % {"purpose": here.purpose}
        )
    return Answer(_("There are no written rules yet."))


COMMANDS = (Command(("rules", "规则", "群规"), gettext_lazy("the rules of this community"), rules, guests=True),)
