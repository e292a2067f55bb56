"""What is in force in this process is named when it starts: chat platforms, commands."""

from __future__ import annotations

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The configuration as a Django app: it has no tables."""

    name = "qunli.config"
    label = "config"

    def ready(self) -> None:
        """Hands the registries to those who ask for them."""
        from qunli.config.registry import COMMANDS, CONNECTORS  # models are ready only now
        from qunli.domains.chat import facade as chat

        chat.connect_with(CONNECTORS)
        chat.listen_for(COMMANDS)
