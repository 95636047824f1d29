"""Small inputs on which the product was wrong once; each stands for its kind."""

import csv
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from jbeco.intake.collect import AIR_NAMES
from jbeco.intake.collector import Collector
from jbeco.intake.files import Arrived
from jbeco.intake.layout import AIR
from jbeco.intake.monitoring import read_hours_file
from jbeco.intake.numbers import read_number
from jbeco.intake.readings import read_measurement
from jbeco.stage_tables import frame_of
from jbeco.values.monitored_air import AirTables, air_tables
from jbeco.values.monitored_water import WaterTables, water_tables

CASES = Path(__file__).resolve().parent / "data" / "cases"


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def hours_of(plan, content: bytes) -> tuple[Collector, pd.DataFrame]:
    into = Collector(plan)
    read_hours_file(Arrived("2025/air_hourly.csv", content), 2025, into)
    ((file, frame),) = into.hours
    return into, frame.rename(columns=AIR_NAMES).assign(year=2025, file=file)


@pytest.fixture
def air(real_plan):
    def read(name: str) -> AirTables:
        into, hours = hours_of(real_plan, (CASES / name).read_bytes())
        assert into.problems == []
        return air_tables(hours, frame_of("air_daily", []))

    return read


def test_one_station_s_carbon_monoxide_in_micrograms_is_named_and_stops_nothing(air) -> None:
    found = air("co_unit_of_one_station.csv")
    (fault,) = found.faults
    assert (fault.station, fault.count, "以微克/立方米填报" in fault.what) == ("东站", 24, True)
    assert found.days["co"].tolist() == [0.8]  # of the two other stations
    assert found.days["kind"].tolist() == ["good"]


def test_a_placeholder_is_no_concentration(air) -> None:
    found = air("placeholder_9999.csv")
    assert [fault.station for fault in found.faults] == ["东站", "西站", "南站"]
    assert all("PM2.5 是 9999" in fault.what for fault in found.faults)
    assert found.days["pm25"].item() < 40


def test_hours_of_six_zeros_make_no_good_day(air) -> None:
    found = air("hours_all_zero.csv")
    assert [fault.count for fault in found.faults] == [24, 24, 24]
    assert found.days["kind"].tolist() == ["invalid"]


@pytest.mark.parametrize("case", rows("formula_noise.csv"), ids=lambda case: case["stored"])
def test_a_formula_s_binary_tail_decides_no_verdict(case: dict[str, str]) -> None:
    spelled = read_number(float(case["stored"]), case["number_format"], case["unit"])
    assert spelled.number == Fraction(case["number"])


def water(monthly: list[dict[str, object]]) -> WaterTables:
    head = {"year": 2025, "list_version": "2020", "place": "2025/a.xlsx!水质断面!A2"}
    return water_tables(pd.DataFrame([head | row for row in monthly]))


def yearly(found: WaterTables) -> pd.DataFrame:
    return found.classes[found.classes["month"].isna()].set_index("section")


def test_missing_items_and_months_never_improve_a_class_in_silence() -> None:
    monthly = [
        {"section": row.pop("断面"), "month": int(row.pop("月份")), **row}
        for row in rows("section_with_gaps.csv")
    ]
    found = yearly(water(monthly))
    assert found["class"].isna().all()
    assert "高锰酸盐指数（0 个月）、氨氮（0 个月）、总磷（0 个月）" in found.loc["北断面", "why"]
    assert "高锰酸盐指数（7 个月）、氨氮（7 个月）、总磷（7 个月）" in found.loc["南断面", "why"]


@pytest.mark.parametrize("case", rows("detection_limits.csv"), ids=lambda case: case["hg"])
def test_a_detection_limit_above_the_class_limit_sets_no_class(case: dict[str, str]) -> None:
    good = {"ph": "7.5", "do": "7.1", "codmn": "3.0", "nh3n": "0.32", "tp": "0.05"}
    found = yearly(
        water([{"section": "甲", "month": m, **good, "hg": case["hg"]} for m in range(1, 13)])
    )
    assert found.loc["甲", "class"] == int(case["class"])
    assert found.loc["甲", "why"].endswith(case["why"])
    assert (case["why"] != "") == ("检出限高于限值" in found.loc["甲", "why"])
    assert (found.loc["甲", "deciding"] == "汞") == (case["hg"] == "0.0012")


@pytest.mark.parametrize("case", rows("missing_words.csv"), ids=lambda case: case["text"])
def test_a_spelling_means_the_same_at_every_door(real_plan, case: dict[str, str]) -> None:
    """A workbook, a section and a feed: a gap, half of the limit, or no number at all three."""
    spelled = read_number(case["text"], "General", "毫克/升")
    reading = read_measurement(case["text"], "毫克/升")
    line = f"甲站,2025-01-01 01:00,5,40,{case['text']},60,70,35,示例"
    into, hours = hours_of(real_plan, f"{','.join(AIR.columns)}\n{line}\n".encode())
    sent = air_tables(hours, frame_of("air_daily", [])).hours["co"].item()
    if case["value"] == "占位":
        assert "占位数" in spelled.error
        assert "占位数" in reading.why
        assert pd.isna(sent)
    elif case["value"]:
        assert spelled.high / 2 == reading.value == Fraction(case["value"])
        assert (sent, into.problems) == (float(case["value"]), [])
    else:
        assert spelled.missing is not None
        assert (reading.value, reading.why) == (None, "")
        assert (pd.isna(sent), into.problems) == (True, [])


@pytest.mark.parametrize("case", rows("hour_spellings.csv"), ids=lambda case: case["text"])
def test_hours_as_spreadsheets_save_them(real_plan, case: dict[str, str]) -> None:
    line = f"甲站,{case['text']},5,40,0.8,60,70,35,示例"
    into, hours = hours_of(real_plan, f"{','.join(AIR.columns)}\n{line}\n".encode())
    assert into.problems == []
    assert hours["time"].tolist() == [pd.Timestamp(case["time"])]
