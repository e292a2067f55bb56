"""Tables of purchases: CSV with the columns customer, day and amount, and the two CDNOW files as they are published.

CDNOW (Fader and Hardie): columns parted by spaces; five in the sample (id, id in the sample, date, discs, dollars),
four in the master file, which has one line of headings.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

import polars as pl

HEADINGS = ["customer_id", "date", "number_of_cds", "dollar_value"]
Row = tuple[str, date, Decimal]


def read(file: Path) -> pl.DataFrame:
    """customer, day, amount. OSError when it cannot be read; ValueError with file and line when it is no such table."""
    text = file.read_text(encoding="utf-8-sig")
    heading, _, _ = text.partition("\n")
    if "," in heading:
        return _csv(file)
    rows = [
        _row(line.split(), file, number)
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and line.split() != HEADINGS
    ]
    if not rows:
        raise ValueError(f"{file.name} holds no purchases")
    return pl.DataFrame(rows, {"customer": pl.String, "day": pl.Date, "amount": pl.Decimal(18, 2)}, orient="row")


def _row(cells: list[str], file: Path, number: int) -> Row:
    if len(cells) not in (4, 5):
        raise ValueError(f"{file.name}, line {number}: four or five columns, not {len(cells)}")
    try:
        return cells[0], datetime.strptime(cells[-3], "%Y%m%d").date(), Decimal(cells[-1])
    except (ValueError, InvalidOperation):
        raise ValueError(f"{file.name}, line {number}: no date and amount") from None


def _csv(file: Path) -> pl.DataFrame:
    try:
        table = pl.read_csv(file, infer_schema=False)
        return table.select(
            pl.col("customer"), pl.col("day").str.to_date("%Y-%m-%d"), pl.col("amount").str.to_decimal(scale=2)
        )
    except (pl.exceptions.PolarsError, ValueError) as error:
        first = str(error).splitlines()[0]
        raise ValueError(f"{file.name} needs customer, day (YYYY-MM-DD) and amount: {first}") from None
