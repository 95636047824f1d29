import gzip

import pytest

from jbeco.intake.files import Arrived
from jbeco.intake.textfile import SHOWN_ROWS, read_table, torn_rows
from jbeco.plan.methods import Limits
from jbeco.problems import Level

LIMITS = Limits(file_mb=1, member_mb=50, compression_ratio=200, cells=10_000, text_chars=100)
NAME = "2025/a.csv"
TABLE = [("站点", "值"), ("江北", "1")]


def read(data, limits=LIMITS):
    return read_table(Arrived(NAME, data), limits)


def rows(data):
    """The header and the rows of a table that has no problem."""
    table, problems = read(data)
    assert problems == ()
    assert table.torn == ()
    return [table.header, *(tuple(row.cells) for row in table.rows)]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_utf8_with_and_without_mark(delimiter, end):
    text = end.join(delimiter.join(row) for row in TABLE) + end
    assert rows(text.encode("utf-8")) == TABLE
    assert rows(text.encode("utf-8-sig")) == TABLE


def test_gb18030_is_read_with_a_note():
    table, problems = read("站点,值\n江北,1\n".encode("gb18030"))
    assert (table.header, table.rows[0].cells) == (TABLE[0], list(TABLE[1]))
    assert [p.level for p in problems] == [Level.NOTE]
    assert "GB18030" in problems[0].what


def test_delimiter_is_taken_from_the_header_only():
    assert rows("站点;值\n江北,庄桥;1,5\n".encode()) == [("站点", "值"), ("江北,庄桥", "1,5")]


def test_quotes_keep_delimiters_and_line_breaks():
    text = '站点,值\n"江,北\n二","1"\n庄桥,2\n'
    assert rows(text.encode()) == [("站点", "值"), ("江,北\n二", "1"), ("庄桥", "2")]


def test_blank_rows_are_left_out_and_keep_the_places_of_the_others():
    table, problems = read("站点,值\n\n,\n江北,1\n,\n\n".encode())
    assert [(row.line, row.cells) for row in table.rows] == [(4, ["江北", "1"])]
    assert (table.torn, problems) == ((), ())


def test_blank_cells_behind_the_header_are_not_counted():
    assert rows("站点,值,,\n江北,1,,\n庄桥,2\n".encode()) == [*TABLE, ("庄桥", "2")]


def test_texts_stay_texts():
    assert rows("站点,值\n=1+1,@x\n+1,007\n".encode())[1:] == [("=1+1", "@x"), ("+1", "007")]


def test_torn_rows_are_kept_apart_and_named_at_their_line():
    body = "".join("江北,1,2\n" for _ in range(7))
    table, problems = read(f"站点,值\n江北\n庄桥,3\n{body}".encode())
    assert problems == ()
    assert [row.line for row in table.rows] == [3]
    assert [row.line for row in table.torn] == [2, *range(4, 11)]
    said = torn_rows(table, NAME)
    assert {p.level for p in said} == {Level.ERROR}
    assert said[0].where == f"{NAME}!A2（整行）"
    assert "有 1 格，表头有 2 格" in said[0].what
    assert len(said) == SHOWN_ROWS + 1
    assert (said[-1].place[2], "另有 3 行" in said[-1].what) == ("A8", True)


@pytest.mark.parametrize(
    ("data", "part"),
    [
        ("站点,值\n江北,1\n".encode("utf-16"), "UTF-16"),
        (b"a,b\n1,\x00\n", "二进制"),
        (b"a,b\n1,\x07\n", "控制字符"),
        (b"PK\x03\x04abc", "工作簿"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版"),
        (gzip.compress(b"a,b", mtime=0), "gzip"),
        (b"<html><body>", "网页"),
        ("站点,值\n江北区庄桥街道,1\n".encode() + b"\xe6\xb1\n", "坏字节"),
        (b"a,b\n\xff\xfe\xfd,1\n", "既不是"),
        (b'a,b\n"x,1\n', "引号"),
        (b'a,b\n"x"y,1\n', "引号"),
        (b"a,b\n" + b"x" * 101 + b",1\n", "101 个字符"),
        (b"a,b\n" + b"x" * 200_000 + b",1\n", "太长"),
        (b"a,b\n" * 5_001, "超过上限 10000 个"),
        (b"a" + b"," * 99 + b"\n" + b"\n" * 200 + b"x\n", "超过上限 10000 个"),
    ],
)
def test_refused(data, part):
    table, problems = read(data)
    assert table is None
    assert [p.level for p in problems] == [Level.ERROR]
    assert part in problems[0].what
    assert problems[0].place[0] == NAME


def test_a_fault_names_its_line():
    assert read(b"a,b\n1,2\n3,\x07\n")[1][0].where == f"{NAME}!A3"
    assert read(b"a,b\n1," + b"x" * 101 + b"\n")[1][0].where == f"{NAME}!B2"


def test_an_empty_file_has_no_rows():
    table, problems = read(b"")
    assert (table.header, table.rows, table.torn, problems) == ((), (), (), ())


def test_a_cell_longer_than_the_reader_takes_is_told() -> None:
    table, (problem,) = read(f"站点,值\n江北,{'9' * 131_073}\n".encode())
    assert table is None
    assert problem.where == f"{NAME}!A2"
    assert "一格太长" in problem.what
