"""Survey scores: standard error, interval and comparison by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.statistics.survey import (
    DEPENDS,
    OUTSIDE,
    WITHIN,
    AssumedSd,
    assumed_sd,
    difference,
    difference_range,
    score_estimate,
    score_range,
)

scores = st.tuples(st.floats(0, 100), st.floats(1, 30), st.integers(2, 2000))


def test_a_score_by_hand() -> None:
    # sd 12, n 16: se 3; t(15) at 97.5 % is 2.131
    found = score_estimate(80, 12, 16)
    assert found.se == 3
    assert found.high - 80 == pytest.approx(3 * 2.13145, abs=1e-4)
    assert 80 - found.low == pytest.approx(found.high - 80)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((84.4, -1, 400), "标准差"),
        ((84.4, float("nan"), 400), "score_range"),
        ((float("inf"), 12, 400), "平均得分"),
        ((84.4, 12, 1), "样本量 1"),
    ],
)
def test_a_wrong_score_is_refused(arguments, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        score_estimate(*arguments)


def test_two_scores_by_hand() -> None:
    # se 0.6 and 0.8 make 1.0; half-width about 1.97
    one, other = score_estimate(84.4, 12, 400), score_estimate(82.0, 16, 400)
    found = difference(one, other)
    assert found.se == pytest.approx(1.0)
    assert found.high - found.value == pytest.approx(1.966, abs=1e-3)
    assert found.sentence == OUTSIDE
    assert difference(one, score_estimate(82.6, 16, 400)).sentence == WITHIN


@given(scores, scores)
def test_a_comparison_the_other_way_round_says_the_same(one, other) -> None:
    a, b = score_estimate(*one), score_estimate(*other)
    there, back = difference(a, b), difference(b, a)
    assert there.sentence == back.sentence
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))


def test_the_base_year_lies_within_the_error_of_the_province_on_any_assumption() -> None:
    found = difference_range((84.40, 400), (84.09, 36000))
    assert found.sentence == WITHIN
    assert found.narrow.value == pytest.approx(0.31)
    half = [each.high - each.value for each in (found.narrow, found.wide)]
    assert half == pytest.approx([1.19, 1.98], abs=0.01)
    assert (found.assumption.lowest, found.assumption.highest) == (12, 20)
    assert found.assumption.confidence == "推断"


@pytest.mark.parametrize(("gap", "says"), [(0.5, WITHIN), (1.5, DEPENDS), (2.5, OUTSIDE)])
def test_the_caveat_is_definite_only_over_the_whole_assumption(gap: float, says: str) -> None:
    assert difference_range((84 + gap, 400), (84, 36000)).sentence == says


def test_the_assumption_may_be_replaced() -> None:
    known = AssumedSd(5, 5, "调查单位提供", "已核")
    assert difference_range((85.5, 400), (84, 36000), assumption=known).sentence == OUTSIDE
    narrow, wide = score_range(84.4, 400)
    assert narrow.se == assumed_sd().lowest / 20
    assert wide.se == assumed_sd().highest / 20
