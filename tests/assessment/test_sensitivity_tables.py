"""What another reading would change passes through its tables without loss."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from jbeco.assessment import AssessedYear
from jbeco.assessment.sensitivity import other_readings
from jbeco.assessment.sensitivity_tables import contests_of, sensitivity_stage, turns_of
from jbeco.assessment.verdict_tables import facts_of
from jbeco.assessment.verdicts import judge
from jbeco.intake.collect import observations_of
from jbeco.plan import PACKAGE_PLAN
from jbeco.stage_tables import read_table, write_table
from jbeco.stages import stage_that_writes

Example = Callable[[int], AssessedYear]
READS = stage_that_writes("contests").reads


def test_other_readings_are_the_same_after_they_were_written_and_read(
    shipped_year: AssessedYear, tmp_path: Path
) -> None:
    """And the stage, which reads its verdicts from tables, finds the same as from those judged."""
    facts = facts_of(shipped_year.plan, shipped_year.year, shipped_year.tables)
    found, turned = other_readings(
        PACKAGE_PLAN, facts, observations_of(shipped_year.tables), judge(facts)
    )
    for name in ("contests", "turns"):
        write_table(tmp_path, name, shipped_year.tables[name])
    read = {name: read_table(tmp_path, name) for name in ("contests", "turns")}
    assert contests_of(shipped_year.plan, read) == found
    assert turns_of(shipped_year.plan, read) == turned
    assert found


def test_the_stage_reads_tables_only(example_year: Example) -> None:
    year = example_year(2021)
    given = {name: year.tables[name] for name in READS}
    for name, frame in sensitivity_stage(year.plan, PACKAGE_PLAN, 2021, given).items():
        pd.testing.assert_frame_equal(frame, year.tables[name], obj=name)
