"""`@operation`: the transaction, the tenancy and the once-only key of a piece of business."""

from __future__ import annotations

import functools
import hashlib
import inspect
import typing
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any, ParamSpec, TypeVar

import msgspec
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from qunli.core import events, tenancy
from qunli.core.actor import Actor
from qunli.core.models import IdempotencyKey
from qunli.core.refusals import Conflict

P = ParamSpec("P")
R = TypeVar("R")


def operation(function: Callable[P, R]) -> Callable[P, R]:
    """Make a keyword-only function with an `actor` into a piece of business.

    It runs in one transaction; an operation called inside another joins it. The actor's community is entered. Events
    told inside carry the actor. When the function takes a `key` and is given one, the same key with the same
    arguments returns the stored answer without running, and with other arguments raises `Conflict`.
    """
    signature = inspect.signature(function)
    if "actor" not in signature.parameters:
        raise TypeError(f"{function.__qualname__} needs an actor")
    name = f"{function.__module__.removeprefix('qunli.')}.{function.__name__}"

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if args:
            raise TypeError(f"{name} takes keyword arguments only")
        actor: Actor = kwargs["actor"]  # type: ignore[assignment]
        key = kwargs.get("key")
        inside = tenancy.within(actor.community) if actor.community is not None else nullcontext()
        with transaction.atomic(savepoint=False), inside, events.told_by(actor):
            if not key:
                return function(*args, **kwargs)
            return _once(name, function, actor, str(key), kwargs)

    run.is_operation = True  # type: ignore[attr-defined]
    return run


def _once(name: str, function: Callable[..., R], actor: Actor, key: str, kwargs: dict[str, Any]) -> R:
    digest = _digest(kwargs)
    who = f"{actor.kind}:{actor.id or ''}:{actor.community or ''}"
    try:
        # A savepoint of its own, because a duplicate key would otherwise spoil the whole transaction on PostgreSQL.
        with transaction.atomic():
            mark = IdempotencyKey.objects.create(operation=name, actor=who, key=key, digest=digest)
    except IntegrityError:
        stored = IdempotencyKey.objects.select_for_update().get(operation=name, actor=who, key=key)
        if stored.digest != digest:
            raise Conflict(
                _("This key was used before for something else. Use a new key for a new request."), code="key_reused"
            ) from None
        return typing.cast(R, msgspec.convert(stored.answer, _answer_type(function)))
    answer = function(**kwargs)
    mark.answer = msgspec.to_builtins(answer)
    mark.save(update_fields=["answer"])
    return answer


def _answer_type(function: Callable[..., Any]) -> Any:
    return typing.get_type_hints(function).get("return", Any)


def _digest(kwargs: dict[str, Any]) -> str:
    said = {name: value for name, value in kwargs.items() if name not in ("actor", "key")}
    return hashlib.sha256(msgspec.json.encode(said, order="deterministic", enc_hook=repr)).hexdigest()
