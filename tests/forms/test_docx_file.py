"""Letters as Word files: measures and fonts of official documents, and equal bytes."""

import time
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from jbeco.forms.docx_file import add_line, add_table, add_title, new_letter, save_letter
from jbeco.problems import JbecoError

MOMENT = datetime(2025, 1, 1)


def write(path: Path) -> Path:
    letter = new_letter("题目", "页眉")
    add_title(letter, "关于某事的函")
    add_line(letter, "某局：", indent=0)
    add_line(letter, "正文 2025 年。")
    add_table(letter, {"序号": 13, "内容": 60}, [["1", "甲\n乙"], ["2", "控制字\x0b符"]])
    add_line(letter, "某领导小组", right=2, before=2)
    save_letter(letter, path, MOMENT)
    return path


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    return write(tmp_path / "信.docx")


def members(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: archive.read(name) for name in archive.namelist()}


def test_two_writes_give_equal_bytes(letter: Path, tmp_path: Path) -> None:
    time.sleep(1.1)  # the clock of an archive counts whole seconds
    assert write(tmp_path / "又.docx").read_bytes() == letter.read_bytes()


def test_no_trace_of_a_clock_or_of_an_editing_session_is_left(letter: Path) -> None:
    found = members(letter)
    assert b"rsid" not in b"".join(found.values())
    assert not any("thumbnail" in name for name in found)
    properties = Document(str(letter)).core_properties
    assert (properties.created.year, properties.author, properties.title) == (2025, "jbeco", "题目")


def test_page_and_body_are_those_of_an_official_letter(letter: Path) -> None:
    document = Document(str(letter))
    section = document.sections[0]
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    type_area = section.page_width - section.left_margin - section.right_margin
    assert round(type_area / Mm(1)) == 156
    title, _, body, sign = document.paragraphs
    assert [size(p) for p in (title, body)] == [22, 16]
    assert [font(p) for p in (title, body)] == ["方正小标宋简体", "仿宋"]
    assert body.paragraph_format.line_spacing == Pt(28)
    assert body.paragraph_format.first_line_indent == Pt(32)
    assert sign.paragraph_format.right_indent == Pt(32)
    assert section.header.paragraphs[0].text == "页眉"
    assert 'w:instr="PAGE"' in section.footer.paragraphs[0]._p.xml


def size(paragraph) -> float:
    return int(paragraph.runs[0]._r.rPr.find(qn("w:sz")).get(qn("w:val"))) / 2


def font(paragraph) -> str:
    return paragraph.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia"))


def test_a_font_that_is_not_there_has_a_substitute(letter: Path) -> None:
    table = members(letter)["word/fontTable.xml"].decode("utf-8")
    assert '<w:font w:name="方正小标宋简体"><w:altName w:val="宋体"/>' in table


def test_the_header_of_a_table_repeats_and_rows_stay_whole(letter: Path) -> None:
    (table,) = Document(str(letter)).tables
    rows = [row._tr.trPr for row in table.rows]
    assert [marks.find(qn("w:tblHeader")) is not None for marks in rows] == [True, False, False]
    assert all(marks.find(qn("w:cantSplit")) is not None for marks in rows)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["序号", "内容"],
        ["1", "甲\n乙"],
        ["2", "控制字�符"],
    ]
    assert [round(cell.width.mm) for cell in table.rows[1].cells] == [13, 60]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(JbecoError, match="写不进去"):
        write(tmp_path / "file" / "信.docx")
