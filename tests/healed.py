"""A folder in which everything was delivered, documented and consistent; and ways to spoil it."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

Cell = str | int | float | date | None
YEAR = 2025


@dataclass(frozen=True)
class Folder:
    """A copy of the years of ``source``; what is edited is written anew, the rest is shared."""

    path: Path
    source: Path

    def workbook(self, code: str, year: int = YEAR, sheet: str = "数据") -> Path:
        """Return the workbook whose sheet has a row of the code."""
        return self.path / str(year) / _workbooks(self.source / str(year), sheet)[code]

    def edit(self, file: Path, change: Callable[[Workbook], None]) -> None:
        """Change a workbook, and nothing that shares its bytes."""
        book = load_workbook(file)
        change(book)
        file.unlink()
        book.save(file)

    def put(self, code: str, year: int = YEAR, series: str = "", **cells: Cell) -> None:
        """Enter cells into the row of a code, by the heads of their columns."""

        def change(book: Workbook) -> None:
            sheet = book["数据"]
            heads = [cell.value for cell in sheet[1]]
            for row in sheet.iter_rows(min_row=2):
                own = str(row[heads.index("系列")].value or "")
                if row[0].value == code and own == series:
                    for head, value in cells.items():
                        row[heads.index(head)].value = value

        self.edit(self.workbook(code, year), change)

    def gap(self, code: str, reason: str = "尚无数据", year: int = YEAR) -> None:
        """Say that there is no number, and why."""
        self.put(code, year, 本年值=None, 有无数据="无", 无数据原因=reason)

    def task(self, indicator: str, year: int = YEAR, **cells: Cell) -> None:
        """Enter cells into the superior's task of an indicator."""

        def change(book: Workbook) -> None:
            sheet = book["上级任务"]
            heads = [cell.value for cell in sheet[1]]
            for row in sheet.iter_rows(min_row=2):
                if row[0].value == indicator:
                    for head, value in cells.items():
                        row[heads.index(head)].value = value

        self.edit(self.workbook(indicator, year, "上级任务"), change)

    def without_documents(self, *criteria: str, code: str, year: int = YEAR) -> None:
        """Take away every document of criteria and of their code."""
        self.put(code, year, 来源文件=None, 文号=None, 出表日期=None)
        for file in sorted((self.path / str(year)).glob("*.xlsx")):
            book = load_workbook(file, read_only=True)
            if "佐证" not in book.sheetnames:
                continue
            rows = [row[0] for row in book["佐证"].iter_rows(min_row=2, values_only=True)]
            if {*criteria} & {*rows}:
                self.edit(file, lambda book: _blank(book, criteria))

    def append(self, name: str, *rows: str, year: int = YEAR) -> None:
        """Add lines to a CSV of the year; the first makes it where there is none."""
        path = self.path / str(year) / name
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        path.unlink(missing_ok=True)
        path.write_text(text + "".join(f"{row}\n" for row in rows), encoding="utf-8")

    def table(self, name: str, change: Callable[[list[list[str]]], None], year: int = YEAR) -> None:
        """Change the rows of a CSV of the year; the first is the header."""
        path = self.path / str(year) / name
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        change(rows)
        path.unlink()
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    def sections(self, change: Callable[[dict[str, Any], int], None], year: int = YEAR) -> None:
        """Change the monthly values of the water sections, row by row."""

        def each(book: Workbook) -> None:
            sheet = book["水质断面"]
            heads = [cell.value for cell in sheet[1]]
            for number, cells in enumerate(sheet.iter_rows(min_row=2)):
                row = dict(zip(heads, cells, strict=True))
                if row["断面"].value:
                    change(row, number)

        self.edit(self.workbook("pm25", year), each)


@cache
def _workbooks(folder: Path, sheet: str) -> dict[str, str]:
    """Name the workbook of each code that stands in the first two columns of a sheet."""
    found: dict[str, str] = {}
    for file in sorted(folder.glob("*.xlsx")):
        book = load_workbook(file, read_only=True)
        if sheet in book.sheetnames:
            rows = book[sheet].iter_rows(min_row=2, max_col=2, values_only=True)
            for text in (cell for row in rows for cell in row if isinstance(cell, str)):
                found.setdefault(text, file.name)
    return found


def _blank(book: Workbook, criteria: tuple[str, ...]) -> None:
    for row in book["佐证"].iter_rows(min_row=2):
        if row[0].value in criteria:
            for cell in row[1:]:
                cell.value = None


def healed_copy(example: Path, target: Path) -> Folder:
    """Copy the example and put right what its story leaves undone in 2025.

    The sewage works treat 97.4 % and the province published the decline of its water use. Hourly
    air is kept of the assessed year only.
    """
    slow = shutil.ignore_patterns("air_hourly.csv", "weather_daily.csv")
    for folder in sorted(example.glob("20*")):
        ignore = None if folder.name == str(YEAR) else slow
        shutil.copytree(folder, target / folder.name, ignore=ignore, copy_function=os.link)
    healed = Folder(target, example)
    healed.put("sewage_treatment_rate", 本年值=97.4)
    healed.put("sewage_treated", 本年值=6713.53)
    healed.append(
        "comparators.csv", f"water_per_gdp_decline,浙江省,{YEAR},1.40,%,no,示例,示例：虚构的全省数"
    )
    return healed


@pytest.fixture(scope="session")
def healed_source(example_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The healed folder. Shared: change nothing in it."""
    return healed_copy(example_data, tmp_path_factory.mktemp("healed") / "data")


@pytest.fixture
def healed(healed_source: Folder, tmp_path: Path) -> Iterator[Folder]:
    """A copy of the healed folder, to be spoiled."""
    target = tmp_path / "data"
    shutil.copytree(healed_source.path, target, copy_function=os.link)
    yield Folder(target, healed_source.source)
    shutil.rmtree(target)
