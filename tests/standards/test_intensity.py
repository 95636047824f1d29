"""Water and land per GDP: published changes, and the sign of a decline."""

import pytest

from jbeco.standards.intensity import (
    change_percent,
    decline_percent,
    land_decline,
    water_per_gdp,
    water_per_industrial_value,
)
from jbeco.standards.rounding import round_half_even


@pytest.mark.parametrize(
    ("before", "after", "change"), [("65.67", "60.6", "-7.72"), ("20.35", "18.2", "-10.57")]
)
def test_the_published_changes_of_huize(before: str, after: str, change: str) -> None:
    assert str(round_half_even(change_percent(before, after), 2)) == change
    assert decline_percent(before, after) == -change_percent(before, after)


def test_water_per_gdp() -> None:
    assert water_per_gdp(147_000_000, 10_000_000) == water_per_industrial_value("14.7", 1)
    with pytest.raises(ValueError, match="地区生产总值为 0"):
        water_per_gdp(1, 0)
    with pytest.raises(ValueError, match="工业用水量不能为负"):
        water_per_industrial_value(-1, 1)


def test_land_per_gdp_falls_while_land_grows_less_than_gdp() -> None:
    assert land_decline(100, 500, 102, 600) == 15
    assert land_decline(100, 500, 102, 500) == -2


def test_no_land_the_year_before_has_no_decline() -> None:
    with pytest.raises(ValueError, match="上年（基期）值为 0"):
        land_decline(0, 500, 1, 500)
