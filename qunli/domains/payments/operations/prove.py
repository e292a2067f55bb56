"""A member says with a picture that they paid by hand; somebody looks."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Invalid, NotFound, TooMany
from qunli.core.words import _
from qunli.domains.communities import facade as communities
from qunli.domains.payments import policy, queries
from qunli.domains.payments.events import ProofRefused, ProofSent
from qunli.domains.payments.models import Intent, Proof
from qunli.kit import images

LONGEST, MOST = 1600, 10


@operation
def prove(*, actor: Actor, intent: int, data: bytes | None = None, note: str = "", key: str | None = None) -> int:
    """A picture of the transfer, a word about it, or both; returns the proof. Raises `NotFound`, `Conflict` when it
    is not asked for any more, `Invalid`, `TooMany`."""
    row = queries.intent_to_change(intent)
    policy.may_have_wallet(actor).or_refuse()
    queries.own_or_absent(actor, row)
    if row.state != Intent.State.OPEN:
        raise Conflict(_("Nothing is asked for this any more."), code="wrong_state")
    if Proof.objects.filter(intent=row).count() >= MOST:
        raise TooMany(_("Somebody has to look at what you sent first."))
    note = " ".join(note.split())
    if data is None and not note:
        raise Invalid(
            _("Add a picture of your transfer, or say when and from which account you sent it."), field="image"
        )
    if len(note) > 300:
        raise Invalid(_("At most %(most)d characters.") % {"most": 300}, field="note")
    made = Proof.objects.create(community_id=actor.here, intent=row, image=_picture(data), note=note)
    tell(ProofSent(community=actor.here, intent=row.id, payer=row.payer_id))
    return made.id


@operation
def refuse_proof(*, actor: Actor, proof: int, why: str, key: str | None = None) -> None:
    """The money is not there; the payer reads why and can send another proof. Raises `Forbidden`, `NotFound`,
    `Conflict`, `Invalid`."""
    policy.may_move(actor).or_refuse()
    row = Proof.objects.select_for_update().select_related("intent").filter(id=proof).first()
    if row is None:
        raise NotFound
    if row.state != Proof.State.WAITING:
        raise Conflict(_("This was decided before."), code="wrong_state")
    why = " ".join(why.split())[:300]
    if not why:
        raise Invalid(_("Say why. The payer reads it."), field="why")
    row.state, row.why, row.decided_at = Proof.State.REFUSED, why, timezone.now()
    row.save(update_fields=["state", "why", "decided_at"])
    tell(ProofRefused(community=actor.here, intent=row.intent_id, payer=row.intent.payer_id))


def _picture(data: bytes | None) -> bytes | None:
    if data is None:
        return None
    try:
        return images.encoded(images.opened(data), LONGEST, see_through=False).data
    except images.BadImage as bad:
        raise Invalid(communities.BAD_IMAGE[bad.reason], field="image") from bad
