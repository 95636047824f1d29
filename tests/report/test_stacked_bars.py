"""Bars of parts: side by side from zero, nothing where there is nothing, words below."""

from jbeco.report.chart_style import chart
from jbeco.report.marks import MARKS
from jbeco.report.stacked_bars import Look, add_key, stacked_bars

LOOKS = {
    code: Look.of(MARKS[code], word) for code, word in (("met", "达标"), ("not_met", "未达标"))
}


def test_parts_follow_each_other_and_nothing_is_no_part() -> None:
    with chart(4, 2) as figure:
        axes = figure.subplots()
        stacked_bars(axes, {"甲": {"met": 3, "not_met": 2}, "乙": {"not_met": 1}}, LOOKS)
        add_key(figure, LOOKS, 2)
    bars = [(bar.get_x(), bar.get_width(), bar.get_hatch() or "") for bar in axes.patches]
    assert bars == [(0, 3, ""), (3, 2, "//"), (0, 1, "//")]
    assert [text.get_text() for text in axes.texts] == ["3", "2", "1"]
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["● 达标", "■ 未达标"]
