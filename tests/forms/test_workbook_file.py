"""Text that stays text, and a file that appears whole or not at all, with the same bytes."""

import os
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from jbeco.forms.workbook_file import (
    LONGEST_TEXT,
    clean_text,
    new_workbook,
    put_text,
    save_workbook,
)
from jbeco.problems import JbecoError

MOMENT = datetime(2025, 1, 1)


def write(path: Path, text: str = "甲") -> Path:
    workbook = new_workbook()
    put_text(workbook.create_sheet("表")["A1"], text)
    save_workbook(workbook, path, MOMENT)
    return path


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "＝1", "#DIV/0!", "TRUE", "1"])
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    cell = load_workbook(write(tmp_path / "a.xlsx", text))["表"]["A1"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert bool(cell.quotePrefix) == (text[0] in "=+-@\t＝")


def test_an_empty_text_is_an_empty_cell(tmp_path: Path) -> None:
    assert load_workbook(write(tmp_path / "a.xlsx", ""))["表"]["A1"].value is None


def test_a_cell_hidden_by_a_merged_one_is_not_written() -> None:
    sheet = new_workbook().create_sheet("表")
    sheet.merge_cells("A1:B2")
    with pytest.raises(AssertionError, match="B2"):
        put_text(sheet["B2"], "甲")


def test_control_characters_and_excess_are_shown_as_such() -> None:
    assert clean_text("甲\x00\x1b乙\n丙") == "甲��乙\n丙"
    assert clean_text("甲" * LONGEST_TEXT) == "甲" * LONGEST_TEXT
    cut = clean_text("甲" * (LONGEST_TEXT + 1))
    assert len(cut) == LONGEST_TEXT
    assert cut.endswith("（文字过长，其余未显示）")


def test_equal_content_is_equal_bytes_without_the_clock(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.xlsx"), write(tmp_path / "b.xlsx")
    assert first.read_bytes() == second.read_bytes()
    with ZipFile(first) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2025-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_an_unwritable_file_is_reported_and_the_old_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.xlsx", "旧")
    before = path.read_bytes()

    def busy(*_: object) -> None:
        raise PermissionError(13, "正由另一进程使用")

    monkeypatch.setattr(os, "replace", busy)
    with pytest.raises(JbecoError, match=r"写不进去：没有权限，或正被别的程序打开.*请关闭"):
        write(path, "新")
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_workbooks_are_written_without_lxml_whether_it_is_there_or_not() -> None:
    """With it openpyxl writes other bytes, and reads past defusedxml."""
    import openpyxl

    assert not openpyxl.LXML
