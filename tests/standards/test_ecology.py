"""EI: the published vector, its classes and changes, the cap and what may not be subtracted."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.standards.ecology import (
    Index,
    difference,
    ecological_index,
    ei_change,
    ei_class,
    ei_coefficients,
    eqi_change,
    eqi_class,
    restricted,
)
from jbeco.standards.rounding import round_half_even

sub_indices = st.decimals(0, 150, places=2)


def test_the_published_index_of_nantong_2017() -> None:
    index = ecological_index("30.59", "76.93", "93.94", "6.08", "1.48")
    assert str(round_half_even(index.value, 2)) == "67.97"
    assert index.capped == ()
    assert ei_class(index.value) == "良"


def test_an_index_of_floats_is_the_index_of_the_decimals() -> None:
    floats = ecological_index(30.59, 76.93, 93.94, 6.08, 1.48)
    assert floats.value == ecological_index("30.59", "76.93", "93.94", "6.08", "1.48").value


def test_a_sub_index_above_100_is_capped_and_named() -> None:
    index = ecological_index(30, 70, "123.4", 5, 2)
    assert index.capped == ("水网密度",)
    assert index.parts["水网密度"] == 100
    assert index.value == ecological_index(30, 70, 100, 5, 2).value


def test_the_best_and_the_worst_district() -> None:
    assert ecological_index(100, 100, 100, 0, 0).value == 100
    assert ecological_index(0, 0, 0, 100, 100).value == 0


def test_a_restriction_index_is_added_as_it_is() -> None:
    free = ecological_index(30, 70, 90, 5, 2).value
    assert ecological_index(30, 70, 90, 5, 2, restriction=-10).value == free - 10


def test_a_negative_sub_index_is_refused() -> None:
    with pytest.raises(ValueError, match="植被覆盖指数不能为负"):
        ecological_index(30, -1, 90, 5, 2)


@given(*[sub_indices] * 5)
def test_an_index_lies_between_0_and_100(a, b, c, d, e) -> None:
    assert 0 <= ecological_index(a, b, c, d, e).value <= 100


@given(*[sub_indices] * 5, st.integers(0, 4))
def test_more_nature_raises_and_more_stress_lowers(a, b, c, d, e, which: int) -> None:
    parts = [a, b, c, d, e]
    before = ecological_index(*parts).value
    parts[which] += 1
    after = ecological_index(*parts).value
    assert (after >= before) if which < 3 else (after <= before)


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("75", "优"),
        ("74.9999", "良"),
        ("55", "良"),
        ("66.21", "良"),
        ("54.99", "一般"),
        ("35", "一般"),
        ("34.9", "较差"),
        ("20", "较差"),
        ("19.9", "差"),
        ("0", "差"),
    ],
)
def test_the_classes_of_ei(value: str, word: str) -> None:
    assert ei_class(value) == word


@pytest.mark.parametrize(
    ("after", "word"),
    [
        ("60.99", "无明显变化"),
        ("59.01", "无明显变化"),
        ("61", "略微变好"),
        ("59", "略微变差"),
        ("62.99", "略微变好"),
        ("63", "明显变好"),
        ("57", "明显变差"),
        ("67.99", "明显变好"),
        ("68", "显著变好"),
        ("52", "显著变差"),
    ],
)
def test_the_changes_of_ei(after: str, word: str) -> None:
    assert ei_change(60, after) == word


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("59.77", "二类"),  # the nation, 2021
        ("54.76", "三类"),  # Henan, 2024
        ("62.7", "二类"),  # Yixing
        ("74.63", "一类"),  # Guangxi, 2024
        ("39.9", "四类"),
        ("29", "五类"),
    ],
)
def test_the_classes_of_published_eqi(value: str, word: str) -> None:
    assert eqi_class(value) == word


def test_the_changes_of_eqi() -> None:
    changes = [eqi_change(60, after) for after in ("60.5", 61, 58, 64, 56)]
    assert changes == ["基本稳定", "轻微变好", "一般变差", "明显变好", "明显变差"]


def test_a_negative_index_has_no_class() -> None:
    with pytest.raises(ValueError, match="EQI 不能为负"):
        eqi_class(-1)


def test_ei_is_never_subtracted_from_eqi() -> None:
    ei, eqi = Index("EI", Fraction("66.21"), 2019), Index("EQI", Fraction("52.3"), 2022)
    with pytest.raises(ValueError, match="2019 年的 EI 与 2022 年的 EQI 不是同一指数"):
        difference(ei, eqi)
    assert difference(ei, Index("EI", Fraction("67.21"), 2020)) == 1


@pytest.mark.parametrize(
    ("value", "restriction", "left"),
    [
        ("80", "降一级", "74.9"),
        ("60", "降一级", "54.9"),
        ("15", "降一级", "15"),
        ("80", "不得为优良且降一级", "54.9"),
        ("60", "不得为优良且降一级", "54.9"),
        ("40", "不得为优良且降一级", "34.9"),
    ],
)
def test_a_restriction_lowers_the_class(value: str, restriction: str, left: str) -> None:
    assert restricted(value, restriction) == Fraction(left)


def test_an_unknown_restriction_is_refused() -> None:
    with pytest.raises(ValueError, match="没有这种环境限制：扣分；可选 降一级"):
        restricted(60, "扣分")


@pytest.mark.parametrize("group", ["EI_weight", "bio_weight", "landstress_weight"])
def test_the_weights_of_a_group_add_up_to_one(group: str) -> None:
    assert sum(ei_coefficients(group).values()) == 1


def test_the_weights_within_each_land_class_add_up_to_one() -> None:
    for name in ei_coefficients("bio_weight"):
        assert sum(ei_coefficients(f"bio_subweight_{name}").values()) == 1
    assert sum(ei_coefficients("pollution_weight").values()) == 1
