"""进度.xlsx: what it lists, and how it opens and prints."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from jbeco.forms.progress import DepartmentProgress, OpenItem, ReceivedFile
from jbeco.forms.progress_book import write_progress_book
from jbeco.forms.shortfalls import Shortfall
from jbeco.intake.contacts import Contact
from jbeco.plan.models import Department
from jbeco.problems import Level, Problem


@pytest.fixture
def book(bench: Any, tmp_path: Path) -> Path:
    plan = bench.plan(bench.criterion(id="N01"), bench.criterion(id="P02"))
    files = (
        ReceivedFile("甲.xlsx", "乙.xlsx", None, True),
        ReceivedFile("乙.xlsx", "", date(2026, 3, 1), True),
    )
    faults = (
        Problem("2025/乙.xlsx!数据!F2", "错", "改"),
        Problem("2025/乙.xlsx!数据!F3", "疑", "改", Level.WARNING),
    )
    items = (OpenItem("数据", "gdp", "=生产总值", "数据!F9", ("N01", "P02")),)
    last = Contact(date(2026, 3, 2), "电话", "ecology")
    progress = [
        DepartmentProgress(Department("ecology", "生态局", "", "", ""), files, faults, items, last),
        DepartmentProgress(Department("housing", "住建局", "", "", ""), (), (), (), None),
    ]
    missing = [Shortfall("没有报送", "住建局", "住建局", ("N01", "P02"), ("N01",))]
    path = tmp_path / "进度.xlsx"
    write_progress_book(plan, 2025, progress, missing, path)
    first = path.read_bytes()
    write_progress_book(plan, 2025, progress, missing, path)
    assert path.read_bytes() == first
    return path


def test_every_sheet_lists_its_rows(book: Path) -> None:
    sheets = {s.title: list(s.iter_rows(values_only=True)) for s in load_workbook(book).worksheets}
    assert list(sheets) == ["部门进度", "待补清单", "缺什么少判什么"]
    named = "甲.xlsx（已被 乙.xlsx 取代）\n乙.xlsx（2026-03-01 收到）"
    assert sheets["部门进度"][1:] == [
        ("生态局", "已收", named, "2026-03-01", 1, 1, 1, "2026-03-02 电话"),
        ("住建局", "未收", None, None, 0, 0, 0, None),
    ]
    item = ("生态局", "数据", "gdp", "=生产总值", "数据!F9", "N01、P02")
    assert sheets["待补清单"][1:] == [item]
    assert sheets["缺什么少判什么"][1][:5] == ("没有报送", "住建局", "住建局", 2, 1)
    assert sheets["缺什么少判什么"][1][5].startswith("N01 ")


def test_it_opens_and_prints_well(book: Path) -> None:
    for sheet in load_workbook(book).worksheets:
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        widths = [dimension.width for dimension in sheet.column_dimensions.values()]
        assert min(widths) >= 8
    assert load_workbook(book)["待补清单"]["D2"].data_type == "s"
