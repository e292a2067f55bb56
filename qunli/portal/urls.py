"""Addresses of the member pages."""

from __future__ import annotations

from django.urls import path

from qunli.portal.views import door, groups, me

IN = "m/<slug:community>"
urlpatterns = [
    path("m/", me.communities, name="my_communities"),
    path(f"{IN}/", groups.groups, name="portal"),
    path(f"{IN}/door/", door.door, name="door"),
    path(f"{IN}/groups/<int:group>/", groups.group, name="group"),
    path(f"{IN}/groups/<int:group>/messages/", groups.messages, name="group_messages"),
    path(f"{IN}/me/", me.me, name="me"),
]
