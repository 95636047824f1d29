"""Reads blocks as a reader does: their texts, their links, their tables as rows of texts."""

from collections.abc import Callable, Iterable, Iterator

from jbeco.assessment import AssessedYear
from jbeco.report.blocks import Block, Bullets, Folded, Line, Link, Paragraph, Table, line_text
from jbeco.report.chapters import tables_of

__all__ = ["Put", "lines_of", "links_of", "rows_of", "table_of", "texts_of"]

Put = Callable[..., AssessedYear]
"""Returns a year that is another one but for what it is told."""


def lines_of(blocks: Iterable[Block]) -> Iterator[Line]:
    for block in blocks:
        match block:
            case Paragraph(line=line):
                yield line
            case Bullets(lines=lines):
                yield from lines
            case Table(rows=rows):
                yield from (line for row in rows for cell in row for line in cell)
            case Folded(blocks=inner):
                yield from lines_of(inner)


def texts_of(blocks: Iterable[Block]) -> list[str]:
    return [line_text(line) for line in lines_of(blocks)]


def links_of(blocks: Iterable[Block]) -> list[str]:
    return [piece.to for line in lines_of(blocks) for piece in line if isinstance(piece, Link)]


def table_of(blocks: Iterable[Block], caption: str) -> Table:
    [found] = [table for table in tables_of(blocks) if table.caption == caption]
    return found


def rows_of(table: Table) -> list[list[str]]:
    return [["\n".join(map(line_text, cell)) for cell in row] for row in table.rows]
