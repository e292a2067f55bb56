"""Who may sign up and in: the first person on a fresh installation, and invited colleagues."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.views import LoginView, LogoutView
from axes.decorators import axes_dispatch, axes_form_invalid
from django.conf import settings
from django.http import HttpRequest
from django.utils.decorators import method_decorator

from qunli.domains.communities import queries


def address_of(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """Whose sign-in this is, for counting failures."""
    given = (credentials or {}).get("email") or request.POST.get("login", "")
    return given.strip().lower()


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up closes once an operator exists; after that, an invitation opens it for one address."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """True on a fresh installation, or with an invitation in hand."""
        return not queries.any_operator() or "invitation" in request.session


@method_decorator(axes_dispatch, name="dispatch")
@method_decorator(axes_form_invalid, name="form_invalid")
class SignInView(LoginView):  # type: ignore[misc]
    """Signing in, closed for a while after too many failures for one account from one address."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page needs besides: whether a code can be sent by e-mail."""
        return {**super().get_context_data(**kwargs), "by_mail": settings.ACCOUNT_LOGIN_BY_CODE_ENABLED}


class SignOutView(LogoutView):  # type: ignore[misc]
    """Signing out. What the browser keeps for somebody to read without a connection, and what they wrote that waits to
    be sent, goes, too: the next person may hold the same phone (W3C, Clear Site Data)."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Says so to the browser once nobody is signed in any more."""
        answer = super().dispatch(request, *args, **kwargs)
        if request.method == "POST":
            answer.headers["Clear-Site-Data"] = '"storage"'
        return answer
