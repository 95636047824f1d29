"""A page for each system: its indicators once, twins as one row, causes not made up."""

from collections.abc import Callable, Sequence

from jbeco.assessment import AssessedYear
from jbeco.report.blocks import Badge, Block, Figure, Heading
from jbeco.report.chapters.systems import indicator_table, systems
from tests.report.chapters.reading import Put, links_of, rows_of, table_of, texts_of


def row_of(blocks: Sequence[Block], system: str, name: str) -> list[str]:
    """Return the row of an indicator whose name starts with some words."""
    rows = rows_of(table_of(blocks, f"{system}的指标"))
    [row] = [row for row in rows if row[0].startswith(name)]
    return row


def test_each_system_starts_a_page(county: AssessedYear) -> None:
    heads = [block for block in systems(county) if isinstance(block, Heading)]
    assert [(head.text, head.anchor, head.new_page) for head in heads] == [
        ("生态安全", "system-security", True),
        ("生态生活", "system-living", True),
    ]


def test_indicators_are_told_with_target_value_verdict_and_sentence(county: AssessedYear) -> None:
    assert rows_of(table_of(systems(county), "生态安全的指标")) == [
        [
            "秸秆综合利用率\nC01",
            "约束性",
            "90\n指标值：≥75（达到）",
            "83.8%",
            "符合序时",
            "83.8%，低于目标 90%，序时进度比 0.95",
        ]
    ]


def test_causes_wait_for_those_who_know_them(county: AssessedYear) -> None:
    said = texts_of(systems(county))
    [first, second] = [text for text in said if text.startswith("差距与原因：")]
    assert first == "差距与原因：没有滞后或倒退的指标。"
    assert second.count("原因待县住建局填写。") == 2


def test_each_listed_leaf_stands_on_the_page_of_its_system(base_year: AssessedYear) -> None:
    blocks = systems(base_year)
    for system, name in base_year.plan.systems.items():
        links = links_of([table_of(blocks, f"{name}的指标")])
        assert sorted(links) == sorted(
            v.criterion.id
            for v in base_year.verdicts
            if v.criterion.domain == system and v.criterion.applicable
        )


def test_twins_with_one_verdict_show_it_once(base_year: AssessedYear, judged: Put) -> None:
    def verdicts(assessed: AssessedYear) -> list[object]:
        leaves = [assessed.verdict(name) for name in ("N07-1", "P08-1")]
        [row] = indicator_table(assessed, "", leaves).rows
        assert [piece.to for piece in row[0][1] if not isinstance(piece, str)] == ["N07-1", "P08-1"]
        return [piece for line in row[4] for piece in line]

    assert verdicts(base_year) == [Badge("not_met", "未达标")]
    assert verdicts(judged(base_year, P08_1="met")) == [
        "N07-1 ", Badge("not_met", "未达标"), "P08-1 ", Badge("met", "达标"),
    ]  # fmt: skip


def test_measures_of_a_system_stand_on_its_page(county: AssessedYear) -> None:
    blocks = systems(county)
    rows = rows_of(table_of(blocks, "生态安全的措施与承诺"))
    assert [row[0] for row in rows] == ["A01", "A01-1"]
    assert "措施：规划没有列措施。" in texts_of(blocks)


def test_a_system_with_numbers_has_its_panels(
    county: AssessedYear, example_year: Callable[[int], AssessedYear]
) -> None:
    captions = [b.caption for b in systems(example_year(2025)) if isinstance(b, Figure)]
    assert captions[0] == "生态制度各指标的历年值与目标"
    assert len(captions) == 6
    [straw, *_] = [b.draw().alt for b in systems(county) if isinstance(b, Figure)]
    assert "秸秆综合利用率" in straw


def test_twins_that_are_met_by_different_numbers_say_both(base_year: AssessedYear) -> None:
    row = row_of(systems(base_year), "生态经济", "秸秆综合利用率")
    assert row[2] == "N25-1：≥90\nP32-1：≥95"
    assert row[5] == "N25-1：95.3%，不低于 90%\nP32-1：95.3%，不低于 95%"


def test_series_with_bounds_of_their_own_are_told_apart(base_year: AssessedYear) -> None:
    row = row_of(systems(base_year), "生态制度", "生态文明建设工作占党政")
    assert "P03：城区街道 26.6%；涉农街道（镇） 31.6%，分别不低于 25%、30%" in row[5]


def test_the_base_year_shows_the_standard_it_is_judged_by(
    base_year: AssessedYear, example_year: Callable[[int], AssessedYear]
) -> None:
    sewage = row_of(systems(base_year), "生态生活", "城镇污水处理率")
    assert sewage[2] == "N29：县（区）≥85\nP37：市≥95；县≥85"
    table = table_of(systems(base_year), "生态生活的指标")
    assert [column.head for column in table.columns][2] == "指标值（原文）"
    later = table_of(systems(example_year(2025)), "生态生活的指标")
    assert [column.head for column in later.columns][2] == "2025 年目标、指标值（原文）"
    sewage = row_of(systems(example_year(2025)), "生态生活", "城镇污水处理率")
    assert sewage[2].split("\n") == [
        "97",
        "N29 指标值：县（区）≥85（达到）",
        "P37 指标值：市≥95；县≥85（达到）",
    ]


def test_a_standard_of_what_ended_is_not_said_to_be_reached_by_its_successor(
    example_year: Callable[[int], AssessedYear],
) -> None:
    row = row_of(systems(example_year(2025)), "生态安全", "生态质量指数（EQI）")
    said = (
        "〔编者注〕原指标值是生态环境状况指数（EI）≥60，它只发布到 2020 年；"
        "现按生态质量指数（EQI）判：保持稳定或持续改善"
        "（不劣于基准年，没有连续几年退步），从首个有数的 2021 年比起，"
        "降低不超过 0.99 不算劣（达到）"
    )
    assert row[2].split("\n")[1] == said


def test_which_of_twins_hangs_on_a_reading_is_said(
    example_year: Callable[[int], AssessedYear],
) -> None:
    row = row_of(systems(example_year(2025)), "生态经济", "单位地区生产总值用水量")
    assert row[4].split("\n")[-1] == "P28-1 取决于口径认定"
    # N21 aims at its standard itself
    assert row[2].split("\n")[-1].startswith("P28-1 指标值：≤31，或")
    assert row[3].endswith("（现价；按可比价同比下降 1.9%）")
