"""Every specification is one that Vega-Lite knows, and says what it is given."""

from __future__ import annotations

import altair
import jsonschema
import pytest

from qunli.reports import charts, theme
from qunli.reports.charts import Chart
from qunli.reports.language import translate
from qunli.reports.tests.example import findings

_ = translate("en")
VEGA_LITE = jsonschema.Draft7Validator(altair.load_schema())


def made() -> list[Chart]:
    found = findings()
    return [
        charts.activity(found.weeks, found.eras, _, found.ahead),
        charts.newcomers(found.months, _),
        charts.hours(found.hours, _),
        charts.likely(found.likely, _),
        charts.belonging(found.belonging.trend, _),
        charts.words(found.talk.words, _),
    ]


@pytest.mark.parametrize("chart", made(), ids=lambda chart: chart.name)
@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_a_specification_holds_against_the_schema(chart: Chart, tokens: theme.Tokens) -> None:
    spec = {**chart.spec, "config": theme.config(tokens)}
    assert [error.message for error in VEGA_LITE.iter_errors(spec)] == []


@pytest.mark.parametrize("chart", made(), ids=lambda chart: chart.name)
def test_a_table_has_as_many_cells_as_columns(chart: Chart) -> None:
    assert chart.rows
    assert {len(row) for row in chart.rows} == {len(chart.columns)}


def test_adjoining_earning_windows_are_one_band() -> None:
    spec = charts.activity(findings().weeks, findings().eras, _).spec
    bands = spec["layer"][0]["data"]["values"]  # type: ignore[index]
    assert bands == [{"from": 1_701_648_000_000, "to": 1_732_492_800_000}]


def test_nothing_makes_an_empty_picture() -> None:
    assert charts.activity((), (), _).rows == ()
    assert charts.words((), _).rows == ()
