from __future__ import annotations

from django.apps import AppConfig


class RedPacketsConfig(AppConfig):
    name = "qunli.domains.red_packets"
    label = "red_packets"
