import csv
from collections import Counter
from pathlib import Path

import pytest

from jbeco.pipeline.evaluate import assess_year
from jbeco.problems import Problem
from scripts.example.messy import EXPECTED_COLUMNS


@pytest.fixture(scope="module")
def expected(messy: Path) -> list[dict[str, str]]:
    with (messy / "expected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def problems(messy: Path) -> tuple[Problem, ...]:
    return assess_year(2025, messy).problems


def place(row: dict[str, str]) -> str:
    return "!".join(part for part in (row["file"], row["sheet"], row["cell"]) if part)


def fits(row: dict[str, str], problem: Problem) -> bool:
    """Whether the check says this: at this place (``（列名）`` may follow), so loud, so worded."""
    same = problem.where.partition("（")[0] if row["cell"] else problem.where
    at_place = place(row) in (problem.where, same) or (
        row["cell"] and problem.where.startswith(f"{place(row)}（")
    )
    return bool(at_place) and problem.level == row["level"] and row["contains"] in problem.what


DOORS = {
    *("数据", "佐证", "上级任务", "措施", "水质断面", "更正", "裁决", "重报"),
    *("air_hourly.csv", "air_daily.csv", "weather_daily.csv", "comparators.csv"),
    *("superior_tasks.csv", "public_values.csv", "corrections.csv", "bridges.csv"),
}


def test_faults_of_every_level_are_planted_at_every_door(expected: list[dict[str, str]]) -> None:
    assert list(expected[0]) == EXPECTED_COLUMNS
    assert len(expected) >= 160
    assert len({place(row) for row in expected}) >= 140
    assert {row["sheet"] or Path(row["file"]).name for row in expected} >= DOORS
    assert set(Counter(row["level"] for row in expected)) == {"错误", "警告", "提示"}


def test_every_planted_fault_is_found_at_its_cell(
    expected: list[dict[str, str]], problems: tuple[Problem, ...]
) -> None:
    told = [seen for problem in problems for seen in problem.seen_from]
    missed = [row for row in expected if not any(fits(row, problem) for problem in told)]
    assert missed == []


def test_each_is_said_once(expected: list[dict[str, str]], problems: tuple[Problem, ...]) -> None:
    twice = [row for row in expected if sum(fits(row, problem) for problem in problems) > 1]
    assert twice == []
    assert len(problems) == len(expected)


def test_nothing_else_is_said(
    expected: list[dict[str, str]], problems: tuple[Problem, ...]
) -> None:
    extra = [str(p) for p in problems if not any(fits(row, p) for row in expected)]
    assert extra == []


def test_personal_numbers_are_not_repeated(problems: tuple[Problem, ...]) -> None:
    said = "\n".join(str(problem) for problem in problems)
    assert "13800000000" not in said
    assert "330205190001010000" not in said


def test_repository_holds_what_is_generated(messy: Path, raw_data: Path) -> None:
    kept = raw_data.parent / "example-messy"
    assert (kept / "expected.csv").read_text(encoding="utf-8") == (
        messy / "expected.csv"
    ).read_text(encoding="utf-8")
    assert (kept / "README.md").is_file()
    names = {str(path.relative_to(messy)) for path in messy.rglob("*") if path.is_file()}
    assert {str(p.relative_to(kept)) for p in kept.rglob("*") if p.is_file()} == names
