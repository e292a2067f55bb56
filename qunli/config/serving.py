"""Start what serves: web processes and the worker."""

from __future__ import annotations

import signal

import uvicorn
from django.core.management import call_command

from qunli.config.wire import Wire


def prepare() -> None:
    """Migrate the database and collect static files; does nothing when all is current."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def serve(host: str, port: int, workers: int = 1) -> None:
    """Block until stopped."""
    uvicorn.run(
        "qunli.config.asgi:application",
        host=host,
        port=port,
        workers=workers,
        log_level="warning",
        lifespan="on",
        ws=Wire,
        # A message goes to each listener as a few hundred bytes: packing each copy costs more than it saves.
        ws_per_message_deflate=False,
    )


def work() -> None:
    """Block until SIGTERM or SIGINT; short work at hand is finished, long work is handed back at its next step."""
    from qunli.config.background import Background  # models are ready only after Django's set-up

    # In threads of their own, because a signal is handled in the main thread and must not find it holding a lock.
    background = Background()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: background.stop())
    background.start()
    while background.is_alive():
        background.join(timeout=1)
