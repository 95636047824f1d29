"""`jbeco.open`: tables to look at, the reason of a verdict, and what if."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import jbeco
from jbeco.pipeline import evaluate
from jbeco.places import own_folder
from jbeco.problems import JbecoError
from jbeco.report.why import why_text
from jbeco.stage_tables import TABLES, read_table, write_table
from jbeco.year import Year


@pytest.fixture
def year(county_plan: Path, county_data: Path) -> Year:
    """The invented county in 2024: C01 on track at 83.8 of 90."""
    return jbeco.open(2024, county_data, county_plan)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The stages whose functions were called, in order."""
    called: list[str] = []
    real = evaluate.FUNCTIONS

    def noted(name: str) -> Callable:
        return lambda case, tables: called.append(name) or real[name](case, tables)

    noted_functions = {name: noted(name) for name in real}
    monkeypatch.setattr(evaluate, "FUNCTIONS", noted_functions)
    monkeypatch.setattr("jbeco.year.FUNCTIONS", noted_functions)
    return called


def codes(year: Year) -> dict[str, str]:
    return dict(year.verdicts[["criterion", "code"]].itertuples(index=False))


def with_figure(table: pd.DataFrame, indicator: str, exact: str | None) -> pd.DataFrame:
    """Put another number for 2024 into a table of values or observations."""
    changed = table.copy()
    row = changed.eval("indicator == @indicator and year == 2024 and measure == 'level'")
    assert row.sum() == 1
    changed.loc[row, "exact"] = exact
    return changed


# --- opening -----------------------------------------------------------------------------------


def test_every_table_is_an_attribute(year: Year) -> None:
    for name in TABLES:
        frame = getattr(year, name)
        pd.testing.assert_frame_equal(frame, year.tables[name])
        assert name in dir(year)
    with pytest.raises(AttributeError, match="no_such_table"):
        _ = year.no_such_table


def test_the_year_knows_its_plan_and_review(year: Year) -> None:
    assert (year.year, year.review, year.plan.district) == (2024, "annual", "云溪县")
    assert year.assessed.verdict("C01").code == "on_track"


def test_a_table_that_is_changed_in_place_changes_nothing_else(year: Year) -> None:
    mine = year.values
    mine.loc[mine["indicator"] == "straw_use_rate", "exact"] = "1"
    mine["note"] = "改"
    assert (year.values["exact"] != "1").all()
    assert codes(year)["C01"] == "on_track"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"year": 2099}, "不在规划期"),
        ({"year": 2023}, "没有这一年的填报"),
        ({"review": "yearly"}, "不认识"),
        ({"review": "midterm"}, "只在 2027 年"),
        ({"plan": "nowhere"}, "nowhere"),
    ],
)
def test_what_cannot_be_opened_is_refused(
    county_plan: Path, county_data: Path, wrong: dict[str, object], said: str
) -> None:
    given = {"year": 2024, "data": county_data, "plan": county_plan} | wrong
    with pytest.raises(JbecoError, match=said):
        jbeco.open(**given)


def test_the_default_review_is_what_the_year_calls_for(
    county_plan: Path, county_data: Path
) -> None:
    (county_data / "2027").mkdir()
    assert jbeco.open(2027, county_data, county_plan).review == "midterm"


def test_texts_serve_as_paths(county_plan: Path, county_data: Path) -> None:
    opened = jbeco.open(2024, str(county_data), str(county_plan))
    assert codes(opened)["C01"] == "on_track"


# --- why ---------------------------------------------------------------------------------------


def test_why_is_what_the_command_shows(year: Year) -> None:
    assert year.why("C01") == why_text(year.assessed, "C01")
    assert "P 0.38 ÷ τ 0.4" in year.why("c01")
    with pytest.raises(JbecoError, match="没有这个子项"):
        year.why("N99")


# --- judge -------------------------------------------------------------------------------------


def test_a_changed_value_is_judged_and_the_year_stays(year: Year) -> None:
    before = codes(year)
    again = year.judge(values=with_figure(year.values, "straw_use_rate", "90"))
    assert codes(again) == before | {"C01": "already_met"}
    assert codes(year) == before
    assert "C01" in again.why("C01")
    assert "已达标" in again.why("C01")


def test_a_changed_observation_goes_through_the_indicators(year: Year) -> None:
    again = year.judge(observations=with_figure(year.observations, "straw_use_rate", "74.9"))
    [value] = again.values.query("indicator == 'straw_use_rate' and year == 2024")["exact"]
    assert value == "749/10"
    assert codes(again)["C01"] != codes(year)["C01"]


@pytest.mark.parametrize(
    ("name", "redone"),
    [
        ("values", ["check", "verdicts"]),
        ("observations", ["check", "indicators", "verdicts"]),
        ("tasks", ["check", "verdicts"]),
        ("air_hourly", ["air", "check", "indicators", "verdicts"]),
        ("verdicts", []),
    ],
)
def test_only_what_depends_on_a_change_is_worked_out_anew(
    year: Year, calls: list[str], name: str, redone: list[str]
) -> None:
    _ = [year.tables[table] for table in TABLES]
    calls.clear()
    again = year.judge(**{name: year.tables[name]})
    _ = again.verdicts, again.values, again.readings
    assert sorted(calls) == sorted(redone)
    calls.clear()
    _ = again.verdicts, again.observations
    assert calls == []
    # what the other readings would turn takes long, and is worked out when it is asked for
    _ = again.contests, again.turns
    assert calls == ["sensitivity"]


def test_what_depends_on_a_change_at_second_hand_is_worked_out_anew(
    year: Year, calls: list[str]
) -> None:
    """The outlook reads values, and those are worked out from observations."""
    before = year.outlook
    calls.clear()
    again = year.judge(observations=with_figure(year.observations, "straw_use_rate", "95"))
    [value] = again.outlook.query("criterion == 'C01'")["exact"]
    assert value == "95"
    assert sorted(calls) == ["indicators", "outlook"]
    assert not again.outlook.equals(before)


def test_a_change_of_a_change(year: Year) -> None:
    met = year.judge(values=with_figure(year.values, "straw_use_rate", "90"))
    back = met.judge(values=with_figure(met.values, "straw_use_rate", "419/5"))
    assert codes(back) == codes(year)
    both = met.judge(tasks=met.tasks)
    assert codes(both)["C01"] == "already_met"  # what was changed before stays changed


def test_taking_a_number_away_is_judged_too(year: Year) -> None:
    frame = year.observations
    kept = frame[~frame.eval("indicator == 'straw_use_rate' and year == 2024")]
    assert codes(year.judge(observations=kept))["C01"] == "unknown"


def refusal(year: Year, **changed: pd.DataFrame) -> list[str]:
    with pytest.raises(JbecoError) as caught:
        year.judge(**changed)
    return [str(problem) for problem in caught.value.problems]


def test_a_number_to_look_at_without_its_exact_text_is_refused(year: Year) -> None:
    changed = year.values
    rows = changed.index[changed["indicator"].isin(["straw_use_rate", "water_per_gdp"])]
    changed.loc[rows, "value"] = 99.0
    told = refusal(year, values=changed)
    assert len(told) == len(rows)  # all of them, each once
    assert f"values 第 {rows[0]} 行｜改了 value，没有改 exact" in told[0]


def test_the_exact_text_alone_is_enough(year: Year) -> None:
    changed = with_figure(year.values, "straw_use_rate", "90")
    changed.loc[changed["exact"] == "90", "value"] = 90.0
    assert codes(year.judge(values=changed))["C01"] == "already_met"


@pytest.mark.parametrize("text", ["88,5", "很多", "1/0", ""])
def test_an_exact_text_that_is_no_number_is_refused(year: Year, text: str) -> None:
    [said] = refusal(year, values=with_figure(year.values, "straw_use_rate", text))
    assert f"exact 的“{text}”不是数" in said


def test_unknown_tables_and_columns_are_refused_all_at_once(year: Year) -> None:
    told = refusal(year, valuse=year.values, values=year.values[["indicator", "exact"]])
    assert len(told) == 2
    assert "valuse｜没有这张表" in told[0]
    assert "缺少" in told[1]
    assert "series" in told[1]


# --- tables of a run ---------------------------------------------------------------------------


@pytest.fixture
def folder(year: Year, tmp_path: Path) -> Path:
    """The year's tables in a folder, as a run leaves them."""
    place = tmp_path / "report" / "tables"
    place.mkdir(parents=True)
    for name in TABLES:
        write_table(place, name, year.tables[name])
    return place


def test_tables_of_a_run_are_read_and_nothing_is_evaluated(
    year: Year, folder: Path, calls: list[str], county_plan: Path
) -> None:
    read = jbeco.open(2024, "nowhere", county_plan, tables=folder)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(read, name), year.tables[name], obj=name)
    assert len(read.tables) == len(TABLES)
    assert sorted(read.tables) == sorted(TABLES)
    assert read.why("C01") == year.why("C01")
    assert calls == []


def test_a_table_that_is_not_there_yet_is_named(
    folder: Path, county_plan: Path, county_data: Path
) -> None:
    (folder / "verdicts.csv").unlink()
    read = jbeco.open(2024, county_data, county_plan, tables=folder)
    assert "verdicts" not in list(read.tables)
    with pytest.raises(JbecoError, match="没有“判定”这张表"):
        _ = read.verdicts


def test_saved_tables_lie_in_the_folder_of_the_run(
    folder: Path, county_plan: Path, county_data: Path
) -> None:
    read = jbeco.open(2024, county_data, county_plan, tables=folder)
    changed = with_figure(read.values, "straw_use_rate", "90")
    read.save(values=changed)
    pd.testing.assert_frame_equal(read_table(folder, "values"), changed)


@pytest.mark.parametrize("finished", ["published", "regenerated"])
def test_tables_of_a_finished_run_are_never_written_over(
    folder: Path, county_plan: Path, county_data: Path, finished: str
) -> None:
    if finished == "published":
        (folder.parent / "manifest.json").write_text("{}", encoding="utf-8")
    else:
        (folder / ".jbeco").touch()
        own_folder(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    read = jbeco.open(2024, county_data, county_plan, tables=folder)
    read.save(values=with_figure(read.values, "straw_use_rate", "90"))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_by_hand_nothing_is_written(year: Year, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    year.save(values=year.values)
    year.judge(values=year.values).save(values=year.values)
    assert sorted(tmp_path.rglob("*")) == before


# --- light -------------------------------------------------------------------------------------


def imported_by(program: str) -> set[str]:
    shown = f"{program}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_the_front_door_is_light() -> None:
    loaded = imported_by("import jbeco; assert jbeco.__version__")
    assert loaded & {"pandas", "numpy", "matplotlib", "openpyxl", "jbeco.year"} == set()


def test_a_run_compiles_no_grammar_that_no_notebook_uses() -> None:
    """It took two seconds of each start."""
    assert "rfc3987_syntax.syntax_helpers" not in imported_by("import jbeco.pipeline.run")


def test_opening_a_year_loads_no_notebook_machinery_and_no_chart() -> None:
    """A second of start-up in each kernel and each command, for what none of them uses."""
    loaded = imported_by("import jbeco.year")
    heavy = {"nbformat", "papermill", "nbconvert", "jsonschema", "matplotlib", "IPython"}
    assert loaded & heavy == set()
    assert "pandas" in loaded
