"""Telegram by its Bot API, plainly over HTTP with long polling: https://core.telegram.org/bots/api"""

from qunli.connectors.telegram.connector import PLATFORM

__all__ = ["PLATFORM"]
