"""Panels of a system: who has one, what is drawn in it, and where the line is broken."""

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from matplotlib.axes import Axes

from jbeco.assessment import AssessedYear
from jbeco.intake.records import Bridge, Source
from jbeco.report.chart_style import NARROW, WIDE
from jbeco.report.system_panels import Panel, Series, panels_chart, system_panels


def points(*numbers: str, first: int = 2019) -> tuple[tuple[int, Fraction], ...]:
    return tuple((year, Fraction(number)) for year, number in enumerate(numbers, first))


SEWAGE = Panel(
    "污水处理率", "%", 2, 2019, 2025, Fraction(97), (Series("", points("96.29", "96.61")),),
    (("not_met", "未达标", "N29、P37"),),
)  # fmt: skip


def panel(**changes: Any) -> Panel:
    return replace(SEWAGE, **changes)


def drawn(one: Panel, width: float = WIDE) -> Axes:
    return panels_chart("生活", [one]).draw(width).axes[0]


def texts(axes: Axes) -> list[str]:
    return [axes.get_title(loc="left"), *(text.get_text() for text in axes.texts)]


@pytest.fixture(scope="module")
def assessed(example_year: Callable[[int], AssessedYear]) -> AssessedYear:
    return example_year(2025)


def test_twins_are_one_panel_with_the_years_and_the_next_target(assessed: AssessedYear) -> None:
    found = {one.name: one for one in system_panels(assessed, "living")}
    sewage = found["城镇污水处理率"]
    assert sewage.verdicts == (("not_met", "未达标", "N29、P37"),)
    assert (sewage.base_year, sewage.due, sewage.goal) == (2019, 2025, 97)
    [series] = sewage.series
    assert [year for year, _ in series.points] == [*range(2019, 2026)]
    assert series.points[0] == (2019, Fraction("96.29"))
    assert sewage.shown(series.points[-1][1]) == "96.61"


def test_every_numeric_indicator_has_one_panel_and_no_other(assessed: AssessedYear) -> None:
    for system in assessed.plan.systems:
        names = [one.name for one in system_panels(assessed, system)]
        assert len(names) == len({*names}) > 0
    assert "河长制" not in [one.name for one in system_panels(assessed, "institution")]


def test_one_year_is_no_panel(base_year: AssessedYear) -> None:
    # 2018 and 2019 of the one indicator whose base year is before the plan's
    found = [one for system in base_year.plan.systems for one in system_panels(base_year, system)]
    assert all(len(series.points) > 1 for one in found for series in one.series)
    assert system_panels(base_year, "culture") == []


def test_verdicts_that_differ_stand_side_by_side(assessed: AssessedYear) -> None:
    found = {one.name: one for one in system_panels(assessed, "economy")}
    water = found["单位地区生产总值用水量"]
    assert "○ 无法判定 P28-1　● 达标 N21" in texts(drawn(water))


def test_a_change_of_basis_breaks_the_line(assessed: AssessedYear) -> None:
    found = {one.name: one for one in system_panels(assessed, "economy")}
    energy = found["单位地区生产总值能耗"]
    [series] = energy.series
    [(year, says)] = series.changes
    assert (year, says) == (2021, "由 2015 年可比价 改为 2020 年可比价，前后不可直接比较")
    assert [[year for year, _ in run] for run in series.runs] == [[2020], [*range(2021, 2026)]]
    axes = drawn(energy)
    lines = [[*line.get_xdata()] for line in axes.lines if line.get_marker() == "o"]
    assert lines == [[2020], [*range(2021, 2026)]]
    assert [2020.5, 2020.5] in [[*line.get_xdata()] for line in axes.lines]
    ticks = [label.get_text() for label in axes.get_xticklabels()]
    assert "2021\n口径变更" in ticks
    assert "2021 年口径由 2015 年可比价" in panels_chart("经济", [energy]).alt


def test_a_bridge_is_told(assessed: AssessedYear) -> None:
    source = Source("bridges.csv", "", "A2")
    bridge = Bridge(
        "energy_intensity", "prices-2015", "prices-2020", "factor", Fraction("0.9"), "", "", "",
        source,
    )  # fmt: skip
    bridged = replace(assessed)
    bridged.__dict__["facts"] = replace(assessed.facts, bridges=(bridge,))
    found = {one.name: one for one in system_panels(bridged, "economy")}
    [(_, says)] = found["单位地区生产总值能耗"].series[0].changes
    assert says.endswith("按系数 0.9000 衔接")


def test_the_base_is_marked_and_the_target_is_a_broken_line_with_its_number() -> None:
    axes = drawn(SEWAGE)
    assert texts(axes) == [
        "污水处理率（%）", "■ 未达标 N29、P37", "96.29", "96.61", "目标 97（2025）",
    ]  # fmt: skip
    [square] = [line for line in axes.lines if line.get_marker() == "s"]
    assert [*square.get_xdata(), *square.get_ydata()] == [2019, 96.29]
    [goal] = [line for line in axes.lines if line.get_linestyle() == "--"]
    assert {*goal.get_ydata()} == {97}


@pytest.mark.parametrize(("years", "side"), [(4, "right"), (5, "left")])
def test_the_number_of_the_target_stands_where_the_years_are_not(years: int, side: str) -> None:
    # 2019 to 2025: with the years up to 2022 half of the panel is empty
    numbers = points(*["97"] * years)
    [*_, target] = drawn(panel(series=(Series("", numbers),))).texts
    assert (target.get_text(), target.get_ha()) == ("目标 97（2025）", side)


def test_without_a_base_number_and_a_target_neither_is_marked() -> None:
    axes = drawn(panel(goal=None, series=(Series("", points("1", "2", first=2020)),)))
    assert [line.get_marker() for line in axes.lines] == ["o"]
    assert not any("目标" in text for text in texts(axes))


def test_less_than_a_digit_is_no_change_to_look_at() -> None:
    flat = panel(goal=None, decimals=1, series=(Series("", points("99.00001", "98.99999")),))
    low, high = drawn(flat).get_ylim()
    assert high - low > 0.8


def test_two_series_are_named_at_their_ends() -> None:
    two = tuple(Series(name, points(*numbers)) for name, numbers in (("城", "12"), ("乡", "34")))
    assert {"城 2.00", "乡 4.00"} <= {*texts(drawn(panel(series=two)))}


@pytest.mark.parametrize(("width", "columns"), [(WIDE, 3), (NARROW, 1)])
def test_at_most_three_stand_side_by_side_and_one_on_a_phone(width: float, columns: int) -> None:
    figure = panels_chart("生活", [SEWAGE] * 4).draw(width)
    figure.draw_without_rendering()
    lefts = {round(axes.get_position().x0, 3) for axes in figure.axes if axes.get_visible()}
    assert len(lefts) == columns


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("system", ["security", "economy", "living"])
def test_titles_do_not_run_into_each_other(
    assessed: AssessedYear, system: str, width: float
) -> None:
    figure = panels_chart("", system_panels(assessed, system)).draw(width)
    figure.draw_without_rendering()
    shown = [axes for axes in figure.axes if axes.get_visible()]
    boxes = [
        text.get_window_extent() for axes in shown for text in (axes._left_title, axes.texts[0])
    ]
    frames = [axes.get_window_extent() for axes in shown]
    for number, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in (*boxes[:number], *frames))
        assert 0 <= box.x0 < box.x1 <= figure.bbox.width


def test_every_letter_can_be_read_from_a_projector_to_a_phone() -> None:
    chart = panels_chart("生活", [SEWAGE])
    for svg, across, least in ((chart.svg, 1500, 18), (chart.narrow, 347, 10.9)):
        sizes = [float(size) for size in re.findall(r"font-size:([\d.]+)px", svg)]
        width = float(re.search(r'viewBox="0 0 ([\d.]+)', svg)[1])
        assert min(sizes) * across / width >= least


def test_the_alternative_text_tells_the_numbers() -> None:
    assert panels_chart("生态生活", [SEWAGE]).alt == (
        "生态生活各指标的历年值。污水处理率（%）：2019 年 96.29，2020 年 96.61，"
        "目标 97（2025），未达标（N29、P37）。"
    )
