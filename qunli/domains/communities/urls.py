"""Addresses of operators, colleagues and communities."""

from __future__ import annotations

from django.urls import path

from qunli.domains.communities import deleted_views, views

urlpatterns = [
    path("communities/", views.communities, name="communities"),
    path("communities/new/", views.create, name="create_community"),
    path("communities/<slug:slug>/restore/", deleted_views.restore, name="restore_community"),
    path("communities/<slug:slug>/erase/", deleted_views.erase, name="erase_community"),
    path("settings/colleagues/", views.colleague_list, name="colleagues"),
    path("settings/colleagues/<int:colleague>/", views.decide_colleague, name="decide_colleague"),
    path("settings/invitations/<int:invitation>/withdraw/", views.withdraw, name="withdraw_invitation"),
    path("settings/tokens/", views.tokens, name="tokens"),
    path("settings/tokens/<int:token>/revoke/", views.revoke, name="revoke_token"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("c/<slug:community>/found/", views.found, name="found"),
    path("c/<slug:community>/found/describe/", views.describe, name="describe"),
]
