"""The small line of a card: real text, one point a year, nothing where there is no line."""

import re
from fractions import Fraction

from jbeco.report.sparkline import sparkline

POINTS = [(2019, Fraction(90)), (2020, Fraction(92)), (2021, Fraction(96))]


def test_it_says_its_numbers_to_who_cannot_see_it() -> None:
    drawn = sparkline(POINTS, Fraction(97), 1, "某<率>")
    assert 'aria-label="某&lt;率&gt;：2019 年 90.0，2021 年 96.0，目标 97.0"' in drawn
    assert {"90.0", "96.0", "目标 97.0", "2019", "2021"} <= set(
        re.findall(r">([^<>]+)</text>", drawn)
    )


def test_years_are_spaced_as_they_are() -> None:
    drawn = sparkline([(2019, Fraction(1)), (2020, Fraction(2)), (2023, Fraction(3))], None, 0, "x")
    [points] = re.findall(r'points="([^"]+)"', drawn)
    xs = [float(point.split(",")[0]) for point in points.split()]
    assert round((xs[2] - xs[1]) / (xs[1] - xs[0])) == 3


def test_one_year_is_no_line_and_a_flat_line_is_drawn() -> None:
    assert sparkline(POINTS[:1], None, 0, "x") == ""
    assert "polyline" in sparkline([(2019, Fraction(5)), (2020, Fraction(5))], None, 0, "x")
