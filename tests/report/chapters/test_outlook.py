"""The targets ahead: the pace that is needed beside the pace of late, by hand on the county."""

import re
from collections.abc import Callable

from jbeco.assessment import AssessedYear
from jbeco.report.blocks import Figure, Folded
from jbeco.report.chapters.outlook import outlook
from jbeco.stage_tables import records_of
from tests.report.chapters.reading import links_of, rows_of, table_of, texts_of

CAPTION = "数值目标：今后年均需要的变动与近年的变动"


def test_needed_and_recent_pace_are_those_of_the_hand(county: AssessedYear) -> None:
    rows = rows_of(table_of(outlook(county), CAPTION))
    assert [row[1:7] for row in rows] == [
        # 2022 to 2024: 80 to 83.8, three years to go to 90
        ["C01", "2027 年 ≥ 90%", "83.8", "2.07", "1.90", "按近年进度不能达到"],
        # 10 to 11.6 and 12 to 12.4, three years to go to 14
        ["C02-1", "2027 年 ≥ 14 平方米/人", "11.60", "0.800", "0.800", "按近年进度可达到"],
        ["C02-1", "2027 年 ≥ 14 平方米/人", "12.40", "0.533", "0.200", "按近年进度不能达到"],
    ]


def test_what_no_outlook_is_given_for_is_named_with_the_reason(county: AssessedYear) -> None:
    [folded] = [block for block in outlook(county) if isinstance(block, Folded)]
    assert folded.summary == "没有列入上文的目标 2 个及其理由"
    assert links_of([folded]) == ["C02-2", "C03"]
    assert texts_of([folded])[0].startswith("不作推断：定性目标（1 个）：生态环境损害赔偿（C02-2）")


def test_two_years_are_too_few_for_a_chart(county: AssessedYear) -> None:
    assert not any(isinstance(block, Figure) for block in outlook(county))


def test_no_target_ahead_is_no_chapter(final_county: AssessedYear) -> None:
    assert outlook(final_county) == ()


def test_no_target_ahead_is_lost(example_year: Callable[[int], AssessedYear]) -> None:
    assessed = example_year(2023)
    blocks = outlook(assessed)
    told = set(links_of(blocks))
    for record in records_of("outlook", assessed.tables["outlook"]):
        if record["code"] not in ("no_target", "reached"):
            assert record["criterion"] in told
    assert any(isinstance(block, Figure) for block in blocks)


def test_twins_with_one_target_are_one_row(example_year: Callable[[int], AssessedYear]) -> None:
    rows = rows_of(table_of(outlook(example_year(2023)), CAPTION))
    assert "N07-1、P08-1" in [row[1] for row in rows]
    keys = [(row[0], row[2]) for row in rows]
    assert len(keys) == len(set(keys))


def test_a_number_that_the_wording_does_not_have_names_the_reading(
    example_year: Callable[[int], AssessedYear],
) -> None:
    rows = {row[1]: row for row in rows_of(table_of(outlook(example_year(2025)), CAPTION))}
    assert rows["N29、P37"][2].split("\n") == [
        "2030 年 ≥ 97%",
        "原文没有写数，沿用近期目标：R42",
        "（2025 年目标未达到）",
    ]
    assert "R42" not in rows["P40"][2]  # ≥13 stands in the plan


def test_a_pace_is_told_only_where_the_target_is_not_safely_reached(
    example_year: Callable[[int], AssessedYear],
) -> None:
    rows = {row[1]: row for row in rows_of(table_of(outlook(example_year(2025)), CAPTION))}
    assert rows["N07-1、P08-1"][4:6] == ["已达到", "—"]
    assert rows["N22、P29"][4:6] == ["已达到", "−0.128"]  # reached now, lost at this pace
    assert rows["N29、P37"][4:6] == ["0.078", "0.053"]


def test_twins_of_which_nothing_is_said_are_counted_once(
    example_year: Callable[[int], AssessedYear],
) -> None:
    [folded] = [b for b in outlook(example_year(2025)) if isinstance(b, Folded)]
    said = "".join(texts_of([folded]))
    assert "生态保护红线（N17-1、P22-1）；" in said
    counts = [int(number) for number in re.findall(r"（(\d+) 个）：", said)]
    assert folded.summary == f"没有列入上文的目标 {sum(counts)} 个及其理由"
    assert sum(counts) < len({*links_of([folded])})
