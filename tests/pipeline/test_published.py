"""What is published of a year, and what of its inputs changed since."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from jbeco.pipeline.published import PublishedReport, published_reports
from jbeco.pipeline.seal import SEAL, seal
from jbeco.pipeline.store import folder_hashes
from jbeco.problems import JbecoError


@pytest.fixture
def reports(clerk: Any, tmp_path: Path) -> Path:
    """A published report of the county's year, with the seal of a run on what lies there now."""
    clerk.send("ecology", {"数据!F2": 80})
    scratch = tmp_path / "scratch"
    shutil.copytree(clerk.data, scratch / "data" / "raw")
    (scratch / "plan").mkdir()
    for name, _ in clerk.plan.files:
        shutil.copy(clerk.plan_folder / Path(name).name, scratch / "plan")
    inputs = {n: d for n, d in folder_hashes(scratch).items() if d != "folder"}
    for name in ("2024-annual", "2024-annual-r2"):
        (tmp_path / "reports" / name).mkdir(parents=True)
        seal(tmp_path / "reports" / name, {"inputs": inputs, "parameters": {"year": 2024}})
    return tmp_path / "reports"


def found(clerk: Any, reports: Path) -> tuple[PublishedReport, ...]:
    return published_reports(reports, clerk.year, clerk.data, clerk.plan, clerk.plan_folder)


def test_without_a_report_nothing_is_published(clerk: Any, tmp_path: Path) -> None:
    assert found(clerk, tmp_path / "reports") == ()


def test_the_latest_revision_of_unchanged_data_is_up_to_date(clerk: Any, reports: Path) -> None:
    (report,) = found(clerk, reports)
    assert report == PublishedReport("annual", reports / "2024-annual-r2", ())
    assert "没有变" in str(report)


def test_what_changed_came_or_went_is_named(clerk: Any, reports: Path) -> None:
    clerk.send("ecology", {"数据!F2": 81})
    clerk.send("water", {"数据!F2": 38})
    (clerk.data / "2022" / "comparators.csv").unlink()
    (clerk.plan_folder / "actions.csv").write_text("", encoding="utf-8")
    (report,) = found(clerk, reports)
    assert report.changed == (
        "2022/comparators.csv",
        "2024/2024-ecology-县生态局.xlsx",
        "2024/2024-water-县水利局.xlsx",
        "plan/actions.csv",
    )
    assert "plan/actions.csv" in str(report)


def test_a_call_makes_no_report_stale(clerk: Any, reports: Path) -> None:
    (clerk.folder / "contacts.csv").write_text("x", encoding="utf-8")
    assert found(clerk, reports)[0].changed == ()


def test_a_report_that_was_altered_is_told(clerk: Any, reports: Path) -> None:
    (reports / "2024-annual-r2" / "report.html").write_text("后来放的", encoding="utf-8")
    (report,) = found(clerk, reports)
    assert report.altered == ("report.html 是后来放进去的",)
    assert "之后填报与规划没有变" in str(report)
    assert "发布之后有改动：report.html 是后来放进去的" in str(report)


@pytest.mark.parametrize("text", ["{", "[]", '{"stable": 5}', "{}"])
def test_a_seal_that_cannot_be_read_is_told(clerk: Any, reports: Path, text: str) -> None:
    (reports / "2024-annual-r2" / SEAL).write_text(text, encoding="utf-8")
    with pytest.raises(JbecoError, match="封存清单读不出来"):
        found(clerk, reports)
