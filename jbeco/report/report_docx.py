"""report.docx: the report's blocks for Word, in the look of GB/T 9704."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from docx.document import Document as Letter

from ..assessment import AssessedYear
from ..forms.docx_file import (
    add_contents,
    add_heading,
    add_line,
    add_picture,
    add_table,
    add_title,
    new_letter,
    save_letter,
    turn_page,
)
from ..intake.layout import EXAMPLE_MARK
from .blocks import (
    Block,
    Bullets,
    Cards,
    Cell,
    Chapter,
    Figure,
    Folded,
    Heading,
    Paragraph,
    Strip,
    Table,
    line_text,
)
from .chapters import chapter_number
from .edition import edition_of, short_hash
from .results import title

__all__ = ["write_report_docx"]

UPRIGHT_MM, SIDEWAYS_MM = 156, 237
"""Width of the type area, and of a page on its side."""

ON_SCREEN = "逐项的规则、出处与未修约的数见 report.html 的“逐项说明”。"


def write_report_docx(assessment: AssessedYear, chapters: Sequence[Chapter], path: Path) -> None:
    """Write the report as a Word file; equal tables give equal bytes.

    Parameters
    ----------
    assessment : AssessedYear
        The year as it was judged.
    chapters : sequence of Chapter
        Of its report.
    path : Path
        The file.

    Raises
    ------
    JbecoError
        When the file cannot be written.
    """
    plan = assessment.plan
    whose = title(plan, assessment.year, assessment.review)
    mark = f"{EXAMPLE_MARK}数据，全部虚构，不代表任何地区" if assessment.is_example else ""
    letter = new_letter(f"{plan.name} {whose}", mark)
    heading = f"（{EXAMPLE_MARK}）{whose}" if assessment.is_example else whose
    add_title(letter, f"{plan.name}\n{heading}")
    _cover(letter, assessment)
    add_contents(letter)
    for place, chapter in enumerate(chapters):
        add_heading(letter, f"{chapter_number(place)}、{chapter.title}")
        for block in chapter.blocks:
            _write(letter, block)
    save_letter(letter, path, datetime(assessment.year + 1, 1, 1))


def _cover(letter: Letter, assessment: AssessedYear) -> None:
    plan = assessment.plan
    edition = edition_of(plan, assessment.tables)
    number = 1 if edition is None else edition.number
    dated = "" if edition is None else edition.dated
    add_line(
        letter,
        f"报送：{plan.leading_group}。编制单位：{plan.compiled_by or '（待填）'}。"
        f"稿次：第 {number} 稿。日期：{dated or '（待填）'}。{_hash(assessment)}",
    )
    if edition is None or edition.number == 1:
        return
    parts = [f"修订版 r{edition.number}", edition.dated, f"取代 {edition.before}"]
    add_line(letter, "　".join(part for part in parts if part) + "。")
    if edition.reason:
        add_line(letter, f"为什么修订：{edition.reason}。")
    for row in edition.on_cover:
        add_line(letter, f"{row['what']}：由“{row['before']}”改为“{row['after']}”。{row['why']}")


def _hash(assessment: AssessedYear) -> str:
    short = short_hash(assessment.tables)
    return f"指纹：{short}。" if short else ""


def _write(letter: Letter, block: Block) -> None:
    match block:
        case Heading():
            add_heading(letter, block.text, level=2)
        case Paragraph():
            add_line(letter, line_text(block.line))
        case Bullets():
            for line in block.lines:
                add_line(letter, line_text(line))
        case Table():
            _table(letter, block)
        case Figure():
            _figure(letter, block)
        case Folded():
            _folded(letter, block)
        case Cards():
            add_line(letter, ON_SCREEN)
        case Strip():
            pass  # what it shows stands in the annex, word for word


def _figure(letter: Letter, figure: Figure) -> None:
    drawn = figure.draw()
    caption = f"图 {figure.number}　{figure.caption}"
    add_picture(letter, drawn.png, drawn.alt, caption, UPRIGHT_MM)


def _folded(letter: Letter, block: Folded) -> None:
    """Write what is folded away, but for a table that a reviewer finds in the workbook."""
    for inner in block.blocks:
        if isinstance(inner, Table) and inner.sheet:
            add_line(letter, f"{block.summary}：见 附表.xlsx 的“{inner.sheet}”表。")
        else:
            _write(letter, inner)


def _table(letter: Letter, table: Table) -> None:
    if table.wide:
        turn_page(letter, sideways=True)
    whole = SIDEWAYS_MM if table.wide else UPRIGHT_MM
    share = whole / sum(column.width for column in table.columns)
    widths = {column.head: column.width * share for column in table.columns}
    add_line(letter, f"表 {table.number}　{table.caption}", indent=0, with_next=True)
    rows = [[_text(cell) for cell in row] for row in table.rows]
    add_table(letter, widths, rows, dict(table.groups))
    if table.wide:
        turn_page(letter, sideways=False)


def _text(cell: Cell) -> str:
    return "\n".join(line_text(line) for line in cell)
