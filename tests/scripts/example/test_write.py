import csv
import shutil
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from jbeco.checks import check_year
from jbeco.intake import Submissions, read_submissions
from jbeco.intake.duties import departments_owing
from jbeco.intake.layout import ACTIONS, EVIDENCE, NUMBERS, TASKS, WATER, workbook_name
from jbeco.plan import Plan
from jbeco.problems import Level
from scripts.example.shapes import Gap
from scripts.example.story import SILENT, YEARS, answer
from scripts.example.write import previous_of, write_workbook

Read = Callable[[int], Submissions]
MARK = "示例"
MEGABYTE = 1_000_000
INTENDED_WARNINGS = {2020: 2, 2021: 4, 2024: 1}


@pytest.fixture(scope="module")
def read(example: Path, real_plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Read the example up to a year; each workbook is opened once."""
    cells = tmp_path_factory.mktemp("cells")
    return cache(lambda year: read_submissions(example, year, real_plan, cells))


def test_every_department_replies_but_the_silent_ones(example: Path, real_plan: Plan) -> None:
    for year in YEARS:
        expected = {
            workbook_name(year, name, real_plan.departments[name].name)
            for name in departments_owing(real_plan, 2025)
            if name not in SILENT.get(year, ())
        }
        assert {path.name for path in (example / str(year)).glob("*.xlsx")} == expected
    assert not list((example / "2024").glob("*health*"))
    assert list((example / "2025").glob("*health*"))


def test_small_enough_for_the_repository(example: Path) -> None:
    sizes = [path.stat().st_size for path in example.rglob("*") if path.is_file()]
    assert sum(sizes) < 9 * MEGABYTE
    assert max(sizes) < 3 * MEGABYTE


def test_every_row_says_that_it_is_an_example(example: Path) -> None:
    for path in (*example.glob("20*/*.xlsx"),):
        workbook = load_workbook(path, read_only=True)
        for sheet in (NUMBERS, EVIDENCE, TASKS, ACTIONS, WATER):
            if sheet.name not in workbook.sheetnames:
                continue
            open_columns = [sheet.column(name) - 1 for name in sheet.open_columns]
            for row in workbook[sheet.name].iter_rows(min_row=2, values_only=True):
                if any(row[column] is not None for column in open_columns):
                    assert str(row[sheet.column("备注") - 1]).startswith(MARK), path.name
    for path in example.glob("20*/*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert len(rows) > 1
        assert all(row[-1].startswith(MARK) for row in rows[1:])


def test_hours_and_weather_are_kept_until_the_midterm_only(example: Path) -> None:
    for name in ("air_hourly.csv", "weather_daily.csv"):
        years = {int(path.parent.name) for path in example.glob(f"20*/{name}")}
        assert years == set(range(2020, 2026))


def test_base_year_is_the_real_one(example: Path, raw_data: Path) -> None:
    for path in (raw_data / "2019").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            real = [row[:-1] for row in csv.reader(file)]
        with (example / "2019" / path.name).open(encoding="utf-8", newline="") as file:
            assert [row[:-1] for row in csv.reader(file)] == real


@pytest.mark.parametrize("year", YEARS)
def test_check_says_only_what_the_story_intends(read: Read, real_plan: Plan, year: int) -> None:
    problems = check_year(real_plan, read(year))
    assert [str(p) for p in problems if p.level is Level.ERROR] == []
    warnings = [p for p in problems if p.level is Level.WARNING]
    assert len(warnings) == INTENDED_WARNINGS.get(year, 0), [str(p) for p in warnings]
    words = "没有报送" if year == 2024 else "口径变更"
    assert all(words in p.what for p in warnings)


def test_what_is_read_is_what_was_told(read: Read, real_plan: Plan) -> None:
    told = read(YEARS[-1])
    seen = {(o.year, o.indicator, o.series): o for o in told.observations if o.year in YEARS}
    asked = 0
    for year in YEARS:
        for code in real_plan.asked:
            if code.department in SILENT.get(year, ()):
                continue
            for series in code.series:
                asked += 1
                said, got = answer(year, code, series), seen[year, code.code, series]
                if isinstance(said, Gap):
                    assert got.missing == said.reason
                elif isinstance(said, str):
                    assert got.state == said
                else:
                    assert got.number == Fraction(said)
    assert len(seen) == asked


def test_regenerated_workbook_is_the_same_to_the_byte(
    example: Path, real_plan: Plan, tmp_path: Path
) -> None:
    again = write_workbook(real_plan, 2025, "housing", tmp_path, previous_of(real_plan, 2025))
    assert again.read_bytes() == (example / "2025" / again.name).read_bytes()


@pytest.mark.parametrize("year", YEARS)
def test_binding_criteria_absent_objects_and_tasks_have_their_documents(
    read: Read, real_plan: Plan, year: int
) -> None:
    told = read(year)
    proven = {e.criterion for e in told.evidence if e.year == year}
    assert all(e.title and e.number and e.issuer and e.dated for e in told.evidence)
    silent = SILENT.get(year, ())
    absent = {o.indicator for o in told.observations if (o.year, o.missing) == (year, "no_object")}
    for criterion in real_plan.criteria:
        if criterion.applicable and criterion.department not in silent:
            owed = criterion.attribute == "binding" or criterion.indicator in absent
            assert (criterion.id in proven) or not owed, criterion.id
    for task in (task for task in told.tasks if task.year == year):
        assert "" not in (task.document_number, task.issuer)
        assert task.dated is not None
        assert (task.reached is None) == (task.required is None)


def test_last_year_is_shown_but_not_of_a_silent_department(real_plan: Plan) -> None:
    shown = previous_of(real_plan, 2025)
    assert shown["sewage_treatment_rate", ""] == "96.56"
    assert ("village_water_hygiene_rate", "") not in shown
    assert ("ecological_index", "") not in shown


def test_repository_holds_what_is_generated(example: Path, raw_data: Path) -> None:
    kept = raw_data.parent / "example"
    names = {str(path.relative_to(example)) for path in example.rglob("*") if path.is_file()}
    assert {str(p.relative_to(kept)) for p in kept.rglob("*") if p.is_file()} == names
    changed = [name for name in names if content(example / name) != content(kept / name)]
    assert sorted(changed) == [], "请重新运行 python scripts/make_example.py"


def content(path: Path) -> object:
    """Return a file's content; of a workbook its members, however they were compressed."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with ZipFile(path) as members:
        return {name: members.read(name) for name in members.namelist()}


def test_order_of_files_does_not_matter(example: Path, real_plan: Plan, tmp_path: Path) -> None:
    data = tmp_path / "data"
    for year in ("2024", "2025"):
        (data / year).mkdir(parents=True)
        for path in sorted((example / year).iterdir(), reverse=True):
            shutil.copy(path, data / year)
    shutil.copytree(example / "2019", data / "2019")
    problems = check_year(real_plan, read_submissions(data, 2025, real_plan))
    assert [p for p in problems if p.level is not Level.NOTE] == []
