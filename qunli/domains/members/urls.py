"""Addresses of pages about members."""

from __future__ import annotations

from django.urls import path

from qunli.domains.members import views

IN = "c/<slug:community>/gather"
urlpatterns = [
    path(f"{IN}/same/", views.matches, name="matches"),
    path(f"{IN}/same/<int:match>/", views.decide_match, name="decide_match"),
    path(f"{IN}/same/undo/<int:merge>/", views.undo, name="undo_merge"),
    path(f"{IN}/<int:person>/merge/", views.merge, name="merge_member"),
    path(f"{IN}/<int:person>/describe/", views.describe, name="describe_member"),
    path(f"{IN}/<int:person>/erase/", views.erase, name="erase_member"),
]
