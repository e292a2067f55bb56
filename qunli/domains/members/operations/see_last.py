"""When people were last seen is known anew, because something they did was taken back."""

from __future__ import annotations

from collections.abc import Mapping

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.members import bulk, policy
from qunli.domains.members.models import Identity


@operation
def see_last(*, actor: Actor, seen: Mapping[int, int | None]) -> int:
    """`seen`: identity to its latest deed, ms UTC, null when none is known. Returns how many changed. Names stay as
    they were called last."""
    policy.may_keep(actor).or_refuse()
    changed = [one for one in Identity.objects.filter(id__in=list(seen)) if one.seen_at != seen[one.id]]
    for one in changed:
        one.seen_at = seen[one.id]
    bulk.update_identities(changed)
    return len(changed)
