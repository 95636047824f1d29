"""The stage outlook on the example's year: its tables agree with what they are made from."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import jbeco
from jbeco.stage_tables import TABLES, frame_of
from jbeco.statistics.stage import outlook_stage
from jbeco.statistics.survey import WITHIN

ROOT = Path(__file__).resolve().parents[2]


@cache
def year(number: int = 2025):
    return jbeco.open(number, ROOT / "data" / "example")


@cache
def tables(number: int = 2025) -> dict[str, pd.DataFrame]:
    return outlook_stage(year(number).plan, number, year(number).tables)


@pytest.mark.parametrize("name", ["outlook", "trends", "surveys", "decomposition", "air_effects"])
def test_the_tables_are_those_that_are_declared(name: str) -> None:
    assert list(tables()[name].columns) == TABLES[name].stored
    assert tables()[name].dtypes.equals(frame_of(name, []).dtypes)


def test_every_target_has_a_probability_or_a_reason() -> None:
    found = tables()["outlook"]
    assert (found["probability"].notna() != (found["reason"] != "")).all()
    assert found["probability"].notna().sum() >= 5
    assert found["probability"].dropna().between(0, 1).all()


def test_no_verdict_depends_on_an_outlook() -> None:
    sources = (ROOT / "jbeco" / "assessment").glob("*.py")
    assert all("statistics" not in path.read_text(encoding="utf-8") for path in sources)


def test_each_indicator_is_tested_once_although_two_tables_judge_it() -> None:
    found = tables()["trends"]
    assert not found.duplicated(["indicator", "series"]).any()
    air = found.set_index("indicator").loc["good_air_days"]
    assert (air["family"], air["n"], air["s"]) == ("binding", 7, 19)
    assert air["word"] == "上升（变好），p ≤ 0.05"
    assert air["p"] <= air["q"]


def test_few_values_and_flat_series_are_not_tested() -> None:
    found = tables()["trends"].set_index("indicator")
    assert found.loc["ecological_index", "word"] == "不作趋势判断：只有 2 个年度值"
    assert found.loc["env_disclosure_rate", "word"] == "各年相同"
    assert pd.isna(found.loc["env_disclosure_rate", "q"])
    assert "口径变更" in found.loc["energy_intensity", "note"]
    assert tables(2022)["trends"]["p"].isna().all()


def test_a_score_stands_under_each_assumption() -> None:
    found = tables()["surveys"]
    own = found[found["against"] == "本年得分"].groupby("name")["assumption"].agg(list)
    assert set(map(tuple, own)) == {("标准差 12", "标准差 20", "若按比例")}
    wider = found.assign(width=found["high"] - found["low"]).set_index("assumption")["width"]
    assert wider["标准差 12"].max() < wider["标准差 20"].min() < wider["若按比例"].min()


def test_differences_are_held_against_their_error() -> None:
    found = tables()["surveys"]
    last = found[found["against"] == "比 2024 年"]
    assert (last["value"] - (last["score"] - last["other"])).abs().max() < 1e-9
    assert set(last["sentence"]) == {WITHIN}
    assert any(against.startswith("比浙江省") for against in found["against"])


def test_parts_of_a_change_add_up() -> None:
    found = tables()["decomposition"]
    for _, rows in found.groupby("indicator"):
        assert rows["effect"].sum() == pytest.approx(rows["change"].iloc[0], rel=1e-9)
    change = found.set_index("indicator").loc["water_per_gdp", "change"].iloc[0]
    values = year().values.query("series == '' and measure == 'level'")
    both = values[values["indicator"] == "water_per_gdp"].set_index("year")["value"]
    assert both[2025] - both[2024] == pytest.approx(change)
    assert "乔木林单位面积蓄积量年增量" not in set(found["name"])


def test_energy_is_split_by_sector_and_not_across_price_bases() -> None:
    found = tables()["decomposition"]
    energy = found[found["factor"].isin(["结构", "强度"])]
    assert energy[["factor", "of"]].values.tolist() == [
        ["结构", "工业"],
        ["结构", "工业以外"],
        ["强度", "工业"],
        ["强度", "工业以外"],
    ]
    before = tables(2021)["decomposition"]  # from prices of 2015 to prices of 2020
    assert not before["factor"].isin(["结构", "强度"]).any()
