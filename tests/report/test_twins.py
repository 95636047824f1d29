"""Twins: a national and a provincial leaf on one indicator are one, the gravest is told."""

import pytest

from jbeco.assessment import AssessedYear
from jbeco.report.marks import MARKS
from jbeco.report.twins import (
    GOOD,
    GRAVITY,
    LAGGING,
    OPEN,
    by_indicator,
    counted,
    gravity,
    is_binding,
    none_lagging,
    twin_name,
)
from tests.conftest import Bench
from tests.report.chapters.reading import Put


def test_every_code_has_its_gravity_once() -> None:
    assert sorted(GRAVITY) == sorted(MARKS)
    assert len(GRAVITY) == len(set(GRAVITY))
    order = {code: place for place, code in enumerate(GRAVITY)}
    assert max(order[code] for code in LAGGING) < min(order[code] for code in OPEN)
    assert max(order[code] for code in OPEN) < min(order[code] for code in GOOD)


def test_leaves_are_put_together_by_indicator_the_gravest_first(bench: Bench) -> None:
    criteria = [
        bench.criterion(id="N01", midterm=">= 80"),
        bench.criterion(id="N02", indicator="forest_cover"),
        bench.criterion(id="P05", midterm=">= 90", attribute="reference"),
    ]
    verdicts = bench.verdicts(
        criteria, 2025, bench.level(2025, 85), bench.level(2025, 70, indicator="forest_cover")
    )
    groups = by_indicator(verdicts)
    assert [[leaf.criterion.id for leaf in group] for group in groups] == [["P05", "N01"], ["N02"]]
    assert [group[0].code for group in groups] == ["not_met", "not_met"]
    assert gravity(groups[0][0]) < gravity(groups[0][1])
    assert is_binding(groups[0])  # the national twin is
    assert not is_binding(groups[0][:1])


@pytest.mark.parametrize("year", [2024, 2025])
def test_each_indicator_is_counted_once(bench: Bench, year: int) -> None:
    criteria = [
        bench.criterion(id="N01"),
        bench.criterion(id="P05"),
        bench.criterion(id="N02", indicator="forest_cover"),
        bench.criterion(id="N03", indicator="pm25"),
    ]
    verdicts = bench.verdicts(
        criteria,
        year,
        bench.level(year, 85),
        bench.level(year, 70, indicator="forest_cover"),
        bench.level(year, None, indicator="pm25"),
    )
    said = {
        2024: "已达标或符合序时 1 项，滞后或倒退 1 项，尚不能判定 1 项",
        2025: "达标 1 项，未达标 1 项，尚不能判定 1 项",
    }
    assert counted(by_indicator(verdicts), due=year == 2025) == said[year]


def test_nothing_is_counted_as_nothing() -> None:
    assert counted([], due=True) == "没有"


def test_the_name_is_the_indicators(base_year: AssessedYear) -> None:
    [group] = [g for g in by_indicator(base_year.verdicts) if g[0].criterion.id == "N07-1"]
    assert {leaf.criterion.id for leaf in group} == {"N07-1", "P08-1"}
    assert twin_name(base_year, group) == base_year.plan.indicators["good_air_days"].name


def test_that_none_lags_is_said_of_what_is_known_alone(
    county: AssessedYear, base_year: AssessedYear, judged: Put
) -> None:
    def said(assessed: AssessedYear) -> str:
        due = [v for v in assessed.verdicts if v.code != "not_applicable"]
        return none_lagging(assessed, by_indicator(due))

    good = judged(county, C02_1="on_track", C02_2="on_track")
    assert said(good) == "已能判定的指标里，没有滞后或倒退的指标。"
    assert said(judged(good, C03="on_track")) == "没有滞后或倒退的指标。"
    some = judged(good, C03="partly")
    assert said(some) == "没有滞后或倒退的指标；基本符合 1 项：单位地区生产总值用水量。"
    ids = {v.criterion.id.replace("-", "_"): "unknown" for v in county.verdicts}
    assert said(judged(county, **ids)) == "没有可以判定的指标。"
    assert none_lagging(base_year, [(base_year.verdict("N01"),)]) == "没有未达标的指标。"
    assert none_lagging(base_year, []) == "当年没有应判的指标。"
