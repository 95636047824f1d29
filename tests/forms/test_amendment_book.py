"""更正与裁决.xlsx offers Chinese names in dropdowns, and what it offers is read back."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from jbeco.forms.amendment_book import write_amendment_book
from jbeco.intake.duties import departments_owing
from jbeco.plan import Plan, load_plan

YEAR = 2025


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan()


def offered(sheet: Worksheet, column: str) -> str:
    """Return the formula of a column's dropdown; empty without one."""
    (found,) = [v for v in sheet.data_validations.dataValidation if f"{column}2" in v.sqref]
    return str(found.formula1 or "")


def test_equal_arguments_give_equal_bytes(plan: Plan, tmp_path: Path) -> None:
    paths = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for path in paths:
        write_amendment_book(plan, YEAR, path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_departments_and_indicators_are_offered_by_their_names(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "更正与裁决.xlsx"
    write_amendment_book(plan, YEAR, path)
    book = load_workbook(path)
    lists = book["选项"]
    names = [cell.value for cell in lists["A"][1:] if cell.value]
    assert names == [plan.departments[one].name for one in departments_owing(plan, YEAR)]
    codes = [cell.value for cell in lists["B"][1:] if cell.value]
    assert f"{plan.observations['sewage_treated'].name}｜sewage_treated" in codes
    assert len(codes) == len(plan.asked)
    assert offered(book["更正"], "A") == f"选项!$A$2:$A${len(names) + 1}"
    assert offered(book["更正"], "B") == f"选项!$B$2:$B${len(codes) + 1}"
    assert offered(book["裁决"], "C") == f"选项!$A$2:$A${len(names) + 1}"
    assert "上级任务" in offered(book["更正"], "D")
    assert offered(book["重报"], "D") == '"所报部分,整份"'


def test_every_text_fits_its_prompt(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "更正与裁决.xlsx"
    write_amendment_book(plan, YEAR, path)
    for sheet in load_workbook(path):
        for validation in sheet.data_validations.dataValidation:
            assert len(validation.prompt) <= 255
