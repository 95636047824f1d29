"""秩相关系数法: the printed table, published vectors, and why SciPy's p is not given."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from jbeco.statistics import mann_kendall, spearman_trend
from jbeco.statistics.spearman import critical_value


@pytest.mark.parametrize(
    ("n", "rs", "exact", "by_scipy"),
    [(5, 0.9, 0.083, 0.037), (6, 0.943, 0.0167, 0.0048), (7, 0.964, 0.0028, 0.00045)],
)
def test_scipy_is_wrong_on_short_series(n: int, rs: float, exact: float, by_scipy: float) -> None:
    """``exact`` is the share of all orders at least as far out, for the last two exchanged."""
    values = [*range(n - 2), n - 1, n - 2]
    ours, theirs = spearman_trend(values), stats.spearmanr(range(n), values)
    assert ours.rs == pytest.approx(rs, abs=5e-4)
    assert theirs.pvalue == pytest.approx(by_scipy, rel=0.02)
    assert exact > 2 * theirs.pvalue
    assert mann_kendall(values).p > 2 * theirs.pvalue


def test_the_published_vector() -> None:
    result = spearman_trend([1.700, 1.722, 1.648, 1.695, 1.505])
    assert result.rs == pytest.approx(-0.8)
    assert result.critical.wp_05 == 0.9
    assert result.verdict == "无显著变化"


def test_mid_ranks_by_hand() -> None:
    """Values 1 1 3 4 5: ranks 1.5 1.5 3 4 5, Σ (R − 3)(t − 3) = 9.5, Σ (R − 3)² = 9.5."""
    assert spearman_trend([1, 1, 3, 4, 5]).rs == pytest.approx(9.5 / np.sqrt(9.5 * 10))


@given(st.lists(st.integers(0, 5), min_size=5, max_size=10))
def test_mirrored_series_have_mirrored_verdicts(values: list[int]) -> None:
    words = {"显著上升": "显著下降", "显著下降": "显著上升", "无显著变化": "无显著变化"}
    there, back = spearman_trend(values), spearman_trend(values[::-1])
    assert back.verdict == words[there.verdict]


def test_rs_is_compared_with_as_many_digits_as_the_table_has() -> None:
    """29/35 = .82857 is what the table prints as .829: significant."""
    result = spearman_trend([1, 2, 3, 6, 4, 5])
    assert result.rs == pytest.approx(29 / 35)
    assert result.rs < result.critical.wp_05
    assert result.verdict == "显著上升"


def test_notes_on_the_table() -> None:
    assert "10%" in spearman_trend(range(6)).note
    assert "模拟" in spearman_trend(range(22)).note
    assert "模拟" not in spearman_trend(range(20)).note


def test_no_row_no_verdict() -> None:
    result = spearman_trend(range(21))
    assert (result.verdict, result.critical) == ("不作判断", None)
    assert "没有 N=21 这一行" in result.note


@pytest.mark.parametrize(
    ("n", "wp_05", "wp_01"),
    [(10, 0.564, 0.745), (11, 0.536, 0.709), (12, 0.503, 0.678), (20, 0.380, 0.522)],
)
def test_critical_values_are_the_exact_ones(n: int, wp_05: float, wp_01: float) -> None:
    """Older tables print .746 for ten and .506 and .712 for twelve values."""
    critical = critical_value(n)
    assert (critical.wp_05, critical.wp_01, critical.confidence) == (wp_05, wp_01, "已核")


def test_four_values_are_not_judged() -> None:
    assert spearman_trend([1, 2, 3, 4]).verdict == "不作判断"


def test_equal_values() -> None:
    result = spearman_trend([7.0] * 6)
    assert (result.rs, result.verdict) == (None, "无显著变化")
    assert "数值全部相同" in result.note
