"""An invented community's findings, for tests of what is made of them."""

from __future__ import annotations

from datetime import date, timedelta

from qunli.reports.findings import (
    Ahead,
    Belonging,
    BelongingMonth,
    BestHour,
    Carried,
    Era,
    Findings,
    KeyMember,
    Leaving,
    Month,
    Newcomer,
    Question,
    Reason,
    Record,
    Rising,
    SaidWord,
    Share,
    Span,
    Split,
    Stage,
    Subject,
    Talk,
    Turn,
    Week,
    Welcome,
)

END = 1_732_320_000
DAY = 86_400
PEOPLE = {0: "Mei Zhou", 1: "Tomás Ruiz", 2: "林悦", 3: "Oda Berg", 4: "<b>Mallory</b>", 5: "Ibrahim Kaya", 6: "王小明"}


def weeks() -> tuple[Week, ...]:
    """Two years that grow, stand and fall a little."""
    first = date(2022, 11, 21)
    counts = [min(8 + number * 4, 330 + number % 7 * 9) - max(0, number - 96) * 12 for number in range(105)]
    return tuple(
        Week((first + timedelta(weeks=number)).isoformat(), count * 6, count, count // 9)
        for number, count in enumerate(counts)
    )


def course() -> dict[str, object]:
    """The stage, the past as it was judged, the weeks ahead."""
    return {
        "stage": Stage(
            name="maturity",
            probabilities={"creation": 0.0, "growth": 0.11, "maturity": 0.86, "recession": 0.03},
            window_open=True,
            window_chance=0.93,
            since="2024-03-04",
            turns=(Turn("recession", 240.0),),
            reasons=(Reason("active_peak_share", 0.97, 0.94),),
        ),
        "eras": (
            Era("creation", False, "2022-11-21", "2023-03-06"),
            Era("growth", False, "2023-03-06", "2023-12-04"),
            Era("growth", True, "2023-12-04", "2024-03-04"),
            Era("maturity", True, "2024-03-04", "2024-11-25"),
        ),
        "ahead": tuple(
            Ahead(f"2024-12-{day:02d}", 280.0 - day, 270.0 - 3 * day, 290.0 + day) for day in (1, 8, 15, 22)
        ),
    }


def people() -> dict[str, object]:
    """Who moves the community, who may leave, who rises, how they are tied."""
    return {
        "key_members": (
            KeyMember(0, "opinion_leader", 0.94, (Reason("attention", 5.2, 0.5),)),
            KeyMember(1, "connector", 0.81, (Reason("effective_size", 44.0, 6.0),)),
            KeyMember(5, "quiet", 0.4, (Reason("silent_days", 41.0, 0.0), Reason("messages", 212.0, 6.0))),
        ),
        "leaving": (Leaving(1, 0.62, (Reason("silent_days", 21.0, 3.0),)), Leaving(6, 0.2, ())),
        "rising": (Rising(2, 24.0, (Reason("active_days", 14.0, 3.0),)),),
        "belonging": Belonging(
            reciprocity=Share(0.46, 0.41, 0.51, 380),
            cohesion=Share(0.31, 0.24, 0.38, 900),
            tied=Share(0.72, 0.67, 0.76, 412),
            newcomers_answered=Share(0.64, 0.55, 0.72, 120),
            trend=tuple(
                BelongingMonth(f"2024-{month:02d}-01", 0.3 + month / 60, 0.5 + month / 50) for month in range(1, 12)
            ),
        ),
    }


def findings(**other: object) -> Findings:
    """Everything filled in; `other` replaces fields."""
    usual: dict[str, object] = {
        "name": "Hearth Bakers",
        "format": "telegram",
        "zone": "Europe/Rome",
        "span": Span(first=END - 730 * DAY, last=END, messages=128_456, people=1_284, places=3, bots=2),
        "people": PEOPLE,
        "weeks": weeks(),
        **course(),
        "months": tuple(
            Month(f"2024-{month:02d}", 30 + month * 2, 20 + month, 12 if month < 11 else None) for month in range(1, 12)
        ),
        "hours": tuple(
            tuple((hour * 7 + day * 3) % 40 + (60 if 18 <= hour < 23 else 0) for hour in range(24)) for day in range(7)
        ),
        "likely": tuple(0.01 + (0.05 if 18 <= hour < 23 else 0.0) for hour in range(24)),
        "best_hours": (BestHour(0, 20, 0.41), BestHour(1, 7, 0.22)),
        "unanswered": (
            Newcomer(who=3, at=END - 2 * DAY, place="Sourdough Hall", text="Hello, my starter smells of apples."),
            Newcomer(who=4, at=END - 3 * DAY, place="Sourdough Hall", text="<script>alert(1)</script> & hi"),
        ),
        "welcome": Welcome(answered=400, answered_stayed=244, unanswered=120, unanswered_stayed=38),
        "carried": Carried(half=9, active=412, most=0, most_share=0.12),
        "split": Split(sizes=(241, 241), kept=0.91, kept_by_chance=0.52),
        **people(),
        "questions": (
            Question(
                who=6, at=END - 5 * DAY, place="Sourdough Hall", topic="酸种", text="发酵过头了还能救吗？", could=(0, 2)
            ),
            Question(who=3, at=END - 4 * 3600, place="Ovens", topic=None, text="Which stone fits a small oven?"),
        ),
        "questions_open": 2,
        "talk": Talk(
            days=30,
            words=(
                SaidWord(word="panettone", count=88, people=31, score=14.2, times=None),
                SaidWord(word="酸种", count=41, people=12, score=8.9, times=3.4),
            ),
            subjects=(
                Subject(name="Sourdough Hall", messages=940, people=120, before=1_010, words=("panettone", "starter")),
            ),
        ),
        "records": (Record(name="leaving", right=41, said=52, measure="auc", value=0.9, naive=0.77),),
        "skipped": {"a line without a date": 3},
    }
    return Findings(**{**usual, **other})  # type: ignore[arg-type]
