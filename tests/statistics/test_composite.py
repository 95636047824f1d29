"""The annex index by hand: two indicators, both means, and the range of weights and methods."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.statistics.composite import (
    BEYOND_WARNING,
    WARNINGS,
    _beyond,
    composite,
    composite_with_interval,
    normalise,
)


def meta(*weights: float) -> pd.DataFrame:
    """Indicators whose values are their scores."""
    rows = [{"base": 0.0, "target": 100.0, "direction": "higher", "weight": w} for w in weights]
    return pd.DataFrame(rows, index=[f"i{k}" for k in range(len(weights))])


def values(*rows: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        np.array(rows, dtype=float),
        index=[f"i{k}" for k in range(len(rows))],
        columns=range(2019, 2019 + len(rows[0])),
    )


def test_both_means_by_hand() -> None:
    found = composite(values([0, 40, 100], [0, 90, 100]), meta(1, 1))
    assert found.arithmetic.tolist() == pytest.approx([0, 65, 100])
    assert found.geometric.tolist() == pytest.approx([0, 60, 100])
    assert (found.reasons, found.warnings, len(found.beyond)) == ((), WARNINGS, 0)


def test_weights_by_hand() -> None:
    found = composite(values([10], [80]), meta(3, 1))
    assert found.arithmetic.iloc[0] == pytest.approx(27.5)
    assert found.geometric.iloc[0] == pytest.approx((10**3 * 80) ** 0.25)


def test_a_step_back_leaves_the_arithmetic_mean_only_and_is_said() -> None:
    found = composite(values([-10, 50], [50, 120]), meta(1, 1))
    assert found.arithmetic.tolist() == pytest.approx([20, 85])
    assert np.isnan(found.geometric.iloc[0])
    assert found.reasons == ("2019 年 i0 比基期差，几何平均无定义，只有算术平均",)
    assert len(found.beyond) == 2
    assert BEYOND_WARNING in found.warnings


def test_a_missing_value_leaves_no_index_and_is_said() -> None:
    found = composite(values([np.nan, 50], [50, 60]), meta(1, 1))
    assert found.arithmetic.isna().tolist() == [True, False]
    assert found.geometric.isna().tolist() == [True, False]
    assert found.reasons == ("2019 年缺 i0，不合成",)


def test_an_indicator_without_weight_has_no_say() -> None:
    table = values([np.nan, -5], [50, 60])
    found = composite(table, meta(0, 1))
    assert found.arithmetic.tolist() == pytest.approx([50, 60])
    assert found.geometric.tolist() == pytest.approx([50, 60])
    assert found.reasons == ()
    assert composite_with_interval(table, meta(0, 1), seed=1, draws=10).table["low"].tolist() == (
        pytest.approx([50, 60])
    )


def test_the_interval_of_two_indicators_by_hand() -> None:
    # with scores 20 and 80 and every weighting equally likely, the arithmetic outcomes are even
    # between 20 and 80 and the geometric ones 20 · 4^w: the middle 90 % of both together
    found = composite_with_interval(values([20], [80]), meta(1, 1), seed=1, draws=20000)
    w = (np.arange(20000) + 0.5) / 20000
    both = np.concatenate([20 + 60 * w, 20 * 4**w])
    row = found.table.iloc[0]
    assert row["value"] == pytest.approx(40)
    assert (row["low"], row["high"]) == pytest.approx(
        tuple(np.quantile(both, [0.05, 0.95])), abs=0.5
    )
    assert row["text"] == f"40.0（{row['low']:.1f}～{row['high']:.1f}）"


def test_equal_scores_leave_nothing_to_choose() -> None:
    row = composite_with_interval(values([60], [60], [60]), meta(1, 1, 1), seed=3, draws=50).table
    assert row["text"].tolist() == ["60.0（60.0～60.0）"]


def test_the_same_seed_gives_the_same_digits_and_another_does_not() -> None:
    table, goal = values([20, 30], [80, 60]), meta(1, 2)
    once, twice, other = (
        composite_with_interval(table, goal, seed=seed, draws=100).table for seed in (5, 5, 6)
    )
    pd.testing.assert_frame_equal(once, twice)
    assert not once.equals(other)


def test_a_year_that_cannot_be_composed_is_printed_as_such() -> None:
    found = composite_with_interval(values([np.nan, -10], [50, 50]), meta(1, 1), seed=1, draws=50)
    assert found.table["text"].iloc[0] == "无法合成"
    assert found.table["text"].iloc[1].startswith("无定义（")
    assert len(found.notes) == 2
    assert found.warnings[:3] == WARNINGS


@given(st.lists(st.floats(1, 150), min_size=2, max_size=6), st.integers(0, 50))
def test_means_lie_between_the_extremes_and_geometric_below(scores, seed: int) -> None:
    table, goal = values(*[[score] for score in scores]), meta(*[1.0] * len(scores))
    found = composite(table, goal)
    low, high = min(scores) - 1e-9, max(scores) + 1e-9
    assert low <= found.geometric.iloc[0] <= found.arithmetic.iloc[0] + 1e-9 <= high + 1e-9
    row = composite_with_interval(table, goal, seed=seed, draws=20).table.iloc[0]
    assert low <= row["low"] <= row["high"] <= high


def test_a_level_that_is_no_share_is_refused() -> None:
    with pytest.raises(ValueError, match="level"):
        composite_with_interval(values([1], [2]), meta(1, 1), seed=1, level=90)


# the way from base to target

META = pd.DataFrame(
    {
        "base": [79.5, 40.0],
        "target": [88.0, 25.0],
        "direction": ["higher", "lower"],
        "weight": [1.0, 1.0],
    },
    index=["good_days", "pm25"],
)


def columns_of(*columns: tuple[float, float]) -> pd.DataFrame:
    return pd.DataFrame(
        np.array(columns).T, index=META.index, columns=range(2019, 2019 + len(columns))
    )


def test_base_half_way_target_and_beyond() -> None:
    found = normalise(columns_of((79.5, 40), (83.75, 32.5), (88, 25), (89.7, 43)), META)
    assert found.loc["good_days"].tolist() == pytest.approx([0, 50, 100, 120])
    assert found.loc["pm25"].tolist() == pytest.approx([0, 50, 100, -20])


def test_what_lies_beyond_is_listed_not_clipped() -> None:
    found = _beyond(normalise(columns_of((79.5, 40), (89.7, 43)), META))
    assert found[["indicator", "year"]].values.tolist() == [["good_days", 2020], ["pm25", 2020]]
    assert found["score"].tolist() == pytest.approx([120, -20])


def test_rows_may_stand_in_another_order() -> None:
    given = columns_of((83.75, 25))
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
        normalise(columns_of((80, 30)), META.assign(**change))


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(ValueError, match=r"good_days.*pm25"):
        normalise(columns_of((80, 30)), META.assign(direction="?"))
    with pytest.raises(ValueError, match="缺少列：weight"):
        normalise(columns_of((80, 30)), META.drop(columns="weight"))
    with pytest.raises(ValueError, match="pm25 不在两张表里"):
        normalise(columns_of((80, 30)), META.iloc[:1])
    with pytest.raises(ValueError, match="pm25 重复"):
        normalise(columns_of((80, 30)).iloc[[0, 1, 1]], META)
