"""What the background worker does for chats."""

from __future__ import annotations

from contextlib import suppress

from qunli.core.actor import system
from qunli.core.lease import LeaseLost
from qunli.core.work import AskPerson, Run, Task
from qunli.domains.chat.importing import Progress, read_history
from qunli.domains.chat.operations.begin_import import TurnOver
from qunli.domains.chat.operations.erase_messages import ERASE_TASK, erase_messages
from qunli.domains.chat.operations.refuse_import import fail_import
from qunli.domains.chat.operations.start_import import TASK

TRIES = 3


def import_history(run: Run) -> None:
    """Reads one export. A crash of the process is picked up by the next worker; an error is tried again, and after
    that shown on the import."""
    body = run.body

    def report(_progress: Progress) -> None:
        run.renew()

    try:
        read_history(run.community, body["history_import"], body["turn"], report)
    except LeaseLost:
        raise
    except Exception as error:  # whatever it is, somebody who waits for this import has to learn of it
        if run.attempts < TRIES:
            raise
        said = f"{type(error).__name__}: {error}"
        with suppress(TurnOver):
            fail_import(
                actor=system(run.community), history_import=body["history_import"], turn=body["turn"], error=said
            )
        raise AskPerson(said) from error


def erase(run: Run) -> None:
    """Blanks what an erased person wrote, piece by piece."""
    while erase_messages(actor=system(run.community), person=run.body["person"], identities=run.body["identities"]):
        run.renew()


TASKS = (Task(TASK, import_history), Task(ERASE_TASK, erase))
