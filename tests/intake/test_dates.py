"""Months: enough for a document and for a section's row; never a guess at another year."""

from datetime import date, datetime

import pytest

from jbeco.intake.dates import month_end, read_month


@pytest.mark.parametrize("text", ["2022-04", "2022/4", "2022.4", "2022年4月", "2022年 4 月"])
def test_the_last_day_stands_for_a_month(text: str) -> None:
    assert month_end(text) == date(2022, 4, 30)


@pytest.mark.parametrize("text", ["2022", "2022-13", "4月", "2022-04-01", "去年4月", ""])
def test_what_is_no_month_has_no_last_day(text: str) -> None:
    assert month_end(text) is None


def test_february_of_a_leap_year() -> None:
    assert month_end("2024-02") == date(2024, 2, 29)


@pytest.mark.parametrize(
    "value",
    [4, "4", "04", "4月", "2025-04", "2025年4月", "2025/4", date(2025, 4, 2), datetime(2025, 4, 1)],
)
def test_a_month_of_the_year(value: object) -> None:
    assert read_month(value, 2025) == 4


@pytest.mark.parametrize("value", [0, 13, "十月", "2024-04", date(2024, 4, 1), "", None, 4.5])
def test_what_is_no_month_of_the_year(value: object) -> None:
    assert read_month(value, 2025) is None
