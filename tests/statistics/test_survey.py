"""Survey estimates: by hand, and against statsmodels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from jbeco.statistics.survey import proportion_estimate, score_estimate
from jbeco.statistics.survey_comparison import (
    DEPENDS,
    OUTSIDE,
    WITHIN,
    AssumedSd,
    assumed_sd,
    difference,
    difference_range,
    score_range,
)

shares = st.tuples(st.integers(1, 2000), st.floats(0, 1)).map(lambda x: (round(x[0] * x[1]), x[0]))


def test_the_base_year_participation_does_not_surely_reach_80() -> None:
    found = proportion_estimate(400, share=0.8371)
    assert (round(found.low * 100, 1), round(found.high * 100, 1)) == (79.8, 87.0)
    assert found.low < 0.80 < found.value
    assert found.method == "Wilson 区间"


@given(shares)
def test_wilson_is_that_of_statsmodels(case: tuple[int, int]) -> None:
    count, n = case
    found = proportion_estimate(n, count=count)
    expected = proportion_confint(count, n, method="wilson")
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-12)
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_the_design_effect_shrinks_the_sample() -> None:
    # 400 with deff 2 are as good as 200
    assert proportion_estimate(400, share=0.85, deff=2).low == pytest.approx(
        proportion_confint(170, 200, method="wilson")[0]
    )
    found = score_estimate(84.4, 16, 400, deff=4)
    assert (found.se, found.n_effective) == (1.6, 100)


def test_a_score_by_hand() -> None:
    # sd 12, n 16: se 3; t(15) at 97.5 % is 2.131
    found = score_estimate(80, 12, 16)
    assert found.se == 3
    assert found.high - 80 == pytest.approx(3 * 2.13145, abs=1e-4)
    assert 80 - found.low == pytest.approx(found.high - 80)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"n": 400, "share": 83.71}, "请先除以 100"),
        ({"n": 400, "count": 401}, "不能多于 400"),
        ({"n": 400}, "须且只须"),
        ({"n": 400, "share": 0.8, "count": 320}, "须且只须"),
        ({"n": 0, "share": 0.8}, "样本量"),
        ({"n": 400, "share": 0.8, "deff": 0}, "设计效应"),
        ({"n": 400, "share": 0.8, "level": 95}, "置信水平"),
        ({"n": 400, "share": float("nan")}, "0 到 1"),
    ],
)
def test_a_wrong_proportion_is_refused(arguments, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        proportion_estimate(**arguments)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((84.4, -1, 400), "标准差"),
        ((84.4, float("nan"), 400), "score_range"),
        ((float("inf"), 12, 400), "平均得分"),
        ((84.4, 12, 1), "有效样本量"),
    ],
)
def test_a_wrong_score_is_refused(arguments, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        score_estimate(*arguments)


@given(shares, shares)
def test_two_proportions_are_compared_as_newcombe_does(one, other) -> None:
    found = difference(
        proportion_estimate(one[1], count=one[0]), proportion_estimate(other[1], count=other[0])
    )
    expected = confint_proportions_2indep(*one, *other, method="newcomb", compare="diff")
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-10)


def test_two_scores_by_hand() -> None:
    # se 0.6 and 0.8 make 1.0; half-width about 1.97
    one, other = score_estimate(84.4, 12, 400), score_estimate(82.0, 16, 400)
    found = difference(one, other)
    assert found.se == pytest.approx(1.0)
    assert found.high - found.value == pytest.approx(1.966, abs=1e-3)
    assert found.sentence == OUTSIDE
    assert difference(one, score_estimate(82.6, 16, 400)).sentence == WITHIN


@given(shares, shares)
def test_a_comparison_the_other_way_round_says_the_same(one, other) -> None:
    a, b = (proportion_estimate(n, count=k) for k, n in (one, other))
    there, back = difference(a, b), difference(b, a)
    assert there.sentence == back.sentence
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))


def test_estimates_that_do_not_go_together_are_refused() -> None:
    score, share = score_estimate(84.4, 12, 400), proportion_estimate(400, share=0.8)
    with pytest.raises(ValueError, match="不能相减"):
        difference(score, share)
    with pytest.raises(ValueError, match="置信水平不同"):
        difference(score, score_estimate(84.4, 12, 400, level=0.9))


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
