"""All chapters: their order, their numbers, links that lead somewhere, words of the reader."""

from collections.abc import Callable

import pytest

from jbeco.assessment import AssessedYear
from jbeco.report.blocks import Block, Chapter, Figure, Folded, Heading, Table
from jbeco.report.cards import card_views
from jbeco.report.chapters import CHAPTERS, chapter_number, chapters_of, tables_of
from tests.report.chapters.reading import links_of, texts_of

Years = dict[str, AssessedYear]

OLD_WORDS = ("裁定", "分辨率", "序时比", "方法档案", "自然界限")


@pytest.fixture
def years(
    county: AssessedYear,
    final_county: AssessedYear,
    base_year: AssessedYear,
    example_year: Callable[[int], AssessedYear],
) -> Years:
    return {
        "county": county,
        "final": final_county,
        "base": base_year,
        "example": example_year(2023),
    }


def keys(assessed: AssessedYear) -> list[str]:
    return [chapter.key for chapter in chapters_of(assessed)]


def anchors(assessed: AssessedYear, chapters: tuple[Chapter, ...]) -> set[str]:
    found = {chapter.key for chapter in chapters}
    for chapter in chapters:
        found |= {block.anchor for block in chapter.blocks if isinstance(block, Heading)}
        found |= {anchor for table in tables_of(chapter.blocks) for anchor in table.anchors}
    for _, views in card_views(assessed):
        found |= {leaf.criterion.id for view in views for leaf in view.leaves}
    return found


@pytest.mark.parametrize(
    ("place", "number"),
    [(0, "一"), (8, "九"), (9, "十"), (10, "十一"), (18, "十九"), (19, "二十"), (20, "二十一")],
)
def test_numbers_of_chapters_are_chinese(place: int, number: str) -> None:
    assert chapter_number(place) == number


def test_chapters_stand_in_their_order_and_say_something(years: Years) -> None:
    order = [key for key, _, _ in CHAPTERS]
    for assessed in years.values():
        found = chapters_of(assessed)
        assert [chapter.key for chapter in found] == [
            key for key in order if key in {chapter.key for chapter in found}
        ]
        assert all(chapter.blocks for chapter in found)
        assert {"front", "overall", "owed", "cards", "annex", "provenance"} <= set(keys(assessed))


def test_what_has_nothing_to_say_is_left_out(years: Years) -> None:
    assert {"monitoring", "resources", "satisfaction", "over-years", "changes"}.isdisjoint(
        keys(years["county"])
    )
    assert {"monitoring", "resources", "satisfaction", "outlook"} <= set(keys(years["example"]))
    assert "plan-changes" not in keys(years["base"])


def test_the_final_year_looks_back_and_not_ahead(years: Years) -> None:
    assert "outlook" not in keys(years["final"])
    assert "over-years" in keys(years["final"])


def test_tables_and_figures_are_numbered_through_the_report(years: Years) -> None:
    for assessed in years.values():
        blocks = [block for chapter in chapters_of(assessed) for block in chapter.blocks]
        tables = [table.number for table in tables_of(blocks)]
        figures = [block.number for block in blocks if isinstance(block, Figure)]
        assert tables == list(range(1, len(tables) + 1))
        assert figures == list(range(1, len(figures) + 1))


def test_every_link_leads_somewhere(years: Years) -> None:
    for name, assessed in years.items():
        chapters = chapters_of(assessed)
        known = anchors(assessed, chapters)
        for chapter in chapters:
            assert set(links_of(chapter.blocks)) <= known, (name, chapter.key)


def test_tables_and_their_sheets_have_names_of_their_own(years: Years) -> None:
    for assessed in years.values():
        tables = [t for chapter in chapters_of(assessed) for t in tables_of(chapter.blocks)]
        captions = [table.caption for table in tables]
        sheets = [table.sheet for table in tables if table.sheet]
        assert len(captions) == len(set(captions))
        assert len(sheets) == len(set(sheets))
        for table in tables:
            assert all(len(row) == len(table.columns) for row in table.rows), table.caption
            assert table.anchors == () or len(table.anchors) == len(table.rows)


def test_nothing_is_said_in_words_that_the_reader_does_not_know(years: Years) -> None:
    for name, assessed in years.items():
        for chapter in chapters_of(assessed):
            heads = [c.head for table in tables_of(chapter.blocks) for c in table.columns]
            for text in [chapter.title, *heads, *texts_of(chapter.blocks)]:
                assert not [word for word in OLD_WORDS if word in text], (name, chapter.key, text)


def test_tables_of_finds_what_is_folded_away() -> None:
    first, second = Table("甲", (), ()), Table("乙", (), ())
    blocks: tuple[Block, ...] = (first, Folded("更多", (Folded("再多", (second,)),)))
    assert tables_of(blocks) == [first, second]
