"""A community with something in every table, another one beside it, and what is stored of them."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from qunli.config.registry import HANDLERS, TASKS
from qunli.core import tenancy, work
from qunli.core.actor import Actor
from qunli.core.dispatch import dispatch
from qunli.core.models import Event, Lane, User, Work
from qunli.domains.chat import facade as chat
from qunli.domains.chat.models import HistoryImport
from qunli.domains.chat.tests.conftest import Bring
from qunli.domains.commerce import facade as commerce
from qunli.domains.communities import facade as communities
from qunli.domains.communities.operations import erase_community
from qunli.domains.ledger import facade as ledger
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import found
from qunli.domains.payments import facade as payments
from qunli.domains.red_packets import facade as red_packets
from qunli.kit.money import POINTS, Money

GROUND = (Event, Lane, Work)
TENANTS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("qunli.domains.") and any(field.name == "community" for field in model._meta.fields)
]
MARK = "zz-only-tea-zz"
"""Stands in what was invented to fill tables."""
TABLE = "time,author,text,group,id,author_id\n2025-03-01T08:00:00Z,Bo,Tea?,Kettle,1,bo\nnever,Bo,broken,Kettle,2,bo\n"


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def other(host: Actor, bring: Bring, tmp_path: Path) -> Actor:
    """The same owner's community Coffee, with a history of its own."""
    coffee = found("Coffee")
    path = tmp_path / "coffee.csv"
    path.write_text(TABLE)
    bring(path, coffee)
    return coffee


@pytest.fixture
def full(host: Actor, bring: Bring, tmp_path: Path) -> Actor:
    """The community Tea with something in every table: people joined, erased and to be decided about, an upload that
    was not read, an answer kept for a key, events nobody has heard yet, and what was concluded."""
    path = tmp_path / "tea.csv"
    path.write_text(TABLE + "".join(said(n) for n in range(300)) + "2025-03-02T08:00:00Z,Ann,,Kettle,,ann\n")
    bring(path)
    people = {name: person for person, (name, _search) in members.names(host).items()}
    members.describe_person(actor=host, person=people["Ann"], name="Ann", note="bakes on Fridays")
    members.merge_people(actor=host, kept=people["Ann"], merged=people["Bo"], key="once")
    members.erase_person(actor=host, person=people["Cy"])
    chat.open_group(actor=host, name="Teapot")
    rent = Money(9_900, "CNY")
    ledger.book(actor=host, source="cost:rent", target="rail:bank", amount=rent, note=MARK, key="rent")
    pay(host)
    give(host)
    trade(host)
    history = chat.open_upload(actor=host, name="never-read.json", size=5)
    with tenancy.within(host.community or 0):
        Path(HistoryImport.objects.get(id=history).path).write_bytes(b"12345")
        for model in TENANTS:
            if not model.objects.exists():
                invent(model, host.community or 0)
    return host


def pay(host: Actor) -> None:
    """A member paid, said how, and wants some of it out again."""
    payer = members.member_actor(host.here, members.admit(actor=host, name="Payer"))
    payments.set_manual(actor=host, on=True, words=MARK)
    payments.write_terms(actor=host, currency="CNY", withdrawals=True, least=100, most_a_day=None)
    asked = payments.top_up(actor=payer, amount=Money(900, "CNY"), title=MARK)
    payments.prove(actor=payer, intent=asked, note=MARK)
    payments.confirm(actor=host, intent=asked, amount=Money(800, "CNY"), note=MARK, key="paid")
    payments.withdraw(actor=payer, amount=Money(500, "CNY"), to=MARK)


def give(host: Actor) -> None:
    """The community gives a packet that is open."""
    group = next(one.id for one in chat.live_groups(host) if not one.closed)
    wish = red_packets.Wish(group=group, amount=Money(30, POINTS), shares=3, message=MARK)
    red_packets.fund_for_community(actor=host, wish=wish)


def trade(host: Actor) -> None:
    """A member ordered with a coupon, complained, and got a part back."""
    buyer = members.member_actor(host.here, members.admit(actor=host, name="Buyer"))
    tin = commerce.VariantIn(None, MARK, 100)
    said = commerce.OfferIn("product", MARK, MARK, MARK, "CNY", 0, 14, None, (tin,))
    offer = commerce.write_offer(actor=host, said=said)
    commerce.move_offer(actor=host, offer=offer, state="on_sale")
    commerce.make_coupon(actor=host, said=commerce.CouponIn("TEA10", percent=10))
    wanted = [commerce.Wanted(commerce.offer(host, offer).variants[0].id, 1)]
    order = commerce.place(actor=buyer, wanted=wanted, coupon="tea10", address={"name": MARK, "lines": MARK}, note=MARK)
    asked = payments.top_up(actor=buyer, amount=Money(90, "CNY"), title=MARK)
    payments.confirm(actor=host, intent=asked, amount=Money(90, "CNY"), key="for the tin")
    commerce.pay(actor=buyer, order=order)
    commerce.complain(actor=buyer, order=order, text=MARK)
    back = commerce.BackIn(commerce.order(host, order).lines[0].id, 5, False)
    commerce.refund(actor=host, order=order, lines=[back], why=MARK)


def said(number: int) -> str:
    name = ("Ann", "Bo", "Cy")[number % 3]
    time = f"2025-03-01T{9 + number // 60:02d}:{number % 60:02d}:00Z"
    return f"{time},{name},The dough {number},Kettle,k{number},{name.lower()}\n"


def invent(model: Any, community: int) -> None:
    """A row in which every field holds something of its kind."""
    values: dict[str, Any] = {"community_id": community}
    taken: dict[Any, list[int]] = defaultdict(list)
    for field in model._meta.concrete_fields:
        if field.name == "community" or field.primary_key or field.has_default() or field.null:
            continue
        if isinstance(field, models.ForeignKey):
            free = field.related_model.objects.exclude(id__in=taken[field.related_model]).order_by("id")
            values[field.attname] = free.values_list("id", flat=True)[0]
            taken[field.related_model].append(values[field.attname])
        elif isinstance(field, models.DateTimeField):
            values[field.name] = timezone.now()
        elif isinstance(field, models.DateField):
            values[field.name] = timezone.localdate()
        elif isinstance(field, models.BinaryField):
            values[field.name] = b"x"
        else:
            values[field.name] = "x" if isinstance(field, models.CharField | models.TextField) else 1
    model.objects.create(**values)


def rows(community: int) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the tables of communities and of the ground, whatever tenancy says."""
    answer = {}
    for model in (*TENANTS, *GROUND):
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table} WHERE community_id = %s ORDER BY 1", [community])
            answer[model.__name__] = cursor.fetchall()
    return answer


def at_work() -> None:
    """Events are handed over and due work is done until there is none."""
    while dispatch(HANDLERS) or work.work_off({task.name: task for task in TASKS}):
        pass


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erase_community, "AT_ONCE", 17)


def owner() -> Actor:
    return communities.actor_of(User.objects.get())
