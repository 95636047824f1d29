"""report.docx: headings that Word knows, a contents field, the whole report, in equal bytes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT

from jbeco.assessment import AssessedYear
from jbeco.report.chapters import chapter_number, chapters_of
from jbeco.report.report_docx import write_report_docx

Written = Callable[[AssessedYear], Any]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(assessment: AssessedYear) -> Any:
        write_report_docx(assessment, chapters_of(assessment), tmp_path / "report.docx")
        return Document(str(tmp_path / "report.docx"))

    return write


def test_the_chapters_are_headings_in_a_contents_field(
    county: AssessedYear, written: Written
) -> None:
    document = written(county)
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == [
        f"{chapter_number(place)}、{chapter.title}"
        for place, chapter in enumerate(chapters_of(county))
    ]
    assert 'TOC \\o "1-2"' in document.element.xml.replace("&quot;", '"')


def test_a_wide_table_lies_on_its_side_and_the_page_stands_again(
    county: AssessedYear, written: Written
) -> None:
    turns = [section.orientation for section in written(county).sections]
    assert turns[0] == turns[-1] == WD_ORIENT.PORTRAIT
    assert WD_ORIENT.LANDSCAPE in turns


def test_equal_tables_give_equal_bytes(county: AssessedYear, tmp_path: Path) -> None:
    paths = [tmp_path / "a.docx", tmp_path / "b.docx"]
    for path in paths:
        write_report_docx(county, chapters_of(county), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_every_head_is_repeated_and_no_row_is_divided(
    county: AssessedYear, written: Written
) -> None:
    for table in written(county).tables:
        marks = [row._tr.trPr.xml for row in table.rows]
        assert "w:tblHeader" in marks[0]
        assert all("w:cantSplit" in mark for mark in marks)


def test_invented_data_are_marked_in_title_and_header(
    county: AssessedYear, written: Written
) -> None:
    frame = county.tables["tasks"].copy()
    frame["note"] = "示例"
    document = written(replace(county, tables={**county.tables, "tasks": frame}))
    assert "示例" in document.paragraphs[0].text
    assert "全部虚构" in document.sections[0].header.paragraphs[0].text
