"""秩相关系数法: exact p by enumeration, the printed table, and where scipy differs."""

from collections import Counter
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from jbeco.statistics import spearman_trend
from jbeco.statistics.series import mid_ranks
from jbeco.statistics.spearman import critical_value
from jbeco.statistics.spearman_distribution import exact_spearman_p, rank_sum_tail

PATTERNS = [
    (0, 1, 2, 3, 4),
    (0, 0, 1, 2, 3),
    (0, 1, 1, 1, 2, 2),
    (0, 0, 0, 1, 2, 3, 4),
    (0, 0, 1, 1, 2, 2, 3, 3),
]


@pytest.mark.parametrize("values", PATTERNS)
def test_equals_full_enumeration(values: tuple[int, ...]) -> None:
    ranks = mid_ranks(np.array(values, dtype=float))
    times = np.arange(1, ranks.size + 1)
    orders = [np.array(order) for order in sorted(set(permutations(ranks)))]
    sums = Counter(float(order @ times) for order in orders)
    centre = ranks.sum() * (ranks.size + 1) / 2
    for order in orders[:: max(1, len(orders) // 40)]:
        seen = float(order @ times)
        upper = sum(count for value, count in sums.items() if value >= seen) / len(orders)
        outer = sum(c for value, c in sums.items() if abs(value - centre) >= abs(seen - centre))
        assert exact_spearman_p(order, "increasing") == pytest.approx(upper)
        assert exact_spearman_p(order) == pytest.approx(outer / len(orders))


def test_all_orders_of_eight_values() -> None:
    sums = np.array(list(permutations(range(1, 9)))) @ np.arange(1, 9)
    tail = rank_sum_tail(tuple(range(2, 17, 2)))
    for total in np.unique(sums):
        assert tail[2 * total] == pytest.approx(np.mean(sums >= total))


@pytest.mark.parametrize(
    ("n", "rs", "exact", "by_scipy"),
    [(5, 0.9, 0.083, 0.037), (6, 0.943, 0.0167, 0.0048), (7, 0.964, 0.0028, 0.00045)],
)
def test_scipy_is_wrong_on_short_series(n: int, rs: float, exact: float, by_scipy: float) -> None:
    values = [*range(n - 2), n - 1, n - 2]  # the last two change places
    ours, theirs = spearman_trend(values), stats.spearmanr(range(n), values)
    assert ours.rs == pytest.approx(theirs.statistic)
    assert ours.rs == pytest.approx(rs, abs=5e-4)
    assert ours.p == pytest.approx(exact, rel=0.02)
    assert theirs.pvalue == pytest.approx(by_scipy, rel=0.02)


def test_the_published_vector() -> None:
    result = spearman_trend([1.700, 1.722, 1.648, 1.695, 1.505])
    assert result.rs == pytest.approx(-0.8)
    assert result.critical.wp_05 == 0.9
    assert (result.verdict, result.method) == ("无显著变化", "exact")


@pytest.mark.parametrize("n", range(5, 10))
def test_the_table_is_the_one_sided_exact_one(n: int) -> None:
    """A value just at the printed number has at most 5 % above it; the next lower has more."""
    tail = rank_sum_tail(tuple(range(2, 2 * n + 1, 2)))[::2]
    sums = np.arange(tail.size)
    rs = (sums - n * (n + 1) ** 2 / 4) / (n * (n**2 - 1) / 12)
    critical = critical_value(n)
    for wp, level in ((critical.wp_05, 0.05), (critical.wp_01, 0.01)):
        smallest = rs[np.flatnonzero(tail <= level)[0]]
        assert round(float(smallest), 3) == pytest.approx(wp, abs=1e-9)


@given(st.lists(st.integers(0, 5), min_size=5, max_size=10))
def test_mirrored_series_have_mirrored_verdicts(values: list[int]) -> None:
    words = {"显著上升": "显著下降", "显著下降": "显著上升", "无显著变化": "无显著变化"}
    there, back = spearman_trend(values), spearman_trend(values[::-1])
    assert back.verdict == words[there.verdict]


def test_rs_is_compared_with_as_many_digits_as_the_table_has() -> None:
    """29/35 = .82857 is what the table prints as .829: significant."""
    values = [1, 2, 3, 6, 4, 5]
    result = spearman_trend(values)
    assert result.rs == pytest.approx(29 / 35)
    assert result.rs < result.critical.wp_05
    assert result.verdict == "显著上升"
    assert spearman_trend(values, "increasing").p == pytest.approx(0.0292, abs=5e-5)
    assert result.p > 0.05  # what a two-sided claim from the table would hide


def test_notes_on_the_table() -> None:
    assert "10%" in spearman_trend(range(6)).note
    assert "回忆" in spearman_trend(range(10)).note
    assert "回忆" not in spearman_trend(range(9)).note


def test_no_row_no_verdict_but_a_p() -> None:
    result = spearman_trend(range(11))
    assert (result.verdict, result.critical) == ("不作判断", None)
    assert result.p == pytest.approx(2 / 39916800)
    assert "没有 N=11 这一行" in result.note


def test_four_values_are_not_judged() -> None:
    result = spearman_trend([1, 2, 3, 4])
    assert (result.verdict, result.p) == ("不作判断", None)


def test_equal_values() -> None:
    result = spearman_trend([7.0] * 6)
    assert (result.rs, result.p, result.verdict) == (None, 1.0, "无显著变化")
    assert "数值全部相同" in result.note


@given(st.lists(st.integers(0, 5), min_size=2, max_size=30))
def test_rs_equals_scipy_ties_and_all(values: list[int]) -> None:
    ours = spearman_trend(values).rs
    if ours is not None:
        assert ours == pytest.approx(stats.spearmanr(range(len(values)), values).statistic)


def test_long_series_use_student(column) -> None:
    values = column("nile", "value")
    result, theirs = spearman_trend(values), stats.spearmanr(range(len(values)), values)
    assert result.method == "t"
    assert result.p == pytest.approx(theirs.pvalue)


def test_t_is_near_the_exact_p_where_it_takes_over() -> None:
    values = np.array([3, 1, 2, 6, 5, 4, 9, 7, 12, 8, 10, 11], dtype=float)
    theirs = stats.spearmanr(range(12), values).pvalue
    assert spearman_trend(values).p == pytest.approx(theirs, abs=0.002)


def test_perfect_long_series() -> None:
    assert spearman_trend(range(20)).p == pytest.approx(0.0, abs=1e-12)
