import os
import re
import subprocess
import sys
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.formula import ArrayFormula

from jbeco.intake.files import read_file
from jbeco.intake.workbook import CellText, read_workbook
from jbeco.plan.methods import Limits
from jbeco.problems import Level, Problem

LIMITS = Limits(file_mb=20, member_mb=50, compression_ratio=200, cells=2_000_000, text_chars=32_767)
NAME = "2025/a.xlsx"
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture
def book():
    book = openpyxl.Workbook()
    book.active.title = "数据"
    book.active.append(["代码", "名称", "值"])
    book.active.append(["a", "甲", 79.5])
    return book


def content(book):
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def changed(data, changes, compression=ZIP_DEFLATED):
    """The container with members replaced (bytes), rewritten (function), added or left out."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(buffer, "w", compression) as target:
        for name in source.namelist():
            change = changes.get(name, lambda old: old)
            if change is not None:
                target.writestr(
                    name, change if isinstance(change, bytes) else change(source.read(name))
                )
        for name in changes.keys() - set(source.namelist()):
            target.writestr(name, changes[name])
    return buffer.getvalue()


def sheet_xml(rows, before="", after=""):
    return (
        f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    ).encode()


@pytest.fixture
def read(tmp_path):
    def read_bytes(data, limits=LIMITS):
        path = tmp_path / "a.xlsx"
        path.write_bytes(data)
        file = read_file(path, NAME, limits)
        found = ((), (file,)) if isinstance(file, Problem) else read_workbook(file, limits)
        assert path.read_bytes() == data
        assert [child.name for child in tmp_path.iterdir()] == ["a.xlsx"]
        return found

    return read_bytes


@pytest.fixture
def refuse(read):
    def refused(data, part, limits=LIMITS):
        sheets, problems = read(data, limits)
        assert sheets == ()
        errors = [problem for problem in problems if problem.level is Level.ERROR]
        assert any(part in problem.what for problem in errors), problems
        assert all(problem.where.startswith(NAME) and problem.mend for problem in errors)

    return refused


def values(sheet):
    return [[cell.value for cell in row] for row in sheet.rows]


def test_clean_workbook_is_read_with_places(read, book):
    (sheet,), problems = read(content(book))
    assert problems == ()
    assert values(sheet) == [["代码", "名称", "值"], ["a", "甲", 79.5]]
    assert sheet.rows[1][2] == CellText(79.5, "General", "C2", False)
    assert (sheet.name, sheet.hidden, sheet.merged) == ("数据", False, ())
    assert (sheet.hidden_rows, sheet.filtered) == ((), False)


@pytest.mark.parametrize("first", ["A3", "C1", "C3"])
def test_blank_rows_and_columns_before_the_first_value_keep_their_places(read, book, first):
    book.remove(book.active)
    sheet = book.create_sheet("数据")
    sheet[first], sheet["D5"] = 7, "x"
    (rows,), problems = read(content(book))
    assert problems == ()
    found = {cell.cell: cell.value for row in rows.rows for cell in row if cell.value is not None}
    assert found == {first: 7, "D5": "x"}


def test_types_and_number_formats_are_kept(read, book):
    sheet = book.active
    sheet["A3"], sheet["B3"], sheet["C3"] = 0.795, True, datetime(2025, 3, 1)
    sheet["A3"].number_format = "0.0%"
    sheet["D3"] = "=1"
    sheet["D3"].data_type = "s"
    (rows,), problems = read(content(book))
    assert [cell.value for cell in rows.rows[2]] == [0.795, True, datetime(2025, 3, 1), "=1"]
    assert rows.rows[2][0].number_format == "0.0%"
    assert not rows.rows[2][3].formula
    assert problems == ()


def test_blank_rows_are_empty_and_others_as_long_as_the_header(read, book):
    sheet = book.active
    sheet["A5"] = "b"
    sheet["E6"] = "far"
    sheet["A9"].number_format = "0.0%"  # formatted but blank
    (rows,), _ = read(content(book))
    assert [len(row) for row in rows.rows] == [3, 3, 0, 0, 3, 5]
    assert rows.rows[4][2] == CellText(None, "General", "C5", False)
    assert [cell.cell for cell in rows.rows[5]] == ["A6", "B6", "C6", "D6", "E6"]


def test_formula_without_stored_value_is_an_error_at_its_cell(read, book):
    book.active["C3"] = "=1+1"
    book.active["D3"] = ArrayFormula("D3:D3", "=SUM(C2:C3)")
    (rows,), problems = read(content(book))
    assert {p.where for p in problems if p.level is Level.ERROR} == {
        f"{NAME}!数据!C3",
        f"{NAME}!数据!D3",
    }
    assert "请在 Excel/WPS 打开并保存" in problems[0].mend
    assert rows.rows[2][2] == CellText(None, "General", "C3", True)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><f>1+1</f><v>2</v></c>', 2),
        ('<c r="A1" t="str"><f>B1</f><v>甲</v></c>', "甲"),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', None),
    ],
)
def test_formula_with_stored_value_keeps_it_with_a_note(read, book, cell, value):
    xml = sheet_xml(f'<row r="1">{cell}<c r="B1"><v>1</v></c></row>')
    (rows,), problems = read(changed(content(book), {SHEET: xml}))
    assert rows.rows[0][0] == CellText(value, "General", "A1", True)
    assert [(p.level, p.where) for p in problems] == [(Level.NOTE, f"{NAME}!数据!A1")]


def test_error_cells_are_errors_at_their_cells(read, book):
    for row, text in enumerate(["#DIV/0!", "#REF!", "#N/A", "#VALUE!"], start=3):
        book.active.cell(row, 3).value = text
    (rows,), problems = read(content(book))
    assert [p.where for p in problems] == [f"{NAME}!数据!C{row}" for row in (3, 4, 5, 6)]
    assert {p.level for p in problems} == {Level.ERROR}
    assert "#DIV/0!" in problems[0].what
    assert rows.rows[2][2].value == "#DIV/0!"


def test_a_flood_of_faulty_cells_is_counted(read, book):
    for row in range(1, 301):
        book.active.cell(row, 5).value = "=1+1"
    _, problems = read(content(book))
    assert len(problems) == 201
    assert problems[199].where == f"{NAME}!数据!E200"
    assert "另有 100 格" in problems[200].what


def test_merged_hidden_and_filtered_are_warned_of(read, book):
    sheet = book.active
    for row in range(3, 9):
        sheet.append([f"r{row}", "x", row])
    sheet.merge_cells("A3:B4")
    sheet.row_dimensions[5].hidden = True
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.auto_filter.ref = "A1:C8"
    sheet.auto_filter.add_filter_column(0, ["a"])
    secret = book.create_sheet("底稿")
    secret["A1"] = 1
    secret.sheet_state = "hidden"
    (rows, other), problems = read(content(book))
    assert {p.level for p in problems} == {Level.WARNING}
    said = {p.where.removeprefix(f"{NAME}!"): p.what for p in problems}
    assert "A3:B4" in said["数据!A3"]
    assert "5、7" in said["数据!A5"]
    assert "B:B" in said["数据!B1"]
    assert "筛选" in said["数据"]
    assert "隐藏" in said["底稿"]
    assert len(problems) == 5
    assert (rows.merged, rows.hidden_rows, rows.filtered) == (("A3:B4",), (5, 7), True)
    assert other.hidden
    assert rows.rows[4][0].value == "r5"


def test_rows_and_columns_of_no_height_or_width_are_hidden(read, book):
    rows = '<row r="1" ht="0"><c r="A1"><v>1</v></c></row>'
    xml = sheet_xml(rows, before='<cols><col min="1" max="1" width="0"/></cols>')
    (sheet,), problems = read(changed(content(book), {SHEET: xml}))
    assert sheet.hidden_rows == (1,)
    assert {p.what[:5] for p in problems} == {"有隐藏的行", "有隐藏的列"}


def test_what_the_template_hides_is_not_warned_of(read, book):
    meta = book.create_sheet("_jbeco")
    meta["A1"] = "键"
    meta.sheet_state = "veryHidden"
    book.active.auto_filter.ref = "A1:C2"  # arrows, but nothing filtered
    book.active.row_dimensions[50].hidden = True  # nothing there
    book.active.column_dimensions["H"].hidden = True
    sheets, problems = read(content(book))
    assert problems == ()
    assert [sheet.hidden for sheet in sheets] == [False, True]


def test_comments_and_pictures_are_noted(read, book):
    book.active["C2"].comment = Comment("电话 13812345678", "x")
    data = changed(content(book), {"xl/media/image1.png": b"\x89PNG\r\n\x1a\n"})
    _, problems = read(data)
    assert [p.level for p in problems] == [Level.NOTE, Level.NOTE]
    assert "C2" in problems[0].what
    assert "13812345678" not in "".join(map(str, problems))


def test_1904_dates_are_warned_of_and_still_right(read, book):
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A3"] = datetime(2025, 3, 1)
    (rows,), problems = read(content(book))
    assert rows.rows[2][0].value == datetime(2025, 3, 1)
    assert [p.level for p in problems] == [Level.WARNING]
    assert "1904" in problems[0].what


@pytest.mark.parametrize("declared", ["A1:B1", "A1:XFD1048576", "A1"])
def test_a_wrong_declared_size_neither_loses_cells_nor_hangs(read, book, declared):
    data = changed(
        content(book),
        {SHEET: lambda old: re.sub(rb'ref="A1:C2"', f'ref="{declared}"'.encode(), old)},
    )
    assert declared.encode() in ZipFile(BytesIO(data)).read(SHEET)
    (rows,), problems = read(data)
    assert problems == ()
    assert values(rows) == [["代码", "名称", "值"], ["a", "甲", 79.5]]


def test_a_row_at_the_end_of_the_sheet_that_holds_nothing_costs_nothing(read, book):
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    last = '<row r="1048576" ht="12.8"><c r="XFD1048576"/></row>'
    (sheet,), problems = read(changed(content(book), {SHEET: sheet_xml(first + last)}))
    assert (values(sheet), problems) == ([[1]], ())


def test_a_stray_value_in_the_last_row_is_still_read(read, book):
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="B1048576"><v>2</v></c></row>'
    )
    (sheet,), problems = read(changed(content(book), {SHEET: sheet_xml(rows)}))
    assert problems == ()
    assert len(sheet.rows) == 1_048_576
    assert sheet.rows[-1][1] == CellText(2, "General", "B1048576", False)


@pytest.mark.parametrize(
    ("rows", "part"),
    [
        ('<row r="2"/><row r="1"/>', "行号 1"),
        ('<row r="2"/><row r="2"/>', "行号 2"),
        ('<row r="1048577"/>', "行号 1048577"),
        ('<row r="99999999999"/>', "应为整数"),
        ('<row r="1"><c r="B1"/><c r="A1"/></row>', "不按顺序"),
        ('<row r="1"><c r="A1"/><c r="A1"/></row>', "不按顺序"),
        ('<row r="1"><c r="A9"/></row>', "A9"),
        ('<row r="1"><c r="ZZZ1"/></row>', "16384"),
        ('<row r="1"><c r="1A"/></row>', "1A"),
        ('<row r="1"><c r="A1">' + "<v/>" * 9 + "</c></row>", "内部结构"),
        ("<x>" * 100 + "</x>" * 100, "嵌套"),
        (
            '<row r="1"><c r="A1" t="inlineStr"><is><t>' + "x" * 32768 + "</t></is></c></row>",
            "32767",
        ),
    ],
)
def test_cells_that_a_reader_would_drop_or_choke_on_are_refused(refuse, book, rows, part):
    refuse(changed(content(book), {SHEET: sheet_xml(rows)}), part)


def test_slow_elements_before_the_cells_are_refused(refuse, book):
    xml = sheet_xml("", before='<dataValidations><dataValidation sqref="A1 A2"/></dataValidations>')
    refuse(changed(content(book), {SHEET: xml}), "顺序")


def test_slow_elements_behind_the_cells_are_not_read(read, book):
    squares = " ".join(f"A{row}" for row in range(1, 100_000))
    xml = sheet_xml(
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        after=f'<dataValidations><dataValidation sqref="{squares}"/></dataValidations>',
    )
    (sheet,), _ = read(changed(content(book), {SHEET: xml}))
    assert values(sheet) == [[1]]


def test_a_text_in_runs_that_is_too_long_is_named_at_its_cell(read, book):
    runs = f"<r><t>{'x' * 20_000}</t></r>" * 2
    rows = f'<row r="1"><c r="A1" t="inlineStr"><is>{runs}</is></c><c r="B1"><v>1</v></c></row>'
    (sheet,), problems = read(changed(content(book), {SHEET: sheet_xml(rows)}))
    assert [p.where for p in problems] == [f"{NAME}!数据!A1"]
    assert problems[0].level is Level.ERROR
    assert sheet.rows[0][0].value is None


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "空的"),
        (OLE + b"\0" * 600, "旧版"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("代码,值\na,1\n".encode(), "CSV"),
        ("代码,值\na,1\n".encode("gb18030"), "CSV"),
        (b"<html><table>", "网页"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "XML"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\0\1\2", "二进制"),
        (b"PK\x03\x04 no zip", "损坏"),
    ],
)
def test_what_is_no_xlsx_is_refused_by_its_content(refuse, data, part):
    refuse(data, part)


@pytest.mark.parametrize(
    ("members", "part"),
    [
        ({"word/document.xml": b"<w/>"}, "Word"),
        ({"xl/workbook.bin": b"x"}, "xlsb"),
        ({"content.xml": b"<o/>"}, "OpenDocument"),
        ({"a.txt": b"x"}, "压缩包"),
    ],
)
def test_other_zip_files_are_named(refuse, members, part):
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    refuse(buffer.getvalue(), part)


@pytest.mark.parametrize(
    ("member", "part"),
    [
        ("xl/vbaProject.bin", "宏"),
        ("xl/macrosheets/sheet1.xml", "宏表"),
        ("xl/externalLinks/externalLink1.xml", "外部链接"),
        ("xl/embeddings/oleObject1.bin", "OLE"),
        ("xl/activeX/activeX1.bin", "ActiveX"),
        ("xl/connections.xml", "外部数据连接"),
        ("../../evil.xml", "不安全"),
        ("xl/../../evil.xml", "不安全"),
        ("/etc/passwd", "不安全"),
        ("C:/evil.xml", "不安全"),
        ("xl\\..\\evil.xml", "不安全"),
        ("XL/WORKBOOK.xml", "重名"),
    ],
)
def test_dangerous_members_are_refused(refuse, book, member, part):
    refuse(changed(content(book), {member: b"<x/>"}), part)


def test_truncated_and_corrupted_files_are_refused(refuse, book):
    data = content(book)
    refuse(data[: len(data) // 2], "损坏")
    stored = changed(data, {}, ZIP_STORED)
    refuse(stored.replace(b"<sheetData>", b"<sheetDatA>"), "损坏")


def test_an_encrypted_member_is_refused(refuse, book):
    data = bytearray(content(book))
    for place in (m.start() for m in re.finditer(b"PK\x01\x02", data)):
        data[place + 8] |= 1
    refuse(bytes(data), "密码")


@pytest.mark.parametrize("member", [SHEET, "xl/workbook.xml", "xl/styles.xml", "docProps/core.xml"])
@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        "<!DOCTYPE a>",
    ],
)
def test_a_document_type_is_refused_in_every_member(refuse, book, member, doctype):
    def bomb(old):
        return doctype.encode() + re.sub(rb"^<\?xml[^>]*\?>", b"", old)

    refuse(changed(content(book), {member: bomb}), "DTD")


def test_a_document_type_in_utf_16_or_under_another_name_is_refused_too(refuse, book):
    xml = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY a "x">]><a>&a;</a>'
    refuse(changed(content(book), {SHEET: xml.encode("utf-16")}), "DTD")
    refuse(changed(content(book), {"xl/media/image1.png": xml.encode("utf-16")}), "DTD")


def test_broken_xml_is_refused(refuse, book):
    refuse(changed(content(book), {SHEET: b"<worksheet"}), SHEET)


def test_a_sheet_whose_content_is_gone_is_an_error(read, book):
    book.create_sheet("别的")["A1"] = 1
    sheets, problems = read(changed(content(book), {SHEET: None}))
    assert [sheet.name for sheet in sheets] == ["别的"]
    assert [(p.level, p.where) for p in problems] == [(Level.ERROR, f"{NAME}!数据")]


def test_strict_open_xml_is_refused(refuse, book):
    def strict(old):
        return old.replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")

    data = changed(content(book), {"xl/workbook.xml": strict, SHEET: strict})
    refuse(data, "Strict")


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" t="s"><v>99</v></c>',  # a shared text that is not there
        '<c r="A1" t="x"><v>1</v></c>',
        '<c r="A1" t="inlineStr"><v>1</v></c>',
        '<c r="A1"><v><![CDATA[5]]></v></c>',
    ],
)
def test_a_sheet_that_the_reader_cannot_read_whole_is_an_error_not_a_crash(refuse, book, cell):
    refuse(changed(content(book), {SHEET: sheet_xml(f'<row r="1">{cell}</row>')}), "没有读入")


def small(**changes):
    return Limits(**{**vars(LIMITS), **changes})


def test_limits_of_file_member_ratio_and_cells(refuse, book):
    big = os.urandom(1_200_000)
    data = changed(content(book), {"xl/media/image1.png": big})
    refuse(data, "超过上限 1 MB", small(file_mb=1))
    refuse(data, "解压后有 1 MB", small(member_mb=1))
    zeros = changed(content(book), {"xl/media/image1.png": b"\0" * 2_000_000})
    refuse(zeros, "压缩比", LIMITS)
    refuse(content(book), "单元格超过上限 5 个（读到第 2 行）", small(cells=5))


def test_all_sheets_share_the_limit_of_cells(read, refuse, book):
    book.create_sheet("二").append([1, 2, 3])
    data = content(book)
    limits = small(cells=90)
    assert len(read(data, limits)[0]) == 2
    for row in range(3, 29):
        book.active.append([row, row, row])
    book["二"].append([1, 2, 3])
    book["二"].append([1, 2, 3])
    refuse(content(book), "单元格超过上限 90 个", limits)


def many(start, unit, end, megabytes):
    return start + unit * (megabytes * 1024 * 1024 // len(unit)) + end


def bombs(book):
    """Files that would take gigabytes or hours, as far as the sizes alone would let them pass."""
    data = content(book)
    head = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
    tail = b"</sheetData></worksheet>"
    wide = "".join(
        f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(1, 400_000)
    )
    strings = f'<sst xmlns="{MAIN}">'.encode()
    styles = f'<styleSheet xmlns="{MAIN}"><fonts>'.encode()
    row, end_row = b'<row r="1"><c r="A1">', b"</c></row>"
    yield (
        "one long text",
        {SHEET: head + row + b"<v>" + b"9" * 40_000_000 + b"</v>" + end_row + tail},
    )
    yield "wide rows", {SHEET: sheet_xml(wide)}
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="{}"><v>1</v></c></row>'
    yield "far corner", {SHEET: sheet_xml(far.format("XFD1048576"))}
    yield "near corner", {SHEET: sheet_xml(far.format("E1048576"))}
    yield "many cells", {SHEET: head + b'<row r="1">' + b"<c/>" * 10_000_000 + b"</row>" + tail}
    yield "many values", {SHEET: many(head + row, b"<v/>", end_row + tail, 45)}
    yield "many rows", {SHEET: many(head, b"<row/>", tail, 45)}
    yield "many strings", {"xl/sharedStrings.xml": many(strings, b"<si><t/></si>", b"</sst>", 45)}
    yield "many fonts", {"xl/styles.xml": many(styles, b"<font/>", b"</fonts></styleSheet>", 45)}
    yield "long attribute", {SHEET: head + b'<row r="' + b"1" * 40_000_000 + b'"/>' + tail}
    deep = b"<a>" * 9_000_000
    yield "deep", {"docProps/core.xml": deep}
    sheet = ZipFile(BytesIO(data)).read(SHEET)
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]>'.encode()
    yield "billion laughs", {SHEET: bomb + re.sub(rb"^<\?xml[^>]*\?>", b"", sheet)}


def test_a_stray_value_far_below_a_wide_sheet_is_told_where_it_stands(refuse, book):
    """Whoever marks a copy goes through every empty row above it: 4.5 GB once."""
    wide = "".join(f'<c r="{letter}1"><v>1</v></c>' for letter in "ABCDEFGHIJKL")
    far = f'<row r="1">{wide}</row><row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    told = "单元格超过上限 2000000 个（读到第 1048576 行，前面空了 1048574 行）"
    refuse(changed(content(book), {SHEET: sheet_xml(far)}), told)


READER = """
import sys
from pathlib import Path
from jbeco.plan.methods import Limits
from jbeco.intake.files import read_file
from jbeco.intake.files import read_file
from jbeco.intake.workbook import read_workbook

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024

limits = Limits(file_mb=20, member_mb=50, compression_ratio=10**6, cells=2_000_000,
                text_chars=32_767)
before = peak()
for path in sys.argv[1:]:
    sheets, problems = read_workbook(read_file(Path(path), "a.xlsx", limits), limits)
    print(len(sheets), peak() - before, problems[0].what)
"""


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="needs the peak of /proc")
def test_bombs_are_refused_inside_the_memory_bound(tmp_path, refuse, book):
    """Even with the limit on the ratio lifted, which stops most of them at the door."""
    paths = []
    for name, change in bombs(book):
        paths.append(tmp_path / f"{name}.xlsx")
        paths[-1].write_bytes(changed(content(book), change))
    done = subprocess.run(
        [sys.executable, "-c", READER, *map(str, paths)],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    lines = done.stdout.splitlines()
    assert len(lines) == len(paths) == 12
    for path, line in zip(paths, lines, strict=True):
        sheets, grown, _ = line.split(" ", 2)
        assert sheets == "0", path.name
        assert int(grown) < 100, (path.name, line)


def test_declared_member_size_that_lies_is_refused(refuse, book):
    """The header says few bytes; the bytes behind it are many."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive, ZipFile(BytesIO(content(book))) as source:
        for name in source.namelist():
            archive.writestr(ZipInfo(name), source.read(name), ZIP_DEFLATED)
        archive.writestr("xl/media/image1.png", b" " * 5_000_000)
    data = bytearray(buffer.getvalue())
    size = (5_000_000).to_bytes(4, "little")
    for place in [m.start() for m in re.finditer(re.escape(size), data)]:
        data[place : place + 4] = (1000).to_bytes(4, "little")
    refuse(bytes(data), "损坏")
