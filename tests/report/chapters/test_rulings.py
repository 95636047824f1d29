"""Readings of the plan's text: what another one would change, and room for a signature."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from jbeco.assessment import AssessedYear
from jbeco.pipeline.evaluate import assess_year
from jbeco.report.blocks import Folded
from jbeco.report.chapters.rulings import SIGNATURE, rulings
from tests.report.chapters.reading import rows_of, table_of, texts_of


@pytest.fixture
def county_2022(county_plan: Path, county_data: Path) -> AssessedYear:
    """The county in its base year: C01 is 80, and “75” may be read as just 75."""
    return assess_year(2022, county_data, county_plan)


def test_a_plausible_contest_is_told_with_room_to_sign(county_2022: AssessedYear) -> None:
    caption = "换一种口径，2022 年的判定会变、且可能有人这样理解的子项"
    assert rows_of(table_of(rulings(county_2022), caption)) == [
        ["R01", "“75”是下限吗", "C01", "达标", "恰好等于", "未达标", SIGNATURE]
    ]


def test_where_no_reading_changes_a_verdict_that_is_said(county: AssessedYear) -> None:
    assert texts_of(rulings(county))[0] == "凡可能有不同理解的，换一种口径都不改变本年的判定。"


def test_every_ruling_is_listed_and_can_be_linked_to(county: AssessedYear) -> None:
    [folded] = [block for block in rulings(county) if isinstance(block, Folded)]
    table = table_of([folded], "全部口径认定")
    assert table.anchors == ("R01", "R02")
    assert rows_of(table)[1] == [
        "R02", "缺任务怎么判", "无法判定", "稳妥", "不适用", "无", "一般不会：虚构",
        "县水利局", "待确认",
    ]  # fmt: skip


def test_the_taken_reading_stands_first(
    county_plan: Path, county_data: Path, edit: Callable[..., None]
) -> None:
    before, after = "县生态局,待确认,default", "县生态局,已确认,other"
    edit(county_plan / "rulings.csv", before, after)
    told = assess_year(2022, county_data, county_plan)
    [row, _] = rows_of(table_of(rulings(told), "全部口径认定"))
    assert (row[2], row[4]) == ("恰好等于", "是")
    assert told.verdict("C01").code == "not_met"


def test_contests_that_nobody_would_hold_are_counted(base_year: AssessedYear) -> None:
    others = [c for c in base_year.contests if not c.ruling.plausible]
    said = [text for text in texts_of(rulings(base_year)) if " 处判定" in text]
    assert len(said) == bool(others)
    if others:
        assert said[0].startswith(f"另有 {len(others)} 处判定")


def test_a_reading_that_nobody_worked_out_is_not_said_to_change_nothing(
    base_year: AssessedYear, county: AssessedYear
) -> None:
    [told] = [text for text in texts_of(rulings(base_year)) if "没有换口径逐项测算" in text]
    bare = [r.id for r in base_year.plan.rulings if r.plausible and not r.effects]
    assert told.endswith(f"：{'、'.join(bare)}。")
    own = replace(base_year.plan.rulings[3], effects=())
    plan = replace(county.plan, rulings=(own,))
    said = texts_of(rulings(replace(county, plan=plan)))
    assert said[0].startswith("列明了改动哪个数的口径认定里，凡可能有不同理解的")
    assert "另有 1 条" in said[1]
