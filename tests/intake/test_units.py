"""Every word of a multiple is the number that it says."""

from fractions import Fraction

import pytest

from jbeco.intake.units import unit_of


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("吨", 1),
        ("万吨", 10_000),
        ("十万吨", 100_000),
        ("百万吨", 1_000_000),
        ("千万吨", 10_000_000),
        ("亿吨", 100_000_000),
        ("十万人", 100_000),
    ],
)
def test_a_multiple_is_the_number_that_it_says(text: str, factor: int) -> None:
    unit = unit_of(text)
    assert unit is not None
    assert (unit.factor, unit.scaled) == (Fraction(factor), factor > 1)
