"""一页纸.html: the first page by itself, for one sheet of A4 or one projector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from math import ceil
from pathlib import Path

from markupsafe import Markup

from ..assessment import AssessedYear
from .blocks import Block, Bullets, Chapter, Paragraph, Table, line_text
from .chapters.front import REST
from .edition import edition_of, short_hash
from .file_names import HTML
from .html_blocks import block_html
from .render import render
from .results import title

__all__ = ["write_one_page"]

WHOLE = "whole"
"""Kind of the table with which the right half begins."""
WIDER = 1.2
"""How much wider the left half is than the right."""
CHARACTERS = 40
"""On a line of the right half."""


def write_one_page(assessment: AssessedYear, chapters: Sequence[Chapter], path: Path) -> None:
    """Write the first page of the report as a page of its own; its links lead into the report.

    Parameters
    ----------
    assessment : AssessedYear
        The year as it was judged.
    chapters : sequence of Chapter
        Of its report; the first is the first page.
    path : Path
        The file.
    """
    front = chapters[0]
    edition = edition_of(assessment.plan, assessment.tables)
    halves = _halves(front.blocks)
    html = render(
        "one_page.html",
        a=assessment,
        plan=assessment.plan,
        title=title(assessment.plan, assessment.year, assessment.review),
        draft=f"第 {1 if edition is None else edition.number} 稿",
        dated="" if edition is None else edition.dated,
        short=short_hash(assessment.tables),
        halves=[Markup(_into_the_report("\n".join(map(block_html, half)))) for half in halves],
        style=Markup(_style()),
    )
    path.write_text(html, encoding="utf-8", newline="\n")


def _halves(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """Return what stands at the left of a wide screen, and the whole with its notes.

    Its tables bear no numbers: they stand in another order than in the report.
    """
    blocks = [
        replace(one, number=0) if isinstance(one, Table) else one
        for one in blocks
        if not (isinstance(one, Paragraph) and one.kind == REST)
    ]
    place = next(n for n, one in enumerate(blocks) if isinstance(one, Table) and one.kind == WHOLE)
    left, right = blocks[:place], blocks[place:]
    tables = [one for one in left if isinstance(one, Table)]
    if len(tables) < 2:
        return left, right
    unknown, points = tables[-1], right[1:]
    rest = [one for one in left if one is not unknown]
    ways = (
        (left, right),
        ([*rest, *points], [right[0], unknown]),
        (rest, [*right[:1], unknown, *points]),
    )
    return min(ways, key=lambda halves: max(_lines(halves[0]) / WIDER, _lines(halves[1])))


def _lines(blocks: Sequence[Block]) -> float:
    """Return about how many lines some blocks take on half a screen."""
    return sum(map(_height, blocks))


def _height(block: Block) -> float:
    match block:
        case Table(kind="whole"):
            return len(block.rows) * (len(block.columns) + 1)
        case Table():
            width = CHARACTERS / len(block.columns)
            cells = (
                [ceil(len(line_text(line)) / width) for line in cell]
                for row in block.rows
                for cell in row
            )
            heights = [1 + sum(lines) for lines in cells]
            each = len(block.columns)
            return 3 + sum(max(heights[n : n + each]) for n in range(0, len(heights), each))
        case Bullets():
            return sum(ceil(len(line_text(line)) / CHARACTERS) for line in block.lines)
        case Paragraph():
            return ceil(len(line_text(block.line)) / CHARACTERS) + 1
    return 2


def _into_the_report(html: str) -> str:
    return html.replace('href="#', f'href="{HTML}#')


def _style() -> str:
    folder = files("jbeco.report").joinpath("nbconvert/jbeco")
    return "\n".join(
        folder.joinpath(name).read_text(encoding="utf-8") for name in ("style.css", "one_page.css")
    )
