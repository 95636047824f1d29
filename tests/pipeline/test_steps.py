"""A notebook is executed for what it is and what it reads, and never twice for the same."""

import os
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, current_thread
from typing import Any

import nbformat
import pytest

from jbeco.pipeline.evaluate import assess_year
from jbeco.pipeline.lock import LOCK
from jbeco.pipeline.store import RECORD
from jbeco.problems import JbecoError, Problem
from jbeco.stage_tables import TABLES, read_table, table_bytes
from jbeco.stages import LEFT_BY_RUN, STAGES, side_by_side
from tests.real_runs import READ

ALL = [stage.notebook for stage in STAGES]


def readers(*tables: str) -> list[str]:
    """Return the notebooks that read one of some tables."""
    return [s.notebook for s in STAGES if {*s.reads, *s.shows} & set(tables)]


def stored(tmp_path: Path, notebook: str) -> Path:
    """Return where a notebook's outputs are kept."""
    return tmp_path / "processed" / "cache" / "2024-annual" / notebook


def swap(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


# --- once, and not again -----------------------------------------------------------------------


def test_each_notebook_is_executed_once_in_order(go: Callable[..., Any], quick: Any) -> None:
    go()
    assert quick.executed == ALL
    together = [{stage.notebook for stage in stages} for stages in side_by_side()]
    order = [next(n for n, names in enumerate(together) if name in names) for name in ALL[:-1]]
    begun = [
        next(n for n, names in enumerate(together) if name in names) for name in quick.begun[:-1]
    ]
    assert begun == order


def test_air_and_water_run_at_the_same_time(go: Callable[..., Any], quick: Any) -> None:
    """Each waits for the other to have begun: one after the other, neither would end."""
    met = Barrier(2)
    for notebook in ("20_air", "21_water"):
        quick.change[notebook] = lambda tables, folder: met.wait(timeout=60)
    go()
    assert quick.executed == ALL


def test_of_two_that_fail_at_the_same_time_the_first_is_told(
    go: Callable[..., Any], quick: Any
) -> None:
    def fails(tables: dict[str, Any], folder: Path) -> None:
        met.wait(timeout=60)
        raise JbecoError([Problem("here", current_thread().name, "mend")])

    met = Barrier(2)
    for notebook in ("20_air", "21_water"):
        quick.change[notebook] = fails
    with pytest.raises(JbecoError, match="MainThread"):
        go()


def test_an_unchanged_run_executes_none(go: Callable[..., Any], quick: Any) -> None:
    first = go()
    again = go()
    assert quick.executed == []
    assert (again.folder, again.new) == (first.folder, False)


def test_one_file_less_and_all_tables_are_as_evaluated(
    go: Callable[..., Any], county_plan: Path, county_data: Path
) -> None:
    """The tables of a run are those of the same year, evaluated without notebooks."""
    tables = go().folder / "tables"
    year = assess_year(2024, county_data, county_plan)
    for name in TABLES.keys() - {*LEFT_BY_RUN}:
        assert (tables / f"{name}.csv").read_bytes() == table_bytes(name, year.tables[name]), name


def test_prose_in_a_notebook_redoes_that_notebook_only(
    go: Callable[..., Any], quick: Any, notebooks: Path
) -> None:
    go()
    path = notebooks / "30_indicators.ipynb"
    book = nbformat.read(path, as_version=4)
    book.cells.insert(0, nbformat.v4.new_markdown_cell("一句话"))
    nbformat.write(book, path)
    go()
    assert quick.executed == ["30_indicators"]


def test_a_notebook_that_leaves_other_tables_redoes_those_that_read_them(
    go: Callable[..., Any], quick: Any, notebooks: Path, insert_cell: Callable[..., None]
) -> None:
    go()
    insert_cell(notebooks / "30_indicators.ipynb", "pass")
    quick.change["30_indicators"] = other_value
    changed = go()
    assert quick.executed == ["30_indicators", *readers("values")]
    assert "20_air" not in quick.executed
    verdicts = read_table(changed.folder / "tables", "verdicts").set_index("criterion")
    assert verdicts.loc["C01", "code"] == "already_met"


def other_value(made: dict[str, Any], folder: Path) -> None:
    values = made["values"]
    row = values.eval("indicator == 'straw_use_rate' and year == 2024 and measure == 'level'")
    values.loc[row, ["value", "exact"]] = [95.0, "95"]


def test_a_changed_figure_redoes_what_reads_what_it_changes(
    go: Callable[..., Any], quick: Any, county_data: Path
) -> None:
    go()
    swap(county_data / "2024" / "public_values.csv", "C01,,level,83.8,", "C01,,level,83.9,")
    go()
    assert quick.executed == ["10_collect", *readers("files", "observations", "values")]
    assert {"20_air", "21_water"}.isdisjoint(quick.executed)


def test_a_changed_plan_redoes_all(go: Callable[..., Any], quick: Any, county_plan: Path) -> None:
    go()
    swap(county_plan / "criteria.csv", "80,,90,>= 90", "80,,89,>= 89")
    go()
    assert quick.executed == ALL


def test_another_program_redoes_all(
    go: Callable[..., Any], quick: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    go()
    monkeypatch.setattr("jbeco.pipeline.steps.package_hash", lambda: "another version")
    monkeypatch.setattr("jbeco.pipeline.run.is_made_from", lambda *_: False)
    go()
    assert quick.executed == ALL


@pytest.mark.parametrize("spoil", ["table", "notebook", "record", "missing"])
def test_what_was_kept_and_is_damaged_is_done_anew(
    go: Callable[..., Any], quick: Any, tmp_path: Path, spoil: str
) -> None:
    first = go()
    kept = stored(tmp_path, "30_indicators")
    if spoil == "missing":
        (kept / "values.csv").unlink()
    else:
        name = {"table": "values.csv", "notebook": "30_indicators.ipynb", "record": RECORD}[spoil]
        (kept / name).write_bytes((kept / name).read_bytes()[:-20])
    again = go()
    assert quick.executed == ["30_indicators"]
    assert (again.folder, again.new) == (first.folder, False)


def test_a_failed_notebook_is_not_kept_and_the_ones_before_it_are(
    go: Callable[..., Any], quick: Any, tmp_path: Path
) -> None:
    def fail(made: dict[str, Any], folder: Path) -> None:
        raise JbecoError([])

    quick.change["40_verdicts"] = fail
    with pytest.raises(JbecoError):
        go()
    assert quick.executed[-1] == "40_verdicts"
    assert not stored(tmp_path, "40_verdicts").exists()
    del quick.change["40_verdicts"]
    go()
    assert quick.executed == ALL[ALL.index("40_verdicts") :]


# --- what a notebook may write -----------------------------------------------------------------


def test_a_notebook_writes_its_own_tables_only(go: Callable[..., Any], quick: Any) -> None:
    """Another stage's table would be as that stage left it the next time: other bytes."""

    def meddle(made: dict[str, Any], folder: Path) -> None:
        path = folder / "../report/tables/values.csv"
        path.write_bytes(path.read_bytes() + b"\r\n")

    quick.change["40_verdicts"] = meddle
    with pytest.raises(JbecoError, match=r"不归它写的文件：tables/values\.csv") as caught:
        go()
    assert caught.value.problems[0].where == "notebooks/40_verdicts.ipynb"


def test_a_notebook_leaves_nothing_else_in_the_report(go: Callable[..., Any], quick: Any) -> None:
    def scribble(made: dict[str, Any], folder: Path) -> None:
        (folder / "../report/图.png").write_bytes(b"x")

    quick.change["60_report"] = scribble
    with pytest.raises(JbecoError, match=r"图\.png"):
        go()


def test_the_users_folders_are_out_of_reach_of_the_parameters(
    go: Callable[..., Any], quick: Any, tmp_path: Path, county_data: Path
) -> None:
    seen: list[Path] = []
    quick.change["10_collect"] = lambda made, folder: seen.append(folder)
    go()
    [folder] = seen
    assert folder.parent.parent == tmp_path / "reports"
    assert not folder.exists()  # the scratch folder is gone
    assert sorted(os.listdir(tmp_path / "reports")) == [LOCK, "2024-annual", "index.html"]


# --- the real notebooks ------------------------------------------------------------------------


def outputs(folder: Path, notebook: str) -> list[str]:
    book = nbformat.read(folder / "notebooks" / f"{notebook}.ipynb", as_version=4)
    return [o.text for c in book.cells for o in c.get("outputs", []) if o.get("name") == "stdout"]


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_a_notebook_reads_no_more_than_its_stage_declares(example_run: Any, stage: Any) -> None:
    """A table that is read but not declared would not be in the key: its outputs could be old."""
    [line] = [text for text in outputs(example_run.folder, stage.notebook) if READ in text]
    read = set(line.removeprefix(READ).split())
    assert read <= {*stage.reads, *stage.shows, *stage.writes}


def test_the_notebooks_leave_what_the_stages_functions_give(
    example_run: Any, example_year: Callable[[int], Any]
) -> None:
    for name in TABLES.keys() - {*LEFT_BY_RUN}:
        found = (example_run.folder / "tables" / f"{name}.csv").read_bytes()
        assert found == table_bytes(name, example_year(2025).tables[name]), name


def test_each_notebook_of_the_example_was_executed_and_kept_once(example_run: Any) -> None:
    kept = example_run.processed / "cache" / "2025-midterm"
    assert sorted(path.name for path in kept.iterdir()) == [".jbeco", *sorted(ALL)]
    for stage in STAGES:
        names = {path.name for path in (kept / stage.notebook).iterdir()}
        own = {f"{name}.csv" for name in stage.writes}
        assert names == {*own, f"{stage.notebook}.ipynb", RECORD}


def test_a_file_of_gigabytes_is_refused_before_it_is_copied(
    go: Callable[..., Any], quick: Any, county_data: Path
) -> None:
    (county_data / "2024" / "附件").mkdir()
    with (county_data / "2024" / "附件" / "录像.zip").open("wb") as file:
        file.truncate(3 << 30)  # sparse: it takes no room
    with pytest.raises(JbecoError, match=r"2024/附件/录像\.zip｜文件有 3072\.0 MB"):
        go()
    assert quick.executed == []
