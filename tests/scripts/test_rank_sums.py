"""The exact null distribution of the rank correlation, by enumeration and against the table."""

from itertools import permutations

import numpy as np
import pytest

from jbeco.statistics.spearman import critical_value
from scripts.calibration.rank_sums import rank_sum_tail


def test_all_orders_of_eight_values() -> None:
    sums = np.array(list(permutations(range(1, 9)))) @ np.arange(1, 9)
    tail = rank_sum_tail(tuple(range(2, 17, 2)))
    for total in np.unique(sums):
        assert tail[2 * total] == pytest.approx(np.mean(sums >= total))


@pytest.mark.parametrize("n", range(5, 13))
def test_the_table_is_the_one_sided_exact_one(n: int) -> None:
    """A value just at the printed number has at most 5 % above it; the next lower has more."""
    tail = rank_sum_tail(tuple(range(2, 2 * n + 1, 2)))[::2]
    sums = np.arange(tail.size)
    rs = (sums - n * (n + 1) ** 2 / 4) / (n * (n**2 - 1) / 12)
    critical = critical_value(n)
    for wp, level in ((critical.wp_05, 0.05), (critical.wp_01, 0.01)):
        smallest = rs[np.flatnonzero(tail <= level)[0]]
        assert round(float(smallest), 3) == pytest.approx(wp, abs=1e-9)
