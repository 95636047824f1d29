"""Whatever happens to one file of a year: nothing crashes, and nothing that counted goes unsaid."""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from jbeco.assessment.verdict_tables import facts_of
from jbeco.assessment.verdicts import judge
from jbeco.intake.collect import collect, problems_of
from jbeco.intake.layout import EVIDENCE, NUMBERS, TASKS, WATER
from jbeco.pipeline.evaluate import FUNCTIONS, Case
from jbeco.plan import PACKAGE_PLAN, load_plan
from jbeco.problems import Problem

EXAMPLE = Path(__file__).resolve().parents[1] / "data" / "example" / "2025"
YEAR = 2025
DEPARTMENTS = ("ecology", "housing", "statistics", "water_resources")
HOURS = 73
"""Lines that are kept of the file of hours: one day of three stations."""

TABLES = {
    "corrections.csv": "department,code,series,expect,value,reason,who,told_on\n"
    "ecology,pm25,,24,24.0,示例：核对无误,示例,2026-03-01\n",
    "resolutions.csv": "code,series,file,cell,reason,who,decided_on\n",
    "received.csv": "file,received_on,supersedes,note\n",
    "superior_tasks.csv": "indicator,name,required,required_text,result,document,document_row,"
    "verbatim,note\npublic_satisfaction,示例,80,不低于80,met,示例文,1,完成,示例\n",
}
TEXTS = [
    *("", " ", "—", "无", "八十", "约80", "<0.05", "80%", "1e999", "-1", "9999", "NaN", "∞", "1_0"),
    *("=1+1", "#DIV/0!", "800", "0.000000001", "9" * 40, "x" * 400, "2025-13-45", "2025/1/1 1:00"),
    *("有", "完成", "met", "NO-SUCH-CODE", "甲,乙", '"', "'", "a\nb", "\t", "😀", "\u202e80"),
    *("13800000000", "①80", "８０", "<script>", "1.5.2", "12月", "1/3", "-5", "0", "100.0001"),
]
VALUES: list[Any] = [*TEXTS, None, True, 1e300, -(10**18), 0.1 + 0.2, datetime(2025, 1, 2)]
SHEETS = (NUMBERS.name, EVIDENCE.name, TASKS.name, WATER.name)

Tables = Mapping[str, pd.DataFrame]


@cache
def base() -> Path:
    """A year that can be read fast; the folder lives as long as the tests."""
    folder = Path(tempfile.mkdtemp(prefix="jbeco-damage-")) / str(YEAR)
    folder.mkdir()
    for path in EXAMPLE.iterdir():
        if path.suffix == ".csv" or path.name.split("-")[1] in DEPARTMENTS:
            shutil.copy(path, folder)
    hours = (folder / "air_hourly.csv").read_text(encoding="utf-8").splitlines()
    (folder / "air_hourly.csv").write_text("\n".join([*hours[:HOURS], ""]), encoding="utf-8")
    (folder / "weather_daily.csv").unlink()
    for name, text in TABLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def files(ending: str) -> list[str]:
    return sorted(path.name for path in base().iterdir() if path.suffix == ending)


@contextmanager
def damaged(name: str, content: bytes | None) -> Iterator[Path]:
    """The data folder with one file changed, or without it."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(base(), Path(folder) / str(YEAR), copy_function=os.link)
        path = Path(folder) / str(YEAR) / name
        path.unlink()
        if content is not None:
            path.write_bytes(content)
        yield Path(folder)


def judged(data: Path) -> tuple[Tables, tuple[Problem, ...]]:
    """Go through every stage that a command needs; the verdicts are only made, not looked at."""
    plan = load_plan()
    case = Case(plan, PACKAGE_PLAN, data, YEAR)
    tables = collect(data, YEAR, plan, base().parent / "cells")
    for stage in ("air", "water", "indicators", "check"):
        tables |= FUNCTIONS[stage](case, tables)
    assert len(judge(facts_of(plan, YEAR, tables))) == len(plan.criteria)
    return tables, problems_of("problems", tables["problems"])


@cache
def before() -> dict[tuple[str, str], str]:
    return counted(judged(base().parent)[0])


def counted(tables: Tables) -> dict[tuple[str, str], str]:
    """What counts, with its cell: figures, tasks, comparators, evidence, steps, months, hours."""
    given = tables["observations"]
    figures = given[given["missing"].isna() & given["department"].ne("")]
    facts = zip(figures["indicator"], figures["series"], figures["source"], strict=True)
    kept = {("observations", f"{code} {series}"): source for code, series, source in facts}
    for name in ("tasks", "comparators", "evidence", "progress"):
        kept |= {(name, source): source for source in tables[name]["source"]}
    kept |= {("water_monthly", place): place for place in tables["water_monthly"]["place"]}
    kept |= {("air_hourly", str(hour)): "" for hour in range(len(tables["air_hourly"]))}
    return kept


def looked_at(name: str, content: bytes | None, asked_for: bool = False) -> None:
    """Judge the year with one file changed; what no longer counts must be said of that file.

    Of a row that is gone without a trace only what was asked for can be missed: a figure.
    """
    with damaged(name, content) as data:
        tables, problems = judged(data)
    gone = before().keys() - counted(tables).keys()
    lost = {one for one in gone if not asked_for or one[0] == "observations"}
    said = {problem.place[0] for problem in problems} | {p.where for p in problems}
    if lost:
        assert f"{YEAR}/{name}" in said, (name, sorted(lost)[:3])
    sheet = f"{YEAR}/{name}!{NUMBERS.name}"
    if said & {f"{YEAR}/{name}", sheet, f"{sheet}!A1"} & {p.where for p in problems}:
        return  # the whole of it could not be read
    rows = {re.sub(r"![A-Z]+(\d+)", r"!\1", problem.where) for problem in problems}
    for source in [before()[one] for one in lost if not asked_for]:
        if source.startswith(f"{sheet}!"):
            assert re.sub(r"![A-Z]+(\d+)$", r"!\1", source) in rows, source


usual = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])


@usual
@given(st.data())
def test_a_cell_of_a_workbook(data: st.DataObject) -> None:
    """One cell gets another value: in the middle, in the header, or beside the table."""
    name = data.draw(st.sampled_from(files(".xlsx")))
    book = load_workbook(base() / name)
    sheet = book[data.draw(st.sampled_from([s for s in SHEETS if s in book.sheetnames]))]
    row = data.draw(st.integers(1, min(sheet.max_row, 60)))
    cell = sheet.cell(row, data.draw(st.integers(1, sheet.max_column + 1)))
    value = data.draw(st.sampled_from(VALUES))
    cell.value = value
    if isinstance(value, str) and not value.startswith("="):
        cell.data_type = "s"
    looked_at(name, saved(book))


@usual
@given(st.data())
def test_a_row_or_a_sheet_of_a_workbook(data: st.DataObject) -> None:
    """Rows and columns are deleted, inserted, doubled or exchanged; a sheet goes or is renamed."""
    name = data.draw(st.sampled_from(files(".xlsx")))
    book = load_workbook(base() / name)
    sheet = book[data.draw(st.sampled_from([s for s in SHEETS if s in book.sheetnames]))]
    if sheet.max_row < 3:
        return
    first, second = (data.draw(st.integers(2, sheet.max_row)) for _ in range(2))
    changes: dict[str, Callable[[], object]] = {
        "delete": lambda: sheet.delete_rows(first),
        "insert": lambda: sheet.insert_rows(first),
        "column": lambda: sheet.insert_cols(first % sheet.max_column + 1),
        "double": lambda: exchange(sheet, first, second, both=False),
        "exchange": lambda: exchange(sheet, first, second, both=True),
        "rename": lambda: setattr(sheet, "title", "数据（改）"),
        "remove": lambda: book.remove(sheet),
    }
    changes[data.draw(st.sampled_from(sorted(changes)))]()
    looked_at(name, saved(book), asked_for=True)


def exchange(sheet: Any, first: int, second: int, both: bool) -> None:
    for one, other in zip(sheet[first], sheet[second], strict=True):
        if both:
            one.value, other.value = other.value, one.value
        else:
            one.value = other.value


def saved(book: Any) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@usual
@given(st.data())
def test_a_cell_of_a_table(data: st.DataObject) -> None:
    """One cell of a CSV gets another text, or its comma goes or comes twice."""
    name = data.draw(st.sampled_from(files(".csv")))
    lines = (base() / name).read_text(encoding="utf-8").splitlines()
    row = data.draw(st.integers(0, min(len(lines), 40) - 1))
    cells = lines[row].split(",")
    place = data.draw(st.integers(0, len(cells) - 1))
    text = data.draw(st.sampled_from(TEXTS))
    how = data.draw(st.sampled_from(["text", "without", "twice"]))
    cells[place : place + 1] = {"text": [text], "without": [], "twice": [cells[place]] * 2}[how]
    lines[row] = ",".join(cells)
    looked_at(name, "\n".join([*lines, ""]).encode("utf-8", errors="surrogatepass"))


BYTES: dict[str, Callable[[bytes], bytes | None]] = {
    "empty": lambda content: b"",
    "half": lambda content: content[: len(content) // 2],
    "gone": lambda content: None,
    "zeros": lambda content: content + b"\0" * 9,
    "twice": lambda content: content + content,
    "gbk": lambda content: content.decode("utf-8", errors="replace").encode("gb18030", "replace"),
    "utf16": lambda content: content.decode("utf-8", errors="replace").encode("utf-16"),
    "text": lambda content: "不是表格".encode(),
    "page": lambda content: b"<html>",
    "header": lambda content: content.replace(b",", b";", 1),
}


@usual
@given(st.sampled_from(files(".csv") + files(".xlsx")), st.sampled_from(sorted(BYTES)))
def test_a_whole_file(name: str, how: str) -> None:
    """A file is cut, emptied, saved in another encoding, or is something else altogether."""
    content = BYTES[how]((base() / name).read_bytes())
    if content is not None or name.endswith(".xlsx"):
        looked_at_file(name, content)


def looked_at_file(name: str, content: bytes | None) -> None:
    """A workbook that is gone is named by its department, any other file by itself."""
    if content is None:
        with damaged(name, content) as data:
            _, problems = judged(data)
        department = name.removesuffix(".xlsx").split("-")[2]
        assert any(problem.what == f"{department}没有报送" for problem in problems)
    else:
        looked_at(name, content)
