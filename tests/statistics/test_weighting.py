"""Entropy weights and TOPSIS by hand, with the warnings that must be printed."""

from math import log, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.statistics.weighting import ENTROPY_WARNING, TOPSIS_WARNING, entropy_weights, topsis


def frame(**columns: list[float]) -> pd.DataFrame:
    return pd.DataFrame(columns)


def test_entropy_weights_by_hand() -> None:
    # scaled a: 0, 1/2, 1, shares 0, 1/3, 2/3; b: 0, 0, 1, all in one
    found = entropy_weights(frame(a=[10, 20, 30], b=[5, 5, 9]))
    e = -(log(1 / 3) / 3 + 2 * log(2 / 3) / 3) / log(3)
    assert found.entropy.tolist() == pytest.approx([e, 0])
    assert found.weights.tolist() == pytest.approx([(1 - e) / (2 - e), 1 / (2 - e)])
    assert found.warnings == (ENTROPY_WARNING,)


def test_a_lower_value_is_better() -> None:
    # downward 30, 20, 10 scales to the same as upward 10, 20, 30
    up = entropy_weights(frame(a=[10, 20, 30], b=[5, 5, 9]))
    down = entropy_weights(frame(a=[30, 20, 10], b=[5, 5, 9]), lower_better=["a"])
    assert down.weights.tolist() == pytest.approx(up.weights.tolist())


def test_a_binding_indicator_always_at_100_gets_no_weight_and_is_named() -> None:
    found = entropy_weights(frame(a=[10, 20, 30], full=[100, 100, 100]))
    assert found.weights.to_dict() == {"a": 1, "full": 0}
    assert found.warnings == (ENTROPY_WARNING, "没有变化、权重为 0 的指标：full")


@given(
    st.lists(st.lists(st.integers(0, 50), min_size=3, max_size=3), min_size=2, max_size=8).filter(
        lambda rows: len({row[0] for row in rows}) > 1
    )
)
def test_entropy_weights_are_shares_and_the_unit_does_not_matter(rows) -> None:
    table = pd.DataFrame(rows, columns=list("abc"), dtype=float)
    weights = entropy_weights(table).weights
    assert weights.sum() == pytest.approx(1)
    assert ((weights >= -1e-12) & (weights <= 1 + 1e-12)).all()
    other = entropy_weights(table * 8 + 3).weights
    assert other.tolist() == pytest.approx(weights.tolist(), abs=1e-9)


def test_topsis_by_hand() -> None:
    # columns (3, 4) and (6, 8) both scale to (0.6, 0.8); the cost turns the second round
    found = topsis(frame(gain=[3, 4], cost=[6, 8]), {"gain": 3, "cost": 1}, lower_better=["cost"])
    assert found.to_best.tolist() == pytest.approx([0.15, 0.05])
    assert found.to_worst.tolist() == pytest.approx([0.05, 0.15])
    assert found.closeness.tolist() == pytest.approx([0.25, 0.75])
    assert found.warnings == (TOPSIS_WARNING,)


def test_topsis_with_a_middle_row_by_hand() -> None:
    table = frame(a=[0, 3, 4], b=[0, 4, 3])
    found = topsis(table, {"a": 1, "b": 1})
    # both columns have length 5 and weight 1/2: best (.4, .4), worst (0, 0)
    assert found.closeness.iloc[0] == 0
    assert found.to_best.iloc[1] == pytest.approx(0.1)
    assert found.to_worst.iloc[1] == pytest.approx(0.5)
    assert found.closeness.iloc[1] == pytest.approx(0.5 / 0.6)


def test_another_year_changes_the_closeness_of_all_as_the_warning_says() -> None:
    table = frame(a=[1, 2, 3], b=[3, 2, 1])
    before = topsis(table, {"a": 1, "b": 1}).closeness
    more = pd.concat([table, frame(a=[9], b=[1])], ignore_index=True)
    after = topsis(more, {"a": 1, "b": 1}).closeness
    assert not np.allclose(before, after.iloc[:3])


@given(
    st.lists(st.tuples(st.integers(1, 99), st.integers(1, 99)), min_size=2, max_size=6, unique=True)
)
def test_closeness_lies_between_0_and_1_and_the_unit_does_not_matter(rows) -> None:
    table = pd.DataFrame(rows, columns=["a", "b"], dtype=float)
    found = topsis(table, {"a": 1, "b": sqrt(2)}).closeness
    assert found.between(0, 1).all()
    again = topsis(table * [10, 0.1], {"a": 1, "b": sqrt(2)}).closeness
    assert again.tolist() == pytest.approx(found.tolist())


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: entropy_weights(frame(a=[1, 1], b=[2, 2])), "没有变化"),
        (lambda: entropy_weights(frame(a=[1])), "至少要 2 行"),
        (lambda: entropy_weights(frame(a=[1, np.nan], b=[1, 2])), "不能计算：a；"),
        (lambda: entropy_weights(frame(a=["1", "约 2"])), "不是数字"),
        (lambda: entropy_weights(frame(a=[1, 2]), ["c"]), "没有的指标：c"),
        (lambda: topsis(frame(a=[1, 2]), {"b": 1}), "一一对应"),
        (lambda: topsis(frame(a=[1, 2]), {"a": 0}), "权重须为"),
        (lambda: topsis(frame(a=[0, 0], b=[1, 2]), {"a": 1, "b": 1}), "整列为 0，无法归一化：a"),
        (lambda: topsis(frame(a=[2, 2]), {"a": 1}), "各行完全相同"),
    ],
)
def test_what_cannot_be_computed_is_refused(call, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        call()
