"""What moved the ratios, and what a survey can bear: by hand on the county."""

from typing import Any

from jbeco.assessment import AssessedYear
from jbeco.report.blocks import Figure
from jbeco.report.chapters.remedies import remedies
from jbeco.report.chapters.resources import resources, satisfaction
from tests.report.chapters.reading import Put, rows_of, table_of, texts_of


def effect(of: str, size: float, factor: str = "分子", **changes: Any) -> dict[str, Any]:
    row = {
        "indicator": "fertilizer_per_sown_area", "name": "化肥施用强度", "unit": "千克/公顷",
        "year": 2024, "change": -2.0, "factor": factor, "of": of, "effect": size,
    }  # fmt: skip
    return row | changes


def survey(against: str, assumption: str, value: float, low: float, high: float,
           sentence: str = "") -> dict[str, Any]:  # fmt: skip
    return {
        "indicator": "public_satisfaction", "name": "满意度", "year": 2024, "against": against,
        "assumption": assumption, "score": 88.0, "n": 400, "other": None, "value": value,
        "low": low, "high": high, "sentence": sentence,
    }  # fmt: skip


OWN = [
    survey("本年得分", "标准差 12", 88.0, 86.8, 89.2),
    survey("本年得分", "标准差 20", 88.0, 86.0, 90.0),
]


def test_nothing_to_take_apart_is_no_chapter(county: AssessedYear, put: Put) -> None:
    assert resources(county) == ()
    assert resources(put(county, decomposition=[effect("用水总量", 1.0, year=2023)])) == ()


def test_the_effects_stand_beside_the_change(county: AssessedYear, put: Put) -> None:
    told = put(county, decomposition=[effect("施用量", 1.5), effect("播种面积", -3.5, "分母")])
    note, said, *_ = texts_of(resources(told))
    assert "2024 年比 2023 年的变动" in note
    assert (
        said == "化肥施用强度：下降 2.00 千克/公顷；"
        "施用量使它上升 1.50 千克/公顷，播种面积使它下降 3.50 千克/公顷。"
    )
    assert rows_of(table_of(resources(told), "各指标的变动与各因素的贡献")) == [
        ["化肥施用强度", "千克/公顷", "施用量", "+1.50", "−2.00"],
        ["化肥施用强度", "千克/公顷", "播种面积", "−3.50", "−2.00"],
    ]


def test_what_is_at_current_prices_says_so(base_year: AssessedYear, put: Put) -> None:
    row = effect("用水总量", -2.0, indicator="water_per_gdp", name="用水量", year=2019)
    [figure] = [b for b in resources(put(base_year, decomposition=[row])) if isinstance(b, Figure)]
    assert "用水量（现价，含价格变动）总变动 −2.00" in figure.draw().alt


def test_structure_and_intensity_are_told_apart(county: AssessedYear, put: Put) -> None:
    told = put(county, decomposition=[effect("工业", -0.5, "结构"), effect("工业", -1.5, "强度")])
    said = texts_of(resources(told))[1]
    assert "工业（结构）使它下降 0.50 千克/公顷，工业（强度）使它下降 1.50 千克/公顷" in said


def test_no_sample_is_no_chapter(county: AssessedYear, put: Put) -> None:
    assert satisfaction(county) == ()
    assert satisfaction(put(county, surveys=[OWN[0] | {"year": 2023}])) == ()


def test_a_score_stands_with_its_widest_interval(county: AssessedYear, put: Put) -> None:
    said = texts_of(satisfaction(put(county, surveys=OWN)))[0]
    assert said == "满意度：88.00 分（有效样本 400 人，95% 区间最宽 86.00～90.00 分）。"


def test_a_difference_is_told_with_what_can_be_concluded(county: AssessedYear, put: Put) -> None:
    inside, beyond = "差异在抽样误差内", "差异超过抽样误差"
    rows = [
        *OWN,
        survey("比 2023 年", "标准差 12", -1.25, -2.9, 0.4, inside),
        survey("比 2023 年", "标准差 20", -1.25, -4.0, 1.5, inside),
        survey("比南江省", "标准差 12", 2.0, 0.4, 3.6, beyond),
        survey("比南江省", "标准差 20", 2.0, -0.7, 4.7, inside),
    ]
    said = texts_of(satisfaction(put(county, surveys=rows)))[0]
    assert "；比 2023 年低 1.25 分，差异在抽样误差内；" in said
    assert said.endswith("；比南江省高 2.00 分，是否超过抽样误差取决于假设。")
    table = rows_of(table_of(satisfaction(put(county, surveys=rows)), "公众调查的抽样误差"))
    assert len(table) == len(rows)
    assert table[2][3:] == ["400", "−1.25", "−2.90～0.40", inside]


def test_the_effects_are_drawn_by_indicator(county: AssessedYear, put: Put) -> None:
    rows = [effect("用水总量", -2.0), effect("工业", -2.0, "结构", indicator="b")]
    told = put(county, decomposition=rows)
    [figure] = [block for block in resources(told) if isinstance(block, Figure)]
    assert figure.caption == "2024 年比 2023 年：各因素的贡献与总变动"
    assert "；化肥施用强度（分部门）总变动 −2.00 千克/公顷，工业（结构） −2.00" in figure.draw().alt


def test_only_a_comparison_is_drawn(county: AssessedYear, put: Put) -> None:
    assert not any(isinstance(b, Figure) for b in satisfaction(put(county, surveys=OWN)))
    other = survey("比全省", "标准差 12", 1.2, 0.1, 2.3, "差异超过抽样误差") | {"other": 86.8}
    told = put(county, surveys=[*OWN, other])
    [figure] = [block for block in satisfaction(told) if isinstance(block, Figure)]
    assert "本年得分" not in figure.draw().alt
    assert "满意度比全省" in figure.draw().alt


def test_a_total_that_the_indicator_takes_something_off_says_so(
    base_year: AssessedYear, put: Put
) -> None:
    name = base_year.plan.indicators["energy_intensity"].name
    row = effect("能源消费总量", 1.0, indicator="energy_intensity", name=name, year=2019)
    note, said, *_ = texts_of(resources(put(base_year, decomposition=[row])))
    assert f"{name}按总量分解，没有扣除不计入考核的能源消费量，与判定所用的数不同。" in note
    assert said.startswith(f"{name}（总量口径）：")


def test_what_moved_an_indicator_stands_beside_its_cause(county: AssessedYear, put: Put) -> None:
    row = effect("绿地", 1.5, indicator="park_green_per_capita", name="城镇人均公园绿地面积")
    told = put(county, decomposition=[row, row | {"of": "人口", "factor": "分母", "effect": -3.5}])
    table = table_of(remedies(told), "对策清单")
    [park] = [row for row in rows_of(table) if row[0].startswith("城镇人均公园绿地面积")]
    said = "比上年的变动（分解所用的数见“部分指标变动的因素分解”一章）：下降 2.00 千克/公顷；绿地"
    assert park[2].split("\n")[-1].startswith(said)
