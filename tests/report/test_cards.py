"""A card: one indicator with its twins, the division written out, and the cells behind it."""

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from jbeco.assessment import AssessedYear
from jbeco.indicators import Values
from jbeco.plan import SINGLE
from jbeco.report.cards import CardView, card_views

Example = Callable[[int], AssessedYear]

DIVISION = re.compile(r" ([\d.]+) \S+ ÷ .* ([\d.]+) \S+ = ([\d.]+)(…?)")


def cards_of(assessed: AssessedYear) -> dict[str, CardView]:
    return {view.indicator.id: view for _, views in card_views(assessed) for view in views}


@pytest.fixture(scope="module")
def cards(example_year: Example) -> dict[str, CardView]:
    return cards_of(example_year(2023))


@pytest.mark.parametrize("year", [2019, 2023])
def test_every_leaf_stands_on_just_one_card(
    base_year: AssessedYear, example_year: Example, year: int
) -> None:
    assessed = base_year if year == 2019 else example_year(year)
    views = [view for _, mine in card_views(assessed) for view in mine]
    leaves = [leaf.criterion.id for view in views for leaf in view.leaves]
    assert sorted(leaves) == sorted(c.id for c in assessed.plan.criteria)
    assert len(views) == len({view.indicator.id for view in views})


def test_twins_stand_on_one_card_in_the_order_of_their_ids(cards: dict[str, CardView]) -> None:
    card = cards["good_air_days"]
    assert [leaf.criterion.id for leaf in card.leaves] == ["N07-1", "P08-1"]
    assert card.rows == ("N07", "P08")
    assert card.goal == 88
    assert card.years[0] == (2019, Fraction("79.5"))
    assert card.years[-1] == (2023, Fraction(31200, 364))


def test_a_card_says_which_of_its_leaves_is_binding(cards: dict[str, CardView]) -> None:
    assert cards["good_air_days"].attribute == "约束性"
    assert cards["planning_eia_rate"].attribute == "N06 参考性、P05 约束性"


def test_a_card_is_called_by_what_the_plan_lists(cards: dict[str, CardView]) -> None:
    green = cards["park_green_per_capita"]
    assert [leaf.criterion.id for leaf in green.leaves] == ["N31", "P40"]
    assert [leaf.criterion.id for leaf in green.listed] == ["P40"]
    assert green.attribute == "参考性"


def test_a_card_is_headed_and_opened_by_its_gravest_leaf(cards: dict[str, CardView]) -> None:
    twins = cards["good_air_days"].leaves
    lagging = replace(twins[1], code="behind")
    card = CardView(cards["good_air_days"].assessment, cards["good_air_days"].indicator, twins)
    assert not card.needs_attention
    card = replace(card, leaves=(twins[0], lagging))
    assert card.gravest is lagging
    assert card.needs_attention


@pytest.mark.parametrize(
    ("indicator", "says"),
    [
        ("good_air_days", "优良天数 312 天 ÷ 有效监测天数 364 天 = 85.7142…%"),
        (
            "rural_waste_sorting_coverage",
            "实施生活垃圾分类处理的建制村数 79 个 ÷ 建制村总数 80 个 = 98.75%",
        ),
        ("surface_water_inferior5_share", "劣Ⅴ类断面数 0 个 ÷ 考核断面总数 10 个 = 0%"),
        (
            "water_per_gdp",
            "用水总量 111319100 立方米 ÷ 地区生产总值（现价） 8696489 万元 = 12.8004… 立方米/万元",
        ),
    ],
)
def test_a_ratio_is_written_out(cards: dict[str, CardView], indicator: str, says: str) -> None:
    [given] = cards[indicator].inputs
    assert given.says == says


def test_each_division_is_the_value_digit_by_digit(cards: dict[str, CardView]) -> None:
    """The digits before the dots are the number's own: 6424.82 ÷ 6657.64 is never 0.96503."""
    told = 0
    for card in cards.values():
        for given in card.inputs:
            found = DIVISION.search(given.says)
            if found is None:
                continue
            told += 1
            above, below, quotient, dots = found.groups()
            exact = Fraction(above) / Fraction(below)
            if card.indicator.unit == "%":
                exact *= 100
            error = exact - Fraction(quotient)
            assert 0 < error < Fraction(1, 10_000) if dots else error == 0, given.says
            assert len(given.sources) == 2
    assert told > 30


def test_a_departments_own_figure_stands_with_its_cell(cards: dict[str, CardView]) -> None:
    [given] = cards["public_satisfaction"].inputs
    assert given.says == "公众对生态文明建设的满意度（得分） 88.4 分"
    assert [str(source) for source in given.sources] == [
        "2023/2023-leading_group_office-美丽江北建设领导小组办公室（区美丽办）.xlsx!数据!F3"
    ]


def test_no_division_is_shown_where_another_figure_stands(cards: dict[str, CardView]) -> None:
    """Its parts would not prove it; they are listed one by one, each with its cell."""
    card = cards["good_air_days"]
    values = card.assessment.facts.values
    key = ("good_air_days", SINGLE, "level", 2023)
    own = replace(values.by_key[key], number=Fraction(86))
    facts = replace(card.assessment.facts, values=Values({**values.by_key, key: own}))
    assessed = replace(card.assessment)
    vars(assessed)["facts"] = facts  # the cached property, read from tables otherwise
    [days, valid] = replace(card, assessment=assessed).inputs
    assert days.says == "优良天数 312 天"
    assert valid.says == "有效监测天数 364 天"
    assert days.sources != valid.sources


def test_contests_and_rulings_are_those_of_its_leaves(base_year: AssessedYear) -> None:
    assert base_year.contests
    shown = [
        contest
        for card in cards_of(base_year).values()
        for leaf in card.leaves
        for contest in card.contests(leaf)
    ]
    assert sorted(shown, key=repr) == sorted(base_year.contests, key=repr)
    for card in cards_of(base_year).values():
        for ruling in card.rulings:
            assert any(ruling.touches(leaf.criterion) for leaf in card.leaves)


def test_what_no_framework_applies_has_a_card_without_a_value(cards: dict[str, CardView]) -> None:
    card = cards["coastal_water_share_12"]
    assert not card.applicable
    assert card.value == "—"
    assert not card.needs_attention


def test_notes_of_twins_are_told_once(cards: dict[str, CardView]) -> None:
    for card in cards.values():
        assert len(card.notes) == len({*card.notes})
    assert cards["eco_assessment_share"].notes.count("分两档；本区按哪一档见口径认定") == 0
    assert "分两档" in cards["eco_assessment_share"].notes


def test_numbers_of_an_indicator_that_ended_are_not_those_of_its_successor(
    example_year: Callable[[int], AssessedYear],
) -> None:
    views = {view.indicator.id: view for _, mine in card_views(example_year(2025)) for view in mine}
    [said] = views["ecological_quality_index"].successions
    assert said.startswith("生态环境状况指数（EI）只发布到 2020 年，下表原文里的数是它的，")
    assert views["sewage_treatment_rate"].successions == []


def test_figures_that_only_stand_beside_a_reported_one_are_told_apart(
    example_year: Callable[[int], AssessedYear],
) -> None:
    energy = cards_of(example_year(2025))["energy_intensity"]
    first, *others = [one.says for one in energy.inputs]
    assert "部门填报" in first
    assert others
    assert all(said.endswith("（只用于核对）") for said in others)
