"""Addresses of the console."""

from __future__ import annotations

from django.urls import path

from qunli.console.views import settings, start

urlpatterns = [
    path("", start.start, name="start"),
    path("settings/", settings.account, name="settings"),
    path("settings/audit/", settings.trail, name="audit"),
    path("settings/work/", settings.background_work, name="background_work"),
    path("settings/work/<str:kind>/<int:number>/", settings.free_stuck, name="free_stuck"),
]
