"""Times reading the example's workbooks cold and from kept cells, against openpyxl; and checking.

Run: ``python benchmarks/read_and_check.py``. Prints the least CPU seconds of several fresh runs,
all in one process, and how many times faster than openpyxl they are; openpyxl gives bare values
without formulas, limits or problems.
"""

from __future__ import annotations

import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import openpyxl

from jbeco.checks import check_year
from jbeco.intake import read_submissions
from jbeco.intake.files import Arrived, read_file
from jbeco.intake.workbook import read_workbook
from jbeco.plan import load_plan

EXAMPLE = Path(__file__).parents[1] / "data" / "example"
YEAR = 2025
RUNS = 3


def least_seconds(work: Callable[[], object]) -> float:
    """Return the least CPU time of several runs after one warm-up."""
    work()
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def workbooks() -> Iterator[Arrived]:
    """Read the bytes of every workbook of the example."""
    limits = load_plan().methods.limits
    for path in sorted(EXAMPLE.glob("20*/*.xlsx")):
        file = read_file(path, path.name, limits)
        if isinstance(file, Arrived):
            yield file


def by_openpyxl(files: list[Arrived]) -> None:
    """Read every value of the workbooks by openpyxl."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for file in files:
            book = openpyxl.load_workbook(BytesIO(file.content), read_only=True, data_only=True)
            for sheet in book.worksheets:
                for row in sheet.iter_rows():
                    _ = [(cell.value, getattr(cell, "number_format", "")) for cell in row]


def main() -> None:
    """Print one line per measurement."""
    plan = load_plan()
    limits, files = plan.methods.limits, list(workbooks())
    submissions = read_submissions(EXAMPLE, YEAR, plan)
    with tempfile.TemporaryDirectory() as folder:
        cells = Path(folder)
        before = least_seconds(lambda: by_openpyxl(files))
        books = {
            "openpyxl": before,
            "jbeco，没有留存": least_seconds(lambda: [read_workbook(f, limits) for f in files]),
            "jbeco，有留存": least_seconds(
                lambda: [read_workbook(f, limits, cells) for f in files]
            ),
        }
        for name, seconds in books.items():
            said = f"快 {before / seconds:.1f} 倍" if seconds != before else ""
            print(f"{seconds:8.3f} 秒  读 {len(files)} 个工作簿：{name}  {said}".rstrip())
        years = f"读 2019–{YEAR} 七年（{len(submissions.files)} 个文件，含 6 年小时空气）"
        rows = {
            f"{years}，没有留存": lambda: read_submissions(EXAMPLE, YEAR, plan),
            f"{years}，有留存": lambda: read_submissions(EXAMPLE, YEAR, plan, cells),
            f"检查 {YEAR} 年": lambda: check_year(plan, submissions),
        }
        for name, work in rows.items():
            print(f"{least_seconds(work):8.3f} 秒  {name}")
    if sys.platform != "win32":  # which has no such count
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"{peak / (1024 if sys.platform != 'darwin' else 1024**2):8.0f} MB  峰值内存")


if __name__ == "__main__":
    main()
