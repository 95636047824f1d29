"""Tables of coefficients: every number parses, stands once, and says how far it was checked."""

from fractions import Fraction
from itertools import pairwise

import pytest

from jbeco.standards import carbon, ecology, energy, survey
from jbeco.standards.reference import CONFIDENCE, read_table

TABLES = [
    ("ei_coefficients.csv", ecology.COEFFICIENT_COLUMNS, ("group", "key"), "value"),
    ("index_levels.csv", ecology.LEVEL_COLUMNS, ("index", "what", "word"), "lower"),
    ("ei_restrictions.csv", ecology.RESTRICTION_COLUMNS, ("restriction", "class"), "highest"),
    ("energy_coefficients.csv", energy.COEFFICIENT_COLUMNS, ("energy",), "kgce_per_unit"),
    ("energy_definitions.csv", energy.DEFINITION_COLUMNS, ("first_year",), "price_base"),
    ("grid_factors.csv", carbon.GRID_COLUMNS, ("series", "year"), "kgco2_per_kwh"),
    ("co2_factors.csv", carbon.FUEL_COLUMNS, ("fuel",), "tco2_per_tce"),
    ("survey_scales.csv", survey.SCALE_COLUMNS, ("scale", "answer"), "score"),
]


@pytest.mark.parametrize(("name", "columns", "key", "number"), TABLES)
def test_a_table_is_sound(name, columns, key, number) -> None:
    rows = read_table(name, columns)
    keys = [tuple(row[column] for column in key) for row in rows]
    assert len(keys) == len(set(keys))
    assert all(Fraction(row[number]) >= 0 for row in rows)
    assert {row["confidence"] for row in rows} <= set(CONFIDENCE)
    assert all(row["source"] for row in rows)


def test_the_levels_run_downwards_to_zero() -> None:
    for kind in ("EI", "EQI"):
        for what in ("class", "change"):
            lower = [
                Fraction(row["lower"])
                for row in read_table("index_levels.csv", ecology.LEVEL_COLUMNS)
                if (row["index"], row["what"]) == (kind, what)
            ]
            assert lower == sorted(lower, reverse=True)
            assert lower[-1] == 0


def test_the_energy_definitions_leave_no_year_out() -> None:
    rows = read_table("energy_definitions.csv", energy.DEFINITION_COLUMNS)
    for before, after in pairwise(rows):
        assert int(after["first_year"]) == int(before["last_year"]) + 1
