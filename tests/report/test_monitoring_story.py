"""The year's air and water: charts that say what they show, and the way down to the days."""

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from jbeco.assessment import assess_year
from jbeco.report import air_figures, monitoring_story, water_figures
from jbeco.report.measured import measured_lines
from jbeco.report.why import why_text
from jbeco.standards import air

ROOT = Path(__file__).resolve().parents[2]


@cache
def example(year: int = 2025):
    return assess_year(year, ROOT / "data" / "example")


@pytest.fixture
def shown(monkeypatch):
    """Collect what a notebook cell would display."""
    seen: list[str] = []

    monkeypatch.setattr(monitoring_story, "show_html", seen.append)
    monkeypatch.setattr(monitoring_story, "show_chart", lambda drawn, _: seen.append(drawn.svg))
    return seen


@pytest.mark.parametrize(
    ("draw", "says"),
    [
        (air_figures.calendar_chart, "优 150 天，良 179 天，轻度污染 35 天，未计入 1 天"),
        (air_figures.primary_chart, "O3 27 天，PM2.5 8 天"),
        (air_figures.months_chart, "PM2.5 月均：1 月 40"),
        (air_figures.hours_chart, "O₃ 最高在 5 月 15 时"),
    ],
)
def test_air_charts_say_what_they_show(draw, says: str) -> None:
    drawn = draw(example().air)
    assert says in drawn.alt
    assert drawn.svg == draw(example().air).svg
    assert drawn.svg.startswith("<?xml")


def test_every_exceeded_day_has_a_primary_pollutant() -> None:
    counts = air_figures.exceeded_by_primary(example().air)
    assert counts.to_numpy().sum() >= example().air.good_days.exceeded
    assert list(counts.index) == list(range(1, 13))


def test_water_charts_say_what_they_show() -> None:
    assert "Ⅲ类 10 个" in water_figures.classes_chart(example().water).alt
    assert "总磷" in water_figures.deciding_chart(example().water).alt
    counts = water_figures.deciding_counts(example().water)
    assert counts.is_monotonic_decreasing


def test_sections_keep_the_order_in_which_they_were_sent() -> None:
    assert list(example().water.classes.index)[:3] == ["示例断面一", "示例断面二", "示例断面三"]


def test_show_goes_from_the_verdict_down_to_the_days() -> None:
    text = why_text(example(), "N07-1")
    assert "优良 329 天，超标 35 天，未计入 1 天，优良比例 90.38%" in text
    assert len(re.findall(r"2025-\d\d-\d\d　\d+　轻度污染", text)) == 35
    assert "2025-07-08（" in text


def test_show_goes_down_to_months_and_sections() -> None:
    assert "年均值 24.29 微克/立方米" in why_text(example(), "P08-2")
    assert "示例断面一　Ⅲ类　定类项目：总磷" in why_text(example(), "N08-1")


def test_other_indicators_have_no_stations() -> None:
    assert list(measured_lines(example(), "sewage_treatment_rate")) == []
    assert list(measured_lines(example(2024), "good_air_days")) == []


def test_the_tables_of_the_air(shown) -> None:
    monitoring_story.show_air_year(example())
    (html,) = shown
    for text in ("HJ 633-2012", "329", "90.38%", "PM2.5", "达标", "综合指数"):
        assert text in html
    assert "规划制定时" not in html  # one edition holds for all of 2025


def test_the_tables_of_the_water(shown) -> None:
    monitoring_story.show_water_year(example())
    (html,) = shown
    assert html.count("示例断面") == 10
    assert "Ⅰ–Ⅲ类 100.0%" in html


def test_a_year_without_hours_says_so_and_draws_nothing(shown) -> None:
    monitoring_story.show_air_year(example(2024))
    monitoring_story.show_air_calendar(example(2024))
    monitoring_story.save_air(example(2024), "nowhere")
    (html,) = shown
    assert "没有空气小时值" in html


def test_the_days_are_kept(tmp_path: Path) -> None:
    monitoring_story.save_air(example(), str(tmp_path))
    monitoring_story.save_water(example(), str(tmp_path))
    with (tmp_path / "2025" / "air_days.csv").open(encoding="utf-8-sig", newline="") as file:
        days = list(csv.DictReader(file))
    assert len(days) == 365
    assert sum(day["评价"] == "优良" for day in days) == 329
    assert days[0]["AQI"] == days[0]["AQI2012版"]
    text = (tmp_path / "2025" / "water_classes.csv").read_text(encoding="utf-8-sig")
    assert text.count("Ⅲ") > 100


def test_both_editions_stand_side_by_side_once_they_differ(shown, monkeypatch) -> None:
    from dataclasses import replace

    from jbeco.indicators.monitored import AirYear

    year = example().air
    moved = {
        name: frame.set_axis(frame.index + (frame.index[0].replace(year=2027) - frame.index[0]))
        for name, frame in year.stations.items()
    }
    later = replace(example(), air=AirYear(2027, "2027/air_hourly.csv", moved, year.hours))
    monitoring_story.show_air_year(later)
    (html,) = shown
    assert "HJ 633-2026" in html
    assert "规划制定时（HJ 633-2012）" in html
    assert later.air.pinned_good_days == year.good_days
    assert later.air.good_days.good <= year.good_days.good
    assert air.good_days(air.daily_aqi(year.days, "2026")) == later.air.good_days
