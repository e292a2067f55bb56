"""How a story asks one address of the API."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.api.calls import Request
from tests.api.house import House


@dataclass(frozen=True)
class Sample:
    """`make` prepares what the request needs and gives the request, `other` one that differs in what it asks for."""

    power: str
    make: Callable[[House], Request]
    other: Callable[[House], Request] | None = None
