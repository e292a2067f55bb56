"""A chat elsewhere becomes a group here: what is said there comes in, what is decided here is done there."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor, system
from qunli.core.refusals import Conflict, Forbidden, Invalid, NotFound
from qunli.domains.chat import facade as chat
from qunli.domains.chat.connecting import runner, secrets, tending, threads
from qunli.domains.chat.connecting import understanding as understanding_module
from qunli.domains.chat.models import Connection, Deed, Message, Movement, Update
from qunli.domains.chat.operations.act_there import remove_there, restrict_there, say_there, settle_deed
from qunli.domains.chat.operations.change_message import delete_message
from qunli.domains.chat.operations.connect import (
    connect,
    fill_in,
    remove_connection,
    start_connection,
    stop_connection,
)
from qunli.domains.chat.operations.link_group import bridge_groups, link_group, unlink_group
from qunli.domains.chat.operations.open_group import open_group
from qunli.domains.chat.operations.receive import receive
from qunli.domains.chat.operations.run_connection import keep_lease, take_lease
from qunli.domains.chat.ports import (
    AskPerson,
    Came,
    Deleted,
    Edited,
    Joined,
    Left,
    Met,
    Pace,
    Platform,
    Ruling,
    Said,
    TryAgain,
    Utterance,
    Who,
)  # fmt: skip
from qunli.domains.chat.tests.conftest import as_role
from qunli.domains.chat.tests.talking import BO, CY, TEA, There, group_called, messages, platform_of, said, tend
from qunli.domains.members import facade as members

pytestmark = [pytest.mark.row("P2"), pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _in_this_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database is asked where the story runs, so that it is the story's own."""

    async def here(function: Any, *args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    for module in (threads, tending, runner):
        monkeypatch.setattr(module, "in_thread", here)
    monkeypatch.setattr(tending, "LOOK_EVERY", 0.01)


@pytest.fixture
def there() -> Any:
    made = There()
    before = chat_platforms()
    chat.connect_with([platform_of(made)])
    yield made
    chat.connect_with(before)


def chat_platforms() -> list[Platform]:
    from qunli.domains.chat.connecting.platforms import platforms

    return platforms()


@pytest.fixture
def connection(host: Actor, there: There) -> int:
    return connect(actor=host, platform="there", settings={"token": "s3cret"})


@pytest.fixture
def tea(host: Actor, connection: int) -> int:
    return link_group(actor=host, connection=connection, external_id="tea", name="Tea house")


def heard(there: There, *came: Came) -> None:
    there.tells.append((f"{len(there.tells) + 1:04d}", list(came)))


def said_in(host: Actor, group: int) -> list[chat.Said]:
    with tenancy.within(host.here):
        return chat.messages_before(host, group)


def understood(count: int) -> Any:
    return lambda: Update.objects.exclude(done_at=None).count() == count


def test_credentials_are_kept_encrypted_and_come_back(host: Actor, connection: int) -> None:
    with tenancy.within(host.here):
        row = Connection.objects.get(id=connection)
    assert "s3cret" not in f"{row.secrets}{row.settings}"
    assert secrets.opened(row.secrets) == {"token": "s3cret"}
    assert row.settings == {"server": "https://there.example"}


def test_credentials_survive_a_change_of_the_secret_while_the_old_one_is_listed(
    host: Actor, connection: int, settings: Any
) -> None:
    with tenancy.within(host.here):
        row = Connection.objects.get(id=connection)
    settings.OLD_SECRET_KEYS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert secrets.opened(row.secrets) == {"token": "s3cret"}
    settings.OLD_SECRET_KEYS = []
    with pytest.raises(Conflict) as refusal:
        secrets.opened(row.secrets)
    assert refusal.value.code == "secret_replaced"


def test_a_secret_left_empty_stays_and_a_missing_one_is_asked_for(host: Actor, connection: int) -> None:
    fill_in(actor=host, connection=connection, settings={"token": "", "server": "https://else.example"})
    with tenancy.within(host.here):
        row = Connection.objects.get(id=connection)
    assert (row.settings["server"], secrets.opened(row.secrets)) == ("https://else.example", {"token": "s3cret"})
    with pytest.raises(Invalid) as refusal:
        connect(actor=host, platform="there", settings={})
    assert refusal.value.field == "token"
    with tenancy.within(host.here):
        assert Connection.objects.count() == 1


def test_what_is_said_there_is_numbered_here_and_its_authors_are_members(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    heard(there, said("1", "Good morning"), said("2", "Is it raining?", CY, reply_to="1"))
    heard(there, said("3", "It is", reply_to="2", mentions=(CY,)))
    row = tend(host, connection, understood(3))
    assert messages(host, tea) == [(1, "Good morning"), (2, "Is it raining?"), (3, "It is")]
    assert (row.state, row.cursor, row.account) == ("live", "0002", "bot")
    found = said_in(host, tea)
    with tenancy.within(host.here):
        bo = members.find_people(host, "bo")[0][0]
    assert [(one.name, one.reply) for one in found] == [("Bo", None), ("Cy", 1), ("Bo", 2)]
    assert members.standings(host.here, [bo.id])[bo.id].is_active


def test_told_twice_it_comes_in_once_and_hearing_goes_on_from_the_cursor(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    heard(there, said("1", "Once"))
    tend(host, connection, understood(1))
    heard(there, said("2", "Twice"))
    tend(host, connection, understood(2))
    with tenancy.within(host.here):
        Connection.objects.update(cursor="")
    tend(host, connection, lambda: len(there.cursors) == 3)
    assert messages(host, tea) == [(1, "Once"), (2, "Twice")]
    assert there.cursors == ["", "0001", ""]


def test_edits_and_deletions_there_are_followed_here(host: Actor, there: There, connection: int, tea: int) -> None:
    heard(there, said("1", "Tee"), said("2", "Oops"))
    heard(there, Edited(TEA, "1", 1_800_000_000_000, "Tea?"), Deleted(TEA, ("2", "unknown")))
    tend(host, connection, understood(4))
    first, second = said_in(host, tea)
    assert (first.text, first.edited, second.text, second.deleted) == ("Tea?", 1_800_000_000_000, "", True)


def test_comings_and_goings_are_kept_and_names_that_change(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    heard(there, Joined(TEA, BO, 1_000, by=CY), Left(TEA, CY, 2_000), said("1", "Hi", Who("bo", "Bobby")))
    tend(host, connection, understood(3))
    with tenancy.within(host.here):
        assert list(Movement.objects.order_by("at").values_list("kind", "at")) == [("join", 1_000), ("leave", 2_000)]
    assert [one.name for one in members.find_people(host, "bobby")[0]] == ["Bobby"]


def test_a_group_nobody_linked_is_offered_and_nothing_of_it_is_kept(host: Actor, there: There, connection: int) -> None:
    heard(there, Met(TEA), said("1", "secret talk"))
    row = tend(host, connection, understood(2))
    assert row.found == [["tea", "Tea house"]]
    with tenancy.within(host.here):
        assert Message.objects.count() == 0
    assert members.find_people(host)[0] == []


def test_what_cannot_be_read_holds_nobody_up(host: Actor, there: There, connection: int, tea: int) -> None:
    heard(there, said("1", "before"))
    with tenancy.within(host.here):
        row = Connection.objects.get(id=connection)
        Update.objects.create(community_id=host.here, connection=row, external_id="x", body={"what": "Nonsense"})
    tend(host, connection, understood(2))
    assert messages(host, tea) == [(1, "before")]
    with tenancy.within(host.here):
        assert Update.objects.exclude(error="").get().error.startswith("KeyError")


def test_killed_between_storing_and_understanding_nothing_is_lost_or_doubled(
    host: Actor, there: There, connection: int, tea: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard(there, *[said(str(n), f"message {n}") for n in range(1, 6)])
    taken = understanding_module.receive
    calls = []

    def dies(**kwargs: Any) -> Any:
        calls.append(1)
        taken(**kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(understanding_module, "receive", dies)
    with pytest.raises(KeyboardInterrupt):
        tend(host, connection, understood(5))
    assert messages(host, tea) == []
    monkeypatch.setattr(understanding_module, "receive", taken)
    with tenancy.within(host.here):
        assert Update.objects.filter(done_at=None).count() == 5
        Connection.objects.update(lease="", leased_until=None)
    tend(host, connection, understood(5))
    assert [text for _, text in messages(host, tea)] == [f"message {n}" for n in range(1, 6)]


def test_only_one_process_runs_a_connection(host: Actor, connection: int) -> None:
    actor = system(host.here)
    lease = take_lease(actor=actor, connection=connection)
    assert lease is not None
    assert take_lease(actor=actor, connection=connection) is None
    stop_connection(actor=host, connection=connection)
    with pytest.raises(Exception, match="connection"):
        keep_lease(actor=actor, connection=connection, lease=lease)
    assert take_lease(actor=actor, connection=connection) is None
    start_connection(actor=host, connection=connection)
    assert take_lease(actor=actor, connection=connection) is not None


def test_wrong_credentials_ask_a_person_and_a_broken_line_is_tried_again(
    host: Actor, there: There, connection: int
) -> None:
    there.refuses["check"] = [TryAgain("not up yet", after=0.0), AskPerson("the token is wrong")]
    broken = tend(host, connection, lambda: Connection.objects.get().state == "broken")
    assert (broken.error, broken.wanted) == ("not up yet", True)
    asking = tend(host, connection, lambda: Connection.objects.get().state == "person")
    assert (asking.error, asking.wanted) == ("the token is wrong", False)
    assert asyncio.run(_due()) == []


async def _due() -> list[tuple[int, int]]:
    return runner.wanted()


def test_what_is_said_by_us_is_sent_once_in_order_and_stands_here(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    for n in range(3):
        say_there(actor=host, group=tea, text=f"line {n}", key=str(n))
    say_there(actor=host, group=tea, text="line 2", key="2")
    tend(host, connection, lambda: len(there.sent) == 3 and len(messages(host, tea)) == 3)
    assert there.sent == [("tea", "line 0"), ("tea", "line 1"), ("tea", "line 2")]
    assert messages(host, tea) == [(1, "line 0"), (2, "line 1"), (3, "line 2")]


def test_a_limit_of_the_platform_is_waited_for_and_costs_no_try(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    there.refuses["send"] = [TryAgain("429", after=0.05)] * 12
    say_there(actor=host, group=tea, text="patient", key="1")
    tend(host, connection, lambda: len(there.sent) == 1 and Deed.objects.get(kind="send").state == "done")
    with tenancy.within(host.here):
        assert Deed.objects.get(kind="send").tries == 1


def test_we_send_no_faster_than_the_platform_allows(host: Actor, there: There, connection: int, tea: int) -> None:
    chat.connect_with([platform_of(there, pace=Pace((2, 0.3), (100, 1.0)))])
    for n in range(5):
        say_there(actor=host, group=tea, text=str(n), key=str(n))
    begun = timezone.now()
    tend(host, connection, lambda: len(there.sent) == 5)
    assert (timezone.now() - begun).total_seconds() >= 0.6


def test_what_may_have_been_sent_when_we_were_killed_is_looked_at_by_a_person(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    say_there(actor=host, group=tea, text="perhaps", key="1")
    with tenancy.within(host.here):
        Deed.objects.filter(kind="send").update(begun_at=timezone.now(), tries=1)
    tend(host, connection, lambda: Deed.objects.get(kind="send").state == "person")
    assert there.sent == []
    with tenancy.within(host.here):
        deed = Deed.objects.get(kind="send")
    settle_deed(actor=host, deed=deed.id, done=False, again=True)
    tend(host, connection, lambda: Deed.objects.get(kind="send").state == "done")
    assert there.sent == [("tea", "perhaps")]


def test_a_platform_that_knows_keys_is_asked_again_with_the_same_key(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    chat.connect_with([platform_of(there, keyed=True)])
    say_there(actor=host, group=tea, text="surely", key="1")
    with tenancy.within(host.here):
        Deed.objects.filter(kind="send").update(begun_at=timezone.now(), tries=1)
    tend(host, connection, lambda: Deed.objects.get(kind="send").state == "done")
    assert [one[1].key for one in there.asked] == [f"say:{tea}:1"]


def test_what_the_platform_forbids_is_prepared_for_a_person(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    there.can = frozenset({"send"})
    heard(there, said("1", "Hi"))
    tend(host, connection, understood(1))
    person = members.find_people(host, "bo")[0][0].id
    remove_there(actor=host, person=person, ban=True, key="1")
    tend(host, connection, lambda: Deed.objects.get(kind="remove").state == "person")
    with tenancy.within(host.here):
        assert Deed.objects.get(kind="remove").error == "The platform does not let a program do this."
    assert there.asked == []


def test_a_silenced_and_a_removed_member_are_silenced_and_removed_there(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    heard(there, said("1", "Hi"))
    tend(host, connection, understood(1))
    person = members.find_people(host, "bo")[0][0].id
    restrict_there(actor=host, person=person, until=timezone.now(), key="1")
    remove_there(actor=host, person=person, ban=False, key="2")
    tend(host, connection, lambda: len(there.asked) == 2)
    assert [one[:3] for one in there.asked] == [("restrict", "tea", "bo"), ("remove", "tea", "bo")]


def test_what_is_held_here_is_taken_away_there(host: Actor, there: There, connection: int, tea: int) -> None:
    class Strict:
        def judge(self, community: int, batch: Any, standings: Any) -> list[Ruling]:
            return [Ruling("hold" if "buy" in one.text else "pass", "An advertisement.") for one in batch]

        def keep(self, community: int, ruled: Any) -> None: ...

    from qunli.domains.chat import screening

    before = screening.screening()
    chat.screen_with(Strict())
    try:
        heard(there, said("1", "buy cheap tea"), said("2", "good tea"), Edited(TEA, "2", 1_800_000_000_000, "buy it"))
        tend(host, connection, lambda: len(there.asked) == 2)
    finally:
        chat.screen_with(before)
    assert there.asked == [("delete", "tea", "1"), ("delete", "tea", "2")]
    (only,) = said_in(host, tea)
    assert (only.text, only.deleted) == ("", True)


def test_a_message_deleted_by_a_moderator_here_goes_there(host: Actor, there: There, connection: int, tea: int) -> None:
    heard(there, said("7", "rude"))
    tend(host, connection, understood(1))
    delete_message(actor=host, group=tea, seq=1)
    tend(host, connection, lambda: len(there.asked) == 1)
    assert there.asked == [("delete", "tea", "7")]


def test_commands_are_answered_in_the_language_of_the_community(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    heard(there, said("1", "/help"), said("2", "/rules@somebody_else"), said("3", "/me"))
    tend(host, connection, lambda: len(there.sent) == 2)
    (person, alone), (group, text) = sorted(there.sent)
    assert (group, person) == ("tea", "bo")
    assert text.splitlines()[0] == "/rules – the rules of this community"
    assert alone.startswith("You are Bo, a member since ")
    assert {one[1].reply_to for one in there.asked} == {"1", None}


def test_commands_are_understood_from_somebody_who_writes_to_us_alone(
    host: Actor, there: There, connection: int
) -> None:
    heard(
        there,
        said("1", "/规则", chat=TEA.__class__("dm-bo", direct=True)),
        said("2", "hello", chat=TEA.__class__("dm-bo", direct=True)),
    )
    tend(host, connection, lambda: len(there.sent) == 1)
    assert there.sent == [("bo", "There are no written rules yet.")]
    with tenancy.within(host.here):
        assert Message.objects.count() == 0


def test_a_code_from_the_member_pages_links_an_account_there_to_its_person(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    ann = members.admit(actor=host, name="Ann")
    code = members.make_link_code(actor=members.member_actor(host.here, ann))
    heard(there, said("1", f"/link {code.lower()}"), said("2", f"/link {code}", CY))
    tend(host, connection, lambda: len(there.sent) == 2)
    texts = dict(there.sent)
    assert texts["bo"] == "Done: here and on the member pages you are Ann."
    assert texts["tea"] == "This code is wrong, used or too old. Look for a new one on your page."
    assert {one.platform for one in members.person(host, ann).identities} == {"web", "there"}


def test_a_bridge_carries_both_ways_and_never_in_a_circle(host: Actor, there: There, connection: int, tea: int) -> None:
    web = open_group(actor=host, name="Web")
    bridge_groups(actor=host, one=tea, other=web)
    bridge_groups(actor=host, one=web, other=tea)
    ann = members.admit(actor=host, name="Ann")
    identity = members.standings(host.here, [ann])[ann].identity or 0
    heard(there, said("1", "Hello web"))
    tend(host, connection, understood(1))
    receive(actor=system(host.here), batch=[Utterance(web, ann, identity, "k", 1, "Hello tea", reply_to=1)])
    tend(host, connection, lambda: len(there.sent) == 1)
    assert there.sent == [("tea", "Ann: Hello tea")]
    assert there.asked[0][1].reply_to == "1"
    heard(there, Said(TEA, Who("bot"), "m1", 1, "Ann: Hello tea"), said("2", "I see", reply_to="m1"))
    tend(host, connection, understood(3))
    assert messages(host, web) == [(1, "Hello web"), (2, "Hello tea"), (3, "I see")]
    assert messages(host, tea) == [(1, "Hello web"), (2, "I see")]
    assert [(one.name, one.reply) for one in said_in(host, web)] == [("Bo", None), ("Ann", 1), ("Bo", 2)]


def test_edits_and_deletions_cross_a_bridge(host: Actor, there: There, connection: int, tea: int) -> None:
    web = open_group(actor=host, name="Web")
    bridge_groups(actor=host, one=tea, other=web)
    ann = members.admit(actor=host, name="Ann")
    identity = members.standings(host.here, [ann])[ann].identity or 0
    heard(there, said("1", "Helo"))
    tend(host, connection, understood(1))
    receive(actor=system(host.here), batch=[Utterance(web, ann, identity, "k", 1, "Hi tea")])
    her = members.member_actor(host.here, ann)
    chat.edit_message(actor=her, group=web, seq=2, text="Hi, tea")
    heard(there, Edited(TEA, "1", 1_800_000_000_000, "Hello"))
    tend(host, connection, lambda: len(there.asked) == 2)
    assert [(one[1].text, one[1].replaces) for one in there.asked] == [("Ann: Hi tea", None), ("Ann: Hi, tea", "m1")]
    assert messages(host, web) == [(1, "Hello"), (2, "Hi, tea")]
    chat.delete_message(actor=her, group=web, seq=2)
    tend(host, connection, lambda: len(there.asked) == 3)
    assert there.asked[2] == ("delete", "tea", "m1")


def test_a_member_who_writes_on_the_page_of_a_connected_group_is_heard_there(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    ann = members.admit(actor=host, name="Ann")
    identity = members.standings(host.here, [ann])[ann].identity or 0
    receive(actor=system(host.here), batch=[Utterance(tea, ann, identity, "k", 1, "From my sofa")])
    tend(host, connection, lambda: len(there.sent) == 1)
    assert there.sent == [("tea", "Ann: From my sofa")]
    assert messages(host, tea) == [(1, "From my sofa")]


def test_who_is_in_a_linked_group_is_a_member_unless_that_is_switched_off(
    host: Actor, there: There, connection: int
) -> None:
    there.people = [BO, CY, Who("robot", "Robot", is_bot=True), Who("bot")]
    link_group(actor=host, connection=connection, external_id="tea", name="Tea")
    tend(host, connection, lambda: Deed.objects.get(kind="members").state == "done")
    active = [one.id for one in members.find_people(host)[0]]
    assert sorted(one.name for one in members.standings(host.here, active).values()) == ["Bo", "Cy"]
    there.people = [Who("di", "Di")]
    link_group(actor=host, connection=connection, external_id="coffee", name="Coffee", admits=False)
    tend(host, connection, lambda: not Deed.objects.filter(state="waiting").exists())
    di = members.find_people(host, "di")[0][0].id
    assert members.standings(host.here, [di]) == {}


def test_removing_a_connection_keeps_what_was_said(host: Actor, there: There, connection: int, tea: int) -> None:
    heard(there, said("1", "Stay"))
    tend(host, connection, understood(1))
    remove_connection(actor=host, connection=connection)
    assert messages(host, tea) == [(1, "Stay")]
    assert group_called(host, "tea").closed_at is not None
    with tenancy.within(host.here):
        assert (Connection.objects.count(), Update.objects.count(), Deed.objects.count()) == (0, 0, 0)


def test_an_unlinked_group_is_offered_again(host: Actor, connection: int, tea: int) -> None:
    unlink_group(actor=host, group=tea)
    with tenancy.within(host.here):
        assert Connection.objects.get().found == [["tea", "Tea house"]]
    assert link_group(actor=host, connection=connection, external_id="tea") == tea


def test_an_analyst_connects_nothing(host: Actor, stranger: Actor, connection: int, tea: int) -> None:
    analyst = as_role(host, "analyst")
    for deed in (
        lambda: connect(actor=analyst, platform="there", settings={"token": "x"}),
        lambda: stop_connection(actor=analyst, connection=connection),
        lambda: remove_connection(actor=analyst, connection=connection),
        lambda: link_group(actor=analyst, connection=connection, external_id="x"),
        lambda: say_there(actor=analyst, group=tea, text="x", key="x"),
        lambda: remove_there(actor=analyst, person=1, ban=True, key="x"),
    ):
        with pytest.raises(Forbidden):
            deed()
    with pytest.raises(NotFound):
        stop_connection(actor=stranger, connection=connection)
    with tenancy.within(host.here):
        assert Connection.objects.get().wanted
        assert not Deed.objects.exclude(kind="members").exists()
