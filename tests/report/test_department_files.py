"""部门/: what a department's page says, as a workbook and a letter of its own."""

from itertools import groupby
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from jbeco.assessment import AssessedYear
from jbeco.pipeline.evaluate import assess_year
from jbeco.report.action_progress import NOT_TOLD, action_rows
from jbeco.report.annex_book import HEADER
from jbeco.report.chapters import chapters_of
from jbeco.report.chapters.departments import parts_of, parts_of_departments
from jbeco.report.chapters.owed import owed_rows
from jbeco.report.department_files import DEPARTMENTS, write_department_files
from jbeco.report.front_page import front_page

ENDS = {
    "原因与对策": "原因与对策",
    "负责填报的指标": "指标",
    "负责填报的基础数据": "基础数据",
    "的措施与承诺": "措施与承诺",
}
"""How the captions of a page end, and the sheets that hold these tables."""


@pytest.fixture
def folder(county: AssessedYear, tmp_path: Path) -> Path:
    write_department_files(county, chapters_of(county), tmp_path)
    return tmp_path / DEPARTMENTS


def owing(county: AssessedYear) -> dict[str, list[str]]:
    """Return the indicators that each department owes something for."""
    names = {key: one.name for key, one in county.plan.departments.items()}
    rows = sorted((names[r.owner], r.name) for r in owed_rows(county) if r.owner in names)
    return {who: [name for _, name in mine] for who, mine in groupby(rows, key=lambda r: r[0])}


def test_a_letter_goes_to_those_who_owe_something_and_names_each_indicator(
    county: AssessedYear, folder: Path
) -> None:
    owed = owing(county)
    assert owed
    for name, indicators in owed.items():
        letter = Document(str(folder / f"{name}催报函.docx"))
        assert letter.paragraphs[1].text == f"{name}："
        [table] = letter.tables
        told = sorted(row.cells[1].text.partition("（")[0] for row in table.rows[1:])
        assert told == [one.partition("（")[0] for one in indicators]


def test_a_letter_goes_to_those_too_who_told_nothing_of_their_measures(
    county: AssessedYear, folder: Path
) -> None:
    letters = {path.name.removesuffix("催报函.docx") for path in folder.glob("*.docx")}
    silent = {row.department for row in action_rows(county) if row.state == NOT_TOLD}
    figures = {one.name for one in county.silent if parts_of(county, one)}
    unexplained = {one.department for one in front_page(county).lagging}
    assert letters == {*owing(county), *silent, *figures, *unexplained}
    letter = Document(str(folder / "县生态局催报函.docx"))
    assert "贵单位负责的措施与承诺有 1 项没有报进展（见附件）。" in letter.paragraphs[2].text
    assert letter.tables == []


def test_a_letter_asks_for_the_causes_of_what_lags(county: AssessedYear, folder: Path) -> None:
    letter = Document(str(folder / "县住建局催报函.docx"))
    names = "、".join(one.name for one in front_page(county).lagging)
    asked = f"贵单位负责的 2 项指标滞后或倒退（{names}），没有写明原因、措施与时限"
    assert asked in letter.paragraphs[2].text


def test_nobody_is_reminded_of_measures_in_the_base_year(
    base_year: AssessedYear, tmp_path: Path
) -> None:
    write_department_files(base_year, chapters_of(base_year), tmp_path)
    letters = {p.name.removesuffix("催报函.docx") for p in (tmp_path / DEPARTMENTS).glob("*.docx")}
    assert letters == owing(base_year).keys()


def test_a_workbook_holds_the_tables_of_the_departments_page(
    county: AssessedYear, folder: Path
) -> None:
    [chapter] = [one for one in chapters_of(county) if one.key == "departments"]
    owed = owing(county)
    for department, page in parts_of_departments(county, chapter):
        assert page[0].text == department.name  # type: ignore[union-attr]
        book = load_workbook(folder / f"{department.name}.xlsx")
        expected = {"待补资料"} if department.name in owed else set()
        for block in page:
            for end, sheet in ENDS.items():
                if getattr(block, "caption", "").endswith(end):
                    expected.add(sheet)
                    assert book[sheet].max_row == HEADER + len(block.rows)  # type: ignore[union-attr]
        assert {*book.sheetnames} == expected


def test_equal_tables_give_equal_bytes(county: AssessedYear, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_department_files(county, chapters_of(county), tmp_path / name)
    for path in (tmp_path / "a" / DEPARTMENTS).iterdir():
        assert path.read_bytes() == (tmp_path / "b" / DEPARTMENTS / path.name).read_bytes()


def test_an_example_says_so_on_each_file(
    county: AssessedYear, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AssessedYear, "is_example", True)
    write_department_files(county, chapters_of(county), tmp_path)
    books, letters = ([*(tmp_path / DEPARTMENTS).glob(f"*.{kind}")] for kind in ("xlsx", "docx"))
    assert books
    for path in books:
        assert all("示例数据，全部虚构" in str(sheet["A2"].value) for sheet in load_workbook(path))
    assert letters
    for path in letters:
        letter = Document(str(path))
        assert letter.paragraphs[0].text.startswith("（示例）")
        assert "全部虚构" in letter.sections[0].header.paragraphs[0].text


def test_they_can_be_written_again(county: AssessedYear, tmp_path: Path) -> None:
    """As a run does that finds no table changed, but the layout."""
    for _ in range(2):
        write_department_files(county, chapters_of(county), tmp_path)
    assert any((tmp_path / DEPARTMENTS).iterdir())


def test_who_sent_none_of_the_figures_of_others_is_reminded_of_them(tmp_path: Path) -> None:
    """The statistics office of a year in which nobody sent anything."""
    nobody = assess_year(2025, Path(__file__).parents[2] / "data" / "public")
    write_department_files(nobody, chapters_of(nobody), tmp_path)
    letter = Document(str(tmp_path / DEPARTMENTS / "区统计局催报函.docx"))
    asked = [c for c in nobody.plan.asked if (c.department, c.role) == ("statistics", "part")]
    assert f"贵单位负责的基础数据 {len(asked)} 项没有报送（见附件）。" in letter.paragraphs[2].text
