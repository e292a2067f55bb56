"""The portal as a Django app: it has no tables."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Where member pages are."""

    name = "qunli.portal"
    label = "portal"
