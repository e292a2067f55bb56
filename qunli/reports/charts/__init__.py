"""Pictures as Vega-Lite specifications: values in, specification and table out.

Small dictionaries are written by hand instead of with Altair, whose import alone takes 0.8 s and 65 MB of a report that
is done in five; the tests hold every specification against Altair's schema. A chart is labelled in place instead of by
a legend where one line or bar speaks for itself, and every one carries the rows of a table that says the same.
"""

from qunli.reports.charts.activity import activity
from qunli.reports.charts.belonging import belonging
from qunli.reports.charts.chart import Chart
from qunli.reports.charts.hours import hours, likely
from qunli.reports.charts.newcomers import newcomers
from qunli.reports.charts.words import words

__all__ = ["Chart", "activity", "belonging", "hours", "likely", "newcomers", "words"]
