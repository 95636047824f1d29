"""The files of the chase: who gets which letter, and whose files are left alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from jbeco.forms.progress import progress_of_year
from jbeco.forms.status_files import write_status_files
from jbeco.pipeline.evaluate import assess_year
from jbeco.places import is_own
from jbeco.problems import JbecoError

BOOK, REMINDERS, RETURNS = "进度.xlsx", "催报函", "退回单"
COPY = f"{RETURNS}/2024-ecology-县生态局.xlsx"
FILLED = {"数据!F3": 9, "数据!F4": 10, "措施!E2": "实施中"}
FILLED |= {"佐证!A2": "C01", "佐证!B2": "通知", "佐证!D2": "2024-06-01", "佐证!E2": "县生态局"}


@pytest.fixture
def write(clerk: Any) -> Callable[[Path], list[Path]]:
    """Chase for the county, of which ecology sent a workbook with a wrong cell."""
    clerk.send("ecology", FILLED | {"数据!F2": "八十"})

    def written(folder: Path) -> list[Path]:
        tables = assess_year(clerk.year, clerk.data, clerk.plan_folder).tables
        progress = progress_of_year(clerk.plan, clerk.year, tables, ())
        return write_status_files(clerk.plan, clerk.data, clerk.year, progress, (), folder, False)

    return written


def contents(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != ".jbeco")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_each_department_gets_the_letter_that_it_needs(write: Any, tmp_path: Path) -> None:
    folder = tmp_path / "催办"
    written = write(folder)
    assert sorted(path.relative_to(folder).as_posix() for path in written) == [
        f"{REMINDERS}/县住建局.docx",
        f"{REMINDERS}/县水利局.docx",
        BOOK,
        COPY,
        f"{RETURNS}/县生态局.docx",
    ]
    assert contents(folder).keys() == {p.relative_to(folder).as_posix() for p in written}
    assert all(is_own(place) for place in (folder, folder / REMINDERS, folder / RETURNS))
    assert load_workbook(folder / COPY)["数据"]["F2"].comment is not None


def test_the_same_again_gives_the_same_bytes(write: Any, tmp_path: Path) -> None:
    folder = tmp_path / "催办"
    write(folder)
    before = contents(folder)
    write(folder)
    assert contents(folder) == before


def test_a_letter_that_is_answered_disappears(write: Any, clerk: Any, tmp_path: Path) -> None:
    folder = tmp_path / "催办"
    write(folder)
    clerk.send("ecology", FILLED | {"数据!F2": 90})
    write(folder)
    assert contents(folder).keys() == {
        BOOK,
        f"{REMINDERS}/县住建局.docx",
        f"{REMINDERS}/县水利局.docx",
    }


def test_files_of_others_stay(write: Any, tmp_path: Path) -> None:
    folder = tmp_path / "文稿"
    folder.mkdir()
    (folder / "信.docx").write_bytes(b"mine")
    write(folder)
    assert not is_own(folder)
    assert contents(folder)["信.docx"] == b"mine"


@pytest.mark.parametrize("theirs", [BOOK, f"{REMINDERS}/县水利局.docx", f"{RETURNS}/县生态局.docx"])
def test_nothing_is_written_over_files_of_others(write: Any, tmp_path: Path, theirs: str) -> None:
    folder = tmp_path / "文稿"
    (folder / theirs).parent.mkdir(parents=True)
    (folder / theirs).write_bytes(b"mine")
    before = contents(folder)
    with pytest.raises(JbecoError):
        write(folder)
    assert contents(folder) == before


def test_a_place_that_cannot_be_written_is_told(write: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(JbecoError):
        write(tmp_path / "file" / "below")


def test_two_files_of_one_department_that_differ_are_both_marked(
    write: Any, clerk: Any, tmp_path: Path
) -> None:
    clerk.send("ecology", FILLED | {"数据!F2": 80})
    clerk.send("ecology", FILLED | {"数据!F2": 90}, name="县生态局重报.xlsx")
    folder = tmp_path / "催办"
    write(folder)
    for name in (COPY, f"{RETURNS}/县生态局重报.xlsx"):
        comment = load_workbook(folder / name)["数据"]["F2"].comment
        assert comment is not None
        assert "前后不一" in comment.text
