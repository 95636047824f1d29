"""规划录入.xlsx: what it shows, what it offers, and that it is the same each time."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from jbeco.forms.plan_book import codes_of, write_plan_book
from jbeco.forms.plan_layout import PLAN_BOOK, TABLES, TARGETS, plan_systems
from jbeco.frameworks.editions import framework_set
from jbeco.indicators import INDICATORS
from jbeco.plan import load_plan, parse_rule
from tests.plan_writer import header

SETS = [framework_set("zhejiang-2019", Path("nowhere"))]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("book") / PLAN_BOOK
    write_plan_book(SETS, load_plan(), found)
    return found


def offered(sheet: Worksheet, column: str, line: int) -> str:
    cell = sheet.cell(line, header(sheet)[column]).coordinate
    [found] = [v for v in sheet.data_validations.dataValidation if cell in v.sqref]
    return str(found.formula1 or "")


def test_the_same_sets_give_the_same_bytes(path: Path, tmp_path: Path) -> None:
    write_plan_book(SETS, load_plan(), tmp_path / PLAN_BOOK)
    assert path.read_bytes() == (tmp_path / PLAN_BOOK).read_bytes()


def test_every_leaf_has_a_row_that_says_how_its_standard_is_read(path: Path) -> None:
    rows = load_workbook(path)[TARGETS.name].iter_rows(min_row=2, max_col=6, values_only=True)
    found = {row[0]: row[1:] for row in rows}
    assert list(found) == list(SETS[0].leaves)
    name, unit, attribute, standard, read = found["P16"]
    assert (name, unit, attribute) == ("危险废物利用处置率", "%", "约束性")
    assert (standard, read) == ("100", "等于 100")
    assert "分两档" in str(found["P37"][4])


def test_choices_are_dropdowns_in_chinese(path: Path) -> None:
    book = load_workbook(path)
    targets = book[TARGETS.name]
    assert offered(targets, "适用", 2) == '"是,否"'
    assert offered(targets, "近期确认", 2) == '"是"'
    assert offered(targets, "牵头部门", 65) == "部门!$B$2:$B$31"
    assert "未报送" in offered(targets, "缺数原因", 2)
    assert "制定实施" in offered(targets, "现状值", 2)  # the ladder of a qualitative indicator
    assert offered(book["措施"], "体系", 2) == f'"{",".join(plan_systems())}"'
    assert offered(book["口径认定"], "采用", 2) == '"采用口径,另一口径"'
    assert offered(book["部门"], "类别", 2).startswith('"政府部门,')


def test_there_is_a_sheet_for_each_table(path: Path) -> None:
    names = load_workbook(path).sheetnames
    assert {"目标", "部门", "措施", "承诺", "口径认定", "报送", "基本情况"} <= set(names)
    assert {table.name for table in TABLES} <= set(names)


def test_rules_that_are_shown_as_examples_can_be_read(path: Path) -> None:
    for row in load_workbook(path)["规则写法"].iter_rows(min_row=2, max_col=1, values_only=True):
        assert parse_rule(str(row[0]))


def test_what_may_be_asked_for_an_indicator() -> None:
    codes = codes_of(INDICATORS["sewage_treatment_rate"])
    assert codes[:3] == ["sewage_treatment_rate", "sewage_treated", "sewage_discharged"]
