from __future__ import annotations

from django.apps import AppConfig


class CommerceConfig(AppConfig):
    name = "qunli.domains.commerce"
    label = "commerce"
