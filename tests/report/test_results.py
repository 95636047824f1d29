"""What programs and spreadsheets read of a year: verdicts and tables as JSON, and the guide."""

import csv
import io
import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from jbeco.assessment import AssessedYear
from jbeco.pipeline.evaluate import assess_year
from jbeco.report.results import RAW_TABLES, title, verdict_records, write_guide, write_results
from jbeco.stage_tables import TABLES, write_table

VERDICT_KEYS = {
    "id",
    "year",
    "verdict",
    "verdict_code",
    "meets_standard",
    "meets_target",
    "task_met",
    "reason",
    "reason_code",
    "owed_by",
    "grade",
    "pace",
}


def of_id(records: list[dict[str, Any]], wanted: str) -> dict[str, Any]:
    [record] = [record for record in records if record["id"] == wanted]
    return record


@pytest.fixture
def tables(base_year: AssessedYear, tmp_path: Path) -> Path:
    """The tables of 2019 in a folder, as a run leaves them."""
    folder = tmp_path / "tables"
    folder.mkdir()
    for name in TABLES:
        write_table(folder, name, base_year.tables[name])
    return folder


# --- the title ---------------------------------------------------------------------------------


def test_title_names_the_review(county_plan: Path, county_data: Path) -> None:
    year = assess_year(2024, county_data, county_plan)
    assert title(year.plan, 2022, "annual") == "2022 年（基准年）评估报告"
    assert title(year.plan, 2024, "annual") == "2024 年年度评估报告"
    assert title(year.plan, 2027, "midterm") == "2027 年中期评估报告"


# --- verdicts --json ---------------------------------------------------------------------------


def test_verdicts_have_the_form_that_programs_rely_on(base_year: AssessedYear) -> None:
    records = verdict_records(base_year)
    assert [record["id"] for record in records] == [c.id for c in base_year.plan.criteria]
    assert all(record.keys() == VERDICT_KEYS for record in records)
    verdict = of_id(records, "N28")
    assert (verdict["verdict"], verdict["verdict_code"]) == ("未达标", "not_met")
    assert (verdict["meets_standard"], verdict["meets_target"], verdict["task_met"]) == (
        False,
        False,
        None,
    )
    assert json.loads(json.dumps(records)) == records


def test_unknown_names_who_owes_the_figure(base_year: AssessedYear) -> None:
    verdict = of_id(verdict_records(base_year), "P19")
    assert verdict["verdict"] == "无法判定"
    assert verdict["reason_code"] == "not_yet"
    assert verdict["owed_by"] in base_year.plan.departments
    assert verdict["grade"] == "D"
    assert verdict["meets_standard"] is None


def test_pace_is_a_number_for_programs_and_exact_in_the_table(county: AssessedYear) -> None:
    assert of_id(verdict_records(county), "C01")["pace"] == 0.95
    assert of_id(verdict_records(county), "C03")["pace"] is None
    row = county.tables["verdicts"].set_index("criterion").loc["C01"]
    # from 80 in 2022 to 83.8 in 2024, where 90 is asked for 2027
    assert {name: row[f"pace_{name}_exact"] for name in ("base", "value", "goal")} == {
        "base": "80",
        "value": "419/5",
        "goal": "90",
    }
    assert (row["pace_progress_exact"], row["pace_elapsed_exact"]) == ("19/50", "2/5")
    assert (row["pace_base_year"], row["pace_target_year"]) == (2022, 2027)


# --- results.json ------------------------------------------------------------------------------


def test_the_json_holds_every_row_of_every_table_but_the_hours(
    base_year: AssessedYear, tables: Path, tmp_path: Path
) -> None:
    write_results(tables, tmp_path / "results.json")
    found = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert found.keys() == TABLES.keys() - set(RAW_TABLES)
    for name, rows in found.items():
        assert len(rows) == len(base_year.tables[name]), name
        columns = {column.name for column in TABLES[name].columns}
        assert all(row.keys() == columns for row in rows), name


def test_exact_numbers_are_text_and_nothing_is_null(tables: Path, tmp_path: Path) -> None:
    write_results(tables, tmp_path / "results.json")
    found = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    [decline] = [
        row
        for row in found["values"]
        if (row["indicator"], row["measure"]) == ("energy_intensity", "decline")
        and row["year"] == 2019
    ]
    assert decline["value"] == "-9/10"
    [missing] = [v for v in found["verdicts"] if v["criterion"] == "P19"]
    assert (missing["meets_standard"], missing["task_asked"]) == (None, False)
    [leaf] = [
        row
        for row in found["readings"]
        if (row["criterion"], row["about"], row["path"]) == ("N07-1", "target", "0")
    ]
    assert (leaf["rule"], leaf["compared"], leaf["against"]) == (">= 88", "79.5", "88")
    assert isinstance(leaf["sources"], list)


def test_equal_tables_are_equal_bytes(tables: Path, tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        write_results(tables, tmp_path / name)
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert str(tmp_path) not in (tmp_path / "a.json").read_text(encoding="utf-8")


# --- the guide ---------------------------------------------------------------------------------


def test_the_guide_explains_every_column_that_is_there(tables: Path) -> None:
    (tables / "water_year.csv").unlink()
    write_guide(tables)
    text = (tables / "列说明.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    explained = {(row["文件"], row["列"]) for row in rows}
    there = {
        (path.stem, column)
        for path in tables.glob("*.csv")
        if path.stem in TABLES
        for column in path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    }
    assert explained == there
    assert all(row["含义"] for row in rows)


def test_a_pace_that_does_not_end_is_kept_as_a_fraction(
    county_plan: Path, county_data: Path, edit: Callable[..., None]
) -> None:
    edit(county_plan / "criteria.csv", "80,,90,>= 90", "80,,89,>= 89")
    year = assess_year(2024, county_data, county_plan)
    row = year.tables["verdicts"].set_index("criterion").loc["C01"]
    # from 80 to 83.8, where 89 is asked: P = 3.8 / 9
    assert Fraction(row["pace_progress_exact"]) == Fraction(38, 90)
    exact = Fraction(38, 90) / Fraction(2, 5)
    assert of_id(verdict_records(year), "C01")["pace"] == pytest.approx(float(exact))
