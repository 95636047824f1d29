"""EI ended in 2020: what its criteria are judged on afterwards, and what if nobody said it."""

from fractions import Fraction
from pathlib import Path

import pytest

from jbeco.assessment.evidence import Facts
from jbeco.assessment.verdicts import judge
from jbeco.indicators import collect_values
from jbeco.intake import Observation, Source
from jbeco.plan import Plan, in_force, load_plan
from jbeco.problems import JbecoError


def index(name: str, year: int, number: str, basis: str = "") -> Observation:
    return Observation(
        *("", name, "", year, "level", Fraction(number), None, None, "", year, basis, "A"),
        *("公报", number, "", Source("某年/某表.xlsx", f"F{year}", "")),
    )


def verdict(plan: Plan, year: int, *reports: Observation):
    values = collect_values(reports, Fraction(0), plan.indicators.values(), plan.bases)
    (found,) = judge(Facts(plan, year, values, (), ()), [plan.criterion("N10")])
    return found


def test_until_it_ends_the_criterion_is_its_own(real_plan: Plan) -> None:
    criterion = real_plan.criterion("N10")
    assert in_force(real_plan, criterion, 2020) is criterion


def test_afterwards_it_is_on_the_successor_from_its_first_year(real_plan: Plan) -> None:
    later = in_force(real_plan, real_plan.criterion("N10"), 2021)
    assert later is not None
    assert (later.id, later.indicator, later.base_year) == (
        "N10",
        "ecological_quality_index",
        2021,
    )
    assert (str(later.standard.rule), str(later.targets[2025].rule)) == ("not worse", "rising")
    assert dict(later.base_values) == {}


@pytest.mark.parametrize(
    ("now", "code"), [("59.30", "met"), ("59.29", "not_met"), ("57.30", "not_met")]
)
def test_it_is_judged_on_eqi_with_grade_c_at_best(real_plan: Plan, now: str, code: str) -> None:
    """From 58.30 in 2021 a change of less than 1 is none: 59.29 did not rise, 59.30 did."""
    eqi = "ecological_quality_index"
    found = verdict(
        real_plan, 2025, index(eqi, 2021, "58.30"), index(eqi, 2024, "58.5"), index(eqi, 2025, now)
    )
    assert (found.code, found.grade) == (code, "C")
    assert found.reason.startswith(
        "生态环境状况指数（EI）只发布到 2020 年，按生态质量指数（EQI）判"
    )


def test_in_its_first_year_nothing_is_asked_of_anybody(real_plan: Plan) -> None:
    found = verdict(real_plan, 2021, index("ecological_quality_index", 2021, "58.30"))
    assert (found.code, found.reason_code, found.owed_by) == ("unknown", "first_year", "nobody")


def test_an_eqi_typed_into_ei_decides_nothing(real_plan: Plan) -> None:
    typed = [index("ecological_index", year, "62") for year in (2021, 2025)]
    assert verdict(real_plan, 2025, *typed).reason_code == "not_reported"
    named = index("ecological_index", 2020, "62", "环监测〔2021〕99号")
    assert verdict(real_plan, 2020, named).reason_code == "wrong_basis"


def test_where_nobody_said_what_follows_a_superior_is_asked() -> None:
    found = verdict(load_plan(flipped=["R45"]), 2025)
    assert (found.code, found.reason_code, found.owed_by) == ("unknown", "unruled", "superior")
    assert "只发布到 2020 年" in found.reason


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ecological_index,", "forest_cover,", "不是已停发的指标"),
        (",ecological_quality_index,", ",forest_cover,", "不是它的接续指标"),
        (",not worse,", ",no worse,", "读不懂"),
    ],
)
def test_a_table_that_does_not_fit_is_refused(
    plan_copy: Path, edit, old: str, new: str, said: str
) -> None:
    edit(plan_copy / "successors.csv", old, new)
    with pytest.raises(JbecoError, match=said):
        load_plan(plan_copy)
