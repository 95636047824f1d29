"""Measures in bars: every one counted once, and a promise as long as what was delivered of it."""

from dataclasses import replace
from fractions import Fraction

import pytest
from matplotlib.axes import Axes

from jbeco.report.action_progress import NOT_TOLD, STANDING, STATES, ActionRow
from jbeco.report.chart_style import NARROW, WIDE
from jbeco.report.measure_charts import FILLS, delivery_chart, states_chart

ROW = ActionRow(
    "M62-3", False, "living", "新增小区 76 个", "某局", (), "实施中", "", "65 个（承诺 76 个）",
    "", False, "", "示范小区", "个", Fraction(65), Fraction(76),
)  # fmt: skip
SYSTEMS = {
    "生活": [ROW, replace(ROW, state="已完成"), replace(ROW, state="已完成")],
    "文化": [replace(ROW, state=NOT_TOLD)],
}


def words(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_each_measure_is_counted_in_its_system(width: float) -> None:
    figure = states_chart(SYSTEMS).draw(width)
    [axes] = figure.axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["生活", "文化"]
    assert words(axes) == ["1", "2", "1"]
    bars = [(bar.get_x(), bar.get_width()) for bar in axes.patches]
    assert bars == [(0, 1), (1, 2), (0, 1)]
    [key] = figure.legends
    assert [text.get_text() for text in key.get_texts()] == ["实施中", "已完成", NOT_TOLD]


def test_every_state_has_a_look_of_its_own_in_grey() -> None:
    assert {*FILLS} == {*STATES.values(), *STANDING.values(), NOT_TOLD}
    hatches = [hatch for _, hatch in FILLS.values()]
    assert len({*hatches}) == len(hatches)


def test_the_states_are_told_in_words() -> None:
    assert states_chart(SYSTEMS).alt == (
        "各体系措施与承诺的进展。生活实施中 1 项，已完成 2 项；文化未报送 1 项。"
    )


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_least_delivered_is_drawn_first_and_no_bar_is_longer_than_the_promise(
    width: float,
) -> None:
    more = replace(ROW, id="M02", what="网格", delivered=Fraction(4), promised=Fraction(2))
    none = replace(ROW, id="M03", what="绿道", delivered=Fraction(0), promised=Fraction(5))
    [axes] = delivery_chart([more, ROW, none]).draw(width).axes
    assert words(axes)[:3] == ["绿道（M03）", "示范小区（M62-3）", "网格（M02）"]
    assert words(axes)[3:] == ["0 / 5 个", "65 / 76 个", "4 / 2 个"]
    done = [bar.get_width() for bar in axes.patches[1::2]]
    assert done == [0, pytest.approx(100 * 65 / 76), 100]


def test_the_promises_are_told_in_words() -> None:
    assert delivery_chart([ROW]).alt == (
        "有数量的承诺完成了多少。示范小区（M62-3）65 个（承诺 76 个）。"
    )


def test_equal_charts_are_equal_bytes() -> None:
    assert states_chart(SYSTEMS).svg == states_chart(SYSTEMS).svg
    assert delivery_chart([ROW]).narrow == delivery_chart([ROW]).narrow
