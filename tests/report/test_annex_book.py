"""附表.xlsx: one table a sheet, one header row, nothing merged, in equal bytes."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from jbeco.assessment import AssessedYear
from jbeco.report.annex_book import HEADER, write_annex_book
from jbeco.report.chapters import chapters_of


def write(assessed: AssessedYear, path: Path) -> Workbook:
    write_annex_book(assessed, chapters_of(assessed), path)
    return load_workbook(path)


@pytest.fixture
def book(county: AssessedYear, tmp_path: Path) -> Workbook:
    return write(county, tmp_path / "附表.xlsx")


def rows(book: Workbook, name: str) -> list[dict[str, Any]]:
    head, *lines = list(book[name].iter_rows(min_row=HEADER, values_only=True))
    return [dict(zip(map(str, head), line, strict=True)) for line in lines]


def test_each_sheet_has_a_title_a_header_a_filter_and_no_merged_cell(book: Workbook) -> None:
    assert {
        "总体情况",
        "问题与对策",
        "待补资料",
        "措施与承诺",
        "部门",
        "口径认定全表",
        "数据来源",
    } <= {*book.sheetnames}
    assert book.sheetnames[0].startswith("指标 ")
    for sheet in book:
        assert str(sheet["A1"].value).startswith("2024 年")
        assert all(cell.value for cell in sheet[HEADER])
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes == "B4"
        assert sheet.auto_filter.ref.startswith(f"A{HEADER}:")


def test_equal_tables_give_equal_bytes(county: AssessedYear, tmp_path: Path) -> None:
    paths = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for path in paths:
        write(county, path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_every_leaf_stands_under_its_system_so_that_a_filter_finds_it(
    county: AssessedYear, book: Workbook
) -> None:
    told = rows(book, book.sheetnames[0])
    by_id = {v.criterion.id: v.criterion for v in county.verdicts}
    assert {row["编号"] for row in told} == set(by_id)
    for row in told:
        assert row["体系"] == county.plan.systems[by_id[row["编号"]].domain]


def test_measures_files_and_departments_are_all_there(county: AssessedYear, book: Workbook) -> None:
    promised = sum(len(action.commitments) for action in county.plan.actions)
    assert len(rows(book, "措施与承诺")) == len(county.plan.actions) + promised
    files = len(county.submissions.files) + len(county.plan.files)
    assert len(rows(book, "数据来源")) == files
    names = {row["部门"] for row in rows(book, "部门")}
    assert names <= {one.name for one in county.plan.departments.values()}
    assert names


def test_invented_data_are_marked_on_every_sheet(county: AssessedYear, tmp_path: Path) -> None:
    frame = county.tables["tasks"].copy()
    frame["note"] = "示例"
    invented = replace(county, tables={**county.tables, "tasks": frame})
    for sheet in write(invented, tmp_path / "a.xlsx"):
        assert "全部虚构" in str(sheet["A2"].value)
