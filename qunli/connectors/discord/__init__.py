"""Discord by its gateway and REST API, version 10: https://docs.discord.com/developers"""

from qunli.connectors.discord.connector import PLATFORM

__all__ = ["PLATFORM"]
