"""The charts of the report, and the sentences that stand for them."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import matplotlib
import pytest
from fontTools.ttLib import TTFont
from matplotlib.figure import Figure
from matplotlib.text import Text

from jbeco.assessment import AssessedYear
from jbeco.report.chart_style import NARROW, WIDE
from jbeco.report.figures import Chart, counts_chart
from jbeco.report.marks import MARKS, ORDER

Draw = Callable[[AssessedYear], Chart]


@pytest.fixture(scope="session")
def glyphs() -> set[int]:
    """All characters that the two fonts of the charts have."""
    with as_file(files("jbeco.report.fonts") / "NotoSansSC-subset.otf") as path:
        found = set(TTFont(path).getBestCmap())
    fallback = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    return found | set(TTFont(fallback).getBestCmap())


def labels(draw: Draw, assessment: AssessedYear) -> list[str]:
    """Draw a chart for a page and for a phone; return all texts in it."""
    texts: list[str] = []
    for width in (WIDE, NARROW):
        figure = draw(assessment).draw(width)
        figure.draw_without_rendering()
        texts += [text.get_text() for text in figure.findobj(Text)]
    return [text for text in texts if text]


def framework_counts(alt: str, plan: Any) -> Iterator[dict[str, int]]:
    for title in plan.frameworks.values():
        [said] = re.findall(f"{re.escape(title)}：([^。]*)。", alt)
        yield {word: int(number) for word, number in re.findall(r"(\w+) (\d+) 项", said)}


def test_counts_chart_says_its_counts(base_year: AssessedYear) -> None:
    words = base_year.plan.methods.words.verdict
    said = list(framework_counts(counts_chart(base_year).alt, base_year.plan))
    rows = Counter(row.first.framework for row in base_year.rows)
    assert [sum(counts.values()) for counts in said] == list(rows.values())
    for framework, counts in zip(base_year.plan.frameworks, said, strict=True):
        rows = Counter(
            words[row.code] for row in base_year.rows if row.first.framework == framework
        )
        assert counts == dict(rows)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_counts_chart_draws_what_it_says(base_year: AssessedYear, width: float) -> None:
    """The numbers on the bars sum to the rows of both frameworks."""
    with_numbers = labels(counts_chart, base_year)
    ticks = {f"{base_year.plan.systems['security']}·约束性", "指标项数"}
    assert ticks <= set(with_numbers)
    drawn = counts_chart(base_year).draw(width)
    found = [int(text.get_text()) for axes in drawn.axes for text in axes.texts]
    assert sum(found) == len(base_year.rows)


def test_counts_chart_of_another_plan(county: AssessedYear) -> None:
    [counts] = framework_counts(counts_chart(county).alt, county.plan)
    words = county.plan.methods.words.verdict
    assert counts == dict(Counter(words[row.code] for row in county.rows))
    assert sum(counts.values()) == 3


@pytest.mark.parametrize("draw", [counts_chart])
def test_charts_are_equal_bytes_and_well_formed(draw: Draw, base_year: AssessedYear) -> None:
    first, second = draw(base_year), draw(base_year)
    assert first.alt == second.alt
    assert len(first.alt) > 20
    picture = first.png  # whatever was drawn before it
    assert (first.svg, first.narrow) == (second.svg, second.narrow)
    assert first.png == second.png == picture
    for svg in (first.svg, first.narrow):
        assert ElementTree.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"


def test_nothing_is_drawn_before_it_is_asked_for() -> None:
    def draw(width: float) -> Figure:
        raise AssertionError(width)

    chart = Chart(draw, "图")
    with pytest.raises(AssertionError, match=str(NARROW)):
        _ = chart.narrow
    with pytest.raises(AssertionError, match=str(WIDE)):
        _ = chart.png


@pytest.mark.parametrize("draw", [counts_chart])
def test_fonts_have_every_glyph_of_the_charts(
    draw: Draw,
    base_year: AssessedYear,
    county: AssessedYear,
    glyphs: set[int],
) -> None:
    for assessment in (base_year, county):
        texts = labels(draw, assessment)
        assert len(texts) > 8
        assert any("\u4e00" <= letter <= "\u9fff" for text in texts for letter in text)
        missing = {letter for text in texts for letter in text if ord(letter) not in glyphs}
        assert missing - {"\n"} == set()


def test_fonts_have_every_glyph_that_a_later_year_may_need(
    base_year: AssessedYear, glyphs: set[int]
) -> None:
    plan = base_year.plan
    texts = [
        *plan.frameworks.values(),
        *plan.systems.values(),
        *plan.methods.words.verdict.values(),
        *plan.methods.words.attribute.values(),
        *(mark.shape for mark in MARKS.values()),
        *(criterion.name for criterion in plan.criteria),
        *(criterion.unit for criterion in plan.criteria),
        *(indicator.name for indicator in plan.indicators.values()),
    ]
    assert {letter for text in texts for letter in text if ord(letter) not in glyphs} == set()


def test_every_verdict_has_a_look_of_its_own(base_year: AssessedYear) -> None:
    words = base_year.plan.methods.words.verdict
    assert set(ORDER) == set(MARKS) == set(words)
    assert len(ORDER) == len(MARKS)
    looks = {
        (mark.shape, mark.fill, mark.hatch) for code, mark in MARKS.items() if code != "already_met"
    }
    assert len(looks) == len(MARKS) - 1
    shapes = {mark.shape for code, mark in MARKS.items() if code != "already_met"}
    assert len(shapes) == len(MARKS) - 1  # never colour alone


@pytest.mark.parametrize("code", ORDER)
def test_ink_is_readable_on_white(code: str) -> None:
    """WCAG 2: at least 4.5:1."""
    channels = [int(MARKS[code].ink[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    assert 1.05 / (luminance + 0.05) >= 4.5
