"""Discord by its gateway and REST API, version 10: https://docs.discord.com/developers"""

from qunli.connectors.discord.platform import PLATFORM

__all__ = ["PLATFORM"]
