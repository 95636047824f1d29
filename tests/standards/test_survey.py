"""Questionnaires: scores and shares by hand, unclear answers, weights."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.standards.survey import (
    Answer,
    Scale,
    effective_sample_size,
    scale_named,
    scores_by_question,
    weighted_score,
)

WORDS = ("满意", "比较满意", "不太满意", "不满意", "不清楚")
answer_lists = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30)


def answers(**counts: int) -> pd.Series:
    return pd.Series([word for word, count in counts.items() for _ in range(count)], dtype=object)


def test_a_hundred_answers_by_hand() -> None:
    given_answers = answers(满意=50, 比较满意=30, 不太满意=10, 不满意=5, 不清楚=5)
    result = weighted_score(given_answers)
    assert result.counted == 95
    assert result.satisfied_share == pytest.approx(80 / 95 * 100)
    assert result.score == pytest.approx((50 * 100 + 30 * 200 / 3 + 10 * 100 / 3) / 95)
    assert dict(result.counts) == dict(zip(WORDS, (50, 30, 10, 5, 5), strict=True))


def test_unclear_answers_may_stay_in_the_denominator() -> None:
    given_answers = answers(满意=60, 比较满意=20, 不满意=10, 不清楚=10)
    assert weighted_score(given_answers).satisfied_share == pytest.approx(80 / 90 * 100)
    kept = weighted_score(given_answers, unclear="include")
    assert kept.satisfied_share == pytest.approx(80)
    assert (kept.counted, kept.unclear) == (100, "include")


def test_blank_answers_are_counted_and_left_out() -> None:
    given_answers = pd.Series(["满意", " 满意 ", "", None, np.nan, "不满意"])
    result = weighted_score(given_answers, unclear="include")
    assert (result.counted, result.missing) == (3, 3)
    assert result.satisfied_share == pytest.approx(200 / 3)


def test_weights_count() -> None:
    result = weighted_score(pd.Series(["满意", "不满意"]), [3, 1])
    assert (result.score, result.satisfied_share) == (75, 75)
    assert result.effective_size == pytest.approx(1.6)


def test_points_that_the_surveyor_states() -> None:
    stated = Scale(
        "省调查",
        {"满意": Answer(Fraction(100), "favourable"), "一般": Answer(Fraction(60), "neutral")},
    )
    assert weighted_score(pd.Series(["满意", "一般"]), scale=stated).score == 80


def test_points_of_unclear_answers_count_only_where_these_are_included() -> None:
    stated = Scale(
        "甲", {"好": Answer(Fraction(100), "favourable"), "说不清": Answer(Fraction(50), "unclear")}
    )
    both = pd.Series(["好", "说不清"])
    assert weighted_score(both, scale=stated).score == 100
    assert weighted_score(both, scale=stated, unclear="include").score == 75


def test_participation_has_its_own_words() -> None:
    took_part = pd.Series(["参与过", "没有", "没有", "说不清"])
    assert weighted_score(took_part, scale=scale_named("参与度")).satisfied_share == pytest.approx(
        100 / 3
    )
    with pytest.raises(ValueError, match="量表“满意度”以外的回答：参与过、没有、说不清"):
        weighted_score(took_part)


def test_nobody_answered() -> None:
    result = weighted_score(pd.Series(["不清楚", None]))
    assert result.score is None
    assert result.satisfied_share is None
    assert (result.counted, result.missing, result.effective_size) == (0, 1, 0)


@pytest.mark.parametrize(
    ("weights", "says"),
    [
        ([1], "权重有 1 个，问卷有 2 份"),
        ([1, -1], "权重有缺失或负数"),
        ([1, np.nan], "权重有缺失或负数"),
        ([0, 0], "权重全部为 0"),
    ],
)
def test_weights_that_do_not_fit_are_refused(weights, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        weighted_score(pd.Series(["满意", "不满意"]), weights)


def test_an_unknown_scale_and_an_unknown_treatment_are_refused() -> None:
    with pytest.raises(ValueError, match="没有这种问卷量表：十级；可选 满意度、参与度、五级满意度"):
        scale_named("十级")
    with pytest.raises(ValueError, match="只能是 exclude 或 include：drop"):
        weighted_score(pd.Series(["满意"]), unclear="drop")  # type: ignore[arg-type]


def test_every_question_of_a_table() -> None:
    table = pd.DataFrame({"空气": ["满意", "不满意"], "水": ["满意", "满意"]})
    scores = scores_by_question(table, weights=[1, 3])
    assert {name: result.score for name, result in scores.items()} == {"空气": 25, "水": 100}


@given(answer_lists)
def test_equal_weights_are_no_weights(words: list[str]) -> None:
    series = pd.Series(words)
    plain, weighted = weighted_score(series), weighted_score(series, [2.5] * len(words))
    assert plain.counts == weighted.counts
    if plain.score is not None:
        assert weighted.score == pytest.approx(plain.score)
        assert weighted.effective_size == pytest.approx(plain.counted)


@given(answer_lists)
def test_unclear_answers_never_raise_a_score(words: list[str]) -> None:
    out, kept = (weighted_score(pd.Series(words), unclear=how) for how in ("exclude", "include"))
    if out.score is not None and kept.score is not None:
        assert kept.score <= out.score + 1e-9


def test_kish() -> None:
    assert effective_sample_size([1, 1, 1, 1]) == 4
    assert effective_sample_size([1, 1, 2]) == pytest.approx(16 / 6)
    assert effective_sample_size([1e200, 1e200]) == 2


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=40))
def test_the_effective_size_never_exceeds_the_size(weights: list[float]) -> None:
    assert 1 - 1e-9 <= effective_sample_size(weights) <= len(weights) * (1 + 1e-9)
