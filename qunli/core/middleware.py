"""What every page shares: refusals become answers, and nothing is loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from qunli.core.refusals import Refusal

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "script-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'self'"
)
"""No inline script and no eval anywhere: charts run on Vega's interpreter."""

Answer = Callable[[HttpRequest], HttpResponse]


def answer_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A page, a fragment of one, or JSON."""
    said = {"code": refusal.code, "detail": str(refusal.sentence), "field": refusal.field}
    if request.path.startswith("/api/"):
        return JsonResponse(said, status=refusal.status)
    template = "refusal_fragment.html" if request.headers.get("HX-Request") else "refusal.html"
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


class ContentSecurityMiddleware:
    """Sets the content security policy."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response
