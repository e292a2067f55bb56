"""Addresses of pages about histories, groups and connections."""

from __future__ import annotations

from django.urls import path

from qunli.domains.chat import connection_views, group_views, hook_views, take_back_views, upload_views, views

IN = "c/<slug:community>/gather/imports"
CHATS = "c/<slug:community>/gather/chats"
urlpatterns = [
    path("c/<slug:community>/gather/groups/", group_views.web_groups, name="web_groups"),
    path("c/<slug:community>/gather/groups/<int:group>/", group_views.change_web_group, name="change_web_group"),
    path("c/<slug:community>/gather/groups/quiet/", group_views.set_quiet_hours, name="set_quiet_hours"),
    path(f"{CHATS}/", connection_views.connections, name="connections"),
    path(f"{CHATS}/bridges/", connection_views.change_bridge, name="change_bridge"),
    path(f"{CHATS}/deeds/<int:deed>/", connection_views.settle, name="settle_deed"),
    path(f"{CHATS}/new/<slug:platform>/", connection_views.new_connection, name="new_connection"),
    path(f"{CHATS}/<int:connection>/", connection_views.connection, name="connection"),
    path(f"{CHATS}/<int:connection>/change/", connection_views.change_connection, name="change_connection"),
    path("hooks/<slug:slug>/<str:token>/", hook_views.hook, name="hook"),
    path(f"{IN}/", views.imports, name="imports"),
    path(f"{IN}/uploads/", upload_views.begin, name="begin_upload"),
    path(f"{IN}/uploads/<int:history>/", upload_views.piece, name="upload"),
    path(f"{IN}/<int:history>/", views.history, name="history"),
    path(f"{IN}/<int:history>/change/", views.change, name="change_import"),
    path(f"{IN}/<int:history>/take-back/", take_back_views.take_back, name="take_back_import"),
    path(f"{IN}/<int:history>/skipped.csv", views.skipped, name="skipped_pieces"),
]
