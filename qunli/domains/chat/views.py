"""Pages about histories: bring one, see how it goes, learn what was skipped."""

from __future__ import annotations

import csv
import zoneinfo
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.core.http import OperatorRequest
from qunli.core.refusals import Invalid
from qunli.core.streaming import stream
from qunli.domains.chat import format_wording, policy, queries, uploads, wording
from qunli.domains.chat.models import HistoryImport
from qunli.domains.chat.operations.choose_format import choose_format
from qunli.domains.chat.operations.forget_import import forget_import
from qunli.domains.chat.operations.register_import import open_upload
from qunli.domains.chat.operations.start_import import start_import
from qunli.domains.chat.operations.stop_import import stop_import
from qunli.domains.members import facade as members

State = HistoryImport.State
SHOWN = 200
"""Skipped pieces on the page; the download has the others."""
COLOURS = {
    State.DONE: "good",
    State.RUNNING: "info",
    State.REFUSED: "warn",
    State.FAILED: "warn",
    State.STOPPED: "wait",
    State.TAKING_BACK: "info",
}


@dataclass(frozen=True)
class Shown:
    """An import as a page shows it."""

    it: queries.ImportView
    label: str
    colour: str
    format: str
    refusal: str
    percent: int

    @property
    def moving(self) -> bool:
        """Whether it changes by itself."""
        return self.it.state in (State.UPLOADING, State.WAITING, State.RUNNING, State.TAKING_BACK)

    @property
    def can_be_read_as(self) -> bool:
        """Whether another format may be chosen for it."""
        return self.it.state in (State.REFUSED, State.STOPPED) and self.it.file_dropped_at is None

    @property
    def can_be_taken_back(self) -> bool:
        """Whether it brought something and is at rest."""
        return bool(self.it.records) and self.it.state in (State.DONE, State.STOPPED, State.FAILED, State.REFUSED)


def _shown(one: queries.ImportView) -> Shown:
    refusal = wording.refusal_in_words(one.refusal_code, one.refusal_sentence, one.refusal_detail)
    format = format_wording.format_label(one.format or one.chosen_format)
    label, colour = str(State(one.state).label), COLOURS.get(State(one.state), "")
    return Shown(one, label, colour, format, refusal if one.refusal_code else "", int(100 * one.share_done))


def imports(request: OperatorRequest) -> HttpResponse:
    """All histories, and a form to bring more. A form without script arrives here whole."""
    if request.method == "POST":
        return _take_whole_files(request)
    found = [_shown(one) for one in queries.imports(request.actor)]
    context = {"imports": found, "moving": any(one.moving for one in found)}
    if request.htmx:
        return render(request, "chat/import_rows.html", context)
    context |= {
        "formats": format_wording.formats(),
        "zones": sorted(zoneinfo.available_timezones()),
        "may": policy.may_import(request.actor),
    }
    return render(request, "chat/imports.html", context)


def _take_whole_files(request: OperatorRequest) -> HttpResponse:
    format, zone = request.POST.get("format", ""), request.POST.get("zone", "")
    brought = request.FILES.getlist("files")
    for file in brought:
        size = file.size or 0
        history = open_upload(actor=request.actor, name=file.name or "", size=size, format=format, zone=zone)
        arrived, _size = uploads.received(request.actor, history)
        uploads.receive(request.actor, history, arrived, _from(file, arrived))
        start_import(actor=request.actor, history_import=history)
    if not brought:
        messages.warning(request, _("Choose a file first."), extra_tags="warn")
    return redirect("imports", request.community.slug)


def _from(file: UploadedFile[bytes], offset: int) -> Iterator[bytes]:
    file.seek(offset)
    while piece := file.read(1 << 20):
        yield piece


@require_GET
def history(request: OperatorRequest, history: int) -> HttpResponse:
    """How one import went."""
    one = queries.history_import(request.actor, history)
    began, ended = one.started_at, one.finished_at
    reasons = sorted(one.skipped_reasons.items(), key=lambda pair: -pair[1])
    context = {
        "one": _shown(one),
        "reasons": [(wording.reason_in_words(reason), count) for reason, count in reasons],
        "pieces": [
            (wording.reason_in_words(piece.reason), piece)
            for piece in queries.skipped_pieces(request.actor, history, limit=SHOWN)
        ],
        "merges": [
            merge
            for merge in members.merges(request.actor)
            if began and ended and not merge.made_by_name and began <= merge.made_at <= ended
        ],
        "formats": format_wording.formats(),
        "may": policy.may_import(request.actor),
    }
    return render(request, "chat/history.html", context)


@require_POST
def change(request: OperatorRequest, history: int) -> HttpResponse:
    """Start, stop, forget, or read as another format; `what` says which."""
    deed = DEEDS.get(request.POST.get("what", ""))
    if deed is None:
        raise Invalid(_("Choose what to do."), field="what")
    deed(request, history)
    if request.POST["what"] == "forget":
        messages.success(request, _("Removed from the list. Messages that were read stay."), extra_tags="good")
        return redirect("imports", request.community.slug)
    return redirect("history", request.community.slug, history)


def _start(request: OperatorRequest, history: int) -> None:
    start_import(actor=request.actor, history_import=history)


def _start_as(request: OperatorRequest, history: int) -> None:
    choose_format(actor=request.actor, history_import=history, format=request.POST.get("format", ""))
    start_import(actor=request.actor, history_import=history)


def _stop(request: OperatorRequest, history: int) -> None:
    stop_import(actor=request.actor, history_import=history)


def _forget(request: OperatorRequest, history: int) -> None:
    forget_import(actor=request.actor, history_import=history)


DEEDS: dict[str, Callable[[OperatorRequest, int], None]] = {
    "start": _start,
    "start_as": _start_as,
    "stop": _stop,
    "forget": _forget,
}


@require_GET
def skipped(request: OperatorRequest, history: int) -> StreamingHttpResponse:
    """Every skipped piece with reason and place, as CSV for a spreadsheet."""
    one = queries.history_import(request.actor, history)
    lines = _csv(queries.skipped_pieces(request.actor, one.id))
    return stream(request, (line.encode() for line in lines), "text/csv", name=f"skipped-{one.id}.csv")


class _Line:
    """Where csv writes to: it gives back the line."""

    def write(self, line: str) -> str:
        return line


def _csv(pieces: Iterator[queries.SkippedView]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow([_("reason"), _("file"), _("place"), _("unit"), _("excerpt")])
    for one in pieces:
        reason = wording.reason_in_words(one.reason)
        yield writer.writerow([reason, _harmless(one.file), one.position, one.unit, _harmless(one.excerpt)])


def _harmless(text: str) -> str:
    """A spreadsheet takes a cell that starts like a formula for one."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
