"""All tables of many reports as Parquet: what the CSV says, with types, and of which report."""

import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from jbeco.pipeline.parquet import write_parquet
from jbeco.stage_tables import TABLES, read_table

pytest.importorskip("pyarrow", reason="要 pip install pyarrow")


@pytest.fixture
def districts(go: Callable[..., Any], tmp_path: Path) -> list[Any]:
    """The report of the county, as that of two districts."""
    published = go().folder
    for name in ("甲县", "乙县"):
        shutil.copytree(published, tmp_path / name / "2024")
    plan = SimpleNamespace(name="某规划")
    told = {"plan": plan, "year": 2024, "review": "annual"}
    return [SimpleNamespace(district=n, report=f"{n}/2024", **told) for n in ("甲县", "乙县")]


def test_each_table_holds_the_rows_of_every_report(districts: list[Any], tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    out = tmp_path / "out"
    out.mkdir()
    assert write_parquet(tmp_path, districts, out)
    assert {path.name for path in out.iterdir()} == {f"{name}.parquet" for name in TABLES}
    for name, table in TABLES.items():
        rows = pq.read_table(out / f"{name}.parquet")
        assert rows.column_names[:4] == ["district", "plan", "report_year", "review"]
        assert rows.column_names[4:] == table.stored
        one = read_table(tmp_path / "甲县/2024/tables", name)
        assert rows["district"].to_pylist() == ["甲县"] * len(one) + ["乙县"] * len(one)
        first = rows.slice(0, len(one)).select(table.stored)
        texts = {key: list(map(_text, cells)) for key, cells in one.items()}
        assert {key: list(map(_text, cells)) for key, cells in first.to_pydict().items()} == texts


def _text(cell: Any) -> str:
    """Return a cell as text: a date is the midnight that pandas makes of it."""
    return "" if cell is None or pd.isna(cell) else str(cell).removesuffix(" 00:00:00")


def test_numbers_truths_and_dates_have_types(districts: list[Any], tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    write_parquet(tmp_path, districts, tmp_path)
    types = {
        name: dict(zip(schema.names, map(str, schema.types), strict=True))
        for name in ("verdicts", "air_days", "air_hourly")
        for schema in [pq.read_schema(tmp_path / f"{name}.parquet")]
    }
    assert types["verdicts"]["meets_standard"] == "bool"
    assert types["verdicts"]["pace_value"] == "double"
    assert types["verdicts"]["pace_value_exact"] == "string"
    assert types["verdicts"]["report_year"] == "int64"
    assert types["air_days"]["date"] == "date32[day]"
    assert types["air_hourly"]["time"].startswith("timestamp")


def test_the_same_reports_give_the_same_bytes(districts: list[Any], tmp_path: Path) -> None:
    write_parquet(tmp_path, districts, tmp_path)
    first = {name: (tmp_path / f"{name}.parquet").read_bytes() for name in TABLES}
    write_parquet(tmp_path, districts, tmp_path)
    assert {name: (tmp_path / f"{name}.parquet").read_bytes() for name in TABLES} == first


def test_without_pyarrow_nothing_is_written(
    districts: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    assert not write_parquet(tmp_path, districts, tmp_path)
    assert not list(tmp_path.glob("*.parquet"))
