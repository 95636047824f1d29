"""What was read of a workbook is kept by its bytes: opened once, never again, never stale."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from jbeco.intake import workbook
from jbeco.intake.cell_cache import kept
from jbeco.intake.files import Arrived
from jbeco.intake.read import read_submissions
from jbeco.intake.workbook import read_workbook
from jbeco.plan import Plan

EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "example"
MESSY = EXAMPLE.with_name("example-messy")


@pytest.fixture
def limits(real_plan: Plan):
    return real_plan.methods.limits


@pytest.fixture
def book() -> Arrived:
    path = next((MESSY / "2025").glob("*-planning-*.xlsx"))  # dates, errors, formulas, percentages
    return Arrived("2025/a.xlsx", path.read_bytes())


@pytest.fixture
def shut(monkeypatch):
    """From now on no workbook can be opened."""

    def close() -> None:
        def opened(*_):
            raise AssertionError("a workbook was opened")

        monkeypatch.setattr(workbook, "open_package", opened)

    return close


def entry(folder: Path) -> Path:
    (path,) = folder.rglob("*.json")
    return path


def test_what_was_read_once_is_not_opened_again(book, limits, tmp_path, shut) -> None:
    before = read_workbook(book, limits, tmp_path)
    assert before == read_workbook(book, limits)
    shut()
    assert read_workbook(book, limits, tmp_path) == before


def test_a_whole_year_is_the_same_from_the_kept_cells(real_plan, tmp_path, shut) -> None:
    before = read_submissions(MESSY, 2025, real_plan, tmp_path)
    shut()
    after = read_submissions(MESSY, 2025, real_plan, tmp_path)
    assert replace(after, monitoring={}) == replace(before, monitoring={})


def test_the_name_of_the_file_is_not_part_of_it(book, limits, tmp_path, shut) -> None:
    _, before = read_workbook(book, limits, tmp_path)
    shut()
    _, after = read_workbook(replace(book, name="2025/重报.xlsx"), limits, tmp_path)
    assert [p.where for p in after] == [
        p.where.replace("2025/a.xlsx", "2025/重报.xlsx") for p in before
    ]


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:-20],
        lambda content: b"",
        lambda content: content.replace("年增量".encode(), "月增量".encode(), 1),
        lambda content: b"\x80\x04" + content,
        lambda content: content.partition(b"\n")[2],
    ],
)
def test_an_entry_that_was_damaged_is_read_anew(book, limits, tmp_path, damage) -> None:
    before = read_workbook(book, limits, tmp_path)
    path = entry(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    assert path.read_bytes() != whole
    assert read_workbook(book, limits, tmp_path) == before
    assert path.read_bytes() == whole


def test_other_bytes_or_limits_are_another_entry(book, limits, tmp_path) -> None:
    read_workbook(book, limits, tmp_path)
    read_workbook(book, replace(limits, text_chars=limits.text_chars - 1), tmp_path)
    read_workbook(Arrived(book.name, b"PK\x03\x04"), limits, tmp_path)
    assert len(list(tmp_path.rglob("*.json"))) == 3


def test_a_folder_that_cannot_be_written_costs_nothing(book, limits, tmp_path) -> None:
    (tmp_path / "file").write_text("")
    assert read_workbook(book, limits, tmp_path / "file") == read_workbook(book, limits)


def test_an_entry_is_plain_json_behind_its_hash(limits, tmp_path) -> None:
    assert kept(tmp_path, "a" * 64, limits, lambda: {"二": [1, None]}) == {"二": [1, None]}
    digest, _, body = entry(tmp_path).read_bytes().partition(b"\n")
    assert json.loads(body) == {"二": [1, None]}
    assert len(digest) == 64
    assert list(tmp_path.rglob("*.*")) == [entry(tmp_path)]


OPENINGS = """
import sys
from collections import Counter
from pathlib import Path

opened = Counter()
sys.addaudithook(
    lambda event, args: opened.update([str(args[0])])
    if event == "open" and str(args[0]).endswith((".xlsx", ".csv")) else None
)

from jbeco.intake.read import read_submissions
from jbeco.plan import load_plan

plan = load_plan()
opened.clear()
data, cells = map(Path, sys.argv[1:])
for run in range(2):
    opened.clear()
    read_submissions(data, 2025, plan, cells)
    print(len(opened), max(opened.values()))
"""


def test_every_file_is_opened_once(tmp_path: Path) -> None:
    data = tmp_path / "data"
    for year in ("2024", "2025"):
        shutil.copytree(EXAMPLE / year, data / year)
    done = subprocess.run(
        [sys.executable, "-c", OPENINGS, str(data), str(tmp_path / "cells")],
        capture_output=True,
        text=True,
        check=True,
    )
    files = sum(path.is_file() for path in data.rglob("*"))
    assert done.stdout.split("\n")[:2] == [f"{files} 1"] * 2
