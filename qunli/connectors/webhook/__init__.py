"""The plain signed webhook: any program that can send and take an HTTP request becomes a chat. The smallest connector,
and the sample for others: see docs/connectors/write-one.md."""

from qunli.connectors.webhook.connector import PLATFORM

__all__ = ["PLATFORM"]
