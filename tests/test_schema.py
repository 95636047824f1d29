"""Records from tables and TOML: exact, each fault at its cell, and no consequence of a loss."""

import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

import pytest
from pydantic import ConfigDict, StrictBool, StrictInt

from jbeco.problems import Problem
from jbeco.schema import (
    Names,
    Number,
    OptionalNumber,
    OptionalWhole,
    Quoted,
    Whole,
    YesNo,
    columns_of,
    exact,
    faults_of,
    read_records,
    read_toml,
    toml_record,
)


@dataclass(frozen=True)
class Tree:
    id: str
    age: Whole
    height: Number
    girth: OptionalNumber
    felled: OptionalWhole
    kind: Literal["oak", ""]
    listed: YesNo
    owners: Names
    place: str = "A1"


@dataclass(frozen=True)
class Garden:
    __pydantic_config__ = ConfigDict(extra="forbid")

    width: Quoted
    open: StrictBool
    beds: dict[str, StrictInt]


HEADER = "id,age,height,girth,felled,kind,listed,owners"


@pytest.fixture
def read(tmp_path: Path):
    def read_rows(*rows: str, **options):
        path = tmp_path / "trees.csv"
        path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
        problems: list[Problem] = []
        return read_records(path, Tree, problems, **options), [str(p) for p in problems]

    return read_rows


def test_a_row_becomes_a_record(read) -> None:
    table, problems = read("t1,80,12.5,,2030,oak,yes,甲;乙")
    ((row, tree),) = table.pairs
    assert problems == []
    assert (tree.age, tree.height, tree.girth, tree.felled) == (80, Fraction("12.5"), None, 2030)
    assert (tree.kind, tree.listed, tree.owners) == ("oak", True, ("甲", "乙"))
    assert (row.line, row["id"]) == (2, "t1")
    assert table.complete


def test_the_columns_are_the_fields_without_a_default() -> None:
    assert ",".join(columns_of(Tree)) == HEADER


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("t1,八十,1,,,oak,yes,", "B2（age）｜“八十”读不懂｜应为整数"),
        ("t1,80.5,1,,,oak,yes,", "B2（age）｜“80.5”读不懂｜应为整数"),
        ("t1,9999999999,1,,,oak,yes,", "B2（age）｜“9999999999”读不懂"),
        ("t1,1,,,,oak,yes,", "C2（height）｜“”读不懂｜应为数"),
        ("t1,1,1e3,,,oak,yes,", "C2（height）｜“1e3”读不懂｜应为数"),
        ("t1,1,1,NaN,,oak,yes,", "D2（girth）｜“NaN”读不懂｜应为数"),
        ("t1,1,1,,去年,oak,yes,", "E2（felled）｜“去年”读不懂｜应为整数"),
        ("t1,1,1,,,elm,yes,", "F2（kind）｜“elm”不在可选值里｜可选：oak、（空）"),
        ("t1,1,1,,,oak,是,", "G2（listed）｜“是”不在可选值里｜可选：yes、no"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(read, row: str, said: str) -> None:
    table, problems = read(row)
    (problem,) = problems
    assert problem.startswith(f"错误｜trees.csv!{said}")
    assert table.pairs == ()
    assert table.whole
    assert not table.complete


def test_a_torn_row_costs_itself_only(read) -> None:
    table, problems = read("t1,1,1,,,oak,yes,", "t2,1,1,,,oak,yes", "t3,1,1,,,oak,no,")
    assert problems == ["错误｜trees.csv 第 3 行｜有 7 格，应有 8 格｜请检查逗号与引号"]
    assert [tree.id for _, tree in table.pairs] == ["t1", "t3"]
    assert table.known("id") is None


def test_a_key_stands_once_and_is_not_empty(read) -> None:
    _, problems = read("t1,1,1,,,oak,yes,", "t1,2,1,,,oak,yes,", ",3,1,,,oak,yes,", key="id")
    assert [problem.split("｜")[1:3] for problem in problems] == [
        ["trees.csv!A3（id）", "“t1”与第 2 行重复"],
        ["trees.csv!A4（id）", "“”是空的"],
    ]


def test_a_row_may_be_read_otherwise_than_it_stands(read) -> None:
    def older(row):
        return type(row)(row.file, row.line, {**row.texts, "age": "99"})

    table, _ = read("t1,1,1,,,oak,yes,", changed=older)
    assert [tree.age for _, tree in table.pairs] == [99]
    assert [row["age"] for row in table.rows] == ["1"]


def test_what_refers_to_nothing_is_named_once_with_all_its_rows(read) -> None:
    table, _ = read(*(f"t{n},1,1,,,oak,yes,{'甲' if n < 4 else '乙'}" for n in range(1, 6)))
    found = faults_of(table.rows, "owners", {"乙"}, "没有此人", "请补上")
    assert [str(problem) for problem in found] == [
        "错误｜trees.csv!H2（owners）｜“甲”没有此人（第 3、4 行也是）｜请补上"
    ]
    assert faults_of(table.rows, "owners", None, "没有此人", "请补上") == []


@pytest.mark.parametrize("text", ["", "1e3", "∞", "NaN", "1/3", "１", "1_000", " 1"])
def test_only_plain_decimals_are_exact_numbers(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text) or "^$"):
        exact(text)


def test_a_toml_file_becomes_a_record(tmp_path: Path) -> None:
    path = tmp_path / "garden.toml"
    path.write_text('width = "0.10"\nopen = true\n[beds]\nroses = 3\n', encoding="utf-8-sig")
    problems: list[Problem] = []
    content = read_toml(path, problems)
    garden = toml_record(Garden, content, path.name, problems)
    assert problems == []
    assert garden == Garden(Fraction(1, 10), True, {"roses": 3})


def test_every_fault_of_a_toml_file_is_named_by_its_section() -> None:
    problems: list[Problem] = []
    content = {"width": 0.1, "open": "yes", "beds": {"roses": "3"}, "gate": 1}
    assert toml_record(Garden, content, "garden.toml", problems) is None
    assert sorted((problem.where, problem.what) for problem in problems) == [
        ("garden.toml [beds] roses", "“3”类型不对"),
        ("garden.toml gate", "“1”不认识这一项"),
        ("garden.toml open", "“yes”类型不对"),
        ("garden.toml width", "“0.1”类型不对"),
    ]


def test_a_toml_file_that_is_none_is_named(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_toml(tmp_path / "无.toml", problems) is None
    (tmp_path / "坏.toml").write_text("[a", encoding="utf-8")
    assert read_toml(tmp_path / "坏.toml", problems) is None
    assert [(p.where, p.what.partition("：")[0]) for p in problems] == [
        ("无.toml", "缺少这个文件"),
        ("坏.toml", "TOML 格式有误"),
    ]
