from __future__ import annotations

import polars as pl

from qunli.analysis import History
from qunli.analysis.roles import ROLES, key_members, roles
from qunli.analysis.standing import standing
from qunli.analysis.tests.invented import DAY, START, lively


def _two_circles() -> pl.DataFrame:
    """Everybody in each circle turns to its head every day; "link" talks to the heads of both."""
    rows = []
    for day in range(60):
        at = START + day * DAY + day % 10 * 7200
        for circle, head in (("a", "ada"), ("b", "bea")):
            for number in range(6):
                rows.append((at + 100 * number, f"{circle}{number}", head))
                rows.append((at + 100 * number + 50, head, f"{circle}{number}"))
            rows += [(at + 2000, "link", head), (at + 2050, head, "link")]
    return pl.DataFrame(
        [
            {
                "ts": ts,
                "channel": "hall",
                "author": author,
                "to": to,
                "length": 20 + ts // 50 % 97,
                "question": ts % 900 < 100,
            }
            for ts, author, to in rows
        ]
    ).sort("ts", maintain_order=True)


def test_heads_lead_and_the_link_connects() -> None:
    found = {
        (author, role) for author, role in roles(History.from_frame(_two_circles())).select("author", "role").rows()
    }
    assert {role for author, role in found if author in ("ada", "bea")} >= {"opinion_leader"}
    measured = standing(History.from_frame(_two_circles()))
    between = dict(measured.select("author", "bridging").rows())
    assert between["link"] > 10 * between["a0"]
    assert dict(measured.select("author", "heard_by").rows())["ada"] == 7


def test_each_member_is_shown_with_the_one_role_that_tells_most() -> None:
    history = History.from_frame(lively(days=120, people=60, a_day=200))
    shown = key_members(history)
    assert shown.columns == ["author", "role", "score", "reasons"]
    assert shown["author"].n_unique() == shown.height
    assert set(shown["role"]) <= set(ROLES)
    assert shown["score"].is_between(0, 1).all()
    best = roles(history).group_by("author").agg(pl.col("score").max())
    assert shown.join(best, on="author").filter(pl.col("score") != pl.col("score_right")).height == 0


def test_who_carried_the_founding_and_is_still_there_is_a_seed() -> None:
    history = History.from_frame(_two_circles())
    seeds = roles(history).filter(role="seed")
    assert {"ada", "bea"} <= set(seeds["author"])
    reason = seeds.filter(author="ada")["reasons"].to_list()[0][0]
    assert reason["measure"] == "founding"
    assert round(reason["value"], 3) == 0.259


def test_who_joined_and_says_nothing_is_quiet_but_not_who_left() -> None:
    joins = pl.DataFrame(
        {
            "ts": [START + 5, START + 6, START + 10 * DAY],
            "channel": "hall",
            "author": ["mute", "gone", "gone"],
            "kind": ["join", "join", "leave"],
        }
    )
    frame = pl.concat([_two_circles().with_columns(kind=pl.lit("msg")), joins], how="diagonal").sort("ts")
    quiet = key_members(History.from_frame(frame)).filter(role="quiet")
    assert quiet["author"].to_list() == ["mute"]
    assert quiet["reasons"].to_list()[0][0] == {"measure": "silent_days", "value": 59.0, "usual": 0.0}


def test_a_community_of_nobody_or_one_has_no_key_members_by_ties() -> None:
    assert key_members(History.from_frame(lively().head(0))).height == 0
    alone = History.from_frame(lively(people=1, days=3))
    assert set(key_members(alone)["role"]) <= {"heavy_participant", "seed"}


def test_the_future_makes_nobody_a_key_member() -> None:
    frame = lively(days=60)
    moment = START + 40 * DAY
    cut = History.from_frame(frame).until(moment)
    fresh = History.from_frame(frame.filter(pl.col("ts") < moment)).until(moment)
    assert key_members(cut).equals(key_members(fresh))


def test_one_who_matters_and_is_likely_to_leave_comes_first() -> None:
    history = History.from_frame(_two_circles())
    reasons = [[{"measure": "silent_days", "value": 3.0, "usual": 0.0}]]
    leaving = pl.DataFrame({"author": ["ada", "a1"], "risk": [0.6, 0.9], "reasons": reasons * 2})
    shown = key_members(history, leaving=leaving, rising=leaving.head(0).rename({"risk": "score"}))
    assert shown.row(0) == ("ada", "leaving", 0.6, reasons[0])
    assert "a1" not in shown.filter(role="leaving")["author"].to_list()
