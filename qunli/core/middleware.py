"""What every page shares: refusals become answers, and nothing is loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from qunli.core.refusals import Refusal

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "script-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'self'"
)
"""No inline script and no eval anywhere: charts run on Vega's interpreter."""

Answer = Callable[[HttpRequest], HttpResponse]
API_ERRORS = {
    400: ("invalid", _("This request cannot be understood.")),
    404: ("not_found", _("There is nothing at this address.")),
    405: ("method_not_allowed", _("This address does not answer this method.")),
    413: ("too_large", _("This is more than is taken at once.")),
    500: ("failed", _("Something went wrong here; it was written to the log.")),
}


def answer_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A page, a fragment of one, or JSON."""
    said = {"code": refusal.code, "detail": str(refusal.sentence), "field": refusal.field}
    if request.path.startswith("/api/"):
        return JsonResponse(said, status=refusal.status)
    page = "portal/refusal.html" if request.path.startswith(("/m/", "/join/", "/j/", "/i/")) else "refusal.html"
    template = "refusal_fragment.html" if request.headers.get("HX-Request") else page
    return render(request, template, said, status=refusal.status)


class RefusalMiddleware:
    """A refusal raised anywhere below is answered in the form that was asked for; none lands in the crash log."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answers a `Refusal`; leaves everything else to Django."""
        return answer_refusal(request, error) if isinstance(error, Refusal) else None


class ApiErrorMiddleware:
    """What goes wrong under /api/ before or after a view (no such address, a method that is not allowed, a crash) is
    answered in the API's form, too."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._answer(request)
        if response.status_code < 400 or not request.path.startswith("/api/"):
            return response
        if response.headers.get("Content-Type", "").startswith("application/json"):
            return response
        code, detail = API_ERRORS.get(response.status_code, API_ERRORS[400])
        problem = JsonResponse({"code": code, "detail": str(detail), "field": None}, status=response.status_code)
        if "Allow" in response.headers:
            problem.headers["Allow"] = response.headers["Allow"]
        return problem


class ContentSecurityMiddleware:
    """Sets the content security policy."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response
