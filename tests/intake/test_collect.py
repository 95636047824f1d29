"""What was reported passes through tables and their files without loss."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from jbeco.intake.collect import (
    collect,
    comparators_of,
    observations_of,
    problems_of,
    problems_table,
    source_of,
    submissions_of,
    submissions_tables,
    tasks_of,
)
from jbeco.intake.consultant_tables import PLAN
from jbeco.intake.personal import without_personal
from jbeco.intake.read import read_submissions
from jbeco.intake.records import Source, Submissions
from jbeco.plan import Plan
from jbeco.problems import Level, Problem
from jbeco.stage_tables import read_table, write_table
from jbeco.stages import STAGES

ROOT = Path(__file__).resolve().parents[2]
YEARS = [("raw", 2019), ("example", 2019), ("example", 2025), ("example-messy", 2025)]
"""The last year of the example has the records of all years before."""


def read(data: str, year: int, plan: Plan) -> Submissions:
    """Read a shipped year, and name the plan's files as `collect` does."""
    given = read_submissions(ROOT / "data" / data, year, plan)
    planned = ((f"{PLAN}/{name}", digest) for name, digest in plan.files)
    return replace(given, files=(*planned, *given.files))


def on_disk(tables: dict[str, pd.DataFrame], folder: Path) -> dict[str, pd.DataFrame]:
    """Write tables and read them back."""
    for name, frame in tables.items():
        write_table(folder, name, frame)
    again = {name: read_table(folder, name) for name in tables}
    for name, frame in tables.items():
        pd.testing.assert_frame_equal(again[name], frame, obj=name)
    return again


@pytest.mark.parametrize(("data", "year"), YEARS, ids=lambda value: str(value))
def test_a_year_is_the_same_after_it_was_written_and_read(
    data: str, year: int, real_plan: Plan, tmp_path: Path
) -> None:
    given = read(data, year, real_plan)
    again = submissions_of(on_disk(submissions_tables(given), tmp_path), year)
    assert again.observations
    expected = replace(given, problems=(), monitoring={})
    for one, other in zip(_records(again), _records(expected), strict=True):
        assert one == other
    assert again == expected


def _records(given: Submissions) -> Iterator[Any]:
    """Yield record by record, so that a difference is shown by itself."""
    for name in "observations set_aside tasks comparators evidence progress unread files".split():
        yield from getattr(given, name)
    yield from given.departments.items()


def test_the_messy_year_has_something_of_everything(real_plan: Plan) -> None:
    """Else its round trip would prove little."""
    given = read("example-messy", 2025, real_plan)
    names = "observations tasks evidence progress unread departments problems"
    assert [name for name in names.split() if not getattr(given, name)] == []
    assert any(seen.flags for seen in given.observations)
    assert any(seen.dated for seen in given.observations)
    assert {seen.measure for seen in given.observations} == {"level", "decline", "state"}


def test_what_was_set_aside_comes_back_with_its_reason(clerk: Any, tmp_path: Path) -> None:
    """Two files say different things; a resolution takes the one, the other stays on record."""
    clerk.send("ecology", {"数据!F2": 80})
    clerk.send("ecology", {"数据!F2": 83.8}, name="县生态局重报.xlsx")
    rule = "straw_use_rate,,县生态局重报.xlsx,数据!F2,以月报为准,王工,2025-03-02"
    clerk.table("resolutions.csv", rule)
    given = clerk.read()
    (tmp_path / "tables").mkdir()
    again = submissions_of(on_disk(submissions_tables(given), tmp_path / "tables"), clerk.year)
    [item] = again.set_aside
    assert (item.observation.number, item.why) == (Fraction(80), given.set_aside[0].why)
    assert again.set_aside == given.set_aside


def test_a_part_is_read_without_the_rest(real_plan: Plan) -> None:
    given = read("example", 2021, real_plan)
    tables = submissions_tables(given)
    assert observations_of({n: tables[n] for n in ("files", "observations")}) == given.observations
    assert tasks_of({n: tables[n] for n in ("files", "tasks")}) == given.tasks
    assert comparators_of({n: tables[n] for n in ("files", "comparators")}) == given.comparators


def test_collect_writes_what_its_stage_declares_and_no_personal_number(
    clerk: Any, edit: Any
) -> None:
    clerk.send("ecology", {"数据!F2": 83.8, "数据!L2": "联系人 13800138000"})
    tables = collect(clerk.data, clerk.year, clerk.plan)
    assert sorted(tables) == sorted(STAGES[0].writes)
    assert not any("13800138000" in frame.to_csv() for frame in tables.values())
    read = clerk.read()
    assert observations_of(tables) == without_personal(read).observations


@pytest.mark.parametrize(
    ("text", "file", "cell"),
    [
        ("2025/a.xlsx!数据!F7", "2025/a.xlsx", "数据!F7"),
        ("2025/a!b.xlsx!数据!F7", "2025/a!b.xlsx", "数据!F7"),
        ("规划/base_values.csv!D9", "规划/base_values.csv", "D9"),
    ],
)
def test_a_source_is_found_in_its_text(text: str, file: str, cell: str) -> None:
    """A file's name may hold an exclamation mark itself."""
    hashes = {"2025/a.xlsx": "1", "2025/a!b.xlsx": "2", "规划/base_values.csv": "3"}
    assert source_of(text, hashes) == Source(file, cell, hashes[file])
    assert str(source_of(text, hashes)) == text


def test_a_source_of_a_file_that_was_not_read_keeps_its_text() -> None:
    assert source_of("2025/b.csv!F7", {}) == Source("2025/b.csv", "F7", "")


def test_problems_come_back_in_their_order(tmp_path: Path) -> None:
    problems = (
        Problem("2025/a.xlsx!数据!F2", "=填错", "请改", Level.ERROR, ("N01", "P02-1"), "0–100"),
        Problem("2025/a.xlsx", "没有", "请补", Level.NOTE),
        Problem("", "两\n行", "请核对", Level.WARNING),
    )
    table = on_disk({"problems": problems_table("problems", problems)}, tmp_path)["problems"]
    assert problems_of("problems", table) == problems


def test_hours_of_several_years_stand_below_one_another(example_year: Any) -> None:
    hours = example_year(2021).tables["air_hourly"]
    assert set(hours["year"]) == {2020, 2021}
    first = hours.iloc[0]
    assert (first["time"].year, first["year"]) == (2020, 2020)
    assert set(hours["file"]) == {"2020/air_hourly.csv", "2021/air_hourly.csv"}
    assert Fraction(len(hours), hours["station"].nunique()) == (366 + 365) * 24
