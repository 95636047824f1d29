"""The list of stages: each table has one writer, and is read after it was written."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from jbeco.assessment import AssessedYear
from jbeco.pipeline.evaluate import FUNCTIONS, Case, YearTables
from jbeco.pipeline.run import NOTEBOOKS
from jbeco.plan import PACKAGE_PLAN, load_plan
from jbeco.stage_tables import TABLES, table_bytes
from jbeco.stages import LEFT_BY_RUN, STAGES, side_by_side, stage_that_writes

FIRST, LAST = STAGES[0].name, STAGES[-1].name
DATA = Path(__file__).resolve().parents[1] / "data" / "example"


class Watched(Mapping[str, pd.DataFrame]):
    """Tables that note which of them were asked for."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        self.tables, self.asked = tables, set()

    def __getitem__(self, name: str) -> pd.DataFrame:
        self.asked.add(name)
        return self.tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)


@cache
def example() -> YearTables:
    return YearTables(Case(load_plan(), PACKAGE_PLAN, DATA, 2021))


def test_every_table_is_written_by_just_one_stage() -> None:
    written = [table for stage in STAGES for table in stage.writes]
    assert sorted([*written, *LEFT_BY_RUN]) == sorted(TABLES)
    for stage in STAGES:
        for table in stage.writes:
            assert stage_that_writes(table) is stage


def test_a_table_that_no_stage_writes_is_not_found() -> None:
    with pytest.raises(KeyError):
        stage_that_writes("no_such_table")


def test_a_stage_reads_only_what_earlier_stages_wrote() -> None:
    there = {*LEFT_BY_RUN}  # a run leaves them before the report
    for stage in STAGES:
        looked_at = [*stage.reads, *stage.shows]
        assert set(looked_at) <= there, stage.name
        assert len(set(looked_at)) == len(looked_at)
        there |= set(stage.writes)


def test_only_the_first_stage_reads_no_table_and_only_the_last_writes_none() -> None:
    assert [stage.name for stage in STAGES if not stage.reads] == [FIRST] == ["collect"]
    assert [stage.name for stage in STAGES if not stage.writes] == [LAST] == ["report"]


def test_names_and_notebooks_are_single() -> None:
    for field in ("name", "title", "notebook"):
        values = [getattr(stage, field) for stage in STAGES]
        assert len(set(values)) == len(values)
        assert all(values)


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_every_stage_has_its_notebook(stage) -> None:
    assert (NOTEBOOKS / f"{stage.notebook}.ipynb").is_file()
    assert stage.notebook[:2].isdigit()


def test_notebooks_are_numbered_in_the_order_of_the_stages() -> None:
    names = [stage.notebook for stage in STAGES]
    assert names == sorted(names)


def test_what_runs_side_by_side_waits_for_nothing_of_each_other() -> None:
    groups = [[stage.name for stage in together] for together in side_by_side()]
    assert [name for names in groups for name in names] == [one.name for one in STAGES[:-1]]
    assert ["air", "water"] in groups
    assert ["sensitivity", "outlook"] in groups
    for together in side_by_side():
        made = {name for stage in together for name in stage.writes}
        assert not made & {name for stage in together for name in (*stage.reads, *stage.shows)}


def test_every_stage_but_the_report_has_its_function() -> None:
    assert list(FUNCTIONS) == [stage.name for stage in STAGES if stage.name != LAST]


@pytest.mark.parametrize("stage", STAGES[:-1], ids=lambda stage: stage.name)
def test_a_function_writes_what_its_stage_declares_and_reads_no_more(stage) -> None:
    """A table that is read but not declared would not be in the key of what is kept."""
    watched = Watched(example())
    made = FUNCTIONS[stage.name](example().case, watched)
    assert sorted(made) == sorted(stage.writes)
    assert watched.asked <= set(stage.reads)
    for name, frame in made.items():
        assert list(frame.columns) == TABLES[name].stored, name


@pytest.mark.parametrize("stage", STAGES[1:-1], ids=lambda stage: stage.name)
def test_a_function_leaves_the_tables_that_it_reads_as_they_were(stage) -> None:
    before = {name: table_bytes(name, example()[name]) for name in stage.reads}
    FUNCTIONS[stage.name](example().case, example())
    for name, content in before.items():
        assert table_bytes(name, example()[name]) == content, name


def test_the_records_of_a_year_need_only_what_the_report_declares() -> None:
    """The report reads the year as records; every one of them, and `why`, is asked for here."""
    watched = Watched(example())
    year = AssessedYear(example().case.plan, 2021, "annual", watched)
    for name in ("submissions", "problems", "verdicts", "facts", "rows", "groups"):
        assert getattr(year, name)
    _ = year.conclusions, year.contests, year.is_example, year.silent
    assert watched.asked <= set(STAGES[-1].reads)
