"""Tables pass between stages without loss: what is written is what is read."""

from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.problems import JbecoError
from jbeco.stage_tables import (
    TABLES,
    Column,
    column_guide,
    frame_of,
    read_table,
    records_of,
    write_table,
)

TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=8)


def on_the_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


KINDS: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXTS,
    "optional": st.none() | TEXTS.filter(bool),
    "whole": st.none() | st.integers(-(2**60), 2**60),
    "exact": st.none() | st.fractions(),
    "float": st.none() | st.floats(allow_nan=False),
    "truth": st.none() | st.booleans(),
    "date": st.none() | st.dates(date(1990, 1, 1), date(2100, 12, 31)),
    "time": st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(on_the_minute),
    "list": st.lists(TEXTS, max_size=3).map(tuple),
}


def records(columns: tuple[Column, ...]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(st.fixed_dictionaries({c.name: KINDS[c.kind] for c in columns}), max_size=3)


@given(st.data())
def test_any_table_comes_back_equal(tmp_path_factory: pytest.TempPathFactory, data: Any) -> None:
    name = data.draw(st.sampled_from(sorted(TABLES)))
    rows = data.draw(records(TABLES[name].columns))
    frame = frame_of(name, rows)
    folder = tmp_path_factory.mktemp("tables")
    write_table(folder, name, frame)
    again = read_table(folder, name)
    pd.testing.assert_frame_equal(again, frame)
    assert list(records_of(name, again)) == rows


@pytest.mark.parametrize(("column", "given"), [("state", ""), ("note", None)])
def test_nothing_is_nothing_however_it_was_said(tmp_path: Path, column: str, given: Any) -> None:
    row = dict.fromkeys(c.name for c in TABLES["observations"].columns)
    frame = frame_of("observations", [row | {"flags": (), column: given}])
    write_table(tmp_path, "observations", frame)
    pd.testing.assert_frame_equal(read_table(tmp_path, "observations"), frame)


def test_a_number_stands_twice(tmp_path: Path) -> None:
    row = dict.fromkeys((c.name for c in TABLES["comparators"].columns), "")
    row |= {"year": 2025, "value": Fraction(322, 366), "low": None, "high": None}
    row |= {"derived": False, "flags": ()}
    write_table(tmp_path, "comparators", frame_of("comparators", [row]))
    again = read_table(tmp_path, "comparators")
    assert again.loc[0, "value"] == pytest.approx(0.8797814)
    assert again.loc[0, "exact"] == "161/183"


@pytest.mark.parametrize("text", ["=1+1", "+a", "-b", "@x", "＝1", "'quoted", "\tx"])
def test_a_text_is_no_formula(tmp_path: Path, text: str) -> None:
    write_table(tmp_path, "files", frame_of("files", [{"file": text, "sha256": "0"}]))
    line = (tmp_path / "files.csv").read_text("utf-8-sig").splitlines()[1].lstrip('"')
    assert line.startswith("'")
    assert read_table(tmp_path, "files").loc[0, "file"] == text


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(JbecoError, match="没有“判定”这张表"):
        read_table(tmp_path, "verdicts")


def test_wrong_columns_are_named(tmp_path: Path) -> None:
    with pytest.raises(JbecoError, match="缺少 sha256；多出 hash"):
        write_table(tmp_path, "files", pd.DataFrame({"file": ["a"], "hash": ["b"]}))
    (tmp_path / "files.csv").write_text("file\nx\n", encoding="utf-8")
    with pytest.raises(JbecoError, match="缺少 sha256"):
        read_table(tmp_path, "files")


def test_every_column_says_what_it_means() -> None:
    guide = column_guide()
    assert (guide["meaning"] != "").all()
    assert set(guide["table"]) == set(TABLES)
    assert not guide.duplicated(["table", "column"]).any()
