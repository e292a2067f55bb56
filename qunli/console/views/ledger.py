"""The books: what came in and went out, account by account, to read, to write into and to take out."""

from __future__ import annotations

import secrets
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qunli.core import typed
from qunli.core.http import OperatorRequest, number, page_asked
from qunli.core.refusals import Invalid, NotFound, Refusal
from qunli.core.spreadsheet import as_csv
from qunli.core.streaming import stream
from qunli.domains.ledger import facade as ledger
from qunli.domains.members import facade as members
from qunli.kit import money

A_PAGE = 50
OFFERED = ("CNY", "USD", "EUR", "HKD", "TWD", "JPY", "GBP", "SGD", money.POINTS)


@require_GET
def start(request: OperatorRequest) -> HttpResponse:
    """The chapter begins with what members ordered."""
    return redirect("orders", request.community.slug)


@require_GET
def books(request: OperatorRequest) -> HttpResponse:
    """Each currency by kind of account, both sides equal; with `?until=2026-05-31` as they stood that evening."""
    until, wrong = request.GET.get("until", ""), None
    try:
        lines = ledger.trial_balance(request.actor, _evening(until, request.community.time_zone))
    except Invalid as refusal:
        until, wrong, lines = "", refusal, ledger.trial_balance(request.actor)
    context = {
        "currencies": _by_currency(lines),
        "until": until,
        "wrong": wrong,
        "looked": ledger.inspected(request.actor),
        "latest": _with_words(ledger.transfers(request.actor, limit=10)),
        "may_book": bool(ledger.may_book(request.actor)),
    }
    return render(request, "console/earn/ledger.html", context, status=422 if wrong else 200)


@require_GET
def accounts(request: OperatorRequest) -> HttpResponse:
    """All of them, or those of one kind (`?root=`) or beginning (`?q=`)."""
    root, search = request.GET.get("root", ""), request.GET.get("q", "")[:120]
    offset = (page_asked(request) - 1) * A_PAGE
    found, total = ledger.accounts(request.actor, root=root, search=search, limit=A_PAGE, offset=offset)
    context = {
        "accounts": [(one, _name(one.address, _people([one.address for one in found]))) for one in found],
        "root": root,
        "q": search,
        "roots": ledger.ROOTS.items(),
        "total": total,
        "pages": Paginator(range(total), A_PAGE).get_page(page_asked(request)),
    }
    return render(request, "console/earn/accounts.html", context)


@require_GET
def account(request: OperatorRequest, account: int) -> HttpResponse:
    """One account's statement, newest first."""
    one = ledger.account(request.actor, account)
    before = number(request.GET.get("before"))
    lines = ledger.statement(request.actor, account, before=before, limit=A_PAGE + 1)
    people = _people([one.address, *(line.other for line in lines)])
    context = {
        "account": one,
        "name": _name(one.address, people),
        "lines": [(line, _name(line.other, people), ledger.KINDS.get(line.kind, line.kind)) for line in lines[:A_PAGE]],
        "next": lines[A_PAGE - 1].version if len(lines) > A_PAGE else None,
    }
    return render(request, "console/earn/account.html", context)


def book(request: OperatorRequest) -> HttpResponse:
    """Write into the books by hand. The form carries the key that makes a second click harmless."""
    ledger.may_book(request.actor).or_refuse()
    given, wrong = request.POST, None
    if request.method == "POST":
        try:
            _book(request)
            messages.success(request, _("It stands in the books."), extra_tags="good")
            return redirect("ledger", request.community.slug)
        except Refusal as refusal:
            wrong = refusal
    context = {
        "given": given,
        "wrong": wrong,
        "key": given.get("key") or secrets.token_hex(12),
        "currencies": OFFERED,
        "roots": ledger.ROOTS.items(),
    }
    return render(request, "console/earn/book.html", context, status=422 if wrong else 200)


@require_GET
def take_out(request: OperatorRequest, form: str) -> StreamingHttpResponse:
    """The whole books: `csv`, `beancount` or `hledger`."""
    name = f"{request.community.slug}-ledger.{form}"
    if form == "csv":
        return stream(request, as_csv(ledger.table(request.actor)), "text/csv; charset=utf-8", name)
    if form not in ledger.FORMATS:
        raise NotFound
    about = ledger.Books(request.community.name, ZoneInfo(request.community.time_zone))
    return stream(request, ledger.FORMATS[form](request.actor, about), "text/plain; charset=utf-8", name)


def _book(request: OperatorRequest) -> None:
    given = request.POST
    amount = typed.amount(given.get("amount", ""), given.get("currency", ""))
    happened = typed.day(given.get("happened", ""), field="happened")
    zone = ZoneInfo(request.community.time_zone)
    ledger.book(
        actor=request.actor,
        source=given.get("source", "").strip(),
        target=given.get("target", "").strip(),
        amount=amount,
        note=given.get("note", ""),
        happened=None if happened is None else datetime.combine(happened, time(), zone),
        key=given.get("key", "")[:80] or secrets.token_hex(12),
    )


def _evening(text: str, zone: str) -> datetime | None:
    day = typed.day(text, field="until")
    return None if day is None else datetime.combine(day, time.max, ZoneInfo(zone))


def _by_currency(lines: list[ledger.TrialLine]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for line in lines:
        nothing = money.Money(0, line.debit.currency)
        sums = found.setdefault(line.debit.currency, {"lines": [], "debit": nothing, "credit": nothing})
        sums["lines"].append((line, ledger.ROOTS[line.root]))
        sums["debit"] += line.debit
        sums["credit"] += line.credit
    return [{"code": code, "level": sums["debit"] == sums["credit"], **sums} for code, sums in found.items()]


def _with_words(found: list[ledger.TransferView]) -> list[tuple[ledger.TransferView, str, str, Any]]:
    people = _people([address for one in found for address in (one.source, one.target)])
    return [
        (one, _name(one.source, people), _name(one.target, people), ledger.KINDS.get(one.kind, one.kind))
        for one in found
    ]


def _people(addresses: list[str]) -> dict[int, str]:
    found = [number(one.split(":")[1]) for one in addresses if one.startswith("member:")]
    return members.names_of({one for one in found if one is not None})


def _name(address: str, people: dict[int, str]) -> str:
    """A member's account is called by the member's name."""
    root, _colon, rest = address.partition(":")
    return people.get(number(rest) or 0) or address if root == "member" else address
