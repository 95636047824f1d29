"""A report's blocks as HTML; every text is escaped, every class has the house's own prefix."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from .blocks import (
    Badge,
    Block,
    Bullets,
    Cards,
    Cell,
    Chapter,
    Column,
    Figure,
    Folded,
    Heading,
    Inline,
    Line,
    Link,
    Paragraph,
    Small,
    Strip,
    Strong,
    Table,
    Way,
    line_text,
)
from .marks import MARKS

__all__ = ["badge_html", "block_html", "chapter_head", "line_html", "unbroken"]

ID = re.compile(r"\b[NPM]\d\d-\d+\b")
"""An id with a part, which would break at its hyphen."""

NUMBER_AND_UNIT = re.compile(r"(?<=\d) (?=[^\d\s])")
"""The space between a number and its unit, at which no line may break."""


def chapter_head(chapter: Chapter, number: str) -> Markup:
    """Return the heading of a chapter; ``number`` is its Chinese number."""
    return Markup('<h2 id="{}">{}、{}</h2>').format(chapter.key, number, chapter.title)


def block_html(block: Block) -> Markup:
    """Return a block as HTML.

    Parameters
    ----------
    block : Block
        Not a figure, a strip or a card: those are shown by `document`.
    """
    match block:
        case Heading():
            page = " jb-page" if block.new_page else ""
            id_ = Markup(' id="{}"').format(block.anchor) if block.anchor else ""
            return Markup('<h{0} class="jb-h{1}"{2}>{3}</h{0}>').format(
                block.level, page, id_, block.text
            )
        case Paragraph():
            kind = Markup(' class="jb-{}"').format(block.kind) if block.kind else ""
            return Markup("<p{}>{}</p>").format(kind, line_html(block.line))
        case Bullets():
            items = _all(Markup("<li>{}</li>").format(line_html(line)) for line in block.lines)
            return Markup('<ul class="jb-list">{}</ul>').format(items)
        case Table():
            return _table(block)
        case Folded():
            inner = _all(block_html(one) for one in block.blocks)
            return Markup('<details class="jb-folded"><summary>{}</summary>{}</details>').format(
                block.summary, inner
            )
        case Figure() | Strip() | Cards():
            raise TypeError(f"{type(block).__name__} is shown by its own template")


def line_html(line: Line) -> Markup:
    """Return a line as HTML."""
    return _all(_inline(piece) for piece in line)


def badge_html(badge: Badge) -> Markup:
    """Return a verdict: shape, word and colour."""
    return Markup(
        '<span class="jb-badge jb-v-{}"><span class="jb-shape" aria-hidden="true">{}</span>'
        "{}</span>"
    ).format(badge.code, MARKS[badge.code].shape, badge.word)


def unbroken(text: str) -> Markup:
    """Escape a text, and bind each number to its unit."""
    bound = NUMBER_AND_UNIT.sub("&nbsp;", str(escape(text)))
    return Markup(ID.sub(r'<span class="jb-nowrap">\g<0></span>', bound))


def _inline(piece: Inline) -> Markup:
    match piece:
        case str():
            return unbroken(piece)
        case Badge():
            return badge_html(piece)
        case Link():
            return Markup('<a href="#{}">{}</a>').format(piece.to, unbroken(piece.text))
        case Strong():
            return Markup("<strong>{}</strong>").format(unbroken(piece.text))
        case Small():
            return Markup('<span class="jb-small">{}</span>').format(unbroken(piece.text))
        case Way():
            return Markup(
                '<span class="jb-way"><span class="jb-nowrap">{}</span>'
                '<span class="jb-bar" aria-hidden="true"><i style="width:{}%"></i></span></span>'
            ).format(piece.text, int(piece.share * 100))


def _table(table: Table) -> Markup:
    classes = " ".join(
        ["jb-table", *([f"jb-{table.kind}"] if table.kind else []), *(["jb-wide"] * table.wide)]
    )
    caption = f"表 {table.number}　{table.caption}" if table.number else table.caption
    heads = _all(_head(column) for column in table.columns)
    rows = _all(_row(table, place) for place in range(len(table.rows)))
    return Markup(
        '<div class="jb-scroll{}"><table class="{}"><caption>{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(" jb-landscape" if table.wide else "", classes, caption, heads, rows)


def _head(column: Column) -> Markup:
    kind = _kind(column)
    return Markup('<th scope="col"{}>{}</th>').format(kind, column.head)


def _kind(column: Column) -> Markup:
    if column.number:
        return Markup(' class="jb-num"')
    return Markup(' class="jb-short"') if column.short else Markup()


def _row(table: Table, place: int) -> Markup:
    group = table.groups.get(place)
    above = (
        Markup('<tr class="jb-group"><th colspan="{}" scope="rowgroup">{}</th></tr>').format(
            len(table.columns), group
        )
        if group
        else Markup()
    )
    id_ = Markup(' id="{}"').format(table.anchors[place]) if table.anchors else ""
    cells = _all(
        _cell(column, cell, first=number == 0)
        for number, (column, cell) in enumerate(zip(table.columns, table.rows[place], strict=True))
    )
    return above + Markup("<tr{}>{}</tr>\n").format(id_, cells)


def _cell(column: Column, cell: Cell, first: bool) -> Markup:
    kind = _kind(column)
    empty = Markup(' class="jb-empty"') if not any(map(line_text, cell)) else kind
    inner = (
        line_html(cell[0])
        if len(cell) == 1
        else _all(Markup("<p>{}</p>").format(line_html(line)) for line in cell)
    )
    tag = "th" if first else "td"
    scope = Markup(' scope="row"') if first else ""
    return Markup('<{0}{1}{2} data-head="{3}">{4}</{0}>').format(
        tag, scope, empty, column.head, inner
    )


def _all(parts: Iterable[Markup]) -> Markup:
    return Markup().join(parts)
