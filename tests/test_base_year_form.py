"""The base year's form asks for what the plan lacks only; the plan is not overruled."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from jbeco.assessment import AssessedYear
from jbeco.cli import main
from jbeco.pipeline.evaluate import assess_year
from jbeco.problems import Level, Problem

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The real base year with the empty forms beside it, as the command writes them."""
    folder = Path(shutil.copytree(ROOT / "data" / "raw", tmp_path / "raw"))
    assert main(["template", "2019", "--data", str(folder), "--out", str(folder / "2019")]) == 0
    return folder


def edit(data: Path, department: str, change: Callable[[Any], None]) -> Path:
    (path,) = (data / "2019").glob(f"2019-{department}-*.xlsx")
    book = load_workbook(path)
    change(book["数据"])
    book.save(path)
    return path


def put(code: str, **cells: Any) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        heads = [cell.value for cell in sheet[1]]
        (row,) = [row for row in sheet.iter_rows(min_row=2) if row[0].value == code]
        for head, value in cells.items():
            row[heads.index(head)].value = value

    return change


def codes(data: Path) -> set[str]:
    found = set()
    for path in (data / "2019").glob("*.xlsx"):
        book = load_workbook(path)
        if "措施" in book.sheetnames:
            assert book["措施"].max_row == 1  # no measure is asked of the base year
            found |= {row[0] for row in book["数据"].iter_rows(min_row=2, values_only=True)}
    return found


def problems(found: AssessedYear, *levels: Level) -> list[Problem]:
    return [problem for problem in found.problems if problem.level in levels]


def test_the_forms_ask_for_what_the_plan_lacks(data: Path) -> None:
    asked = codes(data)
    assert {"pm25", "energy_intensity", "coal_reduction", "green_loans"} <= asked
    assert not {"sewage_treatment_rate", "sewage_treated", "good_air_days"} & asked


def test_empty_forms_change_no_verdict_and_raise_no_alarm(data: Path) -> None:
    found = assess_year(2019, data)
    before = assess_year(2019, ROOT / "data" / "raw")
    assert problems(found, Level.ERROR, Level.WARNING) == []
    assert all("还有" in problem.what for problem in problems(found, Level.NOTE))
    words = [[(v.criterion.id, v.code) for v in year.verdicts] for year in (found, before)]
    assert words[0] == words[1]


def test_a_figure_that_the_plan_lacks_counts(data: Path) -> None:
    edit(data, "ecology", put("pm25", 本年值=33, 口径="GB 3095—2012"))
    found = assess_year(2019, data)
    value = found.facts.values.get("pm25", "", "level", 2019)
    assert value is not None
    assert value.number == 33


def test_a_figure_that_the_plan_has_may_not_say_something_else(data: Path) -> None:
    def other(sheet: Any) -> None:
        put("pm25", 本年值=33)(sheet)
        for row in sheet.iter_rows(min_row=2, max_row=2):
            row[0].value, row[3].value, row[5].value = "env_disclosure_rate", "%", 61

    path = edit(data, "ecology", other)
    found = assess_year(2019, data)
    told = [p for p in problems(found, Level.ERROR) if path.name in p.where]
    assert any("规划/base_values.csv!" in p.what and "不一致" in p.what for p in told)
    verdict = next(v for v in found.verdicts if v.criterion.indicator == "env_disclosure_rate")
    assert verdict.code == "unknown"
