"""The files of a check: kept up to date in a folder of ours, never over files of others."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from jbeco.forms.by_department import OTHERS, file_owners
from jbeco.forms.check_files import write_check_files
from jbeco.places import is_own
from jbeco.problems import JbecoError, Level, Problem, problem_record

LISTING, RECORD, MARKED = "检查结果.xlsx", "check.json", "标注"


@pytest.fixture
def write(clerk: Any, tmp_path: Path) -> Callable[..., list[Path]]:
    """Check the county's one workbook, which has a wrong cell."""
    clerk.send("ecology", {"数据!F2": "约83"})

    def written(folder: Path, problems: Sequence[Problem] | None = None) -> list[Path]:
        files = [name for name, _ in clerk.read().files]
        found = clerk.check() if problems is None else problems
        sent = pd.DataFrame(
            [(d, file) for d, files in clerk.read().departments.items() for file in files],
            columns=["department", "file"],
        )
        owners = file_owners(clerk.plan, sent)
        return write_check_files(clerk.data, clerk.year, files, found, owners, folder)

    return written


def contents(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.parametrize("there", [False, True])
def test_a_new_or_empty_folder_becomes_ours(write: Any, tmp_path: Path, there: bool) -> None:
    folder = tmp_path / "结果"
    if there:
        folder.mkdir()
    written = write(folder)
    assert is_own(folder)
    assert is_own(folder / MARKED)
    assert [path.relative_to(folder).as_posix() for path in written] == [
        LISTING,
        RECORD,
        f"{MARKED}/2024-ecology-县生态局.xlsx",
    ]
    assert {path for path in folder.rglob("*") if path.is_file()} == {
        *written,
        folder / ".jbeco",
        folder / MARKED / ".jbeco",
    }


def test_listing_and_record_hold_every_problem(write: Any, clerk: Any, tmp_path: Path) -> None:
    write(tmp_path / "结果")
    problems = clerk.check()
    assert problems
    found = json.loads((tmp_path / "结果" / RECORD).read_text(encoding="utf-8"))
    assert found == [problem_record(problem) for problem in problems]
    rows = list(load_workbook(tmp_path / "结果" / LISTING).active.iter_rows(values_only=True))
    assert rows[0][:2] == ("部门", "级别")
    assert {row[5] for row in rows[1:]} == {problem.what for problem in problems}
    assert len(rows) == len(problems) + 1


def test_what_is_mended_is_no_longer_marked(write: Any, tmp_path: Path) -> None:
    folder = tmp_path / "结果"
    write(folder)
    first = contents(folder)
    write(folder)
    assert contents(folder) == first  # the same again
    write(folder, problems=[])
    assert contents(folder).keys() == {".jbeco", LISTING, RECORD, f"{MARKED}/.jbeco"}
    assert json.loads((folder / RECORD).read_text(encoding="utf-8")) == []


def test_copies_of_another_year_stay(write: Any, tmp_path: Path) -> None:
    folder = tmp_path / "结果"
    write(folder)
    (folder / MARKED / "2023-ecology-县生态局.xlsx").write_bytes(b"x")
    write(folder, problems=[])
    assert (folder / MARKED / "2023-ecology-县生态局.xlsx").is_file()


def test_workbooks_of_earlier_years_get_no_copy(write: Any, clerk: Any, tmp_path: Path) -> None:
    """Their own check gives one; two years' files may have one name."""
    path = clerk.send("ecology", {"数据!F2": "八十"}, year=2023)
    written = write(tmp_path / "结果")
    assert any(p.where.startswith(f"2023/{path.name}") for p in clerk.check())
    assert [file.name for file in written[2:]] == ["2024-ecology-县生态局.xlsx"]


def test_in_a_folder_of_others_only_new_files_are_written(write: Any, tmp_path: Path) -> None:
    folder = tmp_path / "文稿"
    folder.mkdir()
    (folder / "信.docx").write_bytes(b"mine")
    write(folder)
    assert not is_own(folder)
    assert is_own(folder / MARKED)
    found = contents(folder)
    assert found["信.docx"] == b"mine"
    assert {LISTING, RECORD} <= found.keys()


@pytest.mark.parametrize(
    "theirs",
    [[LISTING], [RECORD], [LISTING, RECORD], [f"{MARKED}/2024-ecology-县生态局.xlsx"], [MARKED]],
    ids=" ".join,
)
def test_files_of_others_with_our_names_are_refused_and_nothing_is_written(
    write: Any, tmp_path: Path, theirs: list[str]
) -> None:
    folder = tmp_path / "文稿"
    for name in ("信.docx", *theirs):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"mine")
    before = contents(folder)
    with pytest.raises(JbecoError) as caught:
        write(folder)
    named = {Path(problem.where) for problem in caught.value.problems}
    assert named == {folder / name.partition("/")[0] for name in theirs}
    assert contents(folder) == before


def test_a_marked_copy_does_not_go_over_a_file_in_a_folder_that_is_not_ours(
    write: Any, tmp_path: Path
) -> None:
    """The listing's folder is ours, the one for marked copies is not."""
    folder = tmp_path / "结果"
    write(folder, problems=[])
    (folder / MARKED).mkdir()
    (folder / MARKED / "2024-ecology-县生态局.xlsx").write_bytes(b"mine")
    before = contents(folder)
    with pytest.raises(JbecoError, match="不是 jbeco 生成的文件"):
        write(folder)
    assert contents(folder) == before


def test_a_place_that_cannot_be_written_is_told(write: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(JbecoError) as caught:
            write(folder)
        assert str(folder) in caught.value.problems[0].where
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_a_fault_of_two_sides_is_listed_once_and_marked_in_both(
    write: Any, clerk: Any, tmp_path: Path
) -> None:
    files = [clerk.file("ecology"), clerk.file("housing")]
    clerk.send("housing", {"数据!F2": 5})
    here, there = (f"{file}!数据!F2" for file in files)
    fault = Problem(here, "前后不一", "请改", also=(there,))
    own = Problem(f"{files[1]}!数据!F3", "太大", "请改")
    folder = tmp_path / "结果"
    written = write(folder, problems=[fault, own])
    rows = list(load_workbook(folder / LISTING).active.iter_rows(values_only=True))[1:]
    assert [(row[0], row[5]) for row in rows] == [
        ("县生态局、县住建局", "前后不一"),
        ("县住建局", "太大"),
    ]
    assert len(json.loads((folder / RECORD).read_text(encoding="utf-8"))) == 2
    for path in written[2:]:
        comment = load_workbook(path)["数据"]["F2"].comment
        assert comment is not None
        assert "前后不一" in comment.text
    assert [path.name for path in written[2:]] == [Path(file).name for file in files]


def test_what_no_department_sent_stands_last_among_the_listed(write: Any, tmp_path: Path) -> None:
    folder = tmp_path / "结果"
    mine = Problem("2024/2024-ecology-县生态局.xlsx!数据!F2", "约数", "请改", Level.NOTE)
    tables = Problem("2024/comparators.csv!D2", "读不懂", "请改")
    write(folder, problems=[tables, mine])
    rows = list(load_workbook(folder / LISTING).active.iter_rows(values_only=True))[1:]
    assert [row[0] for row in rows] == ["县生态局", OTHERS]


@pytest.mark.parametrize("name", ["县生态局.xlsx", "2024-ecology-县生态局（重报）.xlsx"])
def test_a_marked_copy_of_a_file_that_is_gone_disappears(
    write: Any, clerk: Any, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "结果"
    other = clerk.send("ecology", {"数据!F2": "约84"}, name=name)
    write(folder)
    assert (folder / MARKED / name).is_file()
    other.unlink()
    write(folder)
    assert not (folder / MARKED / name).exists()
    assert (folder / MARKED / "2024-ecology-县生态局.xlsx").is_file()
