"""Hours and sections: what cannot be what it says is named at its cell and left out."""

from pathlib import Path

import pandas as pd
import pytest

from jbeco.intake.collector import Collector
from jbeco.intake.files import Arrived
from jbeco.intake.layout import AIR, AIR_POLLUTANTS, WATER
from jbeco.intake.monitoring import (
    AIR_FILE,
    SHOWN_ROWS,
    read_hours,
    read_hours_file,
    read_sections,
)
from jbeco.intake.sheet_lines import sheet_lines
from jbeco.intake.workbook import CellText, SheetRows
from jbeco.problems import Level, Problem

NAME = "2025/air_hourly.csv"
HEADER = ",".join(AIR.columns)
GOOD = "甲站,2025-01-01 01:00,5,40,0.9,60,70,35,示例"
DATA = Path(__file__).resolve().parents[1] / "data"


@pytest.fixture
def into(real_plan) -> Collector:
    return Collector(real_plan)


@pytest.fixture
def air(into):
    def read(*rows: str, header: str = HEADER, encoding: str = "utf-8") -> Collector:
        content = "\n".join([header, *rows, ""]).encode(encoding)
        read_hours_file(Arrived(NAME, content), 2025, into)
        return into

    return read


def hours(into: Collector) -> pd.DataFrame:
    ((place, frame),) = into.hours
    assert place == NAME
    return frame


def said(into: Collector) -> list[tuple[str, str]]:
    return [(problem.where.partition("!")[2], problem.what) for problem in into.problems]


def test_a_good_file_has_no_problem(air) -> None:
    rows = [GOOD, GOOD.replace("甲站", "乙站"), GOOD.replace("01:00", "02:00")]
    assert said(air(*rows)) == []


def test_numbers_times_and_gaps_are_read(air) -> None:
    into = air(GOOD, "甲站,2025-01-01 02:00,0, 41 ,,60,70,35.5,", "甲站,2025-01-01 03:00,,,,,,,")
    assert into.problems == []
    frame = hours(into)
    assert list(frame.columns) == ["站点", "时间", *AIR_POLLUTANTS]
    assert list(frame["时间"]) == [pd.Timestamp(2025, 1, 1, hour) for hour in (1, 2, 3)]
    assert frame["no2"].tolist()[:2] == [40, 41]
    assert frame["so2"].tolist()[:2] == [5, 0]
    assert list(frame["co"].isna()) == [False, True, True]
    assert frame["pm25"].sum() == 70.5


def test_the_year_begins_at_one_and_ends_at_midnight(air) -> None:
    first, last = GOOD, GOOD.replace("2025-01-01 01:00", "2026-01-01 00:00")
    assert said(air(first, last)) == []


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2025-01-01 01:00:00", "2025-01-01 01:00"),
        ("2025/1/1 1:00", "2025-01-01 01:00"),
        ("2025-1-1 01:00", "2025-01-01 01:00"),
        ("2025-01-01T01:00:00", "2025-01-01 01:00"),
        ("2025-01-01 24:00", "2025-01-02 00:00"),
        ("2025-01-01T2000", "2025-01-01 20:00"),
        ("20250101 2400", "2025-01-02 00:00"),
        ("2025年 1 月 1 日 1:00", "2025-01-01 01:00"),
        ("2025年1月1日 01:00", "2025-01-01 01:00"),
        ("20250101 01:00", "2025-01-01 01:00"),
        ("２０２５-01-01 01:00", "2025-01-01 01:00"),
    ],
)
def test_the_hours_as_spreadsheets_save_them(air, text: str, hour: str) -> None:
    into = air(GOOD.replace("2025-01-01 01:00", text))
    assert into.problems == []
    assert list(hours(into)["时间"]) == [pd.Timestamp(hour)]


@pytest.mark.parametrize("word", ["", "—", "/", "NA", "缺测", "停测", "未监测", "无", "null", "——"])
def test_words_for_missing_are_those_of_the_workbook(air, word: str) -> None:
    into = air(GOOD.replace(",35,", f",{word},"))
    assert into.problems == []
    assert hours(into)["pm25"].isna().all()


@pytest.mark.parametrize(
    ("old", "new", "cell", "what"),
    [
        ("2025-01-01 01:00", "2025-01-01 00:00", "B2", "不在 2025 年"),
        ("2025-01-01 01:00", "2026-01-01 01:00", "B2", "不在 2025 年"),
        ("2025-01-01 01:00", "2024-06-01 01:00", "B2", "不在 2025 年"),
        ("2025-01-01 01:00", "2025-01-01 01:30", "B2", "不在整点"),
        ("2025-01-01 01:00", "2025-01-01 25:00", "B2", "不是“年-月-日 时:分”"),
        ("2025-01-01 01:00", "2025-02-30 01:00", "B2", "不是“年-月-日 时:分”"),
        ("2025-01-01 01:00", "2025-01-01", "B2", "不是“年-月-日 时:分”"),
        ("2025-01-01 01:00", "45658", "B2", "不是“年-月-日 时:分”"),
        ("2025-01-01 01:00", "", "B2", "不是“年-月-日 时:分”"),
        ("甲站", " ", "A2", "“”不是站点"),
        ("甲站", "—", "A2", "“—”不是站点"),
    ],
)
def test_an_hour_that_cannot_be_placed_is_named_and_left_out(air, old, new, cell, what) -> None:
    into = air(GOOD.replace(old, new), GOOD.replace("甲站", "乙站"))
    ((where, text),) = said(into)
    assert (where, what in text) == (cell, True)
    assert [problem.level for problem in into.problems] == [Level.ERROR]
    assert list(hours(into)["站点"]) == ["乙站"]


@pytest.mark.parametrize(
    ("old", "new", "cell", "what"),
    [
        (",5,", ",五,", "C2", "“五”不是数"),
        (",40,", ",4O,", "D2", "“4O”不是数"),
        (",0.9,", ",约0.9,", "E2", "“约0.9”不是数"),
        (",60,", ",1_0,", "F2", "“1_0”不是数"),
        (",70,", ",nan,", "G2", "“nan”不是数"),
        (",35,", ",-5,", "H2", "“-5”是负数"),
        (",35,", ",inf,", "H2", "“inf”不是数"),
        (",35,", ",1e999,", "H2", "“1e999”不是数"),
        (",35,", ",#N/A!,", "H2", "“#N/A!”不是数"),
    ],
)
def test_a_bad_value_is_named_and_a_gap(air, old: str, new: str, cell: str, what: str) -> None:
    into = air(GOOD.replace(old, new), GOOD.replace("甲站", "乙站"))
    assert said(into) == [(cell, what)]
    assert [problem.level for problem in into.problems] == [Level.ERROR]
    assert hours(into).isna().sum().sum() == 1


@pytest.mark.parametrize("number", ["-1", "-99", "-999", "-9999"])
def test_what_an_instrument_writes_for_nothing_is_a_gap_with_a_warning(air, number: str) -> None:
    into = air(GOOD.replace(",35,", f",{number},"))
    assert said(into) == [("H2", f"“{number}”是占位数，按缺测")]
    assert [problem.level for problem in into.problems] == [Level.WARNING]
    assert hours(into)["pm25"].isna().all()


def test_the_criteria_that_are_held_up(air, real_plan) -> None:
    dust, ozone = air(GOOD.replace(",35,", ",x,").replace(",60,", ",x,")).problems[::-1]
    figures = {c.id: real_plan.indicators[c.indicator].monitored for c in real_plan.criteria}
    applicable = {c.id for c in real_plan.criteria if c.applicable}
    of_air = {i for i, figure in figures.items() if figure.startswith("air")} & applicable
    assert set(dust.blocks) == of_air
    assert set(ozone.blocks) == {i for i in of_air if figures[i] != "air.pm25"}
    assert set(ozone.blocks) < set(dust.blocks)


def test_an_hour_that_stands_twice_alike_counts_once(air) -> None:
    into = air(GOOD, GOOD.replace("甲站", "乙站"), GOOD)
    assert said(into) == [("B4", "“2025-01-01 01:00”与前面的行重复，内容一样")]
    assert into.problems[0].level is Level.WARNING
    assert len(hours(into)) == 2


def test_of_an_hour_that_stands_twice_differently_none_counts(air) -> None:
    into = air(GOOD, GOOD.replace("甲站", "乙站"), GOOD.replace(",35,", ",36,"))
    assert [where for where, _ in said(into)] == ["B4"]
    assert "内容不同，都没有采用" in into.problems[0].what
    assert into.problems[0].level is Level.ERROR
    assert list(hours(into)["站点"]) == ["乙站"]


def test_a_blank_row_between_does_not_shift_the_cells(air) -> None:
    into = air(GOOD, "", GOOD.replace(",35,", ",x,").replace("01:00", "02:00"))
    assert said(into) == [("H4", "“x”不是数")]


def test_a_torn_row_is_named_and_the_others_are_read(air) -> None:
    into = air(GOOD, GOOD.replace(",70", ""), GOOD.replace("01:00", "03:00"))
    ((where, what),) = said(into)
    assert where == "A3（整行）"
    assert "有 8 格，表头有 9 格" in what
    assert into.problems[0].blocks
    assert [time.hour for time in hours(into)["时间"]] == [1, 3]


def test_the_first_faulty_cells_are_named_and_the_rest_counted(air) -> None:
    rows = [f"甲站,2025-01-{day:02} 01:00,5,40,0.9,60,70,x," for day in range(1, 13)]
    into = air(*rows)
    assert [where for where, _ in said(into)] == ["H2", "H3", "H4", "H5", "H6", "H7"]
    assert f"PM2.5列自这一格起另有 {12 - SHOWN_ROWS} 格不是数" in said(into)[-1][1]


def test_columns_are_known_by_their_names(air) -> None:
    into = air(GOOD, header=HEADER.replace("so2,no2", "no2,so2").replace("pm25", "PM2.5"))
    assert into.problems == []
    assert hours(into).loc[0, ["so2", "no2", "pm25"]].tolist() == [40, 5, 35]


@pytest.mark.parametrize("header", [HEADER.replace(",co", ""), "甲,乙", ""])
def test_another_header_is_refused_and_the_right_one_named(air, header: str) -> None:
    into = air(GOOD, header=header)
    (problem,) = into.problems
    assert (problem.level, problem.where) == (Level.ERROR, f"{NAME}!A1")
    assert HEADER in problem.mend
    assert problem.blocks
    assert into.hours == []


def test_gbk_is_read_with_a_note(air) -> None:
    into = air(GOOD, encoding="gbk")
    assert [problem.level for problem in into.problems] == [Level.NOTE]
    assert list(hours(into)["站点"]) == ["甲站"]


def test_a_file_that_cannot_be_opened_holds_up_its_criteria(into) -> None:
    read_hours_file(Problem(NAME, "打不开", "请检查权限"), 2025, into)
    assert into.problems[0].blocks
    assert into.hours == []


FEED = "date,hour,type,1001A,1002A\n"
TYPES = {"AQI": 44, "PM2.5": 30, "PM10": 40, "SO2": 5, "NO2": 20, "O3": 60, "CO": 0.5}


def test_a_feed_gives_the_same_hours_as_our_own_form(into) -> None:
    lines = [f"20250101,{h},{t},{v},{v}" for h in (1, 24) for t, v in TYPES.items()]
    read_hours_file(Arrived(NAME, (FEED + "\n".join(lines)).encode("gb18030")), 2025, into)
    assert into.problems == []
    frame = hours(into)
    assert frame["站点"].tolist() == ["1001A", "1002A"] * 2
    assert frame["时间"].tolist()[::2] == [pd.Timestamp(2025, 1, 1, 1), pd.Timestamp(2025, 1, 2)]
    assert frame.loc[0, list(AIR_POLLUTANTS)].tolist() == [5, 20, 0.5, 60, 40, 30]


def test_a_cell_of_the_long_form_is_named(into) -> None:
    lines = [f"20250101,1,{t},{v},{'x' if t == 'CO' else v}" for t, v in TYPES.items()]
    read_hours_file(Arrived(NAME, (FEED + "\n".join(lines)).encode()), 2025, into)
    assert said(into) == [("E8", "“x”不是数")]


def test_the_exchanged_ozone_of_a_real_feed_is_put_right(real_plan) -> None:
    into = Collector(real_plan)
    text = (DATA / "air_hourly_wide_20220515T20.csv").read_text("utf-8")
    read_hours_file(Arrived(NAME, text.replace(",area,", ",,").encode()), 2022, into)
    assert [p.level for p in into.problems] == [Level.WARNING]
    assert "对调" in into.problems[0].what
    assert hours(into)["o3"].tolist()[0] == 93
    assert hours(into)["站点"].tolist()[0] == "万寿西宫"


def test_a_file_in_a_years_folder_is_checked_and_hashed(clerk) -> None:
    (clerk.folder / AIR_FILE).write_text(f"{HEADER}\n甲站,昨天,,,,,,,\n", encoding="utf-8")
    found = clerk.read()
    assert [p.where for p in found.problems] == ["2024/air_hourly.csv!B2"]
    assert "2024/air_hourly.csv" in dict(found.files)


FILE = "2025/2025-ecology.xlsx"


def lines(sheet, rows, into):
    """Return the lines of a sheet that holds these rows under the right header."""
    table = [list(sheet.columns), *rows]
    cells = tuple(
        tuple(CellText(value, "General", f"A{n}", False) for value in row)
        for n, row in enumerate(table, start=1)
    )
    return sheet_lines(
        FILE, "0" * 64, sheet, SheetRows(sheet.name, False, cells, (), (), False), into
    )


def section(name: str, month: object, **items: object) -> list[object]:
    return [name, "名单2025", month, *(items.get(c, "") for c in WATER.columns[3:-1]), "示例"]


def hour(station: str, time: str, **items: object) -> list[object]:
    return [station, time, *(items.get(c, 10) for c in AIR.columns[2:-1]), "示例"]


@pytest.fixture
def sections(into):
    def read(*rows) -> pd.DataFrame | None:
        read_sections(lines(WATER, rows, into), 2025, into)
        return into.sections[0][1] if into.sections else None

    return read


def test_sections_are_kept_as_texts_with_their_place(into, sections) -> None:
    found = sections(section("甲", 1, hg="0.00004L", do=7.5))
    assert into.problems == []
    assert found.loc[0, ["断面", "月份", "hg", "do"]].tolist() == ["甲", 1, "0.00004L", "7.5"]
    assert found.loc[0, "位置"] == f"{FILE}!水质断面!A2"


@pytest.mark.parametrize("name", ["", "—", "无"])
def test_a_section_has_a_name(into, sections, name) -> None:
    assert sections(section(name, 1, do=7)) is None
    assert "不全或不对" in into.problems[0].what


@pytest.mark.parametrize("month", [0, 13, "一月", "", 1.5])
def test_a_month_is_one_of_twelve(into, sections, month) -> None:
    assert sections(section("甲", month, do=7)) is None
    (problem,) = into.problems
    assert "不全或不对" in problem.what
    assert problem.blocks


def test_a_section_has_one_row_a_month(into, sections) -> None:
    found = sections(section("甲", 1, do=7), section("甲", 1, do=8), section("乙", 1, do=8))
    assert found["断面"].tolist() == ["乙"]
    assert "甲” 1 月重复，内容不同，都没有采用" in into.problems[0].what
    assert into.problems[0].where == f"{FILE}!水质断面!C3"


def test_an_empty_sheet_is_nothing(into) -> None:
    read_sections(lines(WATER, [], into), 2025, into)
    read_hours(lines(AIR, [], into), 2025, into)
    assert (into.sections, into.hours, into.problems) == ([], [], [])


def test_hours_of_a_sheet_are_read_like_the_file(into) -> None:
    rows = [hour("甲", "2025-01-01 01:00:00"), hour("甲", "2025-01-01 02:00", o3="—")]
    read_hours(lines(AIR, rows, into), 2025, into)
    assert into.problems == []
    ((place, found),) = into.hours
    assert place == f"{FILE}!空气小时值"
    assert list(found["时间"]) == [pd.Timestamp(2025, 1, 1, 1), pd.Timestamp(2025, 1, 1, 2)]
    assert found["o3"].isna().tolist() == [False, True]


def test_a_bad_hour_is_named_at_its_cell(into) -> None:
    read_hours(lines(AIR, [hour("甲", "2025-01-01 01:00", co="高")], into), 2025, into)
    assert into.problems[0].where == f"{FILE}!空气小时值!E2"


@pytest.mark.parametrize("month", ["2", "2月", "2025-02", "2025年2月"])
def test_a_month_may_be_written_with_its_year(into, sections, month) -> None:
    frame = sections(section("示例江", month))
    assert list(frame["月份"]) == [2]


def test_a_header_that_is_not_known_says_how_much_was_lost_and_nothing_of_encodings(into) -> None:
    rows = [",".join(["一站", "2025-01-01 01:00", "8", "35", "0.7", "20", "60", "38", ""])] * 3
    header = "地点,何时,so2,no2,co,o3,pm10,pm25,备注"
    content = "\n".join([header, *rows]).encode("gb18030")
    read_hours_file(Arrived(NAME, content), 2025, into)
    (problem,) = into.problems
    assert problem.level is Level.ERROR
    assert "缺少列 时间、站点；3 行都没有读入" in problem.what
    assert into.hours == []


def test_columns_named_in_other_words(into) -> None:
    header = "站名,监测时间,二氧化硫,二氧化氮,一氧化碳,臭氧,PM10,PM2.5"
    row = "一站,2025-01-01 01:00,8,35,0.7,20,60,38"
    read_hours_file(Arrived(NAME, f"{header}\n{row}".encode()), 2025, into)
    assert into.problems == []
    assert len(into.hours) == 1
