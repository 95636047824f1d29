"""What stands in the workbook is read as it is shown, each cell with its place."""

from pathlib import Path

import pytest

from jbeco.forms.plan_folder import begin_plan
from jbeco.forms.plan_layout import PLAN_BOOK
from jbeco.forms.plan_reading import read_plan_book
from jbeco.plan import load_plan
from jbeco.plan.methods import Limits
from jbeco.problems import JbecoError
from tests.plan_writer import PlanBook


@pytest.fixture(scope="module")
def limits() -> Limits:
    return load_plan().methods.limits


@pytest.fixture
def book(tmp_path: Path) -> PlanBook:
    begin_plan(["national-2019"], tmp_path / "plan")
    return PlanBook(tmp_path / "plan")


def test_cells_are_one_line_of_text_with_their_place(book: PlanBook, limits: Limits) -> None:
    sheet = book.book["目标"]
    sheet["L8"] = 0.875
    sheet["L8"].number_format = "0.0%"
    sheet["L9"] = 26.50
    sheet["O8"] = "①≥88%\n完成上级规定的考核任务\n"
    book.save()
    found = read_plan_book(book.path, limits)
    assert found.frameworks == ("national-2019",)
    rows = {row.line: row for row in found.rows["目标"]}
    assert rows[8]["现状值"] == "87.5%"
    assert rows[9]["现状值"] == "26.5"
    assert rows[8]["近期目标"] == "①≥88%；完成上级规定的考核任务"
    assert rows[8].where("近期目标") == "规划录入.xlsx!目标!O8（近期目标）"


def refused(path: Path, limits: Limits) -> list[str]:
    with pytest.raises(JbecoError) as caught:
        read_plan_book(path, limits)
    return [f"{problem.where}：{problem.what}" for problem in caught.value.problems]


def test_sheets_that_were_changed_are_named_all_at_once(book: PlanBook, limits: Limits) -> None:
    del book.book["承诺"]
    book.book["目标"]["O1"] = "2025年目标"
    book.save()
    assert refused(book.path, limits) == [
        f"{PLAN_BOOK}!目标：表头与模板不符，缺少 近期目标",
        f"{PLAN_BOOK}!承诺：缺少这张工作表",
    ]


def test_a_folder_without_the_workbook_is_told_how_to_begin(tmp_path: Path, limits: Limits) -> None:
    assert refused(tmp_path / PLAN_BOOK, limits) == [f"{tmp_path / PLAN_BOOK}：没有这个工作簿"]


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, limits: Limits) -> None:
    (tmp_path / PLAN_BOOK).write_text("表")
    assert refused(tmp_path / PLAN_BOOK, limits)
