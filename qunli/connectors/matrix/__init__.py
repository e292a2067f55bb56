"""Matrix, by an account of its own on any homeserver: https://spec.matrix.org/v1.11/client-server-api/"""

from qunli.connectors.matrix.platform import PLATFORM

__all__ = ["PLATFORM"]
