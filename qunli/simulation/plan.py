"""What is asked of a world: its size, shape and manners; and the plans that have a name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

DEFAULT_UNTIL = 1_767_225_600
"""2026-01-01T00:00:00Z: a fixed end, so that a named plan means the same bytes on every day."""


@dataclass(frozen=True, kw_only=True)
class GroupPlan:
    """One room of the community's chat. `share` of the members have it as their home."""

    name: str
    share: float
    chinese: float = 0.5
    """Share of Chinese speakers among those whose home it is."""
    subjects: tuple[str, ...] = ()
    """What is spoken of here three times as often as elsewhere."""


@dataclass(frozen=True, kw_only=True)
class StageShape:
    """Shares of the duration that the stages take; the first missing or last ones may be zero."""

    creation: float = 0.15
    growth: float = 0.35
    maturity: float = 0.50
    recession: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything a world depends on besides its seed. Times are seconds UTC, shares are between 0 and 1."""

    name: str
    groups: tuple[GroupPlan, ...]
    members: int
    """People who ever join, bots not counted."""
    messages: int
    """About how many messages are written in all; the result is within a few per cent."""
    weeks: int
    until: int = DEFAULT_UNTIL
    """Nothing happens at or after this moment; the weeks are counted back from it."""
    shape: StageShape = field(default_factory=StageShape)
    hosts: int = 4
    lurkers: float = 0.28
    advertisers: float = 0.006
    bots: int = 2
    bot_share: float = 0.03
    """Share of all messages that bots write."""
    inequality: float = 1.9
    """Standard deviation of the logarithm of members' rates: 1.2 is companionable, 2.2 is a few talking to many."""
    typical_stay: float = 150.0
    """Median days of interest of those who stay for more than a visit."""
    visitors: float = 0.30
    """Share who only look in for a day or two."""
    zones: tuple[tuple[int, float], ...] = ((8, 0.46), (1, 0.26), (0, 0.15), (-5, 0.09), (-8, 0.04))
    """Hours from UTC and share of the English speakers who live there; Chinese speakers mostly live at 8."""
    answered_stays: float = 1.3
    """The remaining interest of a newcomer who was answered is multiplied by this ..."""
    unanswered_stays: float = 0.4
    """... and of one who was not, by this."""
    reply_marked: float = 0.45
    """Share of true answers that the platform records as a reply."""
    mentioned: float = 0.12
    """Share of true answers that begin with the other's handle."""
    explicit_leave: float = 0.30
    """Share of those who lose interest that also leave the group, a few days later."""
    reactions: float = 0.35
    """Mean reactions on a message."""
    padding: float = 0.25
    """Mean number of further sentences in a message."""
    closing: int = 0
    """Openings in the last two hours, over and above the ordinary ones, so that the end finds people talking."""
    campaigns: float = 0.06
    """Share of weeks in which a publicity wave brings two or three times as many people."""


def small(until: int = DEFAULT_UNTIL) -> Plan:
    """30 members, three weeks: for tests."""
    home = GroupPlan(name="Crumb Corner 面包角", share=1.0)
    shape = StageShape(creation=0.2, growth=0.4, maturity=0.4)
    return Plan(
        name="small", groups=(home,), members=30, messages=600, weeks=3, until=until, shape=shape, hosts=1, bots=1
    )


def hearth_bakers(until: int = DEFAULT_UNTIL) -> Plan:
    """The demo: some 1,300 members, 60,000 messages, 20 months, mature and alive to the last hour."""
    groups = (
        GroupPlan(name="Sourdough Hall 酸面包堂", share=0.5, chinese=0.5, subjects=("sourdough", "rye", "flour")),
        GroupPlan(name="面点小馆 Bun House", share=0.32, chinese=0.85, subjects=("buns", "sweet", "pizza")),
        GroupPlan(name="Market & Meet-ups 集市与聚会", share=0.18, chinese=0.5, subjects=("gatherings", "market")),
    )
    shape = StageShape(creation=0.16, growth=0.42, maturity=0.42)
    return Plan(
        name="hearth_bakers",
        groups=groups,
        members=1_300,
        messages=60_000,
        weeks=87,
        until=until,
        shape=shape,
        hosts=6,
        inequality=1.2,
        typical_stay=320.0,
        visitors=0.2,
        closing=4,
        zones=((8, 0.55), (1, 0.25), (0, 0.1), (-5, 0.07), (-8, 0.03)),
    )


def one_group(until: int = DEFAULT_UNTIL) -> Plan:
    """400,000 long messages in one group: an export of about 300 MB for measuring readers."""
    home = GroupPlan(name="Great Hearth 大炉边", share=1.0)
    shape = StageShape(creation=0.1, growth=0.25, maturity=0.45, recession=0.2)
    return Plan(
        name="one_group",
        groups=(home,),
        members=4_000,
        messages=401_000,
        weeks=156,
        until=until,
        shape=shape,
        hosts=8,
        padding=5.0,
    )


def ten_million(until: int = DEFAULT_UNTIL) -> Plan:
    """Ten million messages of 20,000 members in five groups over five years: for load."""
    groups = tuple(
        GroupPlan(name=name, share=share, chinese=chinese)
        for name, share, chinese in (
            ("Great Hearth 大炉边", 0.40, 0.5),
            ("酸面包堂 Sourdough Hall", 0.25, 0.7),
            ("面点小馆 Bun House", 0.15, 0.9),
            ("Flour Exchange", 0.12, 0.1),
            ("Market & Meet-ups 集市与聚会", 0.08, 0.5),
        )
    )
    shape = StageShape(creation=0.1, growth=0.3, maturity=0.4, recession=0.2)
    return Plan(
        name="ten_million",
        groups=groups,
        members=20_000,
        messages=10_020_000,
        weeks=261,
        until=until,
        shape=shape,
        hosts=15,
        bots=5,
    )


PRESETS: dict[str, Callable[[int], Plan]] = {
    "small": small,
    "hearth_bakers": hearth_bakers,
    "one_group": one_group,
    "ten_million": ten_million,
}


def preset(name: str, until: int = DEFAULT_UNTIL, **changes: object) -> Plan:
    """The named plan, ending at `until`, with `changes` to its fields. KeyError when there is no such plan."""
    return replace(PRESETS[name](until), **changes)  # type: ignore[arg-type]
