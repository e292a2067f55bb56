from __future__ import annotations

from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "qunli.domains.chat"
    label = "chat"
