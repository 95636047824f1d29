from datetime import date

import pytest
from openpyxl import Workbook

from jbeco.intake.layout import NUMBERS
from jbeco.plan import Plan
from scripts.example.planted import Fault, line_of, plant, planted_faults


def sheet_with(value: object):
    sheet = Workbook().create_sheet(NUMBERS.name)
    sheet.append(list(NUMBERS.columns))
    for series in ("甲", "乙"):
        sheet.append(["some_code", "", "", "", series, value])
    return sheet


def fault(kind: str, entry: str, column: str = "本年值") -> Fault:
    return Fault("ecology", NUMBERS.name, "some_code", column, kind, entry, "", "错误", "")


@pytest.mark.parametrize(
    ("kind", "entry", "becomes"),
    [
        ("text", "约{value}", "约1234.5"),
        ("text", "{thousands}", "1,234.5"),
        ("text", "{full}", "１２３４．５"),
        ("number", "-4", -4),
        ("times", "1/10", 123.45),
        ("date", "2025-02-04", date(2025, 2, 4)),
        ("truth", "TRUE", True),
        ("empty", "", None),
        ("formula", "=1+1", "=1+1"),
    ],
)
def test_each_kind_enters_what_it_says(kind: str, entry: str, becomes: object) -> None:
    sheet = sheet_with(1234.5)
    plant(sheet, 2, fault(kind, entry))
    assert sheet["F2"].value == becomes
    assert sheet["F3"].value == 1234.5


def test_percent_changes_the_format_too() -> None:
    sheet = sheet_with(93)
    plant(sheet, 2, fault("percent", "1/100"))
    assert (sheet["F2"].value, sheet["F2"].number_format) == (0.93, "0.0%")


def test_text_that_looks_like_a_formula_stays_text() -> None:
    sheet = sheet_with(1)
    plant(sheet, 2, fault("text", "=1+1"))
    assert sheet["F2"].data_type == "s"


def test_clear_empties_what_the_department_filled_in() -> None:
    sheet = sheet_with(1)
    plant(sheet, 2, fault("clear", "", "*"))
    assert sheet["F2"].value is None
    assert sheet["A2"].value == "some_code"


def test_rows_are_found_by_code_and_series() -> None:
    sheet = sheet_with(1)
    assert line_of(sheet, "some_code") == 2
    assert line_of(sheet, "some_code@乙") == 3
    with pytest.raises(ValueError, match="no row"):
        line_of(sheet, "other_code")


def test_place_may_be_in_another_department() -> None:
    here = fault("text", "x")
    assert here.place == ("ecology", "some_code", "本年值")
    there = Fault(*("a", NUMBERS.name, "b", "c", "", "", "health/x/口径", "错误", "y"))
    assert there.place == ("health", "x", "口径")


def test_table_names_departments_and_codes_of_the_plan(real_plan: Plan) -> None:
    table = planted_faults()
    for planted in table:
        assert planted.department in real_plan.departments
        if planted.sheet == NUMBERS.name:
            code = real_plan.observations[planted.row.partition("@")[0]]
            assert code.department == planted.department
    assert all(planted.level in ("错误", "警告", "提示") for planted in table if planted.contains)
