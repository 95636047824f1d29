"""CSV tables: cell addresses, and every fault of a file's shape."""

from pathlib import Path

import pytest

from jbeco.problems import JbecoError
from jbeco.tables import cell_name, file_sha256, read_rows


def write(folder: Path, content: bytes | str) -> Path:
    path = folder / "t.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refused(path: Path, columns: list[str]) -> list[str]:
    with pytest.raises(JbecoError) as caught:
        read_rows(path, columns)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("column", "line", "name"),
    [(1, 1, "A1"), (4, 12, "D12"), (26, 2, "Z2"), (27, 2, "AA2"), (52, 3, "AZ3"), (703, 9, "AAA9")],
)
def test_cells_are_named_as_in_a_spreadsheet(column: int, line: int, name: str) -> None:
    assert cell_name(column, line) == name


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_rows_know_their_cells(tmp_path: Path, mark: bytes, ending: str) -> None:
    text = ending.join(["a,b,c", "1, 二 ,", '3,"四,五",6', ""])
    first, second = read_rows(write(tmp_path, mark + text.encode()), ["a", "b", "c"])
    assert first.texts == {"a": "1", "b": "二", "c": ""}
    assert second["b"] == "四,五"
    assert second.cell("c") == "C3"
    assert second.where("b") == "t.csv!B3（b）"


def test_sha256_is_that_of_the_bytes(tmp_path: Path) -> None:
    known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert file_sha256(write(tmp_path, b"abc")) == known


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (said,) = refused(tmp_path / "t.csv", ["a"])
    assert said == f"错误｜t.csv｜缺少这个文件｜请放到 {tmp_path.name} 文件夹里"


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    (said,) = refused(write(tmp_path, "a\n河流\n".encode("gbk")), ["a"])
    assert "t.csv｜不是 UTF-8 编码" in said


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("a", "缺少列 b"),
        ("a,b,z", "多出列 z"),
        ("a,x", "缺少列 b；多出列 x"),
        ("b,a", "列的顺序不对"),
        ("", "缺少列 a、b"),
    ],
)
def test_the_header_must_be_just_the_columns(tmp_path: Path, header: str, what: str) -> None:
    (said,) = refused(write(tmp_path, f"{header}\n1,2\n"), ["a", "b"])
    assert said == f"错误｜t.csv 第 1 行｜{what}｜表头应为：a,b"


def test_all_ragged_rows_and_line_breaks_are_named_at_once(tmp_path: Path) -> None:
    text = 'a,b\n1,2,3\n1,2\n"1\n2",3\n\n1\n'
    assert [said.split("｜")[1:3] for said in refused(write(tmp_path, text), ["a", "b"])] == [
        ["t.csv 第 2 行", "有 3 格，应有 2 格"],
        ["t.csv 第 4 行", "格内有换行，会使行号错位"],
        ["t.csv 第 5 行", "有 0 格，应有 2 格"],
        ["t.csv 第 6 行", "有 1 格，应有 2 格"],
    ]
