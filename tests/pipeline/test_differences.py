"""Where two files first differ is said in words that a reviewer can follow."""

import zipfile
from pathlib import Path

import pytest

from jbeco.pipeline.differences import first_difference


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("id,value\nN1,1\nN2,2\n", "id,value\nN1,1\nN2,3\n", "第 3 行（N2） value：2 → 3"),
        ("id,value\nN1,1\n", "id,value\nN2,1\n", "第 2 行 id：N1 → N2"),
        ("id,value\nN1,1\n", "id,value\nN1,\n", "第 2 行（N1） value：1 → （空）"),
        ("id,value\nN1,1\n", "id,value\nN1,1\nN2,1\n", "行数：2 → 3"),
        (
            'id,value\nN1,"a\nb"\nN2,2\n',
            'id,value\nN1,"a\nb"\nN2,3\n',
            "第 3 行（N2） value：2 → 3",
        ),
    ],
)
def test_a_table_is_compared_by_cells(tmp_path: Path, before: str, after: str, told: str) -> None:
    for name, text in (("a.csv", before), ("b.csv", after)):
        (tmp_path / name).write_text(f"\ufeff{text}", encoding="utf-8")
    assert first_difference(tmp_path / "a.csv", tmp_path / "b.csv") == told


def test_a_page_is_compared_by_lines_and_long_ones_are_cut(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>\n" + "同" * 500 + "达标" + "后" * 500, encoding="utf-8")
    (tmp_path / "b.html").write_text("<p>\n" + "同" * 500 + "滞后" + "后" * 500, encoding="utf-8")
    told = first_difference(tmp_path / "a.html", tmp_path / "b.html")
    assert told.startswith("第 2 行：同同同同同同同同同同达标后")
    assert "→ 同同同同同同同同同同滞后" in told
    assert len(told) < 200


def test_a_book_is_compared_by_its_parts(tmp_path: Path) -> None:
    def book(name: str, **parts: str) -> Path:
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for part, text in parts.items():
                archive.writestr(zipfile.ZipInfo(part), text)
        return tmp_path / name

    first = book("a.xlsx", sheet1="<v>96.6</v>", styles="x")
    changed = book("b.xlsx", sheet1="<v>96.7</v>", styles="x")
    assert first_difference(first, changed) == "sheet1 第 1 行：<v>96.6</v> → <v>96.7</v>"
    assert "sheet2" in first_difference(first, book("c.xlsx", sheet1="", sheet2="", styles=""))
