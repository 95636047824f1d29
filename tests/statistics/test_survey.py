"""Survey figures: standard error, interval and comparison, by hand and by statsmodels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from jbeco.statistics.survey import (
    OUTSIDE,
    WITHIN,
    assumed_sd,
    difference,
    if_share,
    score_estimate,
)

shares = st.tuples(st.integers(2, 2000), st.floats(0, 1)).map(lambda x: (round(x[0] * x[1]), x[0]))
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
        ((84.4, float("nan"), 400), "两端"),
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


@given(st.integers(2, 2000), st.floats(0, 100))
def test_a_share_of_people_has_the_interval_of_statsmodels(n: int, percent: float) -> None:
    found = if_share(percent, n)
    low, high = proportion_confint(percent / 100 * n, n, method="wilson")
    assert (found.low, found.high) == pytest.approx((100 * low, 100 * high))
    assert -1e-9 <= found.low <= found.value + 1e-9


def test_the_base_year_participation_does_not_surely_reach_80() -> None:
    found = if_share(83.71, 400)
    assert (round(found.low, 1), round(found.high, 1)) == (79.8, 87.0)


@given(shares, shares)
def test_two_shares_are_compared_as_newcombe_does(one, other) -> None:
    found = difference(*(if_share(100 * count / n, n) for count, n in (one, other)))
    expected = confint_proportions_2indep(*one, *other, method="newcomb", compare="diff")
    assert (found.low / 100, found.high / 100) == pytest.approx(expected, abs=1e-9)


def test_the_assumed_spread_has_a_source() -> None:
    assumed = assumed_sd()
    assert (assumed.lowest, assumed.highest, assumed.confidence) == (12, 20, "推断")
    assert assumed.source
