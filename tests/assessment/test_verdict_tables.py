"""Verdicts pass through their tables without loss, each finding as the tree that it was."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from jbeco.assessment import AssessedYear, Finding, Verdict
from jbeco.assessment.verdict_tables import facts_of, verdict_stage, verdicts_of
from jbeco.assessment.verdicts import judge
from jbeco.stage_tables import read_table, write_table
from jbeco.stages import stage_that_writes

Example = Callable[[int], AssessedYear]
READS = stage_that_writes("verdicts").reads


def on_disk(year: AssessedYear, folder: Path) -> dict[str, pd.DataFrame]:
    """Write the year's verdicts and their reasons, and read them back."""
    names = ("files", "verdicts", "readings")
    for name in names:
        write_table(folder, name, year.tables[name])
    return {name: read_table(folder, name) for name in names}


def walk(finding: Finding) -> Iterator[Finding]:
    yield finding
    for part in finding.parts:
        yield from walk(part)


def test_verdicts_are_the_same_after_they_were_written_and_read(
    shipped_year: AssessedYear, tmp_path: Path
) -> None:
    judged = judge(facts_of(shipped_year.plan, shipped_year.year, shipped_year.tables))
    read = verdicts_of(shipped_year.plan, on_disk(shipped_year, tmp_path))
    assert len(read) == len(shipped_year.plan.criteria)
    for one, other in zip(read, judged, strict=True):
        assert one == other, one.criterion.id


def test_a_tree_keeps_its_shape(base_year: AssessedYear, tmp_path: Path) -> None:
    """N07-1 wants three things at once; the third is itself two ways of not getting worse."""
    verdicts = verdicts_of(base_year.plan, on_disk(base_year, tmp_path))
    target = {v.criterion.id: v for v in verdicts}["N07-1"].target
    assert [part.rule for part in target.parts] == [">= 88", "task met", "not worse"]
    assert [part.truth for part in target.parts] == [False, False, True]
    assert (target.parts[0].value, target.parts[0].bound) == ("79.5", "88")
    assert all(source.sha256 for part in walk(target) for source in part.sources)
    depths = {len(list(walk(f))) for v in verdicts for f in (v.standard, v.target, v.task) if f}
    assert max(depths) >= 5


def test_the_order_of_many_parts_is_kept(base_year: AssessedYear, tmp_path: Path) -> None:
    """Places are numbers: part 10 comes after part 9, wherever its row stands in the table."""
    tables = on_disk(base_year, tmp_path)
    rows = tables["readings"]
    first = rows.query("criterion == 'N28' and about == 'standard' and path == ''")
    parts = [first.assign(path=str(n), says=f"第 {n} 个") for n in range(12)]
    others = rows[~((rows["criterion"] == "N28") & (rows["about"] == "standard"))]
    tables["readings"] = pd.concat([*parts[::-1], others, first], ignore_index=True)
    verdict = {v.criterion.id: v for v in verdicts_of(base_year.plan, tables)}["N28"]
    assert [part.says for part in verdict.standard.parts] == [f"第 {n} 个" for n in range(12)]


def test_the_stage_reads_tables_only(example_year: Example) -> None:
    """From files of the stages before it, and nothing else, come the same verdicts."""
    year = example_year(2021)
    given = {name: year.tables[name] for name in READS}
    made = verdict_stage(year.plan, 2021, given)
    for name, frame in made.items():
        pd.testing.assert_frame_equal(frame, year.tables[name], obj=name)


def test_rows_and_conclusions_follow_the_verdicts(base_year: AssessedYear) -> None:
    rows = base_year.tables["rows"].set_index("row")
    assert (rows.loc["N07", "code"], rows.loc["N07", "decided_by"]) == ("not_met", "N07-1")
    assert list(rows["code"]) == [row.code for row in base_year.rows]
    told = base_year.tables["conclusions"].set_index("framework")
    for conclusion in base_year.conclusions:
        row = told.loc[conclusion.framework]
        assert row["whole"] == conclusion.whole
        assert (row["binding_met"], row["binding_due"]) == (
            conclusion.binding_met,
            conclusion.binding_due,
        )


def test_a_verdict_without_pace_and_one_with(example_year: Example) -> None:
    verdicts: dict[str, Verdict] = {v.criterion.id: v for v in example_year(2023).verdicts}
    paces = [verdict.pace for verdict in verdicts.values() if verdict.pace]
    assert paces
    assert all(0 < pace.elapsed <= 1 for pace in paces)
    assert any(verdict.pace is None for verdict in verdicts.values())


def test_about_says_by_what_was_judged(base_year: AssessedYear) -> None:
    told = dict(base_year.tables["about"].itertuples(index=False))
    assert told["评估年"] == "2019"
    assert told["评估规则"] == base_year.plan.methods.version
    assert told["规划"] == base_year.plan.name
    files = dict(base_year.tables["files"].itertuples(index=False))
    for name, digest in base_year.plan.files:
        assert files[f"规划/{name}"] == digest
