from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from qunli.analysis.lifetime import purchases, reading
from qunli.analysis.lifetime.tests.invented import bought

BOOK = bought(
    ("an", "2024-01-01", 1000), ("an", "2024-01-15", 1500), ("an", "2024-01-15", 500), ("an", "2024-02-26", 4000),
    ("bo", "2024-01-08", 700), ("cy", "2024-03-01", 900),
)  # fmt: skip


def test_two_purchases_of_one_day_are_one() -> None:
    assert purchases.by_day(BOOK).filter(pl.col("customer") == "an")["amount"].to_list() == [1000, 2000, 4000]


def test_a_customer_is_how_often_how_lately_and_for_how_much_they_bought_again() -> None:
    known = purchases.summary(BOOK, date(2024, 2, 26))
    assert known.rows() == [
        ("an", 2, 8.0, 8.0, 3000.0, 7000, date(2024, 1, 1), date(2024, 2, 26)),
        ("bo", 0, 0.0, 7.0, None, 700, date(2024, 1, 8), date(2024, 1, 8)),
    ]


def test_what_is_bought_later_is_counted_in_weeks_from_the_next_day_on() -> None:
    later = purchases.bought(BOOK, date(2024, 1, 8), date(2024, 2, 26))
    assert later.rows() == [("an", 1, 1), ("an", 7, 1)]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (BOOK.drop("day"), "need the column day"),
        (BOOK.with_columns(day=pl.lit("2024-01-01")), "must hold dates"),
        (BOOK.with_columns(amount=pl.lit(-1)), "below nothing"),
        (BOOK.with_columns(amount=pl.lit(None, pl.Int64)), "lacks its customer"),
    ],
)
def test_what_is_no_table_of_purchases_is_refused(wrong: pl.DataFrame, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        purchases.by_day(wrong)


@pytest.mark.parametrize(
    "text",
    [
        " 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   29.73\n",
        " customer_id  date number_of_cds  dollar_value\n 00004 19970101  2   29.33\n 00004 19970118  2   29.73\n",
        "amount,customer,day\n29.33,00004,1997-01-01\n29.73,00004,1997-01-18\n",
    ],
)
def test_both_published_forms_and_plain_csv_are_read_alike(tmp_path: Path, text: str) -> None:
    file = tmp_path / "table.txt"
    file.write_text(text)
    assert reading.read(file).rows() == [
        ("00004", date(1997, 1, 1), Decimal("29.33")),
        ("00004", date(1997, 1, 18), Decimal("29.73")),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("00004 19970101 2 29.33\n00004 yesterday 2 29.73\n", r"table.txt, line 2: no date and amount"),
        ("one two\n", "line 1: four or five columns, not 2"),
        ("customer_id date number_of_cds dollar_value\n", "holds no purchases"),
        ("customer,when\n1,2024-01-01\n", "needs customer, day"),
        ("customer,day,amount\n1,1 May,3\n", "needs customer, day"),
    ],
)
def test_another_file_is_refused_with_its_line(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "table.txt"
    file.write_text(text)
    with pytest.raises(ValueError, match=why):
        reading.read(file)
