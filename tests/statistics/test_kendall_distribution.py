"""Exact distribution of S: equal to counting every arrangement, with and without ties."""

from collections import Counter
from itertools import combinations, permutations
from math import factorial, prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.statistics.kendall_distribution import (
    exact_p,
    inversion_counts,
    kendall_variance,
    normal_p,
    smallest_significant,
    tie_sizes,
    untied_pairs,
)
from jbeco.statistics.trend import kendall_s

PATTERNS = [
    (1, 1, 1, 1),
    (1, 1, 1, 2),
    (2, 2, 1),
    (3, 2, 1),
    (1, 1, 1, 1, 1, 1),
    (5, 1, 1),
    (2, 2, 2, 1),
    (1, 1, 1, 1, 1, 1, 1),
    (4, 4),
    (3, 3, 2),
    (2, 2, 2, 2),
    (3, 2, 1, 1, 1),
]


def arrangements(sizes: tuple[int, ...]) -> list[tuple[int, ...]]:
    values = [value for value, size in enumerate(sizes) for _ in range(size)]
    return sorted(set(permutations(values)))


@pytest.mark.parametrize("sizes", PATTERNS)
def test_equals_the_count_of_all_arrangements(sizes: tuple[int, ...]) -> None:
    n, ties = sum(sizes), tuple(sorted(size for size in sizes if size > 1))
    every = [
        sum((b > a) - (b < a) for a, b in combinations(order, 2)) for order in arrangements(sizes)
    ]
    counted, total = Counter(every), len(every)
    assert total == sum(inversion_counts(n, ties))
    assert np.var(every) == pytest.approx(kendall_variance(n, ties))
    for s in counted:
        upper = sum(count for value, count in counted.items() if value >= s) / total
        lower = sum(count for value, count in counted.items() if value <= s) / total
        outer = sum(count for value, count in counted.items() if abs(value) >= abs(s)) / total
        assert float(exact_p(s, n, ties, "increasing")) == pytest.approx(upper, rel=1e-14)
        assert float(exact_p(s, n, ties, "decreasing")) == pytest.approx(lower, rel=1e-14)
        assert float(exact_p(s, n, ties)) == pytest.approx(outer, rel=1e-14)


def test_equals_all_orders_of_eight_untied_values() -> None:
    orders = np.array(list(permutations(range(8))), dtype=np.int8)
    first, second = np.triu_indices(8, 1)
    s = np.sign(orders[:, second] - orders[:, first]).sum(axis=1)
    values, counts = np.unique(s, return_counts=True)
    assert tuple(counts[::-1]) == inversion_counts(8)
    assert values.max() == untied_pairs(8, ())


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8))
def test_counts_are_symmetric_and_complete(sizes: list[int]) -> None:
    n, ties = sum(sizes), tuple(sorted(size for size in sizes if size > 1))
    counts = inversion_counts(n, ties)
    assert counts == counts[::-1]
    assert sum(counts) == factorial(n) // prod(factorial(size) for size in ties)
    assert len(counts) == untied_pairs(n, ties) + 1


@given(st.lists(st.integers(0, 4), min_size=2, max_size=20))
def test_tails_add_up(values: list[int]) -> None:
    series = np.array(values, dtype=float)
    n, ties, s = len(values), tie_sizes(series), kendall_s(series)
    up, down = (float(exact_p(s, n, ties, way)) for way in ("increasing", "decreasing"))
    at_s = inversion_counts(n, ties)[(untied_pairs(n, ties) - s) // 2] / sum(
        inversion_counts(n, ties)
    )
    assert up + down == pytest.approx(1 + at_s)
    assert float(exact_p(s, n, ties)) == pytest.approx(min(1.0, 2 * min(up, down)))


def test_an_impossible_s_is_refused() -> None:
    for s in (5, 12):  # of the wrong parity, and too large
        with pytest.raises(ValueError, match="不可能得到这样的 S"):
            exact_p(s, 5)


def test_no_variance_is_no_trend() -> None:
    for way in ("two-sided", "increasing", "decreasing"):
        assert float(normal_p(0, 0.0, way)) == 1.0


def test_one_sided_normal_is_near_the_exact_tail_on_both_sides() -> None:
    n = 30
    for s in (-101, -45, -1, 1, 45, 101):
        for way in ("increasing", "decreasing"):
            normal = float(normal_p(s, kendall_variance(n), way))
            assert normal == pytest.approx(float(exact_p(s, n, (), way)), abs=0.002)


def test_four_values_are_never_significant_and_five_only_in_perfect_order() -> None:
    assert smallest_significant(4, (), 0.025) is None
    assert smallest_significant(5, (), 0.025) == 10
    assert float(exact_p(6, 4)) == pytest.approx(1 / 12)
