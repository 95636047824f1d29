"""Base is 0 and target is 100, whichever way the indicator runs."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.statistics.goalposts import beyond_goalposts, normalise

META = pd.DataFrame(
    {
        "base": [79.5, 40.0],
        "target": [88.0, 25.0],
        "direction": ["higher", "lower"],
        "weight": [1.0, 1.0],
    },
    index=["good_days", "pm25"],
)


def values(*columns: tuple[float, float]) -> pd.DataFrame:
    return pd.DataFrame(
        np.array(columns).T, index=META.index, columns=range(2019, 2019 + len(columns))
    )


def test_base_half_way_target_and_beyond() -> None:
    found = normalise(values((79.5, 40), (83.75, 32.5), (88, 25), (89.7, 43)), META)
    assert found.loc["good_days"].tolist() == pytest.approx([0, 50, 100, 120])
    assert found.loc["pm25"].tolist() == pytest.approx([0, 50, 100, -20])


def test_what_lies_beyond_is_listed_not_clipped() -> None:
    found = beyond_goalposts(normalise(values((79.5, 40), (89.7, 43)), META))
    assert found[["indicator", "year"]].values.tolist() == [["good_days", 2020], ["pm25", 2020]]
    assert found["score"].tolist() == pytest.approx([120, -20])


def test_rows_may_stand_in_another_order() -> None:
    given = values((83.75, 25))
    turned = normalise(given.iloc[::-1], META)
    assert turned.loc["good_days"].tolist() == pytest.approx([50])


@given(st.floats(-50, 50), st.floats(-50, 50), st.floats(0.1, 10), st.floats(-50, 50))
def test_the_unit_does_not_matter(base: float, value: float, factor: float, shift: float) -> None:
    def score(change) -> float:
        meta = META.assign(base=change(base), target=change(base + 7), direction="higher")
        table = pd.DataFrame({2025: [change(value)] * 2}, index=META.index)
        return float(normalise(table, meta).iloc[0, 0])

    assert score(lambda x: factor * x + shift) == pytest.approx(score(lambda x: x), abs=1e-6)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"target": [79.5, 25]}, "good_days 基期 79.5 已达目标 79.5"),
        ({"target": [88.0, 45]}, "pm25 基期 40.0 已达目标 45"),
        ({"direction": ["up", "lower"]}, "good_days 的方向"),
        ({"weight": [1.0, -1.0]}, "pm25 的基期值"),
        ({"weight": [0.0, 0.0]}, "权重全为 0"),
        ({"base": [np.nan, 40]}, "good_days 的基期值"),
        ({"base": ["约 80", 40]}, "good_days 的基期值"),
    ],
)
def test_goalposts_that_mark_no_way_are_refused(change: dict, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        normalise(values((80, 30)), META.assign(**change))


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(ValueError, match=r"good_days.*pm25"):
        normalise(values((80, 30)), META.assign(direction="?"))
    with pytest.raises(ValueError, match="缺少列：weight"):
        normalise(values((80, 30)), META.drop(columns="weight"))
    with pytest.raises(ValueError, match="pm25 不在两张表里"):
        normalise(values((80, 30)), META.iloc[:1])
    with pytest.raises(ValueError, match="pm25 重复"):
        normalise(values((80, 30)).iloc[[0, 1, 1]], META)
