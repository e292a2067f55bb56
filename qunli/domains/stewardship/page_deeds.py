"""What every button on the pages of posts does around its operation."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from qunli.core.http import OperatorRequest
from qunli.core.refusals import Refusal


def done(request: OperatorRequest, deed: Callable[[], object] | None, page: str, *where: int) -> HttpResponse:
    """Do it, say what became of it, and go back to the page."""
    try:
        if deed is not None:
            deed()
    except Refusal as refusal:
        messages.warning(request, str(refusal.sentence), extra_tags="warn")
    else:
        messages.success(request, _("Done."), extra_tags="good")
    return redirect(page, request.community.slug, *where)
