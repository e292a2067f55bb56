"""Addresses of the console."""

from __future__ import annotations

from django.urls import URLPattern, path

from qunli.console.views import start

urlpatterns = [path("", start.start, name="start")]
community_urlpatterns: list[URLPattern] = []
