"""The database is asked in threads, so that one connection's query holds no other connection up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from asgiref.sync import sync_to_async
from django.db import close_old_connections

P = ParamSpec("P")
R = TypeVar("R")


async def in_thread(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run in a thread, with a database connection that is alive."""
    answer: R = await sync_to_async(_fresh, thread_sensitive=False)(function, *args, **kwargs)
    return answer


def _fresh(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    close_old_connections()
    try:
        return function(*args, **kwargs)
    finally:
        close_old_connections()
