"""Members who are away are told what concerns them: once, encrypted for their browser, and not at night."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
import time_machine
from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest
from py_vapid import Vapid02

from qunli.core import outside, tenancy, work
from qunli.core.actor import Actor
from qunli.core.dispatch import dispatch
from qunli.core.models import User
from qunli.core.refusals import Forbidden, Invalid
from qunli.domains.chat import facade as chat
from qunli.domains.chat.handlers import HANDLERS
from qunli.domains.chat.push_models import Notice, Subscription
from qunli.domains.chat.pushing import sending
from qunli.domains.chat.tasks import TASKS
from qunli.domains.chat.tests.push_service import Browser, Service, push_service
from qunli.domains.chat.tests.talk import Talker, admitted, says, take_in
from qunli.domains.members import facade as members

pytestmark = [pytest.mark.row("P1")]
NIGHT = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setattr(sending, "reach", outside.Reach(schemes=("https", "http"), neighbours=True))
    with push_service() as running:
        yield running


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 3, 4, 12, tzinfo=UTC), tick=False) as clock:
        yield clock


@dataclass
class Phone:
    """A member's browser."""

    who: Talker
    session: str
    browser: Browser = field(default_factory=Browser)


def phone(host: Actor, service: Service, name: str = "Mei", **choice: Any) -> Phone:
    user = User.objects.create_user(f"{name}@example.org", "a-long-enough-passphrase")
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session.save()
    held = Phone(admitted(host, name, user.id), request.session.session_key or "")
    chat.browser_key(actor=held.who.actor)
    facts = {"user": user.id, "session": held.session, "endpoint": f"{service.address}/{name}", **held.browser.keys()}
    chat.subscribe(actor=held.who.actor, **facts)
    if choice:
        usual = {"level": "mentions", "muted": [], "own_hours": False, "hours": None, "zone": ""}
        chat.choose_notices(actor=held.who.actor, **{**usual, **choice})
    return held


def worked(clock: time_machine.Traveller, seconds: float = 8) -> None:
    """The worker has its turn, some seconds later."""
    clock.shift(timedelta(seconds=seconds))
    while dispatch(HANDLERS) or work.work_off({task.name: task for task in TASKS}):
        pass


def told(service: Service, phone: Phone) -> list[str]:
    return [
        phone.browser.opens(body)["body"] for path, _headers, body in service.came if path == f"/{phone.who.actor.name}"
    ]


def said(host: Actor, *lines: Any) -> None:
    """As they are said: now, and not at the noon of other stories."""
    now = int(datetime.now(UTC).timestamp() * 1000)
    take_in(host, *(type(one)(**{**vars(one), "at": now}) for one in lines))


def test_a_mention_is_told_once_and_only_the_browser_can_read_it(
    host: Actor, hall: int, ann: Talker, service: Service, clock: time_machine.Traveller
) -> None:
    mei = phone(host, service)
    said(host, says(ann, hall, "not for you"), says(ann, hall, "@Mei tea?", mentions=(mei.who.identity,)))
    worked(clock)
    worked(clock, 600)
    ((path, headers, body),) = service.came
    assert path == "/Mei"
    assert mei.browser.opens(body) == {
        "title": "Hall · Tea",
        "body": "Ann: @Mei tea?",
        "tag": f"group-{hall}",
        "url": f"/m/tea/groups/{hall}/",
        "lang": "en",
    }
    assert (headers["Content-Encoding"], headers["TTL"], headers["Topic"]) == (
        "aes128gcm",
        "86400",
        f"{host.here}-{hall}",
    )
    assert b"tea" not in body
    with pytest.raises(InvalidTag):
        Browser().opens(body)


def test_the_push_service_sees_who_sends_and_that_it_was_meant(
    host: Actor, hall: int, ann: Talker, service: Service, clock: time_machine.Traveller
) -> None:
    mei = phone(host, service)
    said(host, says(ann, hall, "hi", mentions=(mei.who.identity,)))
    worked(clock)
    authorization = service.came[0][1]["Authorization"]
    assert Vapid02.verify(authorization)
    token, _, key = authorization.removeprefix("vapid t=").partition(",k=")
    claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    assert claims["aud"] == service.address
    assert claims["sub"].startswith(("mailto:", "https://"))
    assert key == chat.browser_key(actor=mei.who.actor)


def test_what_each_chose_is_what_each_is_told(
    host: Actor, hall: int, ann: Talker, service: Service, clock: time_machine.Traveller
) -> None:
    phones = {level: phone(host, service, level, level=level) for level in ("all", "mentions", "announcements", "none")}
    mutes = phone(host, service, "Muted", level="all", muted=[hall])
    said(host, says(ann, hall, "plain"))
    worked(clock)
    assert {level: told(service, one) for level, one in phones.items()} == {
        "all": ["Ann: plain"], "mentions": [], "announcements": [], "none": [],
    }  # fmt: skip
    members.grant(actor=host, person=ann.person, powers=["announce"], source="test")
    said(host, says(ann, hall, "Meeting at six", kind="announcement"))
    worked(clock)
    heard = {level: told(service, one)[-1:] for level, one in phones.items()}
    news = ["Ann: Meeting at six"]
    assert heard == {"all": news, "mentions": news, "announcements": news, "none": []}
    assert told(service, mutes) == []


def test_a_reply_is_told_and_ones_own_words_are_not(
    host: Actor, hall: int, ann: Talker, service: Service, clock: time_machine.Traveller
) -> None:
    mei = phone(host, service, level="all")
    said(host, says(mei.who, hall, "who knows?"))
    said(host, says(ann, hall, "I do", reply_to=1))
    worked(clock)
    assert told(service, mei) == ["Ann: I do"]


def test_many_are_told_together_and_what_was_read_or_deleted_is_not(
    host: Actor, hall: int, ann: Talker, service: Service, clock: time_machine.Traveller
) -> None:
    mei = phone(host, service, level="all")
    said(host, says(ann, hall, "one"), says(ann, hall, "two"), says(ann, hall, "three"), says(ann, hall, "four"))
    chat.mark_read(actor=mei.who.actor, group=hall, seq=1)
    worked(clock, 0)
    chat.delete_message(actor=ann.actor, group=hall, seq=4)
    worked(clock)
    assert told(service, mei) == ["2 new messages\nAnn: three"]
    for text in ("five", "six"):
        said(host, says(ann, hall, text))
        worked(clock)
    assert len(service.came) == 1
    worked(clock, 60)
    assert told(service, mei)[1:] == ["2 new messages\nAnn: six"]
    said(host, says(ann, hall, "seven"))
    chat.mark_read(actor=mei.who.actor, group=hall, seq=7)
    worked(clock, 300)
    assert len(service.came) == 2


def test_at_night_nothing_is_told_and_in_the_morning_everything_at_once(
    host: Actor, hall: int, ann: Talker, service: Service, clock: time_machine.Traveller
) -> None:
    chat.set_quiet_default(actor=host, hours=(22 * 60, 7 * 60))
    mei = phone(host, service, level="all")
    east = phone(host, service, "East", level="all", own_hours=True, hours=(1320, 420), zone="Asia/Shanghai")
    clock.move_to(NIGHT)
    said(host, says(ann, hall, "asleep?"))
    said(host, says(ann, hall, "@Mei asleep?", mentions=(mei.who.identity,)))
    worked(clock)
    assert (told(service, mei), told(service, east)) == ([], ["2 new messages\nAnn: @Mei asleep?"])
    clock.move_to(datetime(2026, 3, 5, 6, 59, 50, tzinfo=UTC))
    worked(clock, 0)
    assert told(service, mei) == []
    worked(clock, 15)
    assert told(service, mei) == ["2 new messages\nAnn: @Mei asleep?"]


def test_a_browser_that_is_gone_is_forgotten_and_a_busy_service_is_asked_again(
    host: Actor, hall: int, ann: Talker, service: Service, clock: time_machine.Traveller
) -> None:
    mei = phone(host, service)
    service.statuses = [503, 429, 201]
    said(host, says(ann, hall, "hi", mentions=(mei.who.identity,)))
    for _ in range(5):
        worked(clock, 60)
    assert told(service, mei) == ["Ann: hi"] * 3
    service.statuses = [410]
    said(host, says(ann, hall, "again", mentions=(mei.who.identity,)))
    worked(clock, 60)
    said(host, says(ann, hall, "and again", mentions=(mei.who.identity,)))
    worked(clock, 600)
    assert len(service.came) == 4
    with tenancy.within(host.here):
        assert (Subscription.objects.count(), Notice.objects.count()) == (0, 0)


def test_trying_again_has_an_end(
    host: Actor, hall: int, ann: Talker, service: Service, clock: time_machine.Traveller
) -> None:
    mei = phone(host, service)
    service.statuses = [500] * 20
    said(host, says(ann, hall, "hi", mentions=(mei.who.identity,)))
    for _ in range(12):
        worked(clock, 3600)
    assert len(service.came) == 6
    with tenancy.within(host.here):
        assert Subscription.objects.get().failures == 1


def test_who_was_removed_or_signed_out_is_told_nothing(
    host: Actor, hall: int, ann: Talker, service: Service, clock: time_machine.Traveller
) -> None:
    mei, lin = phone(host, service), phone(host, service, "Lin")
    said(host, says(ann, hall, "hi", mentions=(mei.who.identity, lin.who.identity)))
    members.remove_member(actor=host, person=mei.who.person)
    import_module(settings.SESSION_ENGINE).SessionStore(lin.session).delete()
    worked(clock)
    assert service.came == []
    with tenancy.within(host.here):
        assert Subscription.objects.count() == 0


def test_old_messages_are_not_told_to_a_new_browser(
    host: Actor, hall: int, ann: Talker, service: Service, clock: time_machine.Traveller
) -> None:
    said(host, says(ann, hall, "long ago"))
    clock.shift(timedelta(hours=1))
    mei = phone(host, service, level="all")
    said(host, says(ann, hall, "now"))
    worked(clock)
    assert told(service, mei) == ["Ann: now"]


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.org/1", "https://127.0.0.1/1", "https://[::1]/1", "https://[::ffff:10.0.0.1]/1",
        "https://169.254.169.254/latest", "https://localhost/1", "https://push.example.org:22/1",
        "https://me:secret@push.example.org/1", "ftp://push.example.org/1", "https://", "nonsense",
    ],
)  # fmt: skip
def test_a_push_service_lies_outside_and_speaks_https(host: Actor, ann: Talker, endpoint: str) -> None:
    keys = Browser().keys()
    with pytest.raises(Invalid):
        chat.subscribe(actor=ann.actor, user=host.id or 0, session="x", endpoint=endpoint, **keys)
    with tenancy.within(host.here):
        assert not Subscription.objects.exists()


def test_a_name_that_leads_into_the_house_is_not_asked(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "reach", outside.Reach(schemes=("http",)))
    port = service.address.rpartition(":")[2]
    there = Browser().keys()
    monkeypatch.setattr(outside.Reach, "takes", lambda self, address: True)
    push = sending.Push(1, 1, f"http://localhost:{port}/1", there["p256dh"], there["auth"], b"{}", "t", (1,), 1)
    signer = Vapid02()
    signer.generate_keys()
    assert [one.status for one in sending.send([push], signer)] == [410]
    assert service.came == []


def test_only_members_are_told_things(host: Actor, hall: int) -> None:
    with pytest.raises(Forbidden):
        chat.browser_key(actor=host)
