"""The coloured copy: faults in their cells, the original untouched, nothing that can run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Protection
from openpyxl.workbook.defined_name import DefinedName

from jbeco.forms.marked_copy import AUTHOR, LEVEL_FILLS, RESULT_SHEET, mark_problems
from jbeco.forms.style import INPUT_FILL
from jbeco.problems import Level, Problem

SOFFICE = shutil.which("soffice")
FILE = "2025/a.xlsx"


def problem(place: str, level: Level = Level.ERROR, **fields: object) -> Problem:
    where = f"{FILE}!{place}" if place else FILE
    texts = {"what": f"{place}有误", "mend": "请改正", "level": level}
    return Problem(where, **(texts | fields))  # type: ignore[arg-type]


def fill_of(path: Path, cell: str, sheet: str = "数据") -> str:
    return str(load_workbook(path)[sheet][cell].fill.fgColor.rgb)


def colour(level: Level) -> str:
    return str(LEVEL_FILLS[level].fgColor.rgb)


def listed(path: Path) -> list[tuple[object, ...]]:
    return list(load_workbook(path)[RESULT_SHEET].iter_rows(min_row=2, values_only=True))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A department's workbook with two sheets, as its clerk left it."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "数据"
    sheet["A1"], sheet["F2"], sheet["F3"] = "代码", 79.5, "约25"
    sheet["F2"].protection = Protection(locked=False)
    workbook.create_sheet("佐证")["A2"] = "N07-1"
    path = tmp_path / "2025" / "a.xlsx"
    path.parent.mkdir()
    workbook.save(path)
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out" / "a.xlsx"


class TestMarks:
    @pytest.mark.parametrize("level", list(Level))
    def test_a_faulty_cell_gets_its_colour_and_an_explanation(
        self, source: Path, target: Path, level: Level
    ) -> None:
        found = problem("数据!F2", level, blocks=("N07-1", "P08-1"), expected="0 至 100")
        mark_problems(source, [found], target)
        cell = load_workbook(target)["数据"]["F2"]
        assert cell.fill.fgColor.rgb == colour(level)
        assert cell.comment.author == AUTHOR
        for text in (str(level), found.what, "应为：0 至 100", "怎么改：请改正", "N07-1、P08-1"):
            assert text in cell.comment.text

    def test_levels_look_different(self) -> None:
        assert len({colour(level) for level in Level}) == len(Level)

    def test_several_problems_in_one_cell_share_the_gravest_colour(
        self, source: Path, target: Path
    ) -> None:
        faults = [
            problem("数据!F2", Level.NOTE, what="甲"),
            problem("数据!F2", Level.ERROR, what="乙"),
            problem("数据!F2", Level.WARNING, what="丙"),
        ]
        mark_problems(source, faults, target)
        cell = load_workbook(target)["数据"]["F2"]
        assert cell.fill.fgColor.rgb == colour(Level.ERROR)
        places = [cell.comment.text.index(text) for text in ("乙", "丙", "甲")]
        assert places == sorted(places)

    def test_an_empty_cell_can_be_marked(self, source: Path, target: Path) -> None:
        mark_problems(source, [problem("佐证!C40")], target)
        assert fill_of(target, "C40", "佐证") == colour(Level.ERROR)

    def test_other_cells_keep_value_and_colour(self, source: Path, target: Path) -> None:
        before = fill_of(source, "F3")
        mark_problems(source, [problem("数据!F2")], target)
        sheet = load_workbook(target)["数据"]
        assert (sheet["F3"].value, sheet["F3"].comment) == ("约25", None)
        assert sheet["F2"].value == 79.5
        assert fill_of(target, "F3") == before

    def test_of_merged_cells_the_visible_one_is_marked(self, source: Path, target: Path) -> None:
        workbook = load_workbook(source)
        workbook["数据"].merge_cells("B5:C6")
        workbook.save(source)
        mark_problems(source, [problem("数据!C6")], target)
        assert fill_of(target, "B5") == colour(Level.ERROR)

    def test_a_clerks_own_comment_is_kept(self, source: Path, target: Path) -> None:
        workbook = load_workbook(source)
        workbook["数据"]["F2"].comment = Comment("暂估", "王")
        workbook.save(source)
        mark_problems(source, [problem("数据!F2")], target)
        text = load_workbook(target)["数据"]["F2"].comment.text
        assert "请改正" in text
        assert text.endswith("暂估")

    def test_a_mended_copy_that_comes_back_loses_its_old_marks(
        self, source: Path, target: Path, tmp_path: Path
    ) -> None:
        workbook = load_workbook(source)
        workbook["数据"]["F2"].comment = Comment("暂估", "王")
        workbook.save(source)
        mark_problems(source, [problem("数据!F2"), problem("数据!F3")], target)
        again = tmp_path / "again.xlsx"
        mark_problems(target, [problem("数据!F3", Level.NOTE)], again)
        workbook = load_workbook(again)
        assert workbook["数据"]["F2"].comment.text == "暂估"
        assert fill_of(again, "F2") == str(INPUT_FILL.fgColor.rgb)
        assert fill_of(again, "F3") == colour(Level.NOTE)
        assert workbook.sheetnames == ["数据", "佐证", RESULT_SHEET]
        assert len(listed(again)) == 1


class TestList:
    def test_all_problems_are_listed_last_errors_first(self, source: Path, target: Path) -> None:
        faults = [
            problem("数据!F3", Level.NOTE),
            problem("", Level.WARNING, what="整个文件的问题"),
            problem("数据!F2", Level.ERROR, blocks=("N07-1",), expected="0 至 100"),
            problem("没有的表!A1", Level.ERROR),
        ]
        mark_problems(source, faults, target)
        assert load_workbook(target).sheetnames[-1] == RESULT_SHEET
        rows = listed(target)
        assert [row[:3] for row in rows] == [
            ("错误", "数据", "F2"),
            ("错误", "没有的表", "A1"),
            ("警告", "（整个文件）", None),
            ("提示", "数据", "F3"),
        ]
        assert rows[0][3:] == ("数据!F2有误", "0 至 100", "请改正", "N07-1")

    def test_cells_are_listed_down_the_sheet(self, source: Path, target: Path) -> None:
        faults = [problem(f"数据!{cell}") for cell in ("F10", "G2", "F2")]
        mark_problems(source, faults, target)
        assert [row[2] for row in listed(target)] == ["F2", "G2", "F10"]

    def test_it_links_to_the_marked_cells_only(self, source: Path, target: Path) -> None:
        mark_problems(source, [problem("数据!F2"), problem("没有的表!A1")], target)
        first, second = (row[2] for row in load_workbook(target)[RESULT_SHEET]["A2:C3"])
        assert first.hyperlink.location == "'数据'!F2"
        assert second.hyperlink is None

    def test_the_order_of_the_problems_does_not_matter(
        self, source: Path, target: Path, tmp_path: Path
    ) -> None:
        faults = [problem("数据!F2"), problem("佐证!A2", Level.NOTE), problem("数据!F2", what="乙")]
        mark_problems(source, faults, target)
        mark_problems(source, faults[::-1], tmp_path / "b.xlsx")
        assert target.read_bytes() == (tmp_path / "b.xlsx").read_bytes()


class TestSafety:
    def test_the_original_is_not_touched(self, source: Path, target: Path) -> None:
        before = source.read_bytes()
        mark_problems(source, [problem("数据!F2")], target)
        assert source.read_bytes() == before
        assert [path.name for path in source.parent.iterdir()] == [source.name]

    def test_the_original_is_no_target(self, source: Path) -> None:
        before = source.read_bytes()
        detour = source.parent / ".." / source.parent.name / source.name
        with pytest.raises(ValueError, match="own file"):
            mark_problems(source, [problem("数据!F2")], detour)
        assert source.read_bytes() == before

    @pytest.mark.parametrize("place", ["", "数据"])
    def test_a_file_without_a_faulty_cell_is_not_opened(
        self, source: Path, target: Path, place: str
    ) -> None:
        source.unlink()  # opening it would fail
        mark_problems(source, [problem(place)], target)
        assert load_workbook(target).sheetnames == [RESULT_SHEET]
        assert listed(target)[0][1] == (place or "（整个文件）")

    def test_a_file_that_cannot_be_copied_still_gets_its_list(
        self, source: Path, target: Path
    ) -> None:
        source.write_bytes(b"PK\x03\x04 broken")
        mark_problems(source, [problem("数据!F2")], target)
        assert [row[2] for row in listed(target)] == ["F2"]

    def test_formulas_come_back_as_values_or_as_text(self, source: Path, target: Path) -> None:
        workbook = load_workbook(source)
        sheet = workbook["数据"]
        sheet["B2"], sheet["B3"] = "=1+1", "=cmd|' /C calc'!A0"
        sheet["B4"].value, sheet["B4"].data_type = "=3+3", "s"
        workbook.defined_names["evil"] = DefinedName("evil", attr_text="[1]x!$A$1")
        workbook.save(source)
        store_value(source, b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
        mark_problems(source, [problem("数据!F2")], target)
        workbook = load_workbook(target)
        cells = [workbook["数据"][address] for address in ("B2", "B3", "B4")]
        assert [cell.value for cell in cells] == [2, "=cmd|' /C calc'!A0", "=3+3"]
        assert [cell.data_type for cell in cells] == ["n", "s", "s"]
        assert not workbook.defined_names
        with ZipFile(target) as archive:
            for name in archive.namelist():
                assert b"<f>" not in archive.read(name)

    def test_hostile_texts_of_a_problem_stay_text(self, source: Path, target: Path) -> None:
        what = "=1+1\x07<b>" + "长" * 40_000
        mark_problems(source, [problem("数据!F2", what=what, mend="@SUM(A1)")], target)
        workbook = load_workbook(target)
        row = workbook[RESULT_SHEET][2]
        assert row[3].value.startswith("=1+1�<b>长")
        assert row[3].value.endswith("其余未显示）")
        assert (row[3].data_type, row[5].data_type, row[5].value) == ("s", "s", "@SUM(A1)")
        assert "\x07" not in workbook["数据"]["F2"].comment.text


def store_value(path: Path, old: bytes, new: bytes) -> None:
    """Give a formula the stored value that a spreadsheet program would have left."""
    with ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert any(old in content for content in members.values())
    with ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content.replace(old, new))


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_comments(source: Path, target: Path, tmp_path: Path) -> None:
    mark_problems(source, [problem("数据!F2"), problem("佐证!A2", Level.NOTE)], target)
    profile = (tmp_path / "profile").as_uri()
    command = [str(SOFFICE), f"-env:UserInstallation={profile}", "--headless"]
    command += ["--convert-to", "xlsx", "--outdir", str(tmp_path / "saved"), str(target)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    saved = tmp_path / "saved" / target.name
    workbook = load_workbook(saved)
    assert "怎么改：请改正" in workbook["数据"]["F2"].comment.text
    assert fill_of(saved, "A2", "佐证")[-6:] == colour(Level.NOTE)[-6:]
    assert workbook.sheetnames[-1] == RESULT_SHEET


def test_openpyxl_must_have_defusedxml():
    environment = {**os.environ, "OPENPYXL_DEFUSEDXML": "False"}
    done = subprocess.run(
        [sys.executable, "-c", "import jbeco.forms.marked_copy"],
        capture_output=True,
        env=environment,
        timeout=60,
    )
    assert done.returncode != 0
    assert b"ImportError" in done.stderr
