"""The way from base to target: who is on it, in which order, and what is drawn and said of it."""

import re
from fractions import Fraction
from xml.etree import ElementTree

import pytest

from jbeco.assessment import AssessedYear
from jbeco.report.chart_style import NARROW, WIDE
from jbeco.report.gap_chart import GapRow, gap_chart, gap_rows

WORDS = {"behind": "滞后", "met": "达标", "unknown": "无法判定"}


def row(
    name: str, attribute: str = "约束性", code: str = "behind", progress: str | None = "0.45"
) -> GapRow:
    judged = progress is not None
    return GapRow(
        name=name,
        attribute=attribute,
        code=code,
        word=WORDS[code],
        progress=Fraction(progress) if progress is not None else None,
        elapsed=Fraction(5, 6) if judged else None,
        says="96.29 → 96.61 → 97 %（2025）" if judged else "94 → — → 100 %（2025）",
    )


ROWS = [row("污水"), row("远超", code="met", progress="5"), row("无数", "参考性", "unknown", None)]


def test_the_base_year_shows_the_way_and_no_progress(base_year: AssessedYear) -> None:
    rows = {row.name: row for row in gap_rows(base_year)}
    assert rows["城镇污水处理率（N29、P37）"].says == "96.29 → 97 %（2025）"  # twins are one row
    assert rows["优良天数比例（N07-1、P08-1）"].says == "79.5 → 88 %（2025）"
    assert all(row.progress is None for row in rows.values())
    assert not any("N14" in name for name in rows)  # is there already


def test_a_year_under_way_says_value_progress_and_time(county: AssessedYear) -> None:
    [found] = [row for row in gap_rows(county) if row.progress is not None and "83.8" in row.says]
    assert found.says.startswith("80 → 83.8 → 90")
    assert found.progress == Fraction(38, 100)


def test_binding_rows_come_first_then_the_largest_shortfall(county: AssessedYear) -> None:
    rows = gap_rows(county)
    keys = [(row.attribute != "约束性", row.progress is None, -row.shortfall) for row in rows]
    assert keys == sorted(keys)
    assert row("少", progress="0.2").shortfall > row("多", progress="0.8").shortfall


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_dots_stand_where_the_way_has_come_to(width: float) -> None:
    [axes] = gap_chart(ROWS).draw(width).axes
    dots = [line for line in axes.lines if line.get_marker() not in ("None", None, "")]
    assert [(line.get_xdata()[0], line.get_marker()) for line in dots] == [(45, "D"), (140, "o")]
    assert "◆ 滞后" in axes.get_xlabel()
    assert "无法判定" not in axes.get_xlabel()  # has no dot


def test_names_stand_beside_the_rows_of_a_page() -> None:
    [axes] = gap_chart(ROWS).draw(WIDE).axes
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == ["约束性 2 项", "污水", "远超", "参考性 1 项", "无数"]


def test_names_and_numbers_stand_above_the_rows_of_a_phone() -> None:
    [axes] = gap_chart(ROWS).draw(NARROW).axes
    [dot, _] = [line for line in axes.lines if line.get_marker() in "Do"]
    places = {text.get_text(): text.get_position()[1] for text in axes.texts}
    place = dot.get_ydata()[0]
    assert places["约束性 2 项"] < places["污水"] < place < places["远超"]
    assert place in [y for line in axes.lines for y in line.get_ydata()]
    assert list(axes.get_yticklabels()) == []


def test_the_alternative_text_prints_all_numbers() -> None:
    found = gap_chart(ROWS)
    assert "污水：96.29 → 96.61 → 97 %（2025），走了 45%，时间过去 83%，滞后" in found.alt
    assert "无数：94 → — → 100 %（2025）。" in found.alt
    assert found.svg == gap_chart(ROWS).svg
    assert ElementTree.fromstring(found.svg).tag.endswith("svg")


@pytest.mark.parametrize(("svg", "across"), [("svg", 900), ("narrow", 347)])
def test_every_letter_can_be_read_on_a_page_and_on_a_phone(svg: str, across: int) -> None:
    drawn = getattr(gap_chart(ROWS), svg)
    sizes = [float(size) for size in re.findall(r"font-size:([\d.]+)px", drawn)]
    width = float(re.search(r'viewBox="0 0 ([\d.]+)', drawn)[1])
    assert min(sizes) * across / width >= 11
