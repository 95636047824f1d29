"""Values pass through their table without loss: reported, worked out, and which of them stands."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from jbeco.assessment import AssessedYear
from jbeco.indicators.values import Value, Values
from jbeco.intake.records import Source
from jbeco.stage_tables import frame_of, read_table, write_table
from jbeco.values.values_table import indicator_values, indicators, values_of, values_table

FILES = frame_of("files", [{"file": "2025/a.xlsx", "sha256": "1"}])


def value(number: str | None, **changes: object) -> Value:
    fields = {
        "number": None if number is None else Fraction(number),
        "state": None,
        "missing": None if number is not None else "not_reported",
        "data_year": 2025,
        "basis": "当年价",
        "grade": "A",
        "sources": (Source("2025/a.xlsx", "数据!F7", "1"), Source("2025/a.xlsx", "数据!F8", "1")),
        "note": "=1+1",
    }
    return Value(**(fields | changes))


def again(values: Values, folder: Path) -> Values:
    write_table(folder, "values", values_table(values))
    return values_of({"files": FILES, "values": read_table(folder, "values")})


def test_each_side_is_kept_and_the_one_that_stands(tmp_path: Path) -> None:
    said, worked = value("96.6"), value("82104/84981", note="")
    key, other = ("rate", "", "level", 2025), ("rate", "城区", "state", 2025)
    word = value(None, state="实施", missing=None, sources=())
    given = Values(
        by_key={key: worked, other: word},
        reported={key: said, other: word},
        worked_out={key: worked},
    )
    assert again(given, tmp_path) == given
    table = values_table(given).set_index("series")
    assert table.loc["", "standing"] == "computed"
    assert table.loc["城区", "standing"] == "reported"
    assert table.loc["", "exact"] == table.loc["", "computed_value_exact"] == "27368/28327"
    assert table.loc["", "reported_value_exact"] == "483/5"


def test_a_value_that_only_formulas_gave_and_one_that_none_did(tmp_path: Path) -> None:
    key, gap = ("rate", "", "decline", 2025), ("other", "", "level", 2024)
    nothing = value(None, data_year=2024, basis="", grade="D", sources=(), note="")
    given = Values(
        by_key={key: value("-9/10"), gap: nothing},
        reported={gap: nothing},
        worked_out={key: value("-9/10")},
    )
    assert again(given, tmp_path) == given


def test_a_value_that_was_not_taken_is_kept_beside(tmp_path: Path) -> None:
    """Refuted by its numbers: what was said and what was worked out stay, none of them stands."""
    key = ("word", "", "state", 2025)
    given = Values(by_key={}, reported={key: value("1")}, worked_out={key: value("2")})
    assert again(given, tmp_path) == given
    assert list(values_table(given)["standing"]) == [""]


@pytest.mark.parametrize("year", range(2019, 2026))
def test_a_shipped_year_is_the_same_after_it_was_written_and_read(
    example_year: Callable[[int], AssessedYear], year: int, tmp_path: Path
) -> None:
    given = example_year(year)
    values = indicator_values(given.plan, given.submissions.observations)
    write_table(tmp_path, "values", values_table(values))
    tables = {"files": given.tables["files"], "values": read_table(tmp_path, "values")}
    found = values_of(tables)
    assert found.by_key == values.by_key
    assert found.reported == values.reported
    assert found.worked_out == values.worked_out
    assert found == values


def test_the_stage_is_these_values_as_a_table(base_year: AssessedYear) -> None:
    names = ("files", "observations", "air_year", "water_year", "water_monthly")
    tables = {name: base_year.tables[name] for name in names}
    made = indicators(base_year.plan, tables)
    assert list(made) == ["values"]
    expected = indicator_values(base_year.plan, base_year.submissions.observations)
    assert values_of({**tables, **made}) == expected
