from __future__ import annotations

import polars as pl
import pytest

from qunli.simulation import Month, World, preset, simulate


@pytest.fixture(scope="package")
def village() -> World:
    """Three groups, 300 members, 5,000 messages over 40 weeks."""
    return simulate(preset("hearth_bakers", members=300, messages=5_000, weeks=40, hosts=3, advertisers=0.05), 7)


@pytest.fixture(scope="package")
def months(village: World) -> list[Month]:
    return list(village.months())


@pytest.fixture(scope="package")
def said(months: list[Month]) -> pl.DataFrame:
    return pl.concat([month.messages for month in months])


@pytest.fixture(scope="package")
def events(months: list[Month]) -> pl.DataFrame:
    return pl.concat([month.events for month in months])
