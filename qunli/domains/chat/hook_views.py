"""The address at which a platform tells a connection something. What it brings is stored before it is answered."""

from __future__ import annotations

import time

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from qunli.core import tenancy
from qunli.core.actor import system
from qunli.core.refusals import NotFound, Refusal
from qunli.domains.chat.connecting.platforms import platform
from qunli.domains.chat.connecting.runner import settings_of
from qunli.domains.chat.models import Connection
from qunli.domains.chat.operations.keep_updates import keep_pushed
from qunli.domains.chat.ports import Pushed
from qunli.domains.communities import facade as communities

LARGEST = 1 << 20


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def hook(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Checked by the connection's own platform: signature, time, sender."""
    here = communities.community_at(slug)
    with tenancy.within(here.id):
        # One that waits for a person is heard: some platforms try the address while it is still being set up.
        row = Connection.objects.filter(token=token).exclude(state=Connection.State.STOPPED).first()
        if row is None:
            raise NotFound
        kind = platform(row.platform)
        if kind.hear is None:
            raise NotFound
        if int(request.headers.get("Content-Length") or 0) > LARGEST:
            return HttpResponse(status=413)
        try:
            heard = kind.hear(settings_of(row), _pushed(request))
        except Refusal as refusal:
            return HttpResponse(str(refusal.sentence), status=refusal.status, content_type="text/plain")
    if heard.raws:
        keep_pushed(actor=system(here.id), connection=row.id, raws=heard.raws)
    return HttpResponse(heard.answer, status=heard.status, content_type=heard.content_type)


def _pushed(request: HttpRequest) -> Pushed:
    return Pushed(
        method=request.method or "",
        headers={name.lower(): value for name, value in request.headers.items()},
        query={name: str(value) for name, value in request.GET.items()},
        body=request.body,
        now=time.time(),
    )
