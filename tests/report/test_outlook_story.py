"""Outlook, trends, surveys, what moved, and the annex: rows that a sceptic can follow."""

from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from jbeco.report.annex_index import annex_rows, goalposts

from jbeco.pipeline.evaluate import assess_year
from jbeco.report import outlook_story
from jbeco.report.outlook_figures import outlook_chart
from jbeco.report.outlook_tables import (
    energy_rows,
    outlook_rows,
    ratio_rows,
    silent_counts,
    survey_rows,
    trend_rows,
)
from jbeco.statistics.outlook import outlook
from jbeco.statistics.yearly_trends import yearly_trends

ROOT = Path(__file__).resolve().parents[2]


@cache
def example(year: int = 2025):
    return assess_year(year, ROOT / "data" / "example")


@cache
def outlooks(year: int = 2025):
    return outlook(example(year).plan, example(year).facts.values, year)


@cache
def trends(year: int = 2025):
    return yearly_trends(example(year).plan, example(year).facts.values, year)


def test_every_target_is_listed_with_a_probability_or_a_reason() -> None:
    rows = outlook_rows(example(), outlooks())
    assert len(rows) == len(outlooks())
    for row in rows:
        assert bool(row["概率"]) != ("不作" in row["前景"] or "已达" in row["前景"])
    assert sum(count for _, count in silent_counts(outlooks())) == sum(
        not row["概率"] for row in rows
    )


def test_no_verdict_depends_on_an_outlook() -> None:
    sources = (ROOT / "jbeco" / "assessment").glob("*.py")
    assert all("from ..statistics" not in path.read_text(encoding="utf-8") for path in sources)


def test_the_chart_draws_each_indicator_once() -> None:
    drawn = outlook_chart(example(), outlooks())
    assert "N22、P29 不明朗" in drawn.alt
    assert drawn.svg == outlook_chart(example(), outlooks()).svg
    assert outlook_chart(example(2020), outlooks(2020)) is None


def test_each_indicator_is_tested_once_although_two_tables_judge_it() -> None:
    keys = [trend.key for trend in trends()]
    assert len(keys) == len(set(keys))
    air = next(trend for trend in trends() if trend.key == "good_air_days@")
    assert (air.family, air.n, air.kendall.s) == ("binding", 7, 19)
    assert air.word == "上升（变好），p ≤ 0.05"
    assert air.kendall.p <= air.q


def test_few_values_and_flat_series_are_not_tested() -> None:
    by_key = {trend.key: trend for trend in trends()}
    assert by_key["ecological_index@"].word == "不作趋势判断：只有 2 个年度值"
    assert by_key["env_disclosure_rate@"].word == "各年相同"
    assert by_key["env_disclosure_rate@"].q is None
    assert "口径变更" in by_key["energy_intensity@"].note
    assert all(trend.kendall is None for trend in trends(2022))


def test_trend_rows_carry_n_and_sidedness() -> None:
    rows = trend_rows(example(), trends())
    assert {"n", "精确 p（双侧）", "q（同类 BH）", "不含 2020 年的 p"} <= set(rows[0])


def test_survey_differences_are_held_against_their_error() -> None:
    rows = survey_rows(example())
    assert any(row["说明"] == "差异在抽样误差内" for row in rows)
    assert all("判定" not in row["得分"] for row in rows)


def test_parts_of_a_change_add_up() -> None:
    rows = {row["指标"]: row for row in ratio_rows(example())}
    row = rows["单位地区生产总值用水量"]
    parts = [float(row[name].split()[-1]) for name in ("其中分子", "其中分母")]
    assert sum(parts) == pytest.approx(float(row["比 2024 年的变化"]), abs=2e-4)
    values = example().facts.values
    both = [values.get("water_per_gdp", "", "level", year).number for year in (2024, 2025)]
    assert float(both[1] - both[0]) == pytest.approx(sum(parts), abs=2e-4)
    assert "乔木林单位面积蓄积量年增量" not in rows


def test_energy_is_split_without_a_residual_and_not_across_price_bases() -> None:
    rows = energy_rows(example())
    *parts, total = [float(row["对单位 GDP 能耗变化的贡献（吨标准煤/万元）"]) for row in rows]
    assert sum(parts) == pytest.approx(total, abs=5e-5)
    assert energy_rows(example(2021)) == []  # from prices of 2015 to prices of 2020


def test_the_annex_index_uses_the_plans_own_goalposts() -> None:
    meta = goalposts(example())
    assert meta.loc["P40", ["base", "target"]].tolist() == [11.61, 13.0]
    rows, notes = annex_rows(example())
    assert [row["年份"] for row in rows] == [str(year) for year in range(2020, 2026)]
    assert any("不用于判定" in note for note in notes)
    assert annex_rows(example()) == (rows, notes)


def test_the_annex_index_by_hand() -> None:
    meta = goalposts(example())
    rows, notes = annex_rows(example())
    used = notes[0].partition("（")[2].partition("）")[0].split("、")
    values = example().facts.values
    scores = []
    for name in used:
        number = values.get(meta.loc[name, "of"], "", "level", 2025).number
        base, target = (Fraction(str(meta.loc[name, end])) for end in ("base", "target"))
        scores.append(float(100 * (number - base) / (target - base)))
    assert float(rows[-1]["算术平均"]) == pytest.approx(sum(scores) / len(scores), abs=0.051)


def test_the_tables_are_kept(tmp_path: Path) -> None:
    outlook_story.save_outlook(example(), str(tmp_path))
    for name in ("outlook.csv", "trends.csv"):
        text = (tmp_path / "2025" / name).read_text(encoding="utf-8-sig")
        assert len(text.splitlines()) > 40
