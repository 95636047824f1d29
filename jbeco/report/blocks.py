"""What a report is made of, whatever it is read in: typed blocks with words and numbers inside.

A chapter is built once from the tables of a year; `html_blocks`, `report_docx` and `annex_book`
write the same blocks for a browser, for Word and for a spreadsheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .figures import Chart

__all__ = [
    "Badge",
    "Block",
    "Bullets",
    "Cards",
    "Cell",
    "Chapter",
    "Column",
    "Figure",
    "Folded",
    "Heading",
    "Inline",
    "Line",
    "Link",
    "Paragraph",
    "Small",
    "Strip",
    "Strong",
    "Table",
    "Way",
    "cell",
    "joined",
    "line_text",
    "plain_text",
]


@dataclass(frozen=True)
class Badge:
    """A verdict: its code, from which colour and shape come, and its word."""

    code: str
    word: str


@dataclass(frozen=True)
class Link:
    """Words that lead to the anchor ``to`` where the reader can follow them."""

    text: str
    to: str


@dataclass(frozen=True)
class Strong:
    """Words that carry the sentence."""

    text: str


@dataclass(frozen=True)
class Small:
    """Words beside the message: who said it, where it stands."""

    text: str


@dataclass(frozen=True)
class Way:
    """From the base value over this year's to the target, and which share of it is done."""

    base: str
    value: str
    goal: str
    unit: str
    share: Fraction

    @property
    def text(self) -> str:
        """The three numbers with their unit."""
        gap = "" if self.unit in ("", "%") else " "
        return f"{self.base} → {self.value} → {self.goal}{gap}{self.unit}"


Inline = str | Badge | Link | Strong | Small | Way
Line = tuple[Inline, ...]
Cell = tuple[Line, ...]
"""Lines one below the other."""


@dataclass(frozen=True)
class Heading:
    """A heading inside a chapter; level 3 is the first below the chapter's own."""

    text: str
    anchor: str = ""
    level: int = 3
    new_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``kind`` is ``message``, ``note`` or nothing."""

    line: Line
    kind: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list of lines."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Column:
    """A column: its head and share of the width; ``short`` texts and numbers are not broken."""

    head: str
    width: int
    number: bool = False
    short: bool = False


@dataclass(frozen=True)
class Table:
    """A table. ``sheet`` names its sheet in the workbook; ``anchors`` are ids of its rows.

    ``groups`` are headings above a row, by the row's place. ``wide`` asks for a page on its side.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sheet: str = ""
    groups: dict[int, str] = field(default_factory=dict)
    anchors: tuple[str, ...] = ()
    kind: str = ""
    wide: bool = False
    number: int = 0


@dataclass(frozen=True)
class Figure:
    """A chart with its caption, made when it is asked for."""

    draw: Callable[[], Chart]
    caption: str
    number: int = 0


@dataclass(frozen=True)
class Strip:
    """All leaves as one strip of marks; for the screen only."""


@dataclass(frozen=True)
class Cards:
    """All cards, one for each indicator: what is said of it down to the cells; for screens."""


@dataclass(frozen=True)
class Folded:
    """Blocks that a screen folds away under a summary; paper shows them."""

    summary: str
    blocks: tuple[Block, ...]


Block = Heading | Paragraph | Bullets | Table | Figure | Strip | Cards | Folded


@dataclass(frozen=True)
class Chapter:
    """A chapter: its anchor, its title without a number, and its blocks."""

    key: str
    title: str
    blocks: tuple[Block, ...]


def plain_text(inline: Inline) -> str:
    """Return the words of a piece of a line."""
    match inline:
        case str():
            return inline
        case Badge(word=word):
            return word
        case _:
            return inline.text


def line_text(line: Line) -> str:
    """Return the words of a line."""
    return "".join(plain_text(piece) for piece in line)


def joined(pieces: Iterable[Inline | Line], by: str = "、") -> Line:
    """Return pieces as one line with a mark between them."""

    def parts() -> Iterator[Inline]:
        for number, piece in enumerate(pieces):
            if number:
                yield by
            yield from piece if isinstance(piece, tuple) else (piece,)

    return tuple(parts())


def cell(*lines: Inline | Sequence[Inline]) -> Cell:
    """Return lines as a cell; a line that is one piece needs no brackets."""
    return tuple(tuple(line) if isinstance(line, (tuple, list)) else (line,) for line in lines)
