"""How each measure is said: its label and the unit of its value."""

from __future__ import annotations

from msgspec import Struct

from qunli.reports.language import gettext_noop


class Measure(Struct, frozen=True):
    """A label in front of the value, and the unit of it: "count", "share" (0 to 1), "days", "hour" or "number"."""

    label: str
    unit: str = "count"


MEASURES = {
    "newcomers_unanswered": Measure(gettext_noop("newcomers waiting")),
    "newcomers_answered_share": Measure(gettext_noop("newcomers answered in 90 days"), "share"),
    "questions_open": Measure(gettext_noop("open questions")),
    "oldest_question_days": Measure(gettext_noop("the oldest has waited"), "days"),
    "complaining_people": Measure(gettext_noop("people who complained of it in a week")),
    "leaving_risk": Measure(gettext_noop("chance of silence for 90 days"), "share"),
    "half_written_by": Measure(gettext_noop("people who wrote half of everything")),
    "most_share": Measure(gettext_noop("written by one person"), "share"),
    "active_90": Measure(gettext_noop("people active in 90 days")),
    "ties_kept": Measure(gettext_noop("ties that stay together"), "share"),
    "stage_creation": Measure(gettext_noop("creation"), "share"),
    "stage_growth": Measure(gettext_noop("growth"), "share"),
    "stage_maturity": Measure(gettext_noop("maturity"), "share"),
    "stage_recession": Measure(gettext_noop("recession"), "share"),
    "silent_at_least_days": Measure(gettext_noop("silent for at least"), "days"),
    "reciprocity": Measure(gettext_noop("ties that go both ways"), "share"),
    "cohesion": Measure(gettext_noop("friends of friends who are friends"), "share"),
    "tied_share": Measure(gettext_noop("active members with ties"), "share"),
    "attention": Measure(gettext_noop("attention from others (1 is average)"), "number"),
    "heard_by": Measure(gettext_noop("people who spoke to them")),
    "bridging": Measure(gettext_noop("shortest ways between others that pass them"), "share"),
    "effective_size": Measure(gettext_noop("partners who do not know each other"), "number"),
    "founding": Measure(gettext_noop("share of what was said at the beginning"), "share"),
    "turns": Measure(gettext_noop("times they took the word in 90 days")),
    "active_days": Measure(gettext_noop("days with a message in 90 days")),
    "silent_days": Measure(gettext_noop("silent for"), "days"),
    "messages": Measure(gettext_noop("messages ever")),
    "active_peak_share": Measure(gettext_noop("active members against the height"), "share"),
    "last_month_peak_share": Measure(gettext_noop("last month against the height"), "share"),
    "best_of_two_months_peak_share": Measure(gettext_noop("best week of two months against the height"), "share"),
    "best_of_half_year_peak_share": Measure(gettext_noop("best week of half a year against the height"), "share"),
    "weeks_since_peak": Measure(gettext_noop("weeks since the height")),
    "weeks_old": Measure(gettext_noop("weeks of history")),
    "peak_members": Measure(gettext_noop("active members at the height")),
    "ratio_to_8_weeks_before": Measure(gettext_noop("times the activity of 8 weeks ago"), "number"),
    "ratio_to_26_weeks_before": Measure(gettext_noop("times the activity of half a year ago"), "number"),
    "ratio_to_52_weeks_before": Measure(gettext_noop("times the activity of a year ago"), "number"),
    "newcomers_peak_share": Measure(gettext_noop("newcomers against the height"), "share"),
    "newcomers_ratio_to_26_weeks_before": Measure(gettext_noop("times the newcomers of half a year before"), "number"),
    "first_half_ratio_to_second": Measure(gettext_noop("first half of the history against the second"), "number"),
    "weeks_near_peak_share": Measure(gettext_noop("weeks of the year near the height"), "share"),
    "long_standing_share": Measure(gettext_noop("written by people of half a year and more"), "share"),
    "unsteadiness": Measure(gettext_noop("ups and downs from week to week"), "number"),
    "deepest_fall_recovered_share": Measure(gettext_noop("deepest fall it came back from"), "share"),
    "expected_days_90": Measure(gettext_noop("days with a message to expect in 90"), "number"),
    "usual_gap_days": Measure(gettext_noop("usual pause"), "days"),
    "active_days_7": Measure(gettext_noop("days with a message in 7 days")),
    "active_days_30": Measure(gettext_noop("days with a message in 30 days")),
    "active_days_90": Measure(gettext_noop("days with a message in 90 days")),
    "active_days_365": Measure(gettext_noop("days with a message in a year")),
    "active_days_ever": Measure(gettext_noop("days with a message ever")),
    "messages_30": Measure(gettext_noop("messages in 30 days")),
    "recent_share_of_days": Measure(gettext_noop("share of the last 90 days' activity in the last 30"), "share"),
    "tenure_days": Measure(gettext_noop("here for"), "days"),
    "long_breaks": Measure(gettext_noop("long breaks so far")),
    "partners_30": Measure(gettext_noop("people talked with in 30 days")),
    "answered_share": Measure(gettext_noop("answers for each message"), "number"),
    "partners_silent_share": Measure(gettext_noop("share of their partners who are silent"), "share"),
}
"""By the name a conclusion or a proposal gives it; what is usual has the same unit."""
