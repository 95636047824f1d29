"""The page beside the reports follows what is published, and takes nobody's file."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jbeco.cli import main
from jbeco.pipeline.editions import editions_of
from jbeco.pipeline.published import published_reports
from jbeco.pipeline.reports_index import check_index, check_plan, write_index
from jbeco.plan import load_plan
from jbeco.problems import JbecoError

INDEX = "index.html"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return tmp_path / "reports"


def page(reports: Path) -> str:
    return (reports / INDEX).read_text(encoding="utf-8")


def withdraw(folder: Path, *more: str) -> int:
    why = ["--reason", "数抄错", "--who", "王工", "--dated", "2025-07-02"]
    return main(["withdraw", str(folder), *why, *more])


def test_a_run_lists_its_report_with_its_files_and_verdicts(
    go: Callable[..., Any], reports: Path, county_plan: Path
) -> None:
    plan = load_plan(county_plan)
    published = go(dated="2025-06-01").folder
    html = page(reports)
    assert f'href="{published.name}/report.html"' in html
    assert "2025-06-01" in html
    assert plan.name in html
    for criterion in (c for c in plan.criteria if c.applicable):
        assert criterion.full_name in html


def test_a_revision_and_a_withdrawal_are_told(
    go: Callable[..., Any], reports: Path, county_data: Path, county_plan: Path
) -> None:
    go()
    table = county_data / "2024" / "public_values.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("C01,,level,83.8,", "C01,,level,95,"), encoding="utf-8")
    second = go(reason="年报核实").folder
    assert "已被新的一版取代" in page(reports)
    assert "年报核实" in page(reports)
    assert withdraw(second, "--plan", str(county_plan)) == 0
    assert "已撤回：2025-07-02 王工：数抄错" in page(reports)
    assert "已被新的一版取代" not in page(reports)


def test_an_unchanged_run_writes_a_lost_page_again_to_the_byte(
    go: Callable[..., Any], reports: Path
) -> None:
    go()
    before = page(reports)
    (reports / INDEX).unlink()
    assert not go().new
    assert page(reports) == before


def test_it_is_no_report(
    go: Callable[..., Any], reports: Path, county_data: Path, county_plan: Path
) -> None:
    published = go().folder
    assert [one.folder for one in editions_of(reports, published.name)] == [published]
    plan = load_plan(county_plan)
    (told,) = published_reports(reports, 2024, county_data, plan, county_plan)
    assert told.changed == ()


def test_a_page_that_we_did_not_write_stops_the_run_before_anything_is_written(
    go: Callable[..., Any], reports: Path
) -> None:
    reports.mkdir()
    (reports / INDEX).write_text("<p>区里的主页</p>", encoding="utf-8")
    with pytest.raises(JbecoError, match="不是 jbeco 生成的"):
        go()
    assert page(reports) == "<p>区里的主页</p>"
    assert [path.name for path in reports.iterdir()] == [INDEX]


def test_a_link_in_its_place_is_somebody_elses(tmp_path: Path) -> None:
    (tmp_path / INDEX).symlink_to(tmp_path / "nowhere")
    with pytest.raises(JbecoError, match="不能覆盖"):
        check_index(tmp_path)


def test_a_report_that_cannot_be_read_is_left_out(
    go: Callable[..., Any], reports: Path, county_plan: Path
) -> None:
    published = go().folder
    shutil.copytree(published, reports / "2023-annual")
    (reports / "2023-annual" / "tables" / "verdicts.csv").write_text("x\n", encoding="utf-8")
    write_index(reports, load_plan(county_plan))
    assert published.name in page(reports)
    assert "2023-annual" not in page(reports)


def test_withdrawing_under_another_plan_is_refused(
    go: Callable[..., Any], reports: Path, county_plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published = go().folder
    before = page(reports)
    assert withdraw(published) == 1
    said = capsys.readouterr().err
    assert "另一份规划" in said
    assert "--plan" in said
    assert page(reports) == before
    assert editions_of(reports, published.name)[0].withdrawn == ""
    check_plan(published, load_plan(county_plan))
