import gzip

import pytest

from jbeco.intake.textfile import read_text_rows
from jbeco.plan.methods import Limits
from jbeco.problems import Level

LIMITS = Limits(file_mb=1, member_mb=50, compression_ratio=200, cells=10_000, text_chars=100)
NAME = "2025/a.csv"
TABLE = (("站点", "值"), ("江北", "1"))


@pytest.fixture
def read(tmp_path):
    def read_bytes(data, limits=LIMITS):
        path = tmp_path / "a.csv"
        path.write_bytes(data)
        return read_text_rows(path, NAME, limits)

    return read_bytes


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_utf8_with_and_without_mark(read, delimiter, end):
    text = end.join(delimiter.join(row) for row in TABLE) + end
    assert read(text.encode("utf-8")) == (TABLE, ())
    assert read(text.encode("utf-8-sig")) == (TABLE, ())


def test_gb18030_is_read_with_a_note(read):
    rows, problems = read("站点,值\n江北,1\n".encode("gb18030"))
    assert rows == TABLE
    assert [p.level for p in problems] == [Level.NOTE]
    assert "GB18030" in problems[0].what


def test_delimiter_is_taken_from_the_header_only(read):
    rows, problems = read("站点;值\n江北,庄桥;1,5\n".encode())
    assert (rows, problems) == ((("站点", "值"), ("江北,庄桥", "1,5")), ())


def test_quotes_keep_delimiters_and_line_breaks(read):
    rows, _ = read('站点,值\n"江,北\n二","1"\n庄桥,2\n'.encode())
    assert rows == (("站点", "值"), ("江,北\n二", "1"), ("庄桥", "2"))


def test_blank_rows_keep_the_places_and_are_left_off_at_the_end(read):
    rows, problems = read("站点,值\n\n江北,1\n,\n\n".encode())
    assert rows == (("站点", "值"), ("", ""), ("江北", "1"))
    assert problems == ()


def test_texts_stay_texts(read):
    rows, _ = read("站点,值\n=1+1,@x\n+1,007\n".encode())
    assert rows[1:] == (("=1+1", "@x"), ("+1", "007"))


def test_ragged_rows_are_errors_and_come_out_even(read):
    body = "".join("江北,1,2\n" for _ in range(7))
    rows, problems = read(f"站点,值\n江北\n{body}".encode())
    assert {len(row) for row in rows} == {2}
    assert {p.level for p in problems} == {Level.ERROR}
    assert problems[0].where == f"{NAME} 第 2 行"
    assert "有 1 格，表头有 2 格" in problems[0].what
    assert "另有 3 行" in problems[-1].what
    assert len(problems) == 6


@pytest.mark.parametrize(
    ("data", "part"),
    [
        ("站点,值\n江北,1\n".encode("utf-16"), "UTF-16"),
        (b"a,b\n1,\x00\n", "二进制"),
        (b"a,b\n1,\x07\n", "控制字符"),
        (b"PK\x03\x04abc", "工作簿"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版"),
        (gzip.compress(b"a,b"), "gzip"),
        (b"<html><body>", "网页"),
        ("站点,值\n江北区庄桥街道,1\n".encode() + b"\xe6\xb1\n", "坏字节"),
        (b"a,b\n\xff\xfe\xfd,1\n", "既不是"),
        (b'a,b\n"x,1\n', "引号"),
        (b'a,b\n"x"y,1\n', "引号"),
        (b"a,b\n" + b"x" * 101 + b",1\n", "101 个字符"),
        (b"a,b\n" + b"x" * 200_000 + b",1\n", "太长"),
        (b"a,b\n" * 5_001, "超过上限 10000 个"),
        (b"a" + b"," * 99 + b"\n" + b"\n" * 200 + b"x\n", "超过上限 10000 个"),
        (b"a,b\n" * 300_000, "超过上限 1 MB"),
    ],
)
def test_refused(read, data, part):
    rows, problems = read(data)
    assert rows == ()
    assert [p.level for p in problems] == [Level.ERROR]
    assert part in problems[0].what
    assert problems[0].where.startswith(NAME)


def test_a_fault_names_its_line(read):
    _, problems = read(b"a,b\n1,2\n3,\x07\n")
    assert problems[0].where == f"{NAME} 第 3 行"
    _, problems = read(b"a,b\n1," + b"x" * 101 + b"\n")
    assert problems[0].where == f"{NAME}!B2"


def test_an_empty_file_has_no_rows(read):
    assert read(b"") == ((), ())
