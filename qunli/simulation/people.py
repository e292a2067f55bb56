"""Who is there: members with their habits, drawn once. What becomes of them is decided as the community lives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qunli.simulation.dice import Flags, Floats, Ints, dice, pick, pick_columns
from qunli.simulation.names import draw_names
from qunli.simulation.plan import Plan
from qunli.simulation.rhythm import Rhythm, draw_rhythm
from qunli.simulation.words import (
    ADVERTISER,
    ANSWERER,
    ASKER,
    BOT,
    CHANNELS,
    CHINESE,
    CONNECTOR,
    ENGLISH,
    GATHERINGS,
    HOST,
    INTRODUCTIONS,
    LURKER,
    MARKET,
    NEVER,
    REGULAR,
    ROLES,
    SUBJECTS,
)

# By role: begins conversations, answers others, stays (all times the ordinary member's).
_BEGINS = {REGULAR: 1.0, ASKER: 1.5, ANSWERER: 0.5, CONNECTOR: 0.9, LURKER: 0.02, HOST: 2.0, ADVERTISER: 0.3}
_ANSWERS = {REGULAR: 1.0, ASKER: 0.55, ANSWERER: 2.6, CONNECTOR: 1.6, LURKER: 0.01, HOST: 3.0, ADVERTISER: 0.0}
_STAYS = {REGULAR: 1.0, ASKER: 0.8, ANSWERER: 1.7, CONNECTOR: 1.6, LURKER: 1.4, HOST: 30.0, ADVERTISER: 0.01}

# Share of joins and length of stay by channel, in the order of CHANNELS.
_CHANNEL_SHARES = np.array([0.0, 0.26, 0.18, 0.30, 0.10, 0.09, 0.07])
_CHANNEL_STAYS = np.array([2.0, 1.0, 0.8, 1.5, 0.55, 1.25, 0.9])
INVITATION = CHANNELS.index("invitation")


@dataclass(frozen=True)
class People:
    """Arrays by person: the plan's members in order of joining, then the bots. Rates are relative to each other."""

    names: list[str]
    handles: list[str]
    role: Ints
    language: Ints
    speaks: Flags
    """(people, 2): understands English, Chinese."""
    zone: Ints
    channel: Ints
    rate: Floats
    begins: Floats
    answers: Floats
    charm: Floats
    """How readily others answer this person; mean about 1."""
    runs: Floats
    """Chance to write a second message right after the own one."""
    interests: Floats
    """(people, subjects), mean 1 in each row."""
    home: Ints
    roams: Flags
    """(people, groups): also joins this group, sooner or later."""
    stay: Floats
    """Days of interest that the person brings along; talk lengthens or shortens it."""
    first_words: Floats
    """Days from joining to the first message, infinite for those who only read."""
    fades: Flags
    """Falls silent by and by instead of at once."""
    leaves: Flags
    """Leaves the group after losing interest."""
    rhythm: Rhythm

    def __len__(self) -> int:
        return len(self.role)

    @property
    def bots(self) -> Ints:
        """Positions of the bots."""
        return np.flatnonzero(self.role == BOT)


def founders_of(plan: Plan) -> int:
    """How many are there from the first hours: the hosts and some friends."""
    return min(plan.members, plan.hosts + max(2, plan.members // 150))


def draw_people(plan: Plan, seed: int) -> People:
    """Everybody of the plan with habits; the same plan and seed give the same people."""
    rng = dice(seed, "people")
    role = _roles(plan, rng)
    size, humans = len(role), plan.members
    home = pick(rng, np.array([group.share for group in plan.groups]), size)
    language, speaks = _languages(plan, home, role, rng)
    zone = np.array([hours for hours, _ in plan.zones])[pick(rng, np.array([share for _, share in plan.zones]), size)]
    zone = np.where(language == CHINESE, np.where(rng.random(size) < 0.85, 8, zone), zone)
    names, handles = draw_names(language[:humans] == CHINESE, plan.bots, dice(seed, "names"))
    channel = _channels(plan, size, rng)
    vigour = rng.normal(0, 1, size)
    vigour = np.where(role == HOST, 1.0 + np.abs(vigour) * 0.5, vigour)
    visitor = (
        (rng.random(size) < plan.visitors) & ~np.isin(role, (HOST, ANSWERER)) & (np.arange(size) >= founders_of(plan))
    )
    return People(
        names=names,
        handles=handles,
        role=role,
        language=language,
        speaks=speaks,
        zone=zone,
        channel=channel,
        rate=np.exp(plan.inequality * vigour),
        begins=_by_role(_BEGINS, role),
        answers=_by_role(_ANSWERS, role) * np.exp(rng.normal(0, 0.4, size)),
        charm=np.exp(rng.normal(-0.1, 0.45, size)),
        runs=rng.beta(2.6, 3.6, size),
        interests=_interests(role, rng),
        home=home,
        roams=_roaming(plan, role, home, rng),
        stay=_stays(plan, role, channel, vigour, visitor, rng),
        first_words=_first_words(role, rng),
        fades=rng.random(size) < 0.8,
        leaves=rng.random(size) < plan.explicit_leave,
        rhythm=draw_rhythm(zone, dice(seed, "rhythm")),
    )


def _roles(plan: Plan, rng: np.random.Generator) -> Ints:
    """Hosts are among the first; then by chance; bots at the end."""
    shares = np.zeros(len(ROLES))
    shares[[ASKER, ANSWERER, CONNECTOR]] = 0.22, 0.06, 0.03
    shares[LURKER], shares[ADVERTISER] = plan.lurkers, plan.advertisers
    shares[REGULAR] = max(0.05, 1 - shares.sum())
    role = pick(rng, shares, plan.members)
    founders = founders_of(plan)
    role[:founders] = pick(rng, np.array([0.5, 0.2, 0.3]), founders)
    role[: plan.hosts] = HOST
    return np.concatenate([role, np.full(plan.bots, BOT)])


def _by_role(table: dict[int, float], role: Ints) -> Floats:
    values = np.zeros(len(ROLES))
    for code, value in table.items():
        values[code] = value
    return values[role]


def _languages(plan: Plan, home: Ints, role: Ints, rng: np.random.Generator) -> tuple[Ints, Flags]:
    size = len(home)
    chinese = rng.random(size) < np.array([group.chinese for group in plan.groups])[home]
    both = (rng.random(size) < 0.35) | np.isin(role, (HOST, CONNECTOR, BOT))
    speaks = np.stack([~chinese | both, chinese | both], axis=1)
    return np.where(chinese, CHINESE, ENGLISH), speaks


def _channels(plan: Plan, size: int, rng: np.random.Generator) -> Ints:
    channel = pick(rng, _CHANNEL_SHARES, size)
    channel[: founders_of(plan)] = CHANNELS.index("founder")
    return channel


def _interests(role: Ints, rng: np.random.Generator) -> Floats:
    """A few subjects each, more for connectors and hosts; some subjects are dearer to all."""
    popular = np.array([2.0, 0.9, 1.8, 1.2, 0.9, 1.0, 1.0, 1.4, 0.4, 1.0, 0.7, 0.6, 0.2])
    breadth = np.where(np.isin(role, (CONNECTOR, HOST)), 1.5, 0.4)
    drawn = rng.gamma(breadth[:, None], 1.0, (len(role), len(SUBJECTS))) * popular + 0.02
    welcoming = np.where(np.isin(role, (HOST, ANSWERER, CONNECTOR)), 2.5, 0.5)
    drawn[:, INTRODUCTIONS] = welcoming * drawn.mean(axis=1) * rng.gamma(2.0, 0.5, len(role))
    return np.asarray(drawn / drawn.mean(axis=1, keepdims=True))


def _roaming(plan: Plan, role: Ints, home: Ints, rng: np.random.Generator) -> Flags:
    chance = np.select([role == HOST, role == CONNECTOR, role == BOT], [1.0, 0.75, 1.0], 0.16)
    roams = rng.random((len(role), len(plan.groups))) < chance[:, None]
    roams[np.arange(len(role)), home] = True
    return roams


def _stays(plan: Plan, role: Ints, channel: Ints, vigour: Floats, visitor: Flags, rng: np.random.Generator) -> Floats:
    """Log-normal with a heavy tail; who talks much stays longer; visitors are gone in a day or two."""
    size = len(role)
    tail = 1.5 * (0.7 * vigour + 0.71 * rng.standard_normal(size))
    days = plan.typical_stay * np.exp(tail) * _by_role({**_STAYS, BOT: 0.0}, role) * _CHANNEL_STAYS[channel]
    days = np.where(visitor, rng.exponential(1.2, size), days)
    days = np.where(role == ADVERTISER, rng.uniform(0.02, 1.5, size), days)
    return np.where(role == BOT, NEVER / 86_400, days)


def _first_words(role: Ints, rng: np.random.Generator) -> Floats:
    size = len(role)
    days = np.where(rng.random(size) < 0.6, rng.exponential(0.15, size), rng.exponential(9.0, size))
    return np.where((role == BOT) | ((role == LURKER) & (rng.random(size) < 0.8)), np.inf, days)


def subject_of_home(plan: Plan, homes: Ints, interests: Floats, rng: np.random.Generator) -> Ints:
    """What each opening is about, from the opener's interests and what the group likes; not greetings or adverts."""
    liked = np.ones((len(plan.groups), len(SUBJECTS)))
    for position, group in enumerate(plan.groups):
        liked[position, [SUBJECTS.index(subject) for subject in group.subjects]] = 3.0
    liked[:, [INTRODUCTIONS, MARKET]] = 0.0
    liked[:, GATHERINGS] *= 0.3
    return pick_columns(rng, liked[homes] * interests)[0]
