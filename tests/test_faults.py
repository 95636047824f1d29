"""Each fault of docs/故障表.md names a test that is there, or says why there is none."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "docs" / "故障表.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
FAULTS = 38
"""Faults of the table of methods; those that were found since stand below it."""


def rows() -> list[list[str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in lines
        if line.startswith("| ") and "---" not in line
    ]


@cache
def functions(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))


def test_every_fault_is_there_once() -> None:
    numbers = [int(row[0]) for row in rows() if row[0].isdecimal()]
    assert numbers == [*range(1, FAULTS + 1)]


def test_every_fault_names_a_test_or_says_why_there_is_none() -> None:
    for row in rows():
        if row[0] not in ("#", "故障"):
            assert NAMED.search(row[-1]) or len(row[-1]) > 10, row


def test_every_test_that_is_named_is_there() -> None:
    named = NAMED.findall(TABLE.read_text(encoding="utf-8"))
    assert len(named) > FAULTS
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / path).is_file() or name not in functions(path)
    ]
    assert missing == []


def test_nothing_else_in_the_table_looks_like_a_test() -> None:
    """A name that is misspelt so that it is not recognised would never be missed."""
    text = TABLE.read_text(encoding="utf-8")
    assert NAMED.sub("", text).count("::") == text.count("`文件::名字`")
