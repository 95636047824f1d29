"""Workbooks of other forms than .xlsx: their values are read, what is not seen is said."""

from dataclasses import replace
from io import BytesIO
from itertools import product
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from jbeco.intake.files import ENCRYPTED, OLE, Arrived
from jbeco.intake.older_workbook import is_older
from jbeco.intake.workbook import read_workbook
from jbeco.problems import Level

WORKBOOKS = Path(__file__).parents[1] / "data" / "workbooks"


def values(name: str, limits) -> dict[str, list[list[object]]]:
    """Return what the cells of each sheet hold, without empty ones behind."""
    sheets, _ = read_workbook(Arrived(name, (WORKBOOKS / name).read_bytes()), limits)
    found = {}
    for sheet in sheets:
        rows = [[cell.value for cell in row] for row in sheet.rows]
        while rows and not any(value is not None for value in rows[-1]):
            rows.pop()
        found[sheet.name] = [row for row in rows if any(value is not None for value in row)]
    return found


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_the_values_are_those_of_the_same_xlsx(real_plan, ending: str) -> None:
    limits = real_plan.methods.limits
    own, other = values("finance.xlsx", limits), values(f"finance.{ending}", limits)
    assert own.keys() == other.keys()
    for name in ("数据", "佐证", "上级任务", "措施"):
        assert [[v for v in row if v is not None] for row in other[name]] == [
            [v for v in row if v is not None] for row in own[name]
        ], name


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_what_is_not_seen_is_said(real_plan, ending: str) -> None:
    content = (WORKBOOKS / f"finance.{ending}").read_bytes()
    _, (problem,) = read_workbook(Arrived(f"某表.{ending}", content), real_plan.methods.limits)
    assert (problem.where, problem.level) == (f"某表.{ending}", Level.WARNING)
    assert "只读到值" in problem.what


@pytest.mark.parametrize("origin", ["xls", "xlsx"])
def test_a_workbook_of_wps_is_what_it_holds(clerk, origin: str) -> None:
    """WPS saves .et as either of them; the content tells, not the name."""
    content = (WORKBOOKS / f"finance.{origin}").read_bytes()
    (clerk.folder / "财政局.et").write_bytes(content)
    problems = [p for p in clerk.read().problems if p.where.startswith("2024/财政局.et")]
    assert any("是另一个规划" in p.what or "模板" in p.what for p in problems)
    assert any("只读到值" in p.what for p in problems) == (origin == "xls")


def test_too_many_cells_or_megabytes_are_not_read(real_plan) -> None:
    content = (WORKBOOKS / "finance.ods").read_bytes()
    for limits in (
        replace(real_plan.methods.limits, cells=10),
        replace(real_plan.methods.limits, member_mb=0),
    ):
        sheets, (problem,) = read_workbook(Arrived("某表.ods", content), limits)
        assert sheets == ()
        assert (problem.level, "超过上限" in problem.what) == (Level.ERROR, True)


def test_a_torn_file_is_an_error_not_a_crash(real_plan) -> None:
    content = (WORKBOOKS / "finance.xls").read_bytes()[:3000]
    sheets, (problem,) = read_workbook(Arrived("某表.xls", content), real_plan.methods.limits)
    assert sheets == ()
    assert (problem.level, "读不了" in problem.what) == (Level.ERROR, True)


def test_whatever_byte_of_an_archive_is_damaged_nothing_crashes(real_plan) -> None:
    """zipfile raises seven kinds of errors, by where the damage is."""
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet" * 4)
    content = whole.getvalue()
    for at, byte in product(range(len(content)), (0x00, 0x7F, 0xFF)):
        damaged = content[:at] + bytes([byte]) + content[at + 1 :]
        assert is_older(damaged) in (True, False)
        sheets, problems = read_workbook(Arrived("某表.xlsx", damaged), real_plan.methods.limits)
        assert sheets == ()
        assert problems


def test_what_is_no_older_workbook() -> None:
    other = BytesIO()
    with ZipFile(other, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert not is_older(other.getvalue())
    assert not is_older(OLE + ENCRYPTED)
    assert not is_older(b"PK\x03\x04")
    assert not is_older(b"")
