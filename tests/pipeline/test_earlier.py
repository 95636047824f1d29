"""The reports before: valid editions of earlier years of the same plan, real turns only."""

from dataclasses import replace
from pathlib import Path

import pytest

from jbeco.assessment import AssessedYear
from jbeco.pipeline import earlier
from jbeco.pipeline.earlier import earlier_reports, write_earlier_verdicts
from jbeco.pipeline.editions import WITHDRAWAL
from jbeco.pipeline.evaluate import assess_year
from jbeco.pipeline.seal import SEAL
from jbeco.report.chapters.changes import changes, turned
from jbeco.stage_tables import frame_of, read_table, records_of, write_table


def publish(reports: Path, name: str, assessed: AssessedYear) -> Path:
    """Put what a report leaves for the ones after it into a folder."""
    folder = reports / name
    (folder / "tables").mkdir(parents=True)
    for table in ("about", "verdicts", "values"):
        write_table(folder / "tables", table, assessed.tables[table])
    (folder / SEAL).write_text("{}", encoding="utf-8")
    return folder


@pytest.fixture
def county(county_plan: Path, county_data: Path) -> AssessedYear:
    return assess_year(2024, county_data, county_plan)


@pytest.fixture
def with_earlier(
    county: AssessedYear, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AssessedYear:
    """The county in 2024 after a report of 2023 with the same verdicts, one of them turned."""
    frame = county.tables["verdicts"].copy()
    frame["year"] = 2023
    lagging = frame["code"].isin(["behind", "regressed", "not_met"])
    assert lagging.any()
    frame.loc[lagging, "code"] = "on_track"
    values = county.tables["values"].copy()
    values["year"] = values["year"].replace({2024: 2023})
    before = replace(county, tables={**county.tables, "verdicts": frame, "values": values})
    monkeypatch.setattr(earlier, "check_unaltered", lambda _: None)  # it is not sealed here
    publish(tmp_path / "reports", "2023-annual", before)
    (tmp_path / "tables").mkdir()
    write_earlier_verdicts(tmp_path / "tables", tmp_path / "reports", county.plan, 2024)
    table = read_table(tmp_path / "tables", "earlier_verdicts")
    return replace(county, tables={**county.tables, "earlier_verdicts": table})


def test_a_withdrawn_report_and_a_later_one_are_none_before(
    county: AssessedYear, tmp_path: Path
) -> None:
    first = publish(tmp_path, "2022-annual", county)
    publish(tmp_path, "2023-annual", county)
    publish(tmp_path, "2025-midterm", county)
    found = [edition.folder.name for edition in earlier_reports(tmp_path, county.plan, 2025)]
    assert found == ["2022-annual", "2023-annual"]
    (first / WITHDRAWAL).write_text("{}", encoding="utf-8")
    found = [edition.folder.name for edition in earlier_reports(tmp_path, county.plan, 2025)]
    assert found == ["2023-annual"]
    other = replace(county.plan, name="别的规划")
    assert earlier_reports(tmp_path, other, 2025) == []


def test_the_numbers_of_the_earlier_year_are_kept(with_earlier: AssessedYear) -> None:
    rows = list(records_of("earlier_verdicts", with_earlier.tables["earlier_verdicts"]))
    assert {row["criterion"] for row in rows} == {c.id for c in with_earlier.plan.criteria}
    assert {row["year"] for row in rows} == {2023}
    assert any("=" in entry for row in rows for entry in row["numbers"])


def test_only_real_turns_are_told(with_earlier: AssessedYear, county: AssessedYear) -> None:
    lagging = {v.criterion.id for v in county.verdicts if v.code in ("behind", "regressed")}
    assert {verdict.criterion.id for verdict, _ in turned(with_earlier)} == lagging
    frame = with_earlier.tables["earlier_verdicts"].copy()
    frame["code"] = frame["code"].replace({"on_track": "already_met"})
    same = {v.criterion.id for v in county.verdicts if v.code == "on_track"}
    again = replace(with_earlier, tables={**with_earlier.tables, "earlier_verdicts": frame})
    assert not same & {verdict.criterion.id for verdict, _ in turned(again)}


def test_without_an_earlier_report_there_is_no_chapter(county: AssessedYear) -> None:
    none = frame_of("earlier_verdicts", [])
    assert changes(replace(county, tables={**county.tables, "earlier_verdicts": none})) == ()
