"""QQ by OneBot v11, the protocol that NapCat, LLOneBot, Lagrange and others speak: https://github.com/botuniverse/onebot-11"""

from qunli.connectors.onebot.connector import PLATFORM

__all__ = ["PLATFORM"]
