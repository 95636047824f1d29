"""A declaration stands beside its function, and the function takes numbers and tables alike."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from jbeco.indicators import Gap, declared
from jbeco.indicators.economy import energy_intensity
from jbeco.indicators.formula import percent
from jbeco.indicators.institution import party_deployment
from jbeco.indicators.living import park_green_per_capita, sewage_treatment_rate


@declared(
    name="甲率", unit="%", limits=(0, 100), decimals=1, formula="甲 ÷ 乙 × 100", confidence="推断"
)
def share(part, whole, more=None):
    """Share of part in whole."""
    return percent(part - (more or 0), whole)


def test_what_is_not_said_has_its_default() -> None:
    declaration = share.declaration
    assert (declaration.id, declaration.kind, declaration.measure) == ("share", "number", "level")
    assert (declaration.limit_low, declaration.limit_high) == (0, 100)
    assert (declaration.decimals, declaration.resolution) == (1, Fraction(1, 20))
    assert declaration.direction == "higher"
    assert (declaration.inputs, declaration.optional) == (("part", "whole", "more"), {"more"})
    assert not declaration.verified
    assert not declaration.can_be_absent
    assert not declaration.only_reported


def test_a_ladder_of_words_makes_a_state() -> None:
    @declared(name="乙制", states=("未建", "已建"), formula="照填", confidence="已核")
    def system(system):
        return system

    declaration = system.declaration
    assert (declaration.kind, declaration.measure) == ("state", "state")
    assert (declaration.direction, declaration.decimals, declaration.resolution) == (
        "state",
        None,
        None,
    )
    assert declaration.verified
    assert declaration.only_reported


def test_the_function_stays_what_it_was() -> None:
    assert share(1, 4) == 25
    assert share(part=3, whole=4, more=1) == 50
    assert share(1, 0) == Gap("zero_denominator")
    assert share.__name__ == "share"
    assert share.__doc__ == "Share of part in whole."
    assert share.declaration.function is share
    with pytest.raises(TypeError, match="精确数"):
        share(1, 0.5)


def test_a_table_of_floats_gives_floats() -> None:
    years = [2020, 2021, 2022, 2023]
    table = pd.DataFrame(
        {"sewage_treated": [8210.4, 0.1, 5, np.nan], "sewage_discharged": [8498.1, 0.3, 0, 4]},
        index=years,
    )
    found = sewage_treatment_rate(table["sewage_treated"], table["sewage_discharged"])
    assert list(found.index) == years
    assert found.name == "sewage_treatment_rate"
    assert found.dtype == float
    assert found[2020] == pytest.approx(100 * 8210.4 / 8498.1)
    assert found[2021] == 100 / 3  # a tenth of three tenths, exactly
    assert found[[2022, 2023]].isna().all()  # 0 below the line, and a missing number


def test_a_table_of_exact_numbers_stays_exact() -> None:
    part = pd.Series([Fraction(322), Fraction(1), None], dtype=object)
    whole = pd.Series([Fraction(366), Fraction(0), Fraction(2)], dtype=object)
    found = sewage_treatment_rate(part, whole)
    assert list(found) == [Fraction(32200, 366), None, None]


def test_series_are_joined_on_their_index_and_a_number_serves_all() -> None:
    area = pd.Series({"城区": 120, "镇区": 60})
    people = pd.Series({"镇区": 5, "城区": 10})
    assert park_green_per_capita(area, people).to_dict() == {"城区": 12, "镇区": 12}
    assert park_green_per_capita(area, 10).to_dict() == {"城区": 12, "镇区": 6}
    assert park_green_per_capita(area, pd.Series({"城区": 10})).isna().to_dict() == {
        "城区": False,
        "镇区": True,
    }


def test_an_input_that_may_be_missing_is_left_out_where_it_is() -> None:
    energy, gdp = pd.Series([100.0, 100.0]), pd.Series([50.0, 50.0])
    assert energy_intensity(energy, gdp, pd.Series([np.nan, 50.0])).tolist() == [2, 1]
    assert energy_intensity(energy, gdp).tolist() == [2, 2]


def test_words_of_a_table() -> None:
    words = pd.Series(["有效开展", "有效开展", "部分开展", None])
    overdue = pd.Series([0, 2, 2, 0])
    assert list(party_deployment(words, overdue)) == ["有效开展", None, "部分开展", None]
