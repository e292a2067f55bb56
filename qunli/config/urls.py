"""Which address leads where."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from qunli.config.api import api
from qunli.domains.communities.accounts import SignInView, SignOutView

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/login/", SignInView.as_view(), name="account_login"),
    path("accounts/logout/", SignOutView.as_view(), name="account_logout"),
    path("accounts/", include("allauth.urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("api/v1/", api.urls),
    path("back-office/", admin.site.urls),
    path("", include("qunli.domains.communities.urls")),
    path("", include("qunli.domains.members.urls")),
    path("", include("qunli.domains.chat.urls")),
    path("", include("qunli.domains.moderation.urls")),
    path("", include("qunli.domains.stewardship.urls")),
    path("", include("qunli.domains.engagement.urls")),
    path("", include("qunli.domains.red_packets.urls")),
    path("", include("qunli.domains.payments.urls")),
    path("", include("qunli.domains.commerce.urls")),
    path("", include("qunli.portal.urls")),
    path("", include("qunli.console.urls")),
]
