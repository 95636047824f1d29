"""Times Mann–Kendall and Sen's slope of many yearly series against pymannkendall and SciPy.

Run: ``python benchmarks/trend_tests.py``. 10,000 series of 11 values. Both peers work series by
series, so they are timed on 1,000 of them and scaled; ours on all. Medians of several runs, side
by side in one process. Before timing, S, its variance, p and slope are compared.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np
import pymannkendall
from scipy import stats

from jbeco.statistics import mann_kendall, mann_kendall_many, sen_slope, sen_slope_many

SERIES = 10_000
YEARS = 11
PEER_SERIES = 1_000
RUNS = 7
PEER_RUNS = 3
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


def check(table: np.ndarray) -> None:
    """Stop unless our figures equal those of the peers."""
    ours, slopes = mann_kendall_many(table, method="normal"), sen_slope_many(table)
    together = np.column_stack([ours.s, ours.var, ours.p, slopes])
    np.testing.assert_allclose(together, by_pymannkendall(table), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(slopes, [slope for _, slope in by_scipy(table)], atol=1e-12)


def measure(name: str, table: np.ndarray) -> None:
    """Print one block: ours on all series, the peers scaled."""
    few = table[:PEER_SERIES]
    check(few)
    scale = len(table) / len(few)

    def exact() -> None:
        mann_kendall_many(table)
        sen_slope_many(table)

    def normal() -> None:
        mann_kendall_many(table, method="normal")
        sen_slope_many(table)

    def one_by_one() -> None:
        for row in few:
            mann_kendall(row)
            sen_slope(row)

    rows = {
        "jbeco，精确 p": median_seconds(exact, RUNS),
        "jbeco，正态 p": median_seconds(normal, RUNS),
        "jbeco，逐条（含区间，按 1/10 折算）": median_seconds(one_by_one, PEER_RUNS) * scale,
        "pymannkendall（按 1/10 折算）": median_seconds(lambda: by_pymannkendall(few), PEER_RUNS)
        * scale,
        "scipy（按 1/10 折算）": median_seconds(lambda: by_scipy(few), PEER_RUNS) * scale,
    }
    print(f"{name}：{len(table)} 条 × {table.shape[1]} 年")
    fastest = rows["jbeco，精确 p"]
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
