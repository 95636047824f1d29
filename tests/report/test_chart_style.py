"""Charts in the house style: the shipped font, the same bytes, and a word on missing glyphs."""

import csv
import re
from importlib.resources import as_file, files
from pathlib import Path

import matplotlib
import pytest
from fontTools.ttLib import TTFont
from matplotlib import font_manager

from jbeco.report import chart_style
from jbeco.report.chart_style import NOTE_HEIGHT, chart, png_bytes, svg_text
from scripts.make_font_subset import (
    FURTHER_HANZI,
    GB2312_HANZI_ROWS,
    characters,
    further_hanzi,
    gb2312,
)

NAMES = Path(__file__).resolve().parents[1] / "data" / "rare_place_names.csv"


def drawn(text: str) -> str:
    with chart(3, 2) as figure:
        axes = figure.subplots()
        axes.barh([0, 1], [2, 3], hatch="//")
        axes.set_title(text)
        return svg_text(figure)


def test_equal_charts_are_equal_bytes() -> None:
    assert drawn("生态文明 2019") == drawn("生态文明 2019")
    assert drawn("生态文明 2019") != drawn("生态文明 2025")


def test_chart_has_no_time_and_brings_no_font() -> None:
    svg = drawn("生态文明")
    assert re.search(r"<text[^>]*>生态文明</text>", svg)  # can be searched and read aloud
    assert "@font-face" not in svg
    assert "<dc:date>" not in svg
    assert "matplotlib.org" not in svg
    assert not re.search(r"<(script|image|style[^>]*@import)", svg)
    assert re.findall(r'xlink:href="(?!#)', svg) == []


def test_numbers_in_texts_keep_their_decimals() -> None:
    assert ">0.257<" in drawn("0.257")
    assert not re.search(r'="[^"]*\.\d{3}', drawn("0.257"))  # those of the drawing are cut


def test_what_no_reader_needs_is_left_out_and_texts_are_left_alone() -> None:
    svg = drawn("甲  乙 <g/>")
    assert ">甲  乙 &lt;g/&gt;</text>" in svg
    assert "<g/>" not in svg
    assert "rotate(-0" not in svg
    assert "\n" not in svg
    assert svg.count("font-family") == 1
    assert svg.count("<g") == svg.count("</g>")


def test_text_asks_for_the_chinese_fonts_of_every_system() -> None:
    families = set(re.findall(r"font-family:([^;\"]*)", drawn("生态文明")))
    assert families == {chart_style.READERS_FONTS}


def test_charts_stand_beside_each_other_in_one_page() -> None:
    first, second = drawn("生态文明 2019"), drawn("生态文明 2025")
    for svg in (first, second):
        assert svg.startswith("<svg")  # no declaration, no doctype
        ids = re.findall(r' id="([^"]*)"', svg)
        asked = re.findall(r'url\(#([^)]*)\)|href="#([^"]*)"', svg)
        assert len(ids) == len(set(ids)) > 0
        assert {a or b for a, b in asked} <= set(ids)
        assert not re.search(r"<svg[^>]* width=", svg)  # as wide as the page allows
    assert not set(re.findall(r' id="([^"]*)"', first)) & set(re.findall(r' id="([^"]*)"', second))


BEYOND = pytest.mark.filterwarnings("default:Glyph .* missing")
"""Lets a name of the user hold what the font lacks; our own texts may not."""


def height(svg: str) -> float:
    return float(re.search(r'viewBox="0 0 [0-9.]+ ([0-9.]+)"', svg)[1])


def test_rare_place_names_are_in_the_font() -> None:
    with NAMES.open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    assert len(names) == 12
    assert height(drawn("、".join(names))) == height(drawn("生态"))  # a missing glyph would warn


@BEYOND
@pytest.mark.parametrize("text", ["\U00020bb7河", "龘桥", "$x$ 龘"])
def test_a_name_beyond_the_font_is_drawn_with_a_box_and_a_note(text: str) -> None:
    assert height(drawn(text)) == pytest.approx(height(drawn("生态")) + NOTE_HEIGHT * 72)
    assert drawn(text) == drawn(text)


@BEYOND
def test_the_note_names_each_missing_character_once(monkeypatch: pytest.MonkeyPatch) -> None:
    said = []
    monkeypatch.setattr(chart_style, "_note", lambda figure, says: said.append(says))
    drawn("龘龘河与\U00020bb7溇")
    assert said == ["图中方框是图表字体没有的字：U+9F98、U+20BB7；名称以表格和文字为准"]


@BEYOND
def test_a_picture_has_the_note_too(monkeypatch: pytest.MonkeyPatch) -> None:
    said = []
    monkeypatch.setattr(chart_style, "_note", lambda figure, says: said.append(says))
    with chart(3, 2) as figure:
        figure.subplots().set_title("龘")
        png_bytes(figure)
    assert len(said) == 1


@BEYOND
def test_the_note_keeps_clear_of_a_legend_below() -> None:
    with chart(4, 2) as figure:
        axes = figure.subplots()
        axes.plot([0, 1], label="龘")
        legend = figure.legend(loc="outside lower center")
        svg_text(figure)
    [note] = figure.texts
    box = note.get_window_extent()
    assert legend.get_window_extent().y1 < box.y0
    assert box.y1 < axes.get_tightbbox().y0


@BEYOND
def test_other_warnings_are_passed_on() -> None:
    with chart(3, 2) as figure:
        figure.subplots(8, 8)
        with pytest.warns(UserWarning, match="constrained_layout not applied"):
            svg_text(figure)


def test_a_text_of_our_own_beyond_the_font_fails_the_tests() -> None:
    with pytest.raises(UserWarning, match="Glyph 40856"):
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
    assert {ord(letter) for letter in characters()} <= set(font.getBestCmap())


def test_the_list_of_further_characters_says_how_many_it_has() -> None:
    text = FURTHER_HANZI.read_text(encoding="utf-8")
    said = [int(number) for number in re.findall(r"的 (\d+) 字，按", text)]
    assert len(further_hanzi()) == sum(said) + 1  # and one that a user met
    assert not further_hanzi() & gb2312(GB2312_HANZI_ROWS)
