"""A page for each system: its indicators once, twins as one row, causes not made up."""

from collections.abc import Callable

from jbeco.assessment import AssessedYear
from jbeco.report.blocks import Badge, Figure, Heading
from jbeco.report.chapters.systems import INDICATOR_COLUMNS, indicator_cells, systems
from tests.report.chapters.reading import Put, links_of, rows_of, table_of, texts_of


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
            "90",
            "83.8%",
            "符合序时",
            "83.8%，低于目标 90%，序时进度比 0.95",
        ]
    ]


def test_causes_wait_for_those_who_know_them(county: AssessedYear) -> None:
    said = texts_of(systems(county))
    [first, second] = [text for text in said if text.startswith("差距与原因：")]
    assert first == "差距与原因：已能判定的指标没有未达标或滞后的。"
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
        [row] = indicator_cells(assessed, leaves)
        assert len(row) == len(INDICATOR_COLUMNS)
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
