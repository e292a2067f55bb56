"""Addresses of the member pages."""

from __future__ import annotations

from django.urls import path

from qunli.portal.views import door, files, groups, me

IN = "m/<slug:community>"
urlpatterns = [
    path("m/", me.communities, name="my_communities"),
    path(f"{IN}/", groups.groups, name="portal"),
    path(f"{IN}/door/", door.door, name="door"),
    path(f"{IN}/groups/<int:group>/", groups.group, name="group"),
    path(f"{IN}/groups/<int:group>/messages/", groups.messages, name="group_messages"),
    path(f"{IN}/groups/<int:group>/files/", files.upload, name="upload_file"),
    path(f"{IN}/groups/<int:group>/search/", groups.search, name="group_search"),
    path(f"{IN}/groups/<int:group>/pins/", groups.pins, name="group_pins"),
    path(f"{IN}/groups/<int:group>/messages/<int:seq>/", groups.change, name="change_message"),
    path(f"{IN}/files/<str:token>/<str:name>", files.file, name="file"),
    path(f"{IN}/me/", me.me, name="me"),
]
