"""The first page: nothing that fails or cannot be judged is missing from it, in any year."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from jbeco.assessment import AssessedYear
from jbeco.pipeline.evaluate import assess_year
from jbeco.report.blocks import Paragraph, Table, line_text
from jbeco.report.chapters.front import MOST_LISTED, MOST_UNKNOWN, REST, front
from jbeco.report.chapters.owed import owed
from jbeco.report.front_page import front_page
from tests.report.chapters.reading import Put, links_of, rows_of, table_of, texts_of

OPEN = "尚不能判定的，缺什么、由谁补"
WHOLE = "各指标体系的总体情况（按指标体系的项计）"


@pytest.fixture
def years(
    county: AssessedYear,
    final_county: AssessedYear,
    base_year: AssessedYear,
    example_year: Callable[[int], AssessedYear],
    public_midterm: AssessedYear,
) -> list[AssessedYear]:
    shipped = [base_year, *map(example_year, (2020, 2023)), public_midterm]
    return [county, final_county, *shipped]


def captions(assessed: AssessedYear) -> list[str]:
    return [block.caption for block in front(assessed) if isinstance(block, Table)]


def test_every_failing_and_every_unknown_leaf_is_linked(years: list[AssessedYear]) -> None:
    for assessed in years:
        told = set(links_of(front(assessed)))
        if len(front_page(assessed).unknown) > MOST_UNKNOWN + MOST_LISTED:
            told |= set(links_of(owed(assessed)))  # to which the first page refers
        for verdict in assessed.verdicts:
            if verdict.code in ("regressed", "not_met", "behind", "unknown", "doubtful"):
                assert verdict.criterion.id in told, (assessed.year, verdict.criterion.id)


def test_the_page_starts_with_its_sentence(county: AssessedYear) -> None:
    first = front(county)[0]
    assert isinstance(first, Paragraph)
    assert first.kind == "message"
    assert line_text(first.line) == front_page(county).sentence


def test_before_a_target_is_due_it_is_lagging_then_not_met(
    county: AssessedYear, base_year: AssessedYear
) -> None:
    assert captions(county)[0] == "哪些滞后或倒退，为什么，怎么办"
    assert captions(base_year)[0] == "哪些未达标，规划要达到什么"


def test_what_lags_is_told_with_its_verdict_and_its_department(county: AssessedYear) -> None:
    rows = rows_of(table_of(front(county), "哪些滞后或倒退，为什么，怎么办"))
    assert [row[0].split("\n")[0] for row in rows] == [
        "生态环境损害赔偿 倒退",
        "城镇人均公园绿地面积 滞后",
    ]
    assert rows[0][0].endswith("\n县住建局；C02-2")
    assert rows[0][1:] == ["原因待县住建局填写", "对策待县住建局填写"]


def test_where_nothing_lags_that_is_said(county: AssessedYear, judged: Put) -> None:
    good = judged(county, C02_1="on_track", C02_2="on_track")
    assert captions(good)[0] == OPEN
    assert "已能判定的指标里，没有滞后或倒退的指标。" in texts_of(front(good))


def test_a_long_list_of_unknowns_is_cut_and_its_rest_is_named(years: list[AssessedYear]) -> None:
    public = years[-1]
    unknown = front_page(public).unknown
    assert len(unknown) > MOST_UNKNOWN
    blocks = front(public)
    assert len(table_of(blocks, OPEN).rows) == MOST_UNKNOWN
    rest = len(unknown) - MOST_UNKNOWN
    assert f"另有 {rest} 项尚不能判定，见报告的待补资料清单。" in texts_of(blocks)
    # a paragraph of 57 names is no message
    assert [b for b in blocks if isinstance(b, Paragraph) and b.kind == REST] == []


def test_a_rest_of_unknowns_that_can_be_taken_in_is_named(
    years: list[AssessedYear], monkeypatch: pytest.MonkeyPatch
) -> None:
    public = years[-1]
    unknown = front_page(public).unknown
    monkeypatch.setattr(sys.modules[front.__module__], "MOST_LISTED", len(unknown))
    [named] = [b for b in front(public) if isinstance(b, Paragraph) and b.kind == REST]
    for line in unknown[MOST_UNKNOWN:]:
        assert f"{line.name}（" in line_text(named.line)


def test_each_framework_is_counted_by_attribute(county: AssessedYear) -> None:
    assert rows_of(table_of(front(county), WHOLE)) == [
        [
            "县级指标体系",
            "全表 3 项，列入 3 项，应判 3 项",
            "2 项\n符合序时 1 项\n无法判定 1 项",
            "1 项\n倒退 1 项",
            "尚未到期",
            "不满足",
        ]
    ]


def test_who_sent_nothing_is_named(county: AssessedYear, base_year: AssessedYear) -> None:
    [said] = [text for text in texts_of(front(county)) if "没有报送任何数据" in text]
    assert said.startswith("3 个部门没有报送任何数据：县生态局、县住建局、县水利局。")
    assert not [text for text in texts_of(front(base_year)) if "没有报送任何数据" in text]


def test_a_good_verdict_with_a_finding_is_named(county: AssessedYear) -> None:
    assert county.verdict("C01").findings
    [said] = [text for text in texts_of(front(county)) if "有检查发现" in text]
    assert said == "1 项“已达标或符合序时”有检查发现，须一并看：秸秆综合利用率（C01）。"


def test_a_reading_that_turns_the_whole_is_told(county_plan: Path, county_data: Path) -> None:
    """C01 is the only binding row that the reading of “75” decides."""
    told = assess_year(2022, county_data, county_plan)
    assert {turn.ruling.id for turn in told.turns} == {"R01"}
    said = [text for text in texts_of(front(told)) if "总体要求取决于口径认定" in text]
    assert [text.partition("：")[2] for text in said][:1] == [
        "若认定“恰好等于”（R01），县级不满足。"
    ]


def whole_of(assessed: AssessedYear) -> str:
    [said] = [text for text in texts_of(front(assessed)) if text.startswith("总体要求（")]
    return said


def test_the_whole_is_told_by_the_target_and_by_the_standard(
    example_year: Callable[[int], AssessedYear],
    base_year: AssessedYear,
    public_midterm: AssessedYear,
) -> None:
    """Above every threshold of the frameworks, and still short of the plan's own target."""
    unknown = public_midterm
    _, both = whole_of(example_year(2025)).split("）：", 1)
    place = both.index("浙江省")
    national, provincial = both[:place].removesuffix("；"), both[place:]
    assert national.endswith(
        "国家生态文明建设示范区按 2025 年目标不满足"
        "（约束性未达标 1 项：城镇污水处理率；参考性达标 11/12），"
        "按指标值满足（应判的约束性都达到指标值，参考性达到 12/12；"
        "另有约束性 3 项规划没有列入，未作判定）"
    )
    assert "约束性尚不能判定 1 项：单位地区生产总值用水量" in provincial
    assert "参考性达标" not in whole_of(unknown).partition("）：")[2]  # 0 of 13 is not meant
    assert "按指标值满足，2025 年目标尚未到期；" in whole_of(example_year(2023))
    early = whole_of(base_year)
    assert "年目标" not in early
    assert "按指标值不满足（约束性未达标 3 项：优良天数比例、单位地区生产总值能耗" in early


def test_the_base_year_is_not_asked_for_causes(base_year: AssessedYear) -> None:
    rows = rows_of(table_of(front(base_year), "哪些未达标，规划要达到什么"))
    told = {name for row in rows for name in re.findall(r"[NP]\d\d(?:-\d)?", row[0])}
    assert told == {v.criterion.id for v in base_year.verdicts if v.code == "not_met"}
    [park] = [row for row in rows if "公园绿地" in row[0]]
    assert park[1:] == ["11.61 平方米/人，低于 13 平方米/人", "13"]


def test_what_is_lacking_of_the_numerator_is_worked_out(
    example_year: Callable[[int], AssessedYear],
) -> None:
    told = example_year(2025)
    rows = rows_of(table_of(front(told), "哪些未达标，为什么，怎么办"))
    [park] = [row[0] for row in rows if "公园绿地" in row[0]]
    values = told.tables["values"].query("year == 2025").set_index("indicator")["value"]
    lacking = 13 * values["urban_resident_population"] - values["park_green_area"]
    assert f"公园绿地面积还差约 {lacking / 10_000:.2f} 公顷" in park  # three digits


def test_risks_late_promises_and_readings_stand_on_the_first_page(
    example_year: Callable[[int], AssessedYear],
) -> None:
    said = texts_of(front(example_year(2025)))
    # 4.91 % now, 0.128 less each year: 4.27 % in 2030, where 4.5 % are wanted
    assert (
        "2030 年目标的风险：今后仍按近年的速度就达不到的是城镇污水处理率（N29、P37；"
        "现为 96.61%，目标不低于 97%，今后每年须增加 0.078 个百分点，"
        "近年每年增加 0.053 个百分点）；"
        "城镇污水处理率的 2030 年目标数是按口径认定 R42 沿用的近期目标；"
        "现已达到、仍按近年的速度就可能守不住的是单位国内生产总值建设用地使用面积下降率"
        "（N22、P29；现为 4.91%，目标不低于 4.5%，近年每年减少 0.128 个百分点）；"
        "只按往年数外推，没有计入今后的工程；另有 40 个目标没有推测，不等于没有风险。"
    ) in said
    [late] = [text for text in said if text.startswith("已到期限而没有报完成的承诺 1 项：")]
    assert late.endswith("76个（M62-3，区综合行政执法局，2025 年到期，完成 65 个）。")
    [undated] = [text for text in said if text.startswith("定不出到期年份、没有报完成的承诺 25 项")]
    plant = "江北下沉式再生水厂新增污水处理能力（M52-1，完成 8、承诺 10 万吨/日）。"
    assert undated.endswith(plant)
    assert "原因、对策或时限没有写全的 1 项：畜禽粪污综合利用率（区农业农村局）。" in said
    [turned] = [text for text in said if "取决于口径认定，须有关单位确认" in text]
    assert "会变为未达标的：" in turned
    reading = "（P03）：若认定“区就是县：两类都 ≥30”（R21，请区委组织部确认）。会变为无法判定的："
    assert reading in turned
    assert turned.endswith("按目标的总体要求本已不满足，单独换其中哪一条都不变。")
    # by the framework's own standard another reading does turn the whole
    [by_standard] = [text for text in said if text.startswith("按指标值的总体要求取决于口径认定")]
    assert by_standard.partition("：")[2].startswith(
        "若认定“区就是县：两类都 ≥30”（R21）或“参考性须全部达标”（R40），"
        "浙江省生态文明建设示范区不满足；"
    )
    assert not [text for text in said if text.startswith("按目标的总体要求取决于")]
    assert "生态质量指数（EQI）（N10、P11；口径 R25、R45）" in turned
    better = "反过来，按另一口径会变为“达标”的：单位地区生产总值用水量（P28-1；口径 R27、R47）。"
    assert better in said
