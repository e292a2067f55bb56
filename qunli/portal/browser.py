"""A browser keeps, signed, whose member pages of a community it showed last: somebody who was removed and comes again
as somebody new is looked at by a person. It opens nothing, holds a number only, and is read at the door alone."""

from __future__ import annotations

from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

COOKIE = "qunli_here"
SALT = "qunli.portal.browser"
YEAR = 366 * 86_400


def remember(request: HttpRequest, answer: HttpResponseBase, community: int, slug: str, person: int) -> None:
    """Set only when something else is kept, so that hardly any answer carries it."""
    if last_here(request, community) == person:
        return
    kept = signing.Signer(salt=SALT).sign(f"{community}.{person}")
    answer.set_cookie(COOKIE, kept, YEAR, path=f"/m/{slug}/", secure=request.is_secure(), httponly=True, samesite="Lax")


def last_here(request: HttpRequest, community: int) -> int | None:
    """The person; null when this browser never showed a member's pages here, or says something that is not ours."""
    try:
        here, _dot, person = signing.Signer(salt=SALT).unsign(request.COOKIES.get(COOKIE, "")).partition(".")
    except signing.BadSignature:
        return None
    return int(person) if here == str(community) else None
