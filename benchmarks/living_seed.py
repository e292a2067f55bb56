"""A community of web groups with many members, messages and cases, for `benchmarks.member_pages`.

`python -m benchmarks.living_seed MEMBERS MESSAGES` prints the cookies of its operator and of a member, and numbers that
pages are asked for by. Rows are written in bulk, as the message path would have left them, search index included.
"""

from __future__ import annotations

import json
import os
import random
import sys
from datetime import timedelta
from typing import Any

import django

GROUPS = 20
CASES = 20_000
WORDS = (
    "kettle", "river", "morning", "bridge", "garden", "winter", "letter", "window",
    "market", "sugar", "lemon", "harbour", "violin", "carpet", "engine", "station",
    "天气", "河边", "早上", "茶叶", "水温", "周末", "朋友", "花园",
    "信箱", "市场", "冬天", "音乐", "车站", "桥头", "故事", "面包",
)  # fmt: skip
RARE = "samovar"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qunli.config.settings")
    django.setup()
    print(json.dumps(seed(int(sys.argv[1]), int(sys.argv[2]))))


def seed(members_wanted: int, messages: int) -> dict[str, Any]:
    """Cookies of both, a group, a member and a case."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from benchmarks.live_seed import found, sign_in
    from qunli.core import tenancy
    from qunli.core.models import User
    from qunli.domains.chat import facade as chat
    from qunli.domains.members.models import Identity, Membership
    from qunli.domains.moderation.models import Case

    host, rng = found(), random.Random(1)
    name, (member,) = sign_in(host, 1)
    groups = [chat.open_group(actor=host, name=f"Group {n}") for n in range(GROUPS)]
    with tenancy.within(host.here):
        _people(host.here, members_wanted, rng)
        identities = list(Identity.objects.order_by("id").values_list("id", flat=True))
        _messages(host.here, groups, identities, messages, rng)
        _cases(host.here, groups, rng)
        person = Membership.objects.order_by("id").values_list("person_id", flat=True)[members_wanted // 2]
        case = Case.objects.filter(state="waiting").values_list("id", flat=True)[0]
    owner, session = User.objects.order_by("id")[0], SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(owner.id), owner.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session.create()
    return {
        "operator": f"{name}={session.session_key}", "member": f"{name}={member}", "group": groups[0],
        "middle": messages // GROUPS // 2, "person": person, "case": case,
    }  # fmt: skip


def _people(community: int, wanted: int, rng: random.Random) -> None:
    from django.utils import timezone

    from qunli.domains.members.models import Card, Identity, Membership, Person

    now = timezone.now()
    for start in range(0, wanted, 5_000):
        people = Person.objects.bulk_create(
            Person(community_id=community, name=f"{rng.choice(WORDS).title()} {n}")
            for n in range(start, min(wanted, start + 5_000))
        )
        Identity.objects.bulk_create(
            Identity(community_id=community, person=one, platform="web", external_id=str(one.id), name=one.name)
            for one in people
        )
        Membership.objects.bulk_create(
            Membership(
                community_id=community, person=one, state="active", joined_at=now - timedelta(minutes=one.id),
                since=now - timedelta(minutes=one.id),
            )
            for one in people
        )  # fmt: skip
        cards = []
        for one in people:
            needs, resources, city = [rng.choice(WORDS)], [rng.choice(WORDS)], rng.choice(("Lyon", "Bremen", "杭州"))
            text = " ".join((one.name, *needs, *resources, city)).casefold()
            cards.append(
                Card(
                    community_id=community, person=one, needs=needs, resources=resources, city=city, city_shown=city,
                    shown=["needs", "resources", "city"], search=text,
                )
            )  # fmt: skip
        Card.objects.bulk_create(cards)


def _messages(community: int, groups: list[int], identities: list[int], wanted: int, rng: random.Random) -> None:
    from django.db import connection, transaction
    from django.utils import timezone

    from qunli.domains.chat import search_index
    from qunli.domains.chat.models import Group

    end = int(timezone.now().timestamp() * 1000)
    insert = (
        "INSERT INTO chat_message (community_id, group_id, author_id, external_id, at, text, length, question, seq,"
        " attachments, kind) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, '', '')"
    )
    for start in range(0, wanted, 50_000):
        rows = []
        for n in range(start, min(wanted, start + 50_000)):
            text = " ".join(rng.choices(WORDS, k=rng.randint(3, 20))) + (f" {RARE}" if n % 500_000 == 7 else "")
            group, seq, author = groups[n % len(groups)], n // len(groups) + 1, rng.choice(identities)
            at = end - (wanted - n) * 6_000
            rows.append((community, group, author, f"{author}:{n}", at, text, len(text), False, seq))
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.executemany(insert, rows)
            search_index.keep((row[1], row[8], row[5]) for row in rows)
    for group in groups:
        Group.objects.filter(id=group).update(last_seq=wanted // len(groups))


def _cases(community: int, groups: list[int], rng: random.Random) -> None:
    from django.utils import timezone

    from qunli.domains.members.models import Person
    from qunli.domains.moderation.models import Case, Sanction

    people, now = list(Person.objects.values_list("id", flat=True)[:5_000]), timezone.now()
    made = Case.objects.bulk_create(
        Case(
            community_id=community, group_id=rng.choice(groups), person_id=rng.choice(people), line="ads", version=1,
            trigger="advertising", measure=0.97, limit=0.9, effect="hold", text=" ".join(rng.choices(WORDS, k=12)),
            key=f"case:{n}", state="waiting" if n % 10 == 0 else "upheld", made_at=now - timedelta(minutes=n),
            decided_at=None if n % 10 == 0 else now - timedelta(minutes=n - 5),
        )
        for n in range(CASES)
    )  # fmt: skip
    Sanction.objects.bulk_create(
        Sanction(
            community_id=community, person_id=case.person_id, case=case, kind="warn", state="done",
            because={"decided": True}, made_at=case.made_at, carried_at=case.made_at,
        )
        for case in made
        if case.state == "upheld"
    )  # fmt: skip


if __name__ == "__main__":
    main()
