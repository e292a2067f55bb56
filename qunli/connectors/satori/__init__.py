"""Whatever stands behind a Satori service (Koishi, LLOneBot, ...): https://satori.chat/protocol/"""

from qunli.connectors.satori.connector import PLATFORM

__all__ = ["PLATFORM"]
