"""Times reading and checking the full example, and reading against pandas' own reader.

Run: ``python benchmarks/read_and_check.py``. Prints medians of several fresh runs, side by side in
one process; pandas gives bare values without cells, formulas, limits or problems.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from jbeco.checks import check_year
from jbeco.intake import read_submissions
from jbeco.intake.workbook import read_workbook
from jbeco.plan import load_plan

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "data" / "example"
YEAR = 2025
RUNS = 5


def median_seconds(work: Callable[[], object]) -> float:
    """Return the median wall time of several runs after one warm-up."""
    work()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print one line per measurement."""
    plan = load_plan()
    books = sorted((EXAMPLE / str(YEAR)).glob("*.xlsx"))
    submissions = read_submissions(EXAMPLE, YEAR, plan)
    limits = plan.methods.limits

    def ours() -> None:
        for book in books:
            read_workbook(book, book.name, limits)

    def pandas_openpyxl() -> None:
        for book in books:
            pd.read_excel(book, sheet_name=None, header=None, engine="openpyxl")

    rows = {
        f"读 2019–{YEAR} 七年（{len(submissions.files)} 个文件，含全年小时空气）": lambda: (
            read_submissions(EXAMPLE, YEAR, plan)
        ),
        f"检查 {YEAR} 年": lambda: check_year(plan, submissions),
        f"读 {len(books)} 个工作簿：jbeco": ours,
        f"读 {len(books)} 个工作簿：pandas + openpyxl": pandas_openpyxl,
    }
    for name, work in rows.items():
        print(f"{median_seconds(work):8.3f} 秒  {name}")
    if sys.platform != "win32":  # which has no such count
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"{peak / (1024 if sys.platform != 'darwin' else 1024**2):8.0f} MB  峰值内存")


if __name__ == "__main__":
    main()
