"""The charter of a moment is kept as a version, and brought back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict
from qunli.core.words import _
from qunli.domains.communities import charter, decisions, founding, policy, queries
from qunli.domains.communities.events import CharterKept, CommunityOpened
from qunli.domains.communities.models import CharterVersion, Promise
from qunli.domains.communities.operations.promise import as_columns
from qunli.domains.communities.operations.write_charter import charter_row


@operation
def keep_charter(*, actor: Actor, why: str, key: str | None = None) -> int:
    """Returns the number of the version. Raises `Forbidden`, `Invalid`, and `Conflict` when nothing changed."""
    queries.own_community(actor)
    policy.may_govern(actor).or_refuse()
    content = founding.content_of(founding.charter_of(actor.here))
    latest = next(iter(founding.charter_versions(actor.here)), None)
    if latest is not None and latest.content == content:
        raise Conflict(_("Nothing has changed since the last version."))
    return _keep(actor, content, decisions.why_given(why, str(_("no reason given"))))


@operation
def open_community(*, actor: Actor, key: str | None = None) -> int:
    """The charter stands: the front door opens, and the charter is kept as a version, whose number is returned. Raises
    `Forbidden`, and `Conflict` with a sentence for each answer that is missing."""
    community = queries.own_community(actor)
    policy.may_govern(actor).or_refuse()
    view = founding.charter_of(community.id)
    if view.missing:
        raise Conflict(" ".join(str(one.missing) for one in view.missing), code="charter_incomplete")
    if community.opened_at is not None:
        raise Conflict(_("This community is open already."))
    community.opened_at = timezone.now()
    community.save(update_fields=["opened_at"])
    number = _keep(actor, founding.content_of(view), str(_("The community opened.")))
    tell(CommunityOpened(community=community.id))
    return number


@operation
def restore_charter(*, actor: Actor, number: int, why: str = "", key: str | None = None) -> int:
    """An earlier version stands again; what stands now is kept by its own version first. Returns the new version's
    number. Raises `Forbidden`, `NotFound`, `Invalid`."""
    community = queries.own_community(actor)
    policy.may_govern(actor).or_refuse()
    wanted = founding.charter_version(community.id, number).content
    now = founding.content_of(founding.charter_of(community.id))
    if founding.charter_versions(community.id)[0].content != now:
        _keep(actor, now, str(_("As it stood before an earlier version was restored.")))
    row = charter_row(community.id)
    row.answers = {name: value for name, value in wanted["answers"].items() if name != "purpose"}
    row.public = [name for name in wanted["public"] if name in charter.BY_KEY]
    row.changed_at, row.changed_by_name = timezone.now(), actor.name[:160]
    row.save()
    community.purpose = wanted["answers"].get("purpose", "")
    community.save(update_fields=["purpose"])
    _restore_promises(wanted["promises"])
    usual = str(_("Restored from version %(number)s.")) % {"number": number}
    return _keep(actor, founding.content_of(founding.charter_of(community.id)), decisions.why_given(why, usual))


def _restore_promises(wanted: list[dict[str, Any]]) -> None:
    """By id: rows are never deleted, so that each promise keeps what members answered about it."""
    Promise.objects.filter(withdrawn_at=None).exclude(id__in=[one["id"] for one in wanted]).update(
        withdrawn_at=timezone.now()
    )
    for one in wanted:
        facts = {name: value for name, value in one.items() if name != "id"}
        facts["due_on"] = date.fromisoformat(facts["due_on"]) if facts["due_on"] else None
        Promise.objects.filter(id=one["id"]).update(**as_columns(facts), withdrawn_at=None)


def _keep(actor: Actor, content: dict[str, Any], why: str) -> int:
    number = (CharterVersion.objects.aggregate(latest=Max("number"))["latest"] or 0) + 1
    CharterVersion.objects.create(
        community_id=actor.here, number=number, content=content, why=why, made_by_name=actor.name[:160]
    )
    tell(CharterKept(community=actor.here, number=number))
    return number
