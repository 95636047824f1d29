"""Times Mann–Kendall and Sen's slope of yearly series against pymannkendall and SciPy.

Run: ``python benchmarks/trend_tests.py``. 1,000 series of 11 values, one after the other. Medians
of several runs, side by side in one process. Before timing, S, its variance, p and slope are
compared.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np
import pymannkendall
from scipy import stats

from jbeco.statistics import mann_kendall, sen_slope

SERIES = 1_000
YEARS = 11
RUNS = 3
SEED = 20190101


def median_seconds(work: Callable[[], object], runs: int) -> float:
    """Return the median wall time of several runs after one warm-up."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def by_pymannkendall(table: np.ndarray) -> list[tuple[float, float, float, float]]:
    """Return S, variance, p and slope of each row."""
    results = [pymannkendall.original_test(row) for row in table]
    return [(result.s, result.var_s, result.p, result.slope) for result in results]


def by_scipy(table: np.ndarray) -> list[tuple[float, float]]:
    """Return p and slope of each row."""
    years = np.arange(table.shape[1])
    return [
        (stats.kendalltau(years, row).pvalue, stats.theilslopes(row, years).slope) for row in table
    ]


def ours(table: np.ndarray, method: str = "auto") -> list[tuple[float, float, float, float]]:
    """Return S, variance, p and slope of each row, the slope with its interval."""
    found = [(mann_kendall(row, method=method), sen_slope(row)) for row in table]
    return [(test.s, test.var, test.p, line.slope) for test, line in found]


def check(table: np.ndarray) -> None:
    """Stop unless our figures equal those of the peers."""
    mine = np.array(ours(table, "normal"))
    np.testing.assert_allclose(mine, by_pymannkendall(table), rtol=1e-9, atol=1e-12)
    slopes = [slope for _, slope in by_scipy(table)]
    np.testing.assert_allclose(mine[:, 3], slopes, atol=1e-12)


def measure(name: str, table: np.ndarray) -> None:
    """Print one block."""
    check(table)
    rows = {
        "jbeco（精确 p，含区间）": median_seconds(lambda: ours(table), RUNS),
        "pymannkendall": median_seconds(lambda: by_pymannkendall(table), RUNS),
        "scipy": median_seconds(lambda: by_scipy(table), RUNS),
    }
    print(f"{name}：{len(table)} 条 × {table.shape[1]} 年")
    fastest = rows["jbeco（精确 p，含区间）"]
    for label, seconds in rows.items():
        print(f"{seconds * 1000:10.1f} 毫秒  {seconds / fastest:7.1f} 倍  {label}")


def main() -> None:
    """Measure series without ties, and series rounded to whole numbers with many."""
    random = np.random.default_rng(SEED)
    table = random.normal(60.0, 10.0, size=(SERIES, YEARS))
    measure("无并列", table)
    measure("取整后有并列", np.round(table / 4.0))


if __name__ == "__main__":
    main()
