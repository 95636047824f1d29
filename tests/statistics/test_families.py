"""q-values: equal to scipy's, by family, and untouched by tests that were not made."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from jbeco.statistics import q_values, q_values_by_family

probabilities = st.lists(st.floats(0, 1, allow_nan=False), min_size=1, max_size=40)


@given(probabilities)
def test_equals_scipy(p: list[float]) -> None:
    assert q_values(p) == pytest.approx(false_discovery_control(p), rel=1e-14, abs=1e-300)


@given(probabilities)
def test_what_was_not_tested_does_not_count(p: list[float]) -> None:
    gaps = q_values([value for pair in zip(p, [None] * len(p), strict=True) for value in pair])
    assert np.isnan(gaps[1::2]).all()
    assert gaps[::2] == pytest.approx(q_values(p))


def test_by_hand() -> None:
    assert q_values([0.01, 0.02, 0.03, 0.5]) == pytest.approx([0.04, 0.04, 0.04, 0.5])
    assert q_values([]).size == 0


def test_six_values_need_four_perfect_indicators_among_sixty() -> None:
    """The smallest p at n = 6 is 1/360: three of them do not pass 5 % among sixty tests."""
    for perfect, significant in ((3, False), (4, True)):
        q = q_values([1 / 360] * perfect + [0.5] * (60 - perfect))
        assert bool(q[0] <= 0.05) is significant


def test_families_apart() -> None:
    p = {"空气": 0.01, "水": 0.04, "满意度": 0.03, "红线": None}
    families = {"空气": "约束性", "水": "约束性", "满意度": "参考性", "红线": "约束性"}
    result = q_values_by_family(p, families)
    assert result == pytest.approx({"空气": 0.02, "水": 0.04, "满意度": 0.03, "红线": None})
    assert list(result) == list(p)


def test_faults_are_told_in_chinese() -> None:
    with pytest.raises(ValueError, match="0 与 1"):
        q_values([0.5, 1.5])
    with pytest.raises(ValueError, match="一维"):
        q_values([[0.5]])
    with pytest.raises(ValueError, match="水 没有指明指标族"):
        q_values_by_family({"水": 0.1}, {})
