"""Times a whole mid-term review against its floor and against the plain commands.

Run: ``python benchmarks/whole_run.py`` (``--years`` adds the eleven years 2020–2030). Everything is
measured one after the other in this one run, on the invented data, in fresh folders:

- *whole*: ``jbeco run 2025``, all formats;
- *floor*: what such a run cannot do without, each part by itself: importing what notebooks import,
  kernels that do nothing, one a stage, drawing every chart for screen, phone and Word, converting
  the executed notebook, writing Word and Excel;
- *commands*: ``papermill`` for each of the notebooks and ``jupyter nbconvert`` for the last,
  one after the other: HTML only;
- *unchanged*, *one cell*: the same run again, and after one reported figure was changed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat

from jbeco.assessment import AssessedYear
from jbeco.pipeline.execute import execute_notebook
from jbeco.pipeline.export import html_report
from jbeco.pipeline.preloaded import MODULES
from jbeco.pipeline.run import NOTEBOOKS
from jbeco.pipeline.write_report import write_other_forms
from jbeco.plan import load_plan
from jbeco.report.blocks import Block, Chapter, Figure
from jbeco.report.chapters import chapters_of
from jbeco.stage_tables import FolderTables
from jbeco.stages import LEFT_BY_RUN, STAGES

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data" / "example"
YEAR, REVIEW = 2025, "midterm"
YEARS = range(2020, 2031)
PROGRAMS = Path(sys.executable).parent
ENVIRONMENT = {**os.environ, "MPLBACKEND": "Agg", "OPENBLAS_NUM_THREADS": "1"}


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def call(*words: str | Path, folder: Path = ROOT) -> None:
    done = subprocess.run(
        [str(word) for word in words],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr[-2000:]


def jbeco_run(year: int, data: Path, folder: Path) -> None:
    places = ["--reports", folder / "reports", "--processed", folder / "processed"]
    call(sys.executable, "-m", "jbeco", "run", str(year), "--data", data, *places)


def commands(year: int, review: str, reported: Path, folder: Path) -> None:
    """Run every notebook as one would without jbeco; ``reported`` lends what a run leaves."""
    tables = folder / "tables"
    tables.mkdir(parents=True)
    for name in LEFT_BY_RUN:
        shutil.copy(reported / "tables" / f"{name}.csv", tables)
    given = {"year": year, "review": review, "data": DATA, "tables": tables}
    parameters = [word for name, value in given.items() for word in ("-p", name, str(value))]
    for stage in STAGES:
        name = f"{stage.notebook}.ipynb"
        call(PROGRAMS / "papermill", NOTEBOOKS / name, folder / name, *parameters)
    last = folder / f"{STAGES[-1].notebook}.ipynb"
    call(PROGRAMS / "jupyter", "nbconvert", "--to", "html", "--no-input", last)


def floor(report: Path, folder: Path) -> dict[str, float]:
    """Return the seconds of each part without which there is no report."""
    empty = nbformat.read(NOTEBOOKS / "10_collect.ipynb", as_version=4)
    sentinel = "from jbeco.report.notebook import finish; finish('empty')"
    parameters = [c for c in empty.cells if "parameters" in c.metadata.get("tags", [])]
    empty.cells = [*parameters, nbformat.v4.new_code_cell(sentinel)]
    nbformat.write(empty, folder / "empty.ipynb")
    given = {"year": YEAR, "review": REVIEW, "data": "", "plan": "", "tables": ""}
    plan = load_plan()
    assessed = AssessedYear(plan, YEAR, REVIEW, FolderTables(report / "tables"))
    executed = nbformat.read(report / "notebooks" / f"{STAGES[-1].notebook}.ipynb", as_version=4)
    charts = [figure.draw() for chapter in chapters_of(assessed) for figure in figures(chapter)]
    imports = "import " + ", ".join(MODULES)
    parts: dict[str, Callable[[], object]] = {
        "导入": lambda: call(sys.executable, "-c", imports),
        "内核": lambda: [execute_notebook(folder / "empty.ipynb", given, 60) for _ in STAGES],
        "画图": lambda: [(chart.svg, chart.narrow) for chart in charts],
        "转换": lambda: html_report(executed, "页"),
        "Word、Excel": lambda: write_other_forms(assessed, folder / "forms"),
    }
    return {name: seconds(work) for name, work in parts.items()}


def figures(block: Block | Chapter) -> Iterator[Figure]:
    if isinstance(block, Figure):
        yield block
    for inner in getattr(block, "blocks", ()):
        yield from figures(inner)


def change_one(data: Path) -> None:
    """Change one reported figure of the year: the days with good air."""
    import openpyxl

    for path in sorted((data / str(YEAR)).glob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        for sheet in book:
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                if cell.value == 96.61:
                    cell.value = 96.62
                    book.save(path)
                    return
    raise AssertionError("no such figure")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        data = Path(shutil.copytree(DATA, folder / "data"))
        whole = seconds(lambda: jbeco_run(YEAR, data, folder))
        report = folder / "reports" / f"{YEAR}-{REVIEW}"
        unchanged = seconds(lambda: jbeco_run(YEAR, data, folder))
        change_one(data)
        one_cell = seconds(lambda: jbeco_run(YEAR, data, folder))
        parts = floor(report, folder)
        plain = seconds(lambda: commands(YEAR, REVIEW, report, folder / "plain"))
        print(f"whole      {whole:6.1f} s")
        print(
            f"floor      {sum(parts.values()):6.1f} s  whole = {whole / sum(parts.values()):.2f} ×"
        )
        for name, took in parts.items():
            print(f"  {name} {took:.1f} s")
        print(f"commands   {plain:6.1f} s  = {plain / whole:.2f} × whole")
        print(f"unchanged  {unchanged:6.1f} s")
        print(f"one cell   {one_cell:6.1f} s")
        if asked.years:
            eleven = seconds(lambda: [jbeco_run(year, DATA, folder / "eleven") for year in YEARS])
            print(
                f"eleven     {eleven:6.1f} s; commands × 11 = {len(YEARS) * plain / eleven:.2f} ×"
            )


if __name__ == "__main__":
    main()
