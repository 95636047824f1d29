"""What a reviewer reads of an indicator: inputs, result, report, and which of them counts."""

from functools import cache
from pathlib import Path

from jbeco.assessment import assess_year
from jbeco.report.indicator_cards import indicator_cards
from jbeco.report.render import render

EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "example"


@cache
def assessed():
    return assess_year(2025, EXAMPLE)


def card(name: str, series: str = ""):
    cards = [c for part in indicator_cards(assessed()).values() for c in part]
    (found,) = [c for c in cards if (c.indicator.id, c.series) == (name, series)]
    return found


def test_the_exact_ratio_is_used_and_the_difference_is_said() -> None:
    found = card("good_air_days")
    assert [one.code for one in found.inputs] == ["air_days_good", "air_days_valid"]
    assert found.inputs[0].text == "329 天"
    assert "数据!F" in found.inputs[0].sources
    assert (found.worked_out, found.reported) == ("90.384615 %", "90.4 %")
    assert found.taken == found.worked_out
    assert found.compared == "相差 0.015385，采用算得的"


def test_a_verified_figure_stands_beside_its_formula() -> None:
    found = card("construction_land_per_gdp_decline")
    assert found.taken == found.reported == "4.91 %"
    assert "采用填报数" in found.compared


def test_words_and_gaps() -> None:
    assert card("river_chief").compared == "采用填报"
    assert card("ecological_index").taken == "缺：尚无数据"
    assert card("eco_assessment_share", "城区街道").taken == "29 %"


def test_every_judged_indicator_has_a_card_under_its_system() -> None:
    plan = assessed().plan
    found = {c.indicator.id for part in indicator_cards(assessed()).values() for c in part}
    assert found == {c.indicator for c in plan.criteria if c.applicable}


def test_the_page_shows_formula_inputs_and_confidence() -> None:
    cards = indicator_cards(assessed())
    words = assessed().plan.methods.words
    html = render(
        "indicators.html", a=assessed(), plan=assessed().plan, words=words, cards_by_system=cards
    )
    assert "优良天数 329 天" in html
    assert "（未核）" in html
    assert html.count("<table") == 6
