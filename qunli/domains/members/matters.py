"""People at the door, and pictures to look at."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from qunli.core.actor import Actor
from qunli.core.matters import Matter
from qunli.domains.members import policy
from qunli.domains.members.models import Application, GalleryImage

COUNTED = 1_000
NAMED = 3
ANSWERED_WITHIN = timedelta(days=2)
LOOKED_AT_WITHIN = timedelta(days=7)


def matters(actor: Actor) -> list[Matter]:
    """Applications for those who admit, pictures for those who look after the gallery."""
    admits, keeps = policy.may_admit(actor), policy.may_keep_gallery(actor)
    return [*(_applications() if admits else []), *(_pictures() if keeps else [])]


def _applications() -> list[Matter]:
    rows = Application.objects.filter(state=Application.State.OPEN)
    first = list(rows.order_by("made_at", "id").values_list("made_at", "person__name")[:NAMED])
    if not first:
        return []
    return [
        Matter(
            kind="applications",
            count=rows[:COUNTED].count(),
            words=ngettext_lazy("%(count)d person wants to come in", "%(count)d people want to come in", "count"),
            why=_("Who waits long at the door does not come back. Points with their reasons are ready."),
            since=first[0][0],
            due=first[0][0] + ANSWERED_WITHIN,
            deed=_("Decide who comes in"),
            page="applications",
            about=tuple(name for _at, name in first),
        )
    ]


def _pictures() -> list[Matter]:
    rows = GalleryImage.objects.filter(state=GalleryImage.State.WAITING)
    first = rows.order_by("id").values_list("made_at", flat=True).first()
    if first is None:
        return []
    return [
        Matter(
            kind="pictures",
            count=rows[:COUNTED].count(),
            words=ngettext_lazy("%(count)d picture waits to be shown", "%(count)d pictures wait to be shown", "count"),
            why=_("Members added it to the gallery, or reported it there."),
            since=first,
            due=first + LOOKED_AT_WITHIN,
            deed=_("Look at the gallery"),
            page="gallery",
        )
    ]
