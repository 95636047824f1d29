"""Raw questionnaires: by hand, and the linearised error against a regression on a constant."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from jbeco.statistics.survey import proportion_estimate
from jbeco.statistics.survey_answers import answer_score, answer_share, kish_effective

SCALE = {"满意": 100.0, "比较满意": 80.0, "不太满意": 40.0, "不满意": 0.0}
GOOD, BAD = ("满意", "比较满意"), ("不太满意", "不满意")


def frame(answers: list[str], weights: list[float] | None = None) -> pd.DataFrame:
    return pd.DataFrame({"answer": answers, "weight": weights or [1.0] * len(answers)})


def test_kish_by_hand() -> None:
    assert kish_effective([1, 1, 1, 1]) == 4
    assert kish_effective([1, 3]) == 16 / 10
    assert kish_effective([5, 0, 0]) == 1


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [1, float("nan")], ["a"]])
def test_wrong_weights_are_refused(weights) -> None:
    with pytest.raises(ValueError, match="权重"):
        kish_effective(weights)


def test_equal_weights_give_the_plain_mean_and_its_error() -> None:
    # 100, 100, 80, 40: mean 80, sd sqrt(2400/3), se sqrt(800/4)
    found = answer_score(frame(["满意", "满意", "比较满意", "不太满意"]), SCALE).estimate
    assert found.value == 80
    assert found.se == pytest.approx(np.sqrt(200))
    assert (found.n, found.kind) == (4, "score")


def test_weights_by_hand() -> None:
    # weights 3 and 1: mean 75, n/(n−1) Σw²e²/(Σw)² = 2·(9·625 + 1·5625)/16
    found = answer_score(frame(["满意", "不满意"], [3, 1]), SCALE)
    assert found.estimate.value == 75
    assert found.estimate.se == pytest.approx(np.sqrt(2 * (9 * 625 + 5625) / 16))
    assert found.kish_deff == pytest.approx(2 / 1.6)


def test_the_linearised_error_is_the_robust_one_of_a_weighted_regression() -> None:
    rng = np.random.default_rng(7)
    answers = rng.choice(list(SCALE), 200).tolist()
    weights = rng.uniform(0.3, 3, 200).tolist()
    found = answer_score(frame(answers, weights), SCALE).estimate
    y = [SCALE[word] for word in answers]
    fit = sm.WLS(y, np.ones(200), weights=weights).fit(cov_type="HC1")
    assert found.value == pytest.approx(fit.params[0], rel=1e-12)
    assert found.se == pytest.approx(fit.bse[0], rel=1e-9)


def test_with_equal_weights_a_share_is_wilson_on_nearly_the_sample() -> None:
    found = answer_share(frame(["满意"] * 335 + ["不满意"] * 65), GOOD, BAD).estimate
    plain = proportion_estimate(400, count=335)
    assert found.n_effective == pytest.approx(399)
    assert (found.low, found.high) == pytest.approx((plain.low, plain.high), abs=1e-4)


def test_the_unclear_are_left_out_or_stay_in_the_denominator() -> None:
    table = frame(["满意", "满意", "不满意", "不清楚"], [1, 1, 1, 2])
    without = answer_share(table, GOOD, BAD)
    assert without.estimate.value == pytest.approx(2 / 3)
    assert without.statement == "答“不清楚”的 1 份（加权占 40.0%），不计入分母"
    within = answer_share(table, GOOD, BAD, unclear="include")
    assert within.estimate.value == pytest.approx(2 / 5)
    assert within.statement.endswith("，计入分母")
    assert (within.answers, within.unclear_count) == (4, 1)
    assert within.unclear_share == pytest.approx(0.4)


def test_the_unclear_have_a_score_only_if_the_scale_says_so() -> None:
    table = frame(["满意", "满意", "不清楚"])
    assert answer_score(table, SCALE).estimate.value == 100
    with pytest.raises(ValueError, match="不清楚"):
        answer_score(table, SCALE, unclear="include")
    assert answer_score(
        table, SCALE | {"不清楚": 40.0}, unclear="include"
    ).estimate.value == pytest.approx(80)


def test_all_of_one_mind_still_have_an_interval() -> None:
    found = answer_share(frame(["满意"] * 50, [1.0] * 50), GOOD, BAD).estimate
    assert (found.value, found.high, found.se) == (1, 1, 0)
    assert found.low == pytest.approx(proportion_estimate(50, count=50).low)


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (frame(["满意", "还行", "还行"]), "2 份问卷的答案没有规定如何计：还行"),
        (pd.DataFrame({"answer": ["满意", None], "weight": [1, 1]}), "1 份问卷"),
        (pd.DataFrame({"answer": ["满意", "满意"]}), "缺少列：weight"),
        (frame(["满意", "不清楚", "不清楚"]), "可用问卷只有 1 份"),
        (frame(["满意", "满意", "不清楚"], [0.0, 0.0, 1.0]), "权重"),
    ],
)
def test_questionnaires_that_cannot_be_counted_are_refused(table, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        answer_score(table, SCALE)


def test_an_unknown_treatment_is_refused() -> None:
    with pytest.raises(ValueError, match="exclude 或 include"):
        answer_share(frame(["满意", "满意"]), GOOD, BAD, unclear="half")
