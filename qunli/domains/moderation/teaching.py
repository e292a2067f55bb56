"""Decisions about advertising and abuse are lessons for the community's classifier."""

from __future__ import annotations

from qunli.analysis.screening.model import probability
from qunli.analysis.screening.opinion import abuse_prior, advertising_prior, pieces_for
from qunli.analysis.screening.unmask import squeezed_words, unmask
from qunli.domains.moderation import loading
from qunli.domains.moderation.models import Case, Lesson

ABOUT = {"advertising": "advertising", "contacts": "advertising", "links": "advertising", "abuse": "abuse"}


def teach(case: Case, *, is_it: bool) -> None:
    """The newest decision about a case is its lesson. A case about anything else, or without words, teaches nothing."""
    about = ABOUT.get(case.trigger)
    if about is None or not case.text.strip() or case.dry:
        return
    seen = unmask(case.text)
    pieces = pieces_for(seen)
    own = (
        advertising_prior(seen, squeezed_words(seen.plain), pieces)[0]
        if about == "advertising"
        else abuse_prior(seen, pieces)
    )
    learned = loading.corrected(about)
    before = probability(own + (learned.logit(pieces) if learned else 0.0))
    Lesson.objects.filter(case=case).delete()
    Lesson.objects.create(
        community_id=case.community_id,
        case=case,
        about=about,
        is_it=is_it,
        pieces=pieces.astype("<i4").tobytes(),
        before=before,
        before_own=own,
        limit=case.limit if case.trigger == about else 0.5,
    )
    loading.renew(case.community_id)
