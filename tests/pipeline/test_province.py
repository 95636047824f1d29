"""The view over a batch shows what is published, current and as it was sealed, and nothing else."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jbeco.pipeline.batch import Job
from jbeco.pipeline.editions import withdraw
from jbeco.pipeline.province import write_province
from jbeco.problems import JbecoError

YEAR = 2024
NAME = "2024-annual"


@pytest.fixture
def districts(go: Callable[..., Any], county_plan: Path, tmp_path: Path) -> Path:
    """甲县 and 乙县 with a report of 2024, 丙县 with none, 丁县 with a plan that cannot be read."""
    published = go().folder
    folder = tmp_path / "全省"
    for name in ("甲县", "乙县", "丙县", "丁县"):
        shutil.copytree(county_plan, folder / name / "plan")
    for name in ("甲县", "乙县"):
        shutil.copytree(published, folder / name / "reports" / NAME)
    (folder / "丁县" / "plan" / "criteria.csv").write_text("坏\n", encoding="utf-8")
    return folder


def jobs(districts: Path, *years: int) -> list[Job]:
    names = sorted(path.name for path in districts.iterdir() if (path / "plan").is_dir())
    return [Job(districts / name, year) for name in names for year in years or (YEAR,)]


def page(districts: Path, name: str = "index.html") -> str:
    return (districts / "province" / name).read_text(encoding="utf-8")


def test_districts_with_a_report_are_shown_and_those_without_are_named(districts: Path) -> None:
    said = write_province(districts, jobs(districts))
    assert said[0] == f"全省一览：{districts / 'province' / 'index.html'}"
    html = page(districts)
    for name in ("甲县", "乙县"):
        assert f'data-head="{name}"' in html
    link = "../%E7%94%B2%E5%8E%BF/reports/2024-annual/report.html"
    assert f'href="{link}"' in html
    assert "丙县：没有已发布的报告" in html
    assert "丁县" not in html
    assert "3 个地区的规划覆盖这一年，2 个有已发布的报告" in html


def test_what_was_altered_or_withdrawn_is_not_shown(districts: Path) -> None:
    report = districts / "甲县" / "reports" / NAME
    (report / "report.html").write_text("改了", encoding="utf-8")
    withdraw(districts / "乙县" / "reports" / NAME, "2025-01-01", "王工", "错")
    assert write_province(districts, jobs(districts)) == []
    shutil.copytree(report, districts / "丙县" / "reports" / NAME)
    shutil.copy(districts / "乙县" / "reports" / NAME / "report.html", report)
    write_province(districts, jobs(districts))
    html = page(districts)
    assert 'data-head="甲县"' in html
    assert "乙县：没有已发布的报告" in html
    assert "丙县：报告发布之后有改动，不列" in html


def test_the_report_of_another_plan_is_not_shown(districts: Path) -> None:
    toml = districts / "甲县" / "plan" / "plan.toml"
    toml.write_text(toml.read_text("utf-8").replace("云溪县生态", "某县生态"), encoding="utf-8")
    write_province(districts, jobs(districts))
    assert "甲县：报告依据的是另一份规划，不列" in page(districts)


def test_each_year_has_a_page_and_the_latest_is_the_first(
    districts: Path, go: Callable[..., Any]
) -> None:
    shutil.copytree(go(2022).folder, districts / "甲县" / "reports" / "2022-annual")
    write_province(districts, jobs(districts, 2019, 2022, 2023, YEAR))
    folder = districts / "province"
    assert {p.name for p in folder.glob("*.html")} == {"2022.html", "index.html"}
    assert "<h1>2024 年各地区一览</h1>" in page(districts)
    assert '<a href="index.html">2024 年</a>' in page(districts, "2022.html")
    assert "乙县：没有已发布的报告" in page(districts, "2022.html")


def test_the_tables_are_those_of_the_reports_shown(districts: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="要 pip install pyarrow")
    said = write_province(districts, jobs(districts))
    tables = districts / "province" / "tables"
    assert said[1] == f"各份报告的表：{tables}"
    rows = parquet.read_table(tables / "verdicts.parquet").to_pydict()
    assert set(zip(rows["district"], rows["report_year"], rows["review"], strict=True)) == {
        ("甲县", YEAR, "annual"),
        ("乙县", YEAR, "annual"),
    }


def test_without_pyarrow_the_page_is_written_and_what_to_install_is_said(
    districts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    said = write_province(districts, jobs(districts))
    assert "jbeco[parquet]" in said[1]
    assert page(districts)


def test_a_page_of_somebody_else_is_not_written_over(districts: Path) -> None:
    (districts / "province").mkdir()
    (districts / "province" / "index.html").write_text("我的", encoding="utf-8")
    with pytest.raises(JbecoError) as caught:
        write_province(districts, jobs(districts))
    assert "不是 jbeco 生成的" in caught.value.problems[0].what
    assert page(districts) == "我的"


def test_the_same_reports_give_the_same_page(districts: Path) -> None:
    write_province(districts, jobs(districts))
    first = page(districts)
    write_province(districts, jobs(districts))
    assert page(districts) == first
