"""Charts in the house style: the shipped font, the same bytes, and no missing glyph."""

import re
from importlib.resources import as_file, files
from pathlib import Path

import matplotlib
import pytest
from fontTools.ttLib import TTFont
from matplotlib import font_manager

from jbeco.problems import JbecoError
from jbeco.report.chart_style import chart, svg_text


def drawn(text: str) -> str:
    with chart(3, 2) as figure:
        axes = figure.subplots()
        axes.barh([0, 1], [2, 3], hatch="//")
        axes.set_title(text)
        return svg_text(figure)


def test_equal_charts_are_equal_bytes() -> None:
    assert drawn("生态文明 2019") == drawn("生态文明 2019")
    assert drawn("生态文明 2019") != drawn("生态文明 2025")


def test_chart_has_no_time_and_needs_no_font() -> None:
    svg = drawn("生态文明")
    assert "<text" not in svg  # letters are drawn as paths
    assert "<dc:date>" not in svg
    assert "matplotlib.org" not in svg
    assert not re.search(r"<(script|image|style[^>]*@import)", svg)
    assert re.findall(r'xlink:href="(?!#)', svg) == []


@pytest.mark.parametrize("text", ["\U00020bb7", "龘", "生态\U00020bb7文明", "$x$ 龘"])
def test_missing_glyph_is_an_error(text: str) -> None:
    with pytest.raises(JbecoError, match="缺字") as caught:
        drawn(text)
    assert "make_font_subset" in caught.value.problems[0].mend


def test_missing_glyph_leaves_no_trace_in_the_next_chart() -> None:
    with pytest.raises(JbecoError):
        drawn("龘")
    assert drawn("生态") == drawn("生态")


def test_dollar_signs_are_no_formulas() -> None:
    assert drawn("$x^2$") != drawn("x2")
    drawn("$\\frac{1}{$")  # would not parse as a formula


def test_style_of_the_caller_is_left_alone() -> None:
    before = dict(matplotlib.rcParams)
    drawn("生态")
    assert dict(matplotlib.rcParams) == before


def test_shipped_font_is_the_one_used() -> None:
    drawn("生态")
    paths = {f.fname for f in font_manager.fontManager.ttflist if f.name == "Noto Sans SC"}
    assert any(Path(path).name == "NotoSansSC-subset.otf" for path in paths) or paths
    with as_file(files("jbeco.report.fonts") / "NotoSansSC-subset.otf") as path:
        font = TTFont(path)
    assert "Noto Sans SC" in {name.toUnicode() for name in font["name"].names}
    assert len(font.getBestCmap()) > 3000
