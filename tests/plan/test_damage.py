"""Whatever happens to one cell of a plan's tables, the loader says so there, or reads the plan."""

import csv
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.frameworks import PUBLISHED
from jbeco.plan import PACKAGE_PLAN, Plan, load_plan
from jbeco.problems import JbecoError

Cell = tuple[str, int, str]
"""File, line and column."""

FREE = {
    "departments.csv": {"name", "kind", "status", "note"},
    "bases.csv": {"name", "spellings", "source", "family"},
    "successors.csv": {"source", "note"},
    "criteria.csv": {"base_text", "target_2025_text", "target_2030_text", "note"},
    "base_values.csv": {"basis", "document", "document_row", "note"},
    "actions.csv": {"chapter", "section", "name", "text", "lead", "note"},
    "commitments.csv": {"kind", "text", "what", "relation", "unit", "due_text", "note"},
    "rulings.csv": {
        *("trap", "question", "default_reading", "why", "other_reading", "what_would_change"),
        *("plausibility", "confirm_by"),
    },
    "national-2019.csv": {"task", "row_name", "name", "unit_text", "standard_text", "note"},
    "zhejiang-2019.csv": {"task", "row_name", "name", "unit_text", "standard_text", "note"},
}
"""Columns that hold whatever the document says."""

KEYS = {
    *(("departments.csv", "id"), ("actions.csv", "id"), ("commitments.csv", "id")),
    *(("rulings.csv", "id"), ("criteria.csv", "id"), ("reporters.csv", "code")),
    *(("base_values.csv", "criterion"), ("national-2019.csv", "number")),
    *(("zhejiang-2019.csv", "number"), ("national-2019.csv", "part")),
    *(("zhejiang-2019.csv", "part"), ("base_values.csv", "series")),
    ("bases.csv", "code"),
    *(("base_values.csv", "measure"), ("base_values.csv", "missing")),
}
"""Columns whose damage may show where the row is looked for, or make another good row."""

NASTY = (
    "",
    "垃圾",
    "-1",
    "0",
    "1/0",
    "1e999",
    "∞",
    "NaN",
    "甲;乙",
    "=1+1",
    "yes",
    "2019",
    "> 0 or",
)


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped plan on sets of its own, so that their tables can be damaged, too."""
    folder = Path(shutil.copytree(PACKAGE_PLAN, tmp_path_factory.mktemp("damage") / "plan"))
    for path in PUBLISHED.glob("*.csv"):
        shutil.copy(path, folder / f"own-{path.name}")
    for name in ("plan.toml", "ruling_effects.csv"):
        text = (folder / name).read_text(encoding="utf-8")
        for path in PUBLISHED.glob("*.csv"):
            text = text.replace(path.stem, f"own-{path.stem}")
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@cache
def whole(folder: Path) -> Plan:
    return load_plan(folder)


def kind(name: str) -> str:
    return name.removeprefix("own-")


def cells(folder: Path) -> Iterator[Cell]:
    for path in sorted(folder.glob("*.csv")):
        header, *rows = read(path)
        for line in range(2, len(rows) + 2):
            yield from ((path.name, line, column) for column in header)


def after(folder: Path, name: str, rows: list[list[str]]) -> Plan | list[str]:
    """Load the plan with one table changed; the plan, or where its problems stand."""
    path = folder / name
    before = path.read_bytes()
    try:
        write(path, rows)
        return load_plan(folder)
    except JbecoError as error:
        return [problem.where for problem in error.problems]
    finally:
        path.write_bytes(before)


def names_row(places: list[str], name: str, line: int) -> bool:
    by_cell = any(p.startswith(f"{name}!") and p.split("（")[0].endswith(str(line)) for p in places)
    return by_cell or f"{name} 第 {line} 行" in places


def same(one: Plan, other: Plan) -> bool:
    return replace(one, files=()) == replace(other, files=())


@given(st.data())
def test_one_damaged_cell_is_named_or_harmless(folder: Path, data) -> None:
    name, line, column = data.draw(st.sampled_from(list(cells(folder))))
    rows = read(folder / name)
    place = rows[0].index(column)
    others = [row[place] for row in rows[1:]]
    rows[line - 1][place] = data.draw(st.sampled_from([*NASTY, *sorted(set(others))[:5]]))
    found = after(folder, name, rows)
    if isinstance(found, list):
        assert names_row(found, name, line) or (kind(name), column) in KEYS, found


@given(st.data())
def test_nonsense_in_a_cell_that_is_read_is_refused_there(folder: Path, data) -> None:
    read_cells = [c for c in cells(folder) if c[2] not in FREE.get(kind(c[0]), set())]
    name, line, column = data.draw(st.sampled_from(read_cells))
    rows = read(folder / name)
    rows[line - 1][rows[0].index(column)] = "垃圾〇"
    found = after(folder, name, rows)
    if isinstance(found, list):
        assert names_row(found, name, line) or (kind(name), column) in KEYS, found
    else:
        # a new name that nothing refers to, or a value that no rule of this reading looks at
        renamed = (kind(name), column) in KEYS
        assert renamed or column == "other" or same(found, whole(folder)), (name, line, column)


@given(st.data())
def test_a_missing_or_an_extra_comma_is_one_problem(folder: Path, data) -> None:
    name, line, _ = data.draw(st.sampled_from(list(cells(folder))))
    rows = read(folder / name)
    rows[line - 1] = data.draw(st.sampled_from([rows[line - 1][:-1], [*rows[line - 1], ""]]))
    assert after(folder, name, rows) == [f"{name} 第 {line} 行"]
