"""Who may sign up: the first person on a fresh installation, and invited colleagues."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from qunli.domains.communities import queries


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up closes once an operator exists; after that, an invitation opens it for one address."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """True on a fresh installation, or with an invitation in hand."""
        return not queries.any_operator() or "invitation" in request.session
