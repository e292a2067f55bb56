"""The REST API: its routers, who may call it, and how it refuses."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from qunli.core.actor import Actor
from qunli.core.refusals import Refusal
from qunli.domains.chat.live_rest import router as groups_router
from qunli.domains.chat.notices_rest import router as notices_router
from qunli.domains.chat.rest import router as imports_router
from qunli.domains.commerce.rest import router as commerce_router
from qunli.domains.communities import facade as communities
from qunli.domains.communities.founding_rest import router as founding_router
from qunli.domains.communities.rest import router as communities_router
from qunli.domains.counsel.rest import router as proposals_router
from qunli.domains.engagement.rest import router as engagement_router
from qunli.domains.insight.rest import router as findings_router
from qunli.domains.ledger.rest import router as ledger_router
from qunli.domains.members.joining_rest import router as joining_router
from qunli.domains.members.meeting_rest import router as meeting_router
from qunli.domains.members.rest import router as members_router
from qunli.domains.members.team_rest import router as team_router
from qunli.domains.moderation.rest import router as moderation_router
from qunli.domains.payments.rest import router as payments_router
from qunli.domains.red_packets.rest import router as red_packets_router
from qunli.domains.stewardship.motions_rest import router as motions_router
from qunli.domains.stewardship.rest import router as posts_router


class Token(HttpBearer):
    """`Authorization: Bearer qunli_...`; tokens are made in the settings."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor behind the token."""
        return communities.actor_by_token(token)


api = NinjaAPI(title="Qunli", version="1", description="Communities, members, imports, findings.", auth=Token())
for router in (
    communities_router,
    founding_router,
    members_router,
    imports_router,
    groups_router,
    findings_router,
    proposals_router,
    moderation_router,
    joining_router,
    team_router,
    posts_router,
    engagement_router,
    red_packets_router,
    meeting_router,
    motions_router,
    notices_router,
    ledger_router,
    payments_router,
    commerce_router,
):
    api.add_router("", router)


def _problem(request: HttpRequest, status: int, code: str, detail: str, field: str | None = None) -> HttpResponse:
    return api.create_response(request, {"code": code, "detail": detail, "field": field}, status=status)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Any) -> HttpResponse:
    """A refusal in the API's form."""
    return _problem(request, refusal.status, refusal.code, str(refusal.sentence), refusal.field)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: Any) -> HttpResponse:
    """No token, or one that opens nothing."""
    return _problem(request, 401, "unauthorized", "Send a valid token: Authorization: Bearer qunli_…")


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: Any) -> HttpResponse:
    """The request does not have the form that the documentation gives."""
    first = error.errors[0] if error.errors else {"loc": (), "msg": "invalid"}
    return _problem(request, 422, "invalid", str(first["msg"]), ".".join(str(part) for part in first["loc"]))


@api.exception_handler(HttpError)
def failed(request: HttpRequest, error: Any) -> HttpResponse:
    """What the framework itself refuses, such as a body that is not JSON."""
    return _problem(request, error.status_code, "invalid", str(error))
