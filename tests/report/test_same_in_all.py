"""One content in three forms: every number and verdict of the page is that of Word and Excel."""

import re
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from pathlib import Path

import docx
from openpyxl import load_workbook

from jbeco.assessment import AssessedYear
from jbeco.report.annex_book import HEADER, annex_tables, write_annex_book
from jbeco.report.blocks import Folded, Table, line_text
from jbeco.report.chapters import chapters_of, tables_of
from jbeco.report.document import Document
from jbeco.report.report_docx import write_report_docx

Lines = list[list[str]]


class Tables(HTMLParser):
    """Reads the tables of a page: caption and rows of texts, group headings left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Lines] = {}
        self.caption, self.row, self.text = "", [], None

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag in ("caption", "td", "th"):
            self.text = ""
        elif tag == "tr":
            self.row = []
        elif tag == "p" and self.text:
            self.text += "\n"

    def handle_data(self, data: str) -> None:
        if (
            self.text is not None
            and self.get_starttag_text() != '<span class="jb-shape" aria-hidden="true">'
        ):
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "caption":
            self.caption = self.text or ""
            self.found[self.caption] = []
        elif tag in ("td", "th"):
            self.row.append(self.text or "")
        elif tag == "tr" and len(self.row) > 1 and self.caption in self.found:
            self.found[self.caption].append(self.row)
        if tag in ("caption", "td", "th"):
            self.text = None


def told(table: Table) -> Lines:
    heads = [column.head for column in table.columns]
    return [heads, *([same("\n".join(map(line_text, cell))) for cell in row] for row in table.rows)]


def same(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\xa0", " ")).strip()


def page_tables(assessed: AssessedYear, html: Callable[..., str]) -> dict[str, Lines]:
    document = Document(assessed)
    reader = Tables()
    # the shapes of badges are drawn, not said
    shape = re.compile(r'<span class="jb-shape" aria-hidden="true">.</span>')
    for chapter in chapters_of(assessed):
        if chapter.key not in ("cards",):
            reader.feed(shape.sub("", html(document.show, chapter.key)))
    return {
        caption: [[same(cell) for cell in row] for row in rows]
        for caption, rows in reader.found.items()
    }


def test_every_table_of_the_page_is_that_of_the_blocks(
    county: AssessedYear, html: Callable[..., str]
) -> None:
    page = page_tables(county, html)
    blocks = [t for chapter in chapters_of(county) for t in tables_of(chapter.blocks)]
    assert len(blocks) > 8
    for table in blocks:
        assert page[f"表 {table.number}　{table.caption}"] == told(table), table.caption


def test_every_table_of_word_is_that_of_the_blocks(county: AssessedYear, tmp_path: Path) -> None:
    chapters = chapters_of(county)
    write_report_docx(county, chapters, tmp_path / "a.docx")
    written = [
        [[same(cell.text) for cell in row.cells] for row in table.rows]
        for table in docx.Document(str(tmp_path / "a.docx")).tables
    ]
    in_word = [
        told(table)
        for chapter in chapters
        for block in chapter.blocks
        for table in tables_of([block])
        if not (isinstance(block, Folded) and table.sheet)
    ]
    without_groups = [
        [row for row in rows if len(set(row)) > 1 or len(row) == 1] for rows in written
    ]
    assert len(written) == len(in_word)
    for found, table in zip(without_groups, in_word, strict=True):
        assert [row for row in table if len(set(row)) > 1 or len(row) == 1] == found


def test_every_sheet_is_that_of_the_blocks(county: AssessedYear, tmp_path: Path) -> None:
    chapters = chapters_of(county)
    write_annex_book(county, chapters, tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    tables = annex_tables(county, chapters)
    assert book.sheetnames == [table.sheet for table in tables]
    for table in tables:
        lines = book[table.sheet].iter_rows(min_row=HEADER, values_only=True)
        found = [[same(str(cell or "")) for cell in row] for row in lines]
        if table.groups:
            found = [row[1:] for row in found]
        assert found == told(table), table.caption


def test_a_verdict_has_one_word_in_all_tables(county: AssessedYear) -> None:
    words = county.plan.methods.words.verdict
    for table in tables_of(chapters_of(county)[-2].blocks):
        column = [c.head for c in table.columns].index("判定")
        for row in table.rows:
            leaf = line_text(row[0][0])
            assert line_text(row[column][0]).removesuffix(" ⚑") == words[county.verdict(leaf).code]
