"""Proposals to adjust the plan: only where a rule finds something, each traced to its criteria."""

from collections.abc import Callable
from pathlib import Path

import pytest

from jbeco.assessment import AssessedYear
from jbeco.pipeline.evaluate import assess_year
from jbeco.report.chapters.plan_changes import plan_changes
from tests.report.chapters.reading import Put, rows_of, table_of, texts_of

CAPTION = "形势变化与调整建议"
REACHED = "规划的数值目标在基准年已经达到或超过，只要求守住，不再要求改进"


def proposals(assessed: AssessedYear) -> dict[str, str]:
    """Return the criteria of each finding."""
    blocks = plan_changes(assessed)
    rows = rows_of(table_of(blocks, CAPTION)) if blocks else []
    return {row[0]: row[1] for row in rows}


def test_nothing_found_is_no_chapter(county: AssessedYear, base_year: AssessedYear) -> None:
    assert plan_changes(county) == ()
    assert plan_changes(base_year) == ()


def test_it_says_that_no_verdict_hangs_on_it(county: AssessedYear, judged: Put) -> None:
    found = plan_changes(judged(county, reason="no_task", C03="unknown"))
    assert "未经批准的调整不影响本报告的判定" in texts_of(found)[0]


def test_a_target_that_the_base_year_reached_is_found(
    county_plan: Path, county_data: Path, edit: Callable[..., None]
) -> None:
    edit(county_plan / "base_values.csv", "C01,,level,80,", "C01,,level,95,")
    assert proposals(assess_year(2024, county_data, county_plan)) == {
        REACHED: "秸秆综合利用率（C01）"
    }


def test_a_target_of_which_one_year_is_still_ahead_is_not(
    county_plan: Path, county_data: Path, edit: Callable[..., None]
) -> None:
    edit(county_plan / "base_values.csv", "C01,,level,80,", "C01,,level,94.9,")
    assert REACHED not in proposals(assess_year(2024, county_data, county_plan))


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        ("no_task", "上级没有下达任务，目标无从考核"),
        ("no_task_record", "没有收到上级任务与考核结果，目标无从考核"),
        ("no_base", "规划没有基准年的数，不能衡量变化"),
        ("basis_break", "指标口径已经变更而未衔接，前后不能比较"),
    ],
)
def test_what_is_lacking_leads_to_its_proposal(
    county: AssessedYear, judged: Put, reason: str, found: str
) -> None:
    assert proposals(judged(county, reason=reason, C03="unknown")) == {
        found: "单位地区生产总值用水量（C03）"
    }


def test_of_the_example_the_targets_that_move_nothing_are_found(
    example_year: Callable[[int], AssessedYear],
) -> None:
    named = proposals(example_year(2023))[REACHED]
    assert "生态环境信息公开率（N05、P04）" in named  # 100% in 2019, and 100% is asked
    assert "N29" not in named  # 96.29% in 2019, 97% asked


def test_an_index_that_is_no_longer_published_is_found(
    example_year: Callable[[int], AssessedYear],
) -> None:
    found = proposals(example_year(2023))
    assert found["指标停止发布，规划没有写替代指标"] == ("生态环境状况指数（EI）（N10、P11）")
    assert "指标停止发布，规划没有写替代指标" not in proposals(example_year(2020))


def test_a_missing_task_beside_a_number_is_no_fault_of_the_plan(
    county: AssessedYear, judged: Put
) -> None:
    """C01 has a number to be judged by; C03 has the task alone."""
    both = judged(county, reason="no_task_record", C01="unknown", C03="unknown")
    assert list(proposals(both).values()) == ["单位地区生产总值用水量（C03）"]


def test_a_lax_target_that_the_value_falls_back_to_is_not_to_be_raised(
    example_year: Callable[[int], AssessedYear],
) -> None:
    """4.91 % now and 0.128 less each year: the plan's 4.5 % lies below the base year's 8.48 %."""
    found = proposals(example_year(2025))
    slipping = "规划的数值目标宽于基准年的数，近年逐步退向目标值"
    assert found[slipping] == "单位国内生产总值建设用地使用面积下降率（N22、P29）"
    assert "N22" not in found[REACHED]
