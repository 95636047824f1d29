"""The calendar of the air and the table of the sections: each cell where it belongs."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import jbeco
from jbeco.report import monitoring_charts
from jbeco.report.chart_style import NARROW, WIDE
from jbeco.report.figures import Chart
from jbeco.report.monitoring_charts import (
    calendar_chart,
    classes_chart,
    effects_of_years_chart,
)

EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "example"


@cache
def table(name: str) -> pd.DataFrame:
    found = jbeco.open(2025, EXAMPLE).tables[name]
    return found[found["year"] == 2025]


@pytest.fixture
def cells(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[float, float], tuple[str, str]]:
    """Collect fill and text of each cell by its place."""
    seen: dict[tuple[float, float], tuple[str, str]] = {}

    def drawn(_: object, x: float, y: float, fill: str, text: str, *__: object) -> None:
        seen[x, y] = (fill, text)

    monkeypatch.setattr(monitoring_charts, "_cell", drawn)
    return seen


def test_every_day_has_its_cell(cells) -> None:
    calendar_chart(table("air_days")).draw(WIDE)
    assert len(cells) == 365
    days = table("air_days").set_index("date")
    worst = days["aqi"].idxmax()
    assert cells[worst.day, worst.month] == ("#f2a65a", str(days.loc[worst, "aqi"]))
    assert cells[8, 7] == ("#e4e8e7", "—")  # two stations were out


def test_a_phone_has_the_months_side_by_side(cells) -> None:
    calendar_chart(table("air_days")).draw(NARROW)
    assert len(cells) == 365
    assert cells[7, 8] == ("#e4e8e7", "—")  # the 8th of July, months across


def test_every_section_has_its_months_and_its_year(cells) -> None:
    classes_chart(table("water_classes")).draw(WIDE)
    assert len(cells) == 10 * 13
    assert cells[1, 0] == ("#a9d0e6", "Ⅱ")  # 示例断面一 in January
    assert cells[2, 0] == ("#a8d5a2", "Ⅲ")
    assert cells[monitoring_charts.YEAR_PLACE, 0] == ("#a8d5a2", "Ⅲ")


def test_the_alternative_texts_say_what_is_shown() -> None:
    drawn = calendar_chart(table("air_days"))
    assert "优 150 天，良 179 天，轻度污染 35 天，没有 AQI 1 天" in drawn.alt
    assert drawn.svg == calendar_chart(table("air_days")).svg
    assert "按全年均值：Ⅲ类 10 个" in classes_chart(table("water_classes")).alt


@pytest.mark.parametrize(("svg", "across"), [("svg", 900), ("narrow", 347)])
@pytest.mark.parametrize(
    ("draw", "name"), [(calendar_chart, "air_days"), (classes_chart, "water_classes")]
)
def test_the_smallest_number_can_be_read_on_a_page_and_on_a_phone(
    draw: Callable[[pd.DataFrame], Chart], name: str, svg: str, across: int
) -> None:
    drawn = getattr(draw(table(name)), svg)
    smallest = min(float(size) for size in re.findall(r"font-size:([\d.]+)px", drawn))
    width = float(re.search(r'viewBox="0 0 ([\d.]+)', drawn)[1])
    assert smallest * across / width >= 10.9


@pytest.mark.filterwarnings("default:Glyph .* missing")
def test_a_section_with_any_name_is_drawn() -> None:
    classes = table("water_classes")
    first, *_ = classes["section"].unique()
    plain = classes_chart(classes).svg
    printed = classes_chart(classes.replace({"section": {first: "上垟碶"}})).svg
    boxed = classes_chart(classes.replace({"section": {first: "龘河桥"}})).svg
    # 龘 is not in the font: a line under the chart says so
    heights = [
        float(re.search(r'viewBox="0 0 [0-9.]+ ([0-9.]+)"', svg)[1])
        for svg in (plain, printed, boxed)
    ]
    assert heights[0] == heights[1] < heights[2]


EFFECTS = [
    {"model": model, "year": year, "against": 2020, "change_pct": change,
     "low_pct": change - 2, "high_pct": change + 3}
    for model, year, change in (
        ("只有月份", 2021, -6.2), ("只有月份", 2022, 4.0), ("加天气", 2021, -7.7),
    )
]  # fmt: skip


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_each_year_has_a_mark_and_an_interval_by_model(width: float) -> None:
    [axes] = effects_of_years_chart(EFFECTS).draw(width).axes
    marks = [line for line in axes.lines if line.get_marker() in ("o", "D")]
    assert [[*line.get_ydata()] for line in marks] == [[-6.2, 4.0], [-7.7]]
    assert [round(x) for line in marks for x in line.get_xdata()] == [2021, 2022, 2021]
    ends = [sorted(line.get_ydata()) for line in axes.lines if line not in marks]
    assert [-8.2, -3.2] in ends
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["只有月份", "加天气"]


def test_the_effects_of_the_years_are_told_in_words() -> None:
    assert effects_of_years_chart(EFFECTS[:1]).alt == (
        "各年 PM2.5 与 2020 年之差。2021 年（只有月份）−6.2%（−8.2～−3.2）。"
    )
