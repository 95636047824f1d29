"""The published sets: every leaf can be judged, and is numbered as it is printed."""

import re
from pathlib import Path

import pytest

from jbeco.frameworks import PUBLISHED, Leaf, framework_file, leaf_id, read_framework
from jbeco.indicators import INDICATORS
from jbeco.plan.rules import bounds, parse_rule

SHIPPED = sorted(PUBLISHED.glob("*.csv"))


def leaves(path: Path) -> list[Leaf]:
    problems: list = []
    table = read_framework(path, problems)
    assert problems == []
    assert table.complete
    return [leaf for _, leaf in table.pairs]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_rows_and_parts_are_numbered_without_a_gap(path: Path) -> None:
    rows: dict[int, list[int | None]] = {}
    for leaf in leaves(path):
        rows.setdefault(leaf.number, []).append(leaf.part)
    assert list(rows) == list(range(1, len(rows) + 1))
    for parts in rows.values():
        assert parts in ([None], list(range(1, len(parts) + 1)))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_leaves_of_one_row_share_what_belongs_to_the_row(path: Path) -> None:
    rows: dict[int, set[tuple[str, ...]]] = {}
    for leaf in leaves(path):
        shared = (leaf.system, leaf.task, leaf.row_name, leaf.attribute)
        rows.setdefault(leaf.number, set()).add(shared)
    assert [number for number, shared in rows.items() if len(shared) > 1] == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_leaf_is_set_on_a_declared_indicator_by_a_rule(path: Path) -> None:
    for leaf in leaves(path):
        assert leaf.indicator in INDICATORS
        assert parse_rule(leaf.standard_rule)
        assert leaf.standard_text


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_cell_that_is_just_a_number_is_read_as_that_number(path: Path) -> None:
    operators = {"≥": ">=", "≤": "<="}
    read = 0
    for leaf in leaves(path):
        cell = re.fullmatch(r"[①②③]?([≥≤]?)(\d+(?:\.\d+)?)%?", leaf.standard_text)
        if cell:
            sign, number = cell.groups()
            operator = operators.get(sign, "=" if number == "100" else ">=")
            (bound,) = bounds(parse_rule(leaf.standard_rule))
            assert (leaf.number, str(bound)) == (leaf.number, f"{operator} {number}")
            read += 1
    assert read > 15


@pytest.mark.parametrize(
    ("framework", "number", "part", "said"),
    [("national", "7", "1", "N07-1"), ("provincial", "40", "", "P40"), ("county", "1", "", "C01")],
)
def test_the_id_of_a_leaf(framework, number, part, said) -> None:
    assert leaf_id(framework, number, part) == said


def test_a_set_that_the_package_ships_is_its_own(tmp_path: Path) -> None:
    (tmp_path / "national-2019.csv").write_text("", encoding="utf-8")
    assert framework_file("national-2019", tmp_path) == PUBLISHED / "national-2019.csv"


def test_another_set_lies_in_the_plans_folder(tmp_path: Path) -> None:
    assert framework_file("nanjiang-2020", tmp_path) == tmp_path / "nanjiang-2020.csv"


def test_what_cannot_be_read_is_named_and_the_rest_is_there(tmp_path: Path) -> None:
    path = tmp_path / "set.csv"
    lines = (PUBLISHED / "national-2019.csv").read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace("binding", "strict")
    lines[2] = lines[2].replace(",", "", 1)
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    problems: list = []
    table = read_framework(path, problems)
    assert sorted(problem.where for problem in problems) == [
        "set.csv 第 3 行",
        "set.csv!H2（attribute）",
    ]
    assert len(table.rows) == len(lines) - 2
    assert len(table.pairs) == len(lines) - 3
    assert not table.whole
    assert not table.complete
