"""What the background worker does for chats."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.utils import timezone

from qunli.core.actor import system
from qunli.core.lease import LeaseLost
from qunli.core.work import AskPerson, HandBack, Run, Task
from qunli.domains.chat import decisions, files, queries
from qunli.domains.chat.importing import Progress, read_history
from qunli.domains.chat.operations import settle_notices
from qunli.domains.chat.operations.begin_import import TurnOver
from qunli.domains.chat.operations.drop_kept_files import drop_kept_files
from qunli.domains.chat.operations.drop_unsent_files import drop_unsent_files
from qunli.domains.chat.operations.erase_messages import ERASE_TASK, erase_messages
from qunli.domains.chat.operations.gather_notices import GATHER, SEND, gather_notices
from qunli.domains.chat.operations.keep_updates import forget_old
from qunli.domains.chat.operations.refuse_import import fail_import
from qunli.domains.chat.operations.start_import import TASK
from qunli.domains.chat.operations.take_back_import import TASK as TAKE_BACK_TASK
from qunli.domains.chat.operations.take_back_some import take_back_some
from qunli.domains.chat.pushing import keys, sending
from qunli.domains.communities import facade as communities

TRIES = 3
KEPT_UPDATES = timedelta(days=7)
"""Platforms tell again what was not confirmed within a day (Telegram: 24 hours)."""
PIECES_AT_ONCE = 4
"""Pieces of an erasure before other short work has its turn."""


def import_history(run: Run) -> None:
    """Reads one export. A crash of the process is picked up by the next worker; an error is tried again, and after
    that shown on the import."""
    body = run.body

    def report(progress: Progress) -> None:
        share = progress.read_bytes / progress.total_bytes if progress.total_bytes else 0.0
        run.report("go_over" if progress.skipping else "read", 1, 1, share)

    try:
        read_history(run.community, body["history_import"], body["turn"], report)
    except (LeaseLost, HandBack):
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
    for _ in range(PIECES_AT_ONCE):
        if not erase_messages(
            actor=system(run.community), person=run.body["person"], identities=run.body["identities"]
        ):
            return
        run.renew()
    raise HandBack


def take_back(run: Run) -> None:
    """Takes out what an import alone brought, piece by piece."""
    actor, history_import = system(run.community), run.body["history_import"]
    while take_back_some(actor=actor, history_import=history_import):
        one = queries.history_import(actor, history_import)
        run.report("take_back", 1, 1, one.share_done)


def drop_files(run: Run) -> None:
    """Uploads that nobody read for `decisions.KEPT_FOR` go, and files that no import knows any more."""
    now, kept = timezone.now(), set()
    for community in communities.every_community():
        actor = system(community)
        drop_kept_files(actor=actor, now=now)
        kept |= queries.kept_paths(actor)
        run.renew()
    files.remove_unknown(kept, now - decisions.KEPT_FOR)


def drop_unsent(run: Run) -> None:
    """Files that were sent ahead of a message that never came."""
    for community in communities.every_community():
        drop_unsent_files(actor=system(community), now=timezone.now())
        run.renew()


def forget_updates(run: Run) -> None:
    """What platforms told, once it was understood and nobody will tell it again; and what was done there."""
    for community in communities.every_community():
        forget_old(actor=system(community), before=timezone.now() - KEPT_UPDATES)
        run.renew()


def gather(run: Run) -> None:
    """Looks through messages that came for whom to tell."""
    gather_notices(actor=system(run.community), now=timezone.now())


def send(run: Run) -> None:
    """Brings notices that are due to push services."""
    actor, signer = system(run.community), keys.signer(run.community)
    while signer is not None and (due := settle_notices.take_due(actor=actor, now=timezone.now())):
        answers = sending.send(due, signer)
        settle_notices.settle(actor=actor, answers=settle_notices.as_rows(answers), now=timezone.now())
        run.renew()


TASKS = (
    Task(GATHER, gather),
    Task(SEND, send, outward=True),
    Task("chat.forget_updates", forget_updates, every="51 3 * * *"),
    Task(TASK, import_history, long=True),
    Task(ERASE_TASK, erase),
    Task(TAKE_BACK_TASK, take_back, long=True),
    Task("chat.drop_unsent_files", drop_unsent, every="13 * * * *"),
    Task("chat.drop_files", drop_files, every="43 3 * * *"),
)
