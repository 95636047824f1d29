"""report.docx says the same as the page, with headings that Word knows, in equal bytes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from jbeco.assessment import AssessedYear
from jbeco.report.front_page import front_page
from jbeco.report.report_docx import LEAF_WIDTHS, write_report_docx
from jbeco.report.value_text import value_text

Written = Callable[[AssessedYear], Any]
CHAPTERS = ["总体评价", "未达标", "尚不能判定", "主要指标", "重点任务", "更正与裁决", "数据来源"]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(assessment: AssessedYear) -> Any:
        write_report_docx(assessment, tmp_path / "report.docx")
        return Document(str(tmp_path / "report.docx"))

    return write


def tables(document: Any) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in t.rows] for t in document.tables]


def test_the_chapters_are_headings(county: AssessedYear, written: Written) -> None:
    headings = [p.text for p in written(county).paragraphs if p.style.name == "Heading 1"]
    assert len(headings) == len(CHAPTERS)
    for heading, word in zip(headings, CHAPTERS, strict=True):
        assert word in heading


def test_equal_tables_give_equal_bytes(county: AssessedYear, tmp_path: Path) -> None:
    paths = [tmp_path / "a.docx", tmp_path / "b.docx"]
    for path in paths:
        write_report_docx(county, path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_verdicts_values_and_the_sentence_are_those_of_the_page(
    county: AssessedYear, written: Written
) -> None:
    document = written(county)
    assert front_page(county).sentence in [p.text for p in document.paragraphs]
    leaves = [
        row for table in tables(document) if table[0] == list(LEAF_WIDTHS) for row in table[1:]
    ]
    words = county.plan.methods.words.verdict
    listed = [v for v in county.verdicts if v.criterion.applicable]
    assert [(row[0], row[4], row[5]) for row in leaves] == [
        (v.criterion.id, value_text(county, v), words[v.code]) for v in listed
    ]


def test_invented_data_are_marked_in_title_and_header(
    county: AssessedYear, written: Written
) -> None:
    frame = county.tables["tasks"].copy()
    frame["note"] = "示例"
    document = written(replace(county, tables={**county.tables, "tasks": frame}))
    assert "示例" in document.paragraphs[0].text
    assert "全部虚构" in document.sections[0].header.paragraphs[0].text
