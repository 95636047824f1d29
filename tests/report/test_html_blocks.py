"""Blocks as HTML: nothing hostile gets through, and a table says to a screen reader what it is."""

import re
from fractions import Fraction

import pytest
from matplotlib.figure import Figure as Canvas

from jbeco.report.blocks import (
    Badge,
    Block,
    Bullets,
    Cards,
    Chapter,
    Column,
    Figure,
    Folded,
    Heading,
    Inline,
    Link,
    Paragraph,
    Small,
    Strip,
    Strong,
    Table,
    Way,
    cell,
)
from jbeco.report.figures import Chart
from jbeco.report.html_blocks import badge_html, block_html, chapter_head, line_html, unbroken
from jbeco.report.marks import MARKS

BAD = '<b onclick="alert(1)">{{7*7}}&'
SAFE = "&lt;b onclick=&#34;alert(1)&#34;&gt;{{7*7}}&amp;"

TABLE = Table(
    "进展",
    (Column("体系", 10), Column("完成（项）", 10, number=True), Column("编号", 5, short=True)),
    ((cell("安全"), cell("3"), cell("M01")), (cell("生活", "文化"), cell(""), cell("M02"))),
    groups={1: "其余"},
    anchors=("row-1", "row-2"),
    kind="due",
    wide=True,
    number=4,
)


@pytest.mark.parametrize(
    "block",
    [
        Heading(BAD, BAD),
        Paragraph((BAD,)),
        Paragraph((Strong(BAD),), "note"),
        Bullets(((Small(BAD),), (Link(BAD, BAD),))),
        Paragraph((Badge("met", BAD),)),
        Paragraph((Way(BAD, "1", "2", BAD, Fraction(1, 2)),)),
        Folded(BAD, (Paragraph((BAD,)),)),
        Table(BAD, (Column(BAD, 10),), ((cell(BAD),),), groups={0: BAD}, anchors=(BAD,)),
    ],
)
def test_hostile_text_is_escaped_in_every_block(block: Block) -> None:
    html = block_html(block)
    assert "<b " not in html
    assert 'onclick="' not in html
    assert SAFE in html
    without = html.replace(SAFE, "")
    assert "alert" not in without
    assert "{{" not in without


def test_hostile_text_is_escaped_in_the_heading_of_a_chapter() -> None:
    assert chapter_head(Chapter(BAD, BAD, ()), "一") == f'<h2 id="{SAFE}">一、{SAFE}</h2>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("88.5 微克/立方米", "88.5&nbsp;微克/立方米"),
        ("由 3 项到 5 项", "由 3&nbsp;项到 5&nbsp;项"),
        ("12 34", "12 34"),  # two numbers may part
        ("见 N07-1。", '见 <span class="jb-nowrap">N07-1</span>。'),
        ("5 <b>", "5&nbsp;&lt;b&gt;"),
    ],
)
def test_a_number_is_bound_to_its_unit_and_an_id_is_whole(text: str, html: str) -> None:
    assert unbroken(text) == html
    assert line_html((text,)) == html


@pytest.mark.parametrize("piece", [Strong("3 项"), Small("3 项"), Link("3 项", "owed")])
def test_numbers_are_bound_inside_other_pieces_too(piece: Inline) -> None:
    assert "3&nbsp;项<" in line_html((piece,))


def test_a_link_leads_to_its_anchor() -> None:
    html = line_html((Link("N07-1", "N07-1"),))
    assert html == '<a href="#N07-1"><span class="jb-nowrap">N07-1</span></a>'


@pytest.mark.parametrize("code", list(MARKS))
def test_a_verdict_is_told_by_its_word_and_its_shape_is_not_read_aloud(code: str) -> None:
    html = badge_html(Badge(code, "某判定"))
    assert f"jb-v-{code}" in html
    assert f'aria-hidden="true">{MARKS[code].shape}</span>某判定</span>' in html


def test_the_bar_of_a_way_is_as_wide_as_its_share() -> None:
    html = line_html((Way("96.29", "96.61", "97", "%", Fraction(32, 71)),))
    assert "96.29 → 96.61 → 97%" in html
    assert 'aria-hidden="true"><i style="width:45%">' in html


def test_a_table_has_its_caption_with_its_number() -> None:
    html = block_html(TABLE)
    assert html.count("<caption>") == 1
    assert "<caption>表 4　进展</caption>" in html
    assert "<caption>进展</caption>" in block_html(Table("进展", (Column("甲", 1),), ()))


def test_heads_have_a_scope_for_columns_rows_and_groups() -> None:
    html = block_html(TABLE)
    assert re.findall(r'<th scope="col"[^>]*>(.*?)</th>', html) == ["体系", "完成（项）", "编号"]
    assert re.findall(r'<th scope="row"[^>]*>(.*?)</th>', html) == [
        "安全",
        "<p>生活</p><p>文化</p>",
    ]
    assert '<th colspan="3" scope="rowgroup">其余</th>' in html
    assert html.index("安全") < html.index("其余") < html.index("生活")
    assert all(" scope=" in head for head in re.findall(r"<th[^e][^>]*>", html))


def test_each_cell_names_its_column_for_narrow_screens() -> None:
    html = block_html(TABLE)
    body = html[html.index("<tbody>") :]
    cells = re.findall(r"<t[dh](?: [^>]*)?>", body.replace('<th colspan="3" scope="rowgroup">', ""))
    assert [re.search(r'data-head="([^"]*)"', one)[1] for one in cells] == [
        *("体系", "完成（项）", "编号") * 2
    ]  # fmt: skip


def test_kinds_of_cells_and_anchors_of_rows() -> None:
    html = block_html(TABLE)
    assert '<td class="jb-num" data-head="完成（项）">3</td>' in html
    assert '<td class="jb-empty" data-head="完成（项）"></td>' in html
    assert '<td class="jb-short" data-head="编号">M01</td>' in html
    assert re.findall(r'<tr id="([\w-]+)">', html) == ["row-1", "row-2"]
    assert '<div class="jb-scroll jb-landscape"><table class="jb-table jb-due jb-wide">' in html


def test_a_row_of_the_wrong_length_is_never_written() -> None:
    with pytest.raises(ValueError, match="zip"):
        block_html(Table("进展", (Column("甲", 1), Column("乙", 1)), ((cell("1"),),)))


def test_headings_paragraphs_and_folded_blocks() -> None:
    assert block_html(Heading("空气", "air")) == '<h3 class="jb-h" id="air">空气</h3>'
    assert (
        block_html(Heading("部门", new_page=True, level=4)) == '<h4 class="jb-h jb-page">部门</h4>'
    )
    assert block_html(Paragraph(("好",), "note")) == '<p class="jb-note">好</p>'
    folded = block_html(Folded("名词", (Bullets((("甲",), ("乙",))),)))
    assert folded.startswith('<details class="jb-folded"><summary>名词</summary><ul')
    assert folded.count("<li>") == 2


def test_every_class_has_the_prefix_of_the_house() -> None:
    html = block_html(Folded("甲", (TABLE, Paragraph((Badge("met", "达标"),), "message"))))
    names = {name for found in re.findall(r'class="([^"]*)"', html) for name in found.split()}
    assert names
    assert all(name.startswith("jb-") for name in names)


@pytest.mark.parametrize(
    "block", [Figure(lambda: Chart(lambda width: Canvas(), "图"), "图"), Strip(), Cards()]
)
def test_what_has_a_template_of_its_own_is_not_written_here(block: Block) -> None:
    with pytest.raises(TypeError, match=type(block).__name__):
        block_html(block)
