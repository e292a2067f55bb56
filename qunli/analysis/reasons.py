"""The shape in which every conclusion says why.

A reason names a measure, what it is for this member and what is usual among those the member is compared with; the
reasons of a row stand with the weightiest first. Sentences for people are made where the reader's language is known.
"""

from __future__ import annotations

import polars as pl

REASONS = pl.List(pl.Struct({"measure": pl.String, "value": pl.Float64, "usual": pl.Float64}))
"""`measure`: snake_case name; `value`: this member's; `usual`: the median of the comparison group."""
