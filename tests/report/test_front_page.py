"""The first page: one sentence, twins as one line, causes only in their authors' words."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from jbeco.assessment import AssessedYear
from jbeco.pipeline.evaluate import assess_year
from jbeco.report.front_page import front_page

REMARKS = "criterion,cause,proposal,owner,due,author,note\n"


@pytest.fixture
def office(county_plan: Path, county_data: Path) -> SimpleNamespace:
    def assess(*rows: str) -> AssessedYear:
        path = county_data / "2024" / "remarks.csv"
        path.write_text(REMARKS + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return assess_year(2024, county_data, county_plan)

    return SimpleNamespace(assess=assess)


def test_the_sentence_counts_indicators_and_binding_ones_apart(county: AssessedYear) -> None:
    found = front_page(county)
    due = {v.criterion.indicator for v in county.verdicts if v.code != "not_applicable"}
    assert found.sentence.startswith(f"2024 年应判 {len(due)} 项指标")
    assert "其中约束性" in found.sentence


def test_what_lags_is_told_with_its_way_and_its_measures(county: AssessedYear) -> None:
    found = front_page(county)
    lagging = [v for v in county.verdicts if v.code in ("behind", "regressed", "not_met")]
    assert {line.name for line in found.lagging} == {
        county.plan.indicators[v.criterion.indicator].name for v in lagging
    }
    order = [line.is_binding for line in found.lagging]
    assert order == sorted(order, reverse=True)
    (line, *_) = found.lagging
    if line.step is not None:
        assert 0 <= line.step.share <= 1
    assert line.department


def test_what_nobody_said_is_said_to_be_open(
    county: AssessedYear, page: Callable[..., str]
) -> None:
    shown = page(county, "front")
    assert "原因待" in shown
    assert "对策待" in shown


def test_a_cause_stands_with_its_author(office: SimpleNamespace, page: Callable[..., str]) -> None:
    county = office.assess()
    lagging = next(v for v in county.verdicts if v.code in ("behind", "regressed", "not_met"))
    said = f"{lagging.criterion.id},天旱,调水,县水利局,2025 年,县发改局,"
    shown = page(office.assess(said), "front")
    assert "天旱" in shown
    assert "（县发改局）" in shown
    assert "县水利局，2025&nbsp;年" in shown
    assert shown.count("原因待") == page(county, "front").count("原因待") - 1


@pytest.mark.parametrize(
    ("row", "cell", "what"),
    [
        ("Z99,天旱,调水,,,县发改局,", "A2（criterion）", "不是子项编号"),
        ("C01,天旱,调水,,,,", "F2（author）", "没有写是谁说的"),
    ],
)
def test_a_remark_of_nobody_or_about_nothing_is_an_error(
    office: SimpleNamespace, row: str, cell: str, what: str
) -> None:
    (problem,) = [p for p in office.assess(row).problems if "remarks.csv" in p.where]
    assert problem.where == f"2024/remarks.csv!{cell}"
    assert what in problem.what


def test_what_cannot_be_judged_is_listed_with_who_is_asked(county: AssessedYear) -> None:
    found = front_page(county)
    assert found.unknown
    for line in found.unknown:
        assert line.request.startswith("请") or line.request.startswith("不用")


def test_a_leaf_without_a_verdict_is_asked_for_where_its_twin_lags(
    base_year: AssessedYear, page: Callable[..., str]
) -> None:
    """N07-1 and P08-1 are both about the good days; the national one is not met."""
    frame = base_year.tables["verdicts"].copy()
    frame.loc[frame["criterion"] == "P08-1", ["code", "reason_code"]] = ["unknown", "not_reported"]
    mixed = replace(base_year, tables={**base_year.tables, "verdicts": frame})
    found = front_page(mixed)
    assert ("N07-1",) in [tuple(leaf.criterion.id for leaf in x.leaves) for x in found.lagging]
    assert ("P08-1",) in [tuple(leaf.criterion.id for leaf in x.leaves) for x in found.unknown]
    assert 'href="#P08-1"' in page(mixed, "front")
