"""Other policies are put in force; those before stay readable as a version."""

from __future__ import annotations

from typing import Any

import msgspec

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Invalid
from qunli.core.turns import take_turns
from qunli.core.words import _
from qunli.domains.moderation import loading, policy, presets
from qunli.domains.moderation.events import PoliciesChanged
from qunli.domains.moderation.models import PolicyVersion
from qunli.domains.moderation.policies import Rules, from_values


@operation
def put_in_force(
    *, actor: Actor, rules: dict[str, Any], note: str = "", based_on: int | None = None, key: str | None = None
) -> int:
    """`rules` as `policies.Rules`; returns the number of the version. `based_on` is the version that was changed: when
    somebody else changed it meanwhile, nothing is done. Raises `Forbidden`, `Invalid`, `Conflict`."""
    policy.may_change_policies(actor).or_refuse()
    return _write(actor, from_values(rules), note, based_on)


@operation
def adopt_preset(*, actor: Actor, preset: str, key: str | None = None) -> int:
    """Begin with policies that come along; returns the number of the version. Raises `Forbidden` and `Invalid`."""
    policy.may_change_policies(actor).or_refuse()
    if preset not in presets.NAMES:
        raise Invalid(_("Choose one of the sets."), field="preset")
    return _write(actor, presets.preset(preset), preset, None)


def _write(actor: Actor, rules: Rules, note: str, based_on: int | None) -> int:
    take_turns("moderation.policies", actor.here)
    number, _before = loading.newest(actor.here)
    if based_on is not None and based_on != number:
        raise Conflict(_("Somebody changed the policies meanwhile. Look at them again."))
    row = PolicyVersion.objects.create(
        community_id=actor.here,
        number=number + 1,
        rules=msgspec.to_builtins(rules),
        note=" ".join(note.split())[:300],
        made_by=actor.id,
        made_by_name=actor.name[:160],
    )
    loading.renew(actor.here)
    tell(PoliciesChanged(community=actor.here, version=row.number, note=row.note))
    return row.number
