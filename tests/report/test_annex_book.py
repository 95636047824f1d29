"""附表.xlsx says the same as the page, one header row a sheet, nothing merged, in equal bytes."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from jbeco.assessment import AssessedYear
from jbeco.report import document
from jbeco.report.annex_book import HEADER, write_annex_book

SHEETS = ["指标与判定", "未达标与对策", "待补资料", "措施与承诺", "更正与裁决", "修订", "数据来源"]


@pytest.fixture
def book(county: AssessedYear, tmp_path: Path) -> Workbook:
    write_annex_book(county, tmp_path / "附表.xlsx")
    return load_workbook(tmp_path / "附表.xlsx")


def rows(book: Workbook, name: str) -> list[dict[str, Any]]:
    head, *lines = list(book[name].iter_rows(min_row=HEADER, values_only=True))
    return [dict(zip(map(str, head), line, strict=True)) for line in lines]


def test_each_sheet_has_a_title_a_header_a_filter_and_no_merged_cell(book: Workbook) -> None:
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert str(sheet["A1"].value).startswith("2024 年")
        assert all(cell.value for cell in sheet[HEADER])
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes == "B4"
        assert sheet.auto_filter.ref.startswith(f"A{HEADER}:")


def test_equal_tables_give_equal_bytes(county: AssessedYear, tmp_path: Path) -> None:
    paths = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for path in paths:
        write_annex_book(county, path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_verdicts_and_values_are_those_of_the_page(
    county: AssessedYear, book: Workbook, html: Callable[..., str]
) -> None:
    page = html(document.annex, county)
    found = re.findall(r"<tr><td><a href=\"#[^\"]*\">([^<]+)</a></td>(.*?)</tr>", page, re.DOTALL)
    shown = {name: unescape(re.sub(r"<[^>]+>", "|", rest)) for name, rest in found}
    told = rows(book, "指标与判定")
    assert [row["子项"] for row in told] == [v.criterion.id for v in county.verdicts]
    for row in told:
        for column in ("2024 年", "判定", "指标值（原文）", "达标准", "责任部门"):
            if row[column] not in (None, "—"):
                assert str(row[column]) in shown[row["子项"]], (row["子项"], column)


def test_measures_and_files_are_all_there(county: AssessedYear, book: Workbook) -> None:
    promised = sum(len(action.commitments) for action in county.plan.actions)
    assert len(rows(book, "措施与承诺")) == len(county.plan.actions) + promised
    files = len(county.submissions.files) + len(county.plan.files)
    assert len(rows(book, "数据来源")) == files


def test_invented_data_are_marked_on_every_sheet(county: AssessedYear, tmp_path: Path) -> None:
    frame = county.tables["tasks"].copy()
    frame["note"] = "示例"
    invented = replace(county, tables={**county.tables, "tasks": frame})
    write_annex_book(invented, tmp_path / "a.xlsx")
    for sheet in load_workbook(tmp_path / "a.xlsx"):
        assert "全部虚构" in str(sheet["A2"].value)
