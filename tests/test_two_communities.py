"""Two communities with two operators: whatever address, socket and command one of them tries, the other's is not there.

Every address of the program is walked (the API has its own walk in tests/api). Tea has something in every table; who
comes belongs to Coffee, as its operator, its member or nobody. Nothing of Tea is shown, nothing of Tea changes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.commands import Asked
from qunli.core.models import User
from qunli.core.refusals import Refusal
from qunli.domains.chat import facade as chat
from qunli.domains.chat.connecting.platforms import commands
from qunli.domains.chat.tests.conftest import bring
from qunli.domains.chat.tests.sessions import _own_threads
from qunli.domains.chat.tests.sockets import Socket
from qunli.domains.communities.models import Community, Kit
from qunli.domains.members import facade as members
from qunli.domains.members.models import Identity
from qunli.domains.members.tests.conftest import host
from tests.api.house import owner_of
from tests.full_community import MARK, TENANTS, _files, full, rows

__all__ = ["_files", "_own_threads", "bring", "full", "host"]
pytestmark = [pytest.mark.row("P1"), pytest.mark.row("P4")]

SECRETS = (MARK, "bakes on Fridays", "Teapot", "never-read.json")
OTHERS = ("api/v1/", "back-office/", "accounts/", "language/")
"""The API is walked by itself; the rest is Django's and allauth's, and knows no community."""
OF_AN_ORGANISATION = {"colleague", "restore_community", "erase_community"}
PLAIN = {
    "slug": "tea", "token": f"1-{'x' * 22}", "platform": "webhook", "question": "x", "line": "x", "name": "x",
    "form": "png", "size": "small", "kind": "x", "tab": "groups", "key": "vision", "number": 1, "seq": 1,
    "colleague": 1, "match": 1, "merge": 1, "side": 192, "rail": "manual", "currency": "CNY",
}  # fmt: skip
"""What stands in an address besides communities and numbers of rows."""
ROWS = {
    "person": "members.Person", "invitation": "members.Invitation", "application": "members.Application",
    "introduction": "members.Introduction", "group": "chat.Group", "message": "chat.Message",
    "history": "chat.HistoryImport", "connection": "chat.Connection", "deed": "chat.Deed", "case": "moderation.Case",
    "appeal": "moderation.Appeal", "lesson": "moderation.Lesson", "rehearsal": "moderation.Rehearsal",
    "post": "stewardship.Post", "call": "stewardship.Call", "motion": "stewardship.Motion",
    "promise": "communities.Promise", "duty": "members.Duty", "room": "communities.Room",
    "image": "members.GalleryImage", "proposal": "counsel.Proposal", "poll": "engagement.Poll",
    "check_in": "engagement.CheckIn", "question": "engagement.Question", "feedback": "engagement.Feedback",
    "packet": "red_packets.Packet",
    "account": "ledger.Account", "intent": "payments.Intent", "proof": "payments.Proof", "payout": "payments.Payout",
    "offer": "commerce.Offer", "shot": "commerce.Picture", "coupon": "commerce.Coupon", "order": "commerce.Order",
}  # fmt: skip
FOR_EVERYBODY = {
    "door", "knock", "about", "dress", "logo", "card_file", "manifest", "icon", "service_worker", "offline",
}  # fmt: skip
"""Pages of a community that strangers see; nothing that only members know stands there."""
PUBLIC = {"Charter", "CharterVersion", "Promise", "RulesVersion", "Kit", "Joining"}
"""Tables of which such pages tell."""


def addresses(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with its pattern."""
    for one in resolver.url_patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield here, one
        elif not here.startswith(OTHERS):
            yield from addresses(one, here)


WALK = [(where, one) for where, one in addresses(get_resolver()) if not where.startswith(OTHERS)]
OF_A_COMMUNITY = [one for where, one in WALK if "<slug:community>" in where]
MODELS = {model._meta.label: model for model in apps.get_models() if model in TENANTS}


@pytest.fixture
def tea(full: Actor) -> Actor:
    """Everything that was invented to fill its tables carries a mark."""
    with tenancy.within(full.here):
        for model in TENANTS:
            for field in model._meta.concrete_fields:
                free = isinstance(field, models.CharField | models.TextField) and not (field.choices or field.unique)
                if free and (field.max_length or 99) >= len(MARK) and model.__name__ not in PUBLIC:
                    model._default_manager.filter(**{field.name: "x"}).update(**{field.name: MARK})
        Kit.objects.update(colour="#2f6f4f", colour_dark="#8fd0ae")
    return full


@pytest.fixture
def zoe(tea: Actor) -> Actor:
    """Operator of another organisation, in its community Coffee."""
    return owner_of("Zoe", "Coffee")


@pytest.fixture
def mia(zoe: Actor) -> User:
    """A member of Coffee."""
    user = User.objects.create_user("mia@example.org", name="Mia")
    members.admit(actor=zoe, name="Mia", user=user.id)
    return user


def address(pattern: URLPattern, slug: str, tea: Actor) -> str:
    """With the numbers of Tea's rows."""
    given: dict[str, Any] = {}
    with tenancy.within(tea.here):
        for name, converter in pattern.pattern.converters.items():
            if name == "community":
                given[name] = slug
            elif name in ROWS and isinstance(converter, IntConverter):
                given[name] = MODELS[ROWS[name]]._default_manager.order_by("id").values_list("id", flat=True)[0]
            else:
                given[name] = PLAIN[name]
    return reverse(str(pattern.name), kwargs=given)


def text_of(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return bytes(content).decode("utf-8", "replace")


def reached(client: Client, slug: str, tea: Actor) -> list[tuple[str, object]]:
    """Asks for and posts to every address of a community. Where something of Tea was shown or changed and, at Tea's own
    addresses, where the answer was another than that nothing is there."""
    found: list[tuple[str, object]] = []
    before = rows(tea.here)
    for pattern in OF_A_COMMUNITY:
        where = address(pattern, slug, tea)
        for answer in (client.get(where), client.post(where, {"what": "remove", "reason": "because", "text": "mine"})):
            shown = text_of(answer)
            found += [(where, one) for one in SECRETS if one in shown]
            refused = answer.status_code in (404, 405) or _led_away(answer)
            if slug == "tea" and pattern.name not in FOR_EVERYBODY and not refused:
                found.append((where, answer.status_code))
    after = rows(tea.here)
    return found + [("changed", table) for table, kept in before.items() if after[table] != kept]


def _led_away(answer: Any) -> bool:
    """To a sign-in page, or to the door of the community."""
    return answer.status_code == 302 and any(one in answer["Location"] for one in ("/accounts/login/", "/door/"))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_every_number_in_an_address_is_known_here() -> None:
    unknown = {name for where, one in WALK for name in one.pattern.converters} - {"community"} - set(PLAIN) - set(ROWS)
    assert unknown == set()
    assert set(ROWS.values()) <= set(MODELS)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["tea", "coffee"])
def test_another_operator_finds_and_changes_nothing(tea: Actor, zoe: Actor, slug: str) -> None:
    assert reached(signed_in(User.objects.get(name="Zoe")), slug, tea) == []


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["tea", "coffee"])
def test_a_member_of_another_community_finds_and_changes_nothing(tea: Actor, mia: User, slug: str) -> None:
    assert reached(signed_in(mia), slug, tea) == []


@pytest.mark.django_db
def test_a_stranger_finds_and_changes_nothing(tea: Actor) -> None:
    assert reached(Client(), "tea", tea) == []


@pytest.mark.django_db
def test_what_belongs_to_an_organisation_is_not_the_others(tea: Actor, zoe: Actor) -> None:
    client, before = signed_in(User.objects.get(name="Zoe")), rows(tea.here)
    assert client.post(reverse("erase_community", args=["tea"]), {"name": "Tea"}).status_code == 404
    assert client.post(reverse("restore_community", args=["tea"])).status_code == 404
    assert rows(tea.here) == before
    assert Community.objects.get(slug="tea").deleted_at is None


@pytest.mark.django_db(transaction=True)
def test_a_socket_opens_and_hears_nothing_of_another_community(tea: Actor, mia: User) -> None:
    client = signed_in(mia)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    with tenancy.within(tea.here):
        group = next(one.id for one in chat.live_groups(tea) if not one.closed)
    before = rows(tea.here)

    async def story() -> tuple[int | None, dict[str, Any], dict[str, Any]]:
        async with Socket(cookie, "tea") as shut:
            await asyncio.wait_for(shut.ended.wait(), 10)
        async with Socket(cookie, "coffee") as line:
            line.say("listen", group=group)
            error = await line.next("error")
            line.say("send", key="abcdef0123456789", group=group, text="Is anybody there?")
            return shut.closed, error, await line.next("refused")

    closed, error, refused = asyncio.run(story())
    assert closed == 4401
    assert (error["sentence"], refused["seq"]) == ("There is nothing here, or it is not yours to see.", None)
    assert rows(tea.here) == before


@pytest.mark.django_db
def test_no_command_tells_or_changes_anything_of_another_community(tea: Actor, mia: User) -> None:
    there = Community.objects.get(slug="coffee").id
    with tenancy.within(tea.here):
        foreign_group = chat.live_groups(tea)[0].id
        foreign = members.make_link_code(actor=members.member_actor(tea.here, _first_member(tea)))
    before = rows(tea.here)
    with tenancy.within(there):
        row = Identity.objects.get(name="Mia")
        mia_there = members.member_actor(there, row.person_id)
        for command in commands():
            asked = Asked(
                community=there, actor=mia_there, person=row.person_id, identity=row.id, group=foreign_group,
                rest=foreign, key=command.names[0], language="en", reply_to=1,
            )  # fmt: skip
            try:
                answer = command.run(asked)
                said = str(answer.text) if answer is not None else ""
            except Refusal as refusal:
                said = str(refusal.sentence)
            assert not [one for one in SECRETS if one in said], command.names
    assert rows(tea.here) == before


def _first_member(tea: Actor) -> int:
    return members.admit(actor=tea, name="Tia")


def test_uploads_and_pictures_lie_outside_of_what_the_web_server_shows() -> None:
    assert Path(settings.MEDIA_ROOT).resolve() not in Path(settings.STATIC_ROOT).resolve().parents
    assert not any("media" in where for where, _pattern in WALK)
