"""Pieces of chapters: links, names, the wording of the next target."""

from dataclasses import replace

import pytest

from jbeco.assessment import AssessedYear
from jbeco.report.blocks import Badge, Link, line_text
from jbeco.report.chapters.parts import (
    badge,
    bare_reason,
    criterion_link,
    department_of,
    links_to,
    named_link,
    target_text,
)


@pytest.mark.parametrize(
    ("reason", "bare"),
    [
        ("无法判定，因为 2024 年数值：尚无数据；请县水利局补报", "2024 年数值：尚无数据"),
        ("缺全省对照值；请编制单位查出", "缺全省对照值"),
        ("2024 年：缺甲；2024 年：缺乙", "2024 年：缺甲；2024 年：缺乙"),
    ],
)
def test_a_reason_without_the_verdict_and_the_request(reason: str, bare: str) -> None:
    assert bare_reason(reason) == bare


def test_a_verdict_has_the_word_of_the_methods(county: AssessedYear) -> None:
    assert badge(county, "behind") == Badge("behind", "滞后")


def test_links_lead_to_the_card(county: AssessedYear) -> None:
    park = county.verdict("C02-1")
    assert criterion_link(park.criterion) == Link("C02-1", "C02-1")
    assert named_link(county, park.criterion) == Link("C02-1 城镇人均公园绿地面积", "C02-1")
    assert line_text(links_to([park, county.verdict("C03")])) == "C02-1、C03"


def test_who_reports_a_criterion(county: AssessedYear) -> None:
    criterion = county.plan.criterion("C03")
    assert department_of(county, criterion) == "县水利局"
    assert department_of(county, replace(criterion, department="")) == "—"


@pytest.mark.parametrize(
    ("year", "text"), [(2022, "≥75"), (2024, "90"), (2027, "90"), (2028, "95"), (2033, "95")]
)
def test_the_wording_is_the_one_that_the_year_is_judged_by(
    county: AssessedYear, year: int, text: str
) -> None:
    assert target_text(replace(county, year=year), county.plan.criterion("C01")) == text


def test_without_a_target_the_standard_is_told(county: AssessedYear) -> None:
    criterion = county.plan.criterion("C01")
    none = replace(criterion.targets[2027], text="")
    bare = replace(criterion, targets={**criterion.targets, 2027: none})
    assert target_text(county, bare) == "≥75"
