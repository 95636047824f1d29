"""The values that calamine reads are those that openpyxl reads, cell by cell."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jbeco.intake.files import Arrived
from jbeco.intake.workbook import read_workbook
from jbeco.plan import load_plan

DATA = Path(__file__).resolve().parents[2] / "data"
FOLDERS = sorted(p for name in ("example", "example-messy") for p in (DATA / name).glob("20*"))
LIMITS = load_plan().methods.limits


def by_calamine(content: bytes) -> dict[tuple[str, str], tuple[Any, bool]]:
    sheets, _ = read_workbook(Arrived("a.xlsx", content), LIMITS)
    return {
        (sheet.name, cell.cell): (cell.value, "%" in cell.number_format)
        for sheet in sheets
        for row in sheet.rows
        for cell in row
        if cell.value is not None
    }


def by_openpyxl(content: bytes) -> dict[tuple[str, str], tuple[Any, bool]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
    return {
        (sheet.title, cell.coordinate): (cell.value, "%" in cell.number_format)
        for sheet in book.worksheets
        for cell in cells(sheet)
        if cell.value not in (None, "")
    }


def cells(sheet: Any) -> Iterator[Any]:
    sheet.reset_dimensions()  # the declared size may be wrong
    for row in islice(sheet.iter_rows(), 30_000):
        yield from row


def same(content: bytes) -> None:
    ours, theirs = by_calamine(content), by_openpyxl(content)
    assert ours.keys() == theirs.keys()
    for place, (value, percent) in theirs.items():
        found, found_percent = ours[place]
        assert found == value, place
        assert found_percent == percent, place
        assert isinstance(found, bool) == isinstance(value, bool), place
        assert isinstance(found, str) == isinstance(value, str), place


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_workbook_of_the_examples(folder: Path) -> None:
    for path in sorted(folder.glob("*.xlsx")):
        content = path.read_bytes()
        if content.startswith(b"PK"):  # one of the messy year is no workbook
            same(content)


TEXTS = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=30)
VALUES = st.one_of(
    st.none(),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12),
    st.booleans(),
    TEXTS.filter(lambda text: "_x" not in text and not text.startswith("=")),
    st.sampled_from(["#DIV/0!", "#N/A", "#REF!", "79.5%", "２５", " 7 ", "a\nb", "'1", "001"]),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(
        lambda moment: moment.replace(minute=0, second=0, microsecond=0)
    ),
    st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
)
FORMATS = st.sampled_from(["General", "0.0%", "0.00", "0%", '0"%"', "#,##0", "@"])
CELLS = st.lists(st.tuples(st.integers(1, 40), st.integers(1, 12), VALUES, FORMATS), max_size=40)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(first=CELLS, second=CELLS, hidden=st.booleans())
def test_any_workbook(first: list[Any], second: list[Any], hidden: bool) -> None:
    book = openpyxl.Workbook()
    for sheet, filled in ((book.active, first), (book.create_sheet("二"), second)):
        assert sheet is not None
        for row, column, value, number_format in filled:
            cell = sheet.cell(row, column)
            cell.value = value
            if not isinstance(value, date | datetime | time):
                cell.number_format = number_format
    if hidden:
        book["二"].sheet_state = "hidden"
    buffer = BytesIO()
    book.save(buffer)
    same(buffer.getvalue())
