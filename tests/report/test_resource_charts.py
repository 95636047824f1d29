"""Signed bars and intervals: on the right side of zero, with their numbers and words."""

from typing import Any

import pytest
from matplotlib.axes import Axes

from jbeco.report.chart_style import NARROW, WIDE
from jbeco.report.resource_charts import DOWN, UP, effects_chart, survey_chart


def effect(says: str, size: float, **changes: Any) -> dict[str, Any]:
    row = {
        "name": "用水量", "title": "用水量", "unit": "立方米/万元", "change": -2.0, "says": says,
        "effect": size, "decimals": 2,
    }  # fmt: skip
    return row | changes


def survey(against: str, value: float, low: float, high: float, **changes: Any) -> dict[str, Any]:
    row = {
        "name": "满意度", "against": against, "assumption": "标准差 12", "value": value,
        "low": low, "high": high, "sentence": "差异在抽样误差内",
    }  # fmt: skip
    return row | changes


WATER = [effect("用水总量", 1.5), effect("生产总值", -3.5)]
COMPARED = [
    survey("比 2023 年", 1.0, -0.7, 2.7),
    survey("比全省", 1.2, 0.1, 2.3, sentence="差异超过抽样误差"),
]


def words(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_effects_go_left_and_right_and_add_up_to_the_change(width: float) -> None:
    [axes] = [one for one in effects_chart([WATER]).draw(width).axes if one.get_visible()]
    assert words(axes) == ["用水总量　+1.50", "生产总值　−3.50", "总变动　−2.00"]
    bars = axes.patches
    assert [bar.get_width() for bar in bars] == [1.5, -3.5, -2.0]
    assert [bar.get_hatch() or "" for bar in bars] == [UP[1], DOWN[1], ""]
    assert axes.get_title(loc="left") == "用水量（立方米/万元）"


def test_words_do_not_reach_the_bars() -> None:
    figure = effects_chart([[effect("城区人口（含暂住人口）", -0.000152, decimals=6)]]).draw(NARROW)
    figure.draw_without_rendering()
    [axes] = figure.axes
    ends = [text.get_window_extent().x1 for text in axes.texts]
    assert max(ends) < min(bar.get_window_extent().x0 for bar in axes.patches)


def test_ratios_stand_two_by_two_and_one_below_the_other_on_a_phone() -> None:
    chart = effects_chart([WATER] * 3)
    for width, columns in ((WIDE, 2), (NARROW, 1)):
        figure = chart.draw(width)
        figure.draw_without_rendering()
        shown = [axes for axes in figure.axes if axes.get_visible()]
        assert len(shown) == 3
        assert len({round(axes.get_position().x0, 3) for axes in shown}) == columns


def test_the_effects_are_told_in_words() -> None:
    assert effects_chart([WATER]).alt == (
        "各因素对强度变动的贡献。用水量总变动 −2.00 立方米/万元，用水总量 +1.50，生产总值 −3.50。"
    )


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_difference_beyond_its_interval_is_filled(width: float) -> None:
    [axes] = survey_chart(COMPARED).draw(width).axes
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == ["比 2023 年·标准差 12", "比全省·标准差 12"]
    dots = [line for line in axes.lines if line.get_marker() == "o"]
    assert [dot.get_xdata()[0] for dot in dots] == [1.0, 1.2]
    assert [dot.get_markerfacecolor() == "white" for dot in dots] == [True, False]
    lines = [[*line.get_xdata()] for line in axes.lines if line.get_marker() == "None"]
    assert [-0.7, 2.7] in lines
    assert [0.1, 2.3] in lines


def test_each_question_has_its_panel() -> None:
    other = [one | {"name": "参与度"} for one in COMPARED]
    titles = [
        axes.get_title(loc="left") for axes in survey_chart([*COMPARED, *other]).draw(WIDE).axes
    ]
    assert titles == ["满意度", "参与度"]


def test_the_intervals_are_told_in_words() -> None:
    assert survey_chart(COMPARED[1:]).alt == (
        "得分之差与 95% 区间。满意度比全省（标准差 12）+1.20（0.10～2.30），差异超过抽样误差。"
    )
