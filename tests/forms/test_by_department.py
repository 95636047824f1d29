"""Problems by the department that must mend them."""

from typing import Any

import pandas as pd
import pytest

from jbeco.forms.by_department import (
    OTHERS,
    by_department,
    counts_text,
    file_owners,
    grouped_lines,
    owners_of,
)
from jbeco.problems import Level, Problem

A, B = "2025/乙表.xlsx", "2025/甲表.xlsx"


@pytest.fixture
def owners(desk: Any) -> dict[str, str]:
    """统计局 sent A, 生态局 sent B, 住建局 nothing."""
    sent = pd.DataFrame({"department": ["statistics", "ecology"], "file": [A, B]})
    return file_owners(desk.plan(desk.code("a")), sent)


def fault(where: str, level: Level = Level.ERROR, what: str = "填错", **more: Any) -> Problem:
    return Problem(where, what, "请改", level, **more)


def test_departments_stand_in_the_order_of_the_plan_and_errors_first(owners: Any) -> None:
    warning, error = fault(f"{B}!数据!F2", Level.WARNING), fault(f"{B}!数据!F9")
    other, table = fault(f"{A}!数据!F2"), fault("2025/comparators.csv!D4")
    groups = by_department([table, warning, other, error], owners)
    assert list(groups.items()) == [
        ("生态局", (error, warning)),
        ("统计局", (other,)),
        (OTHERS, (table,)),
    ]


def test_the_silent_department_is_told_that_it_is_silent(owners: Any) -> None:
    silent = fault("2025 年填报", Level.WARNING, "住建局没有报送")
    assert by_department([silent], owners) == {"住建局": (silent,)}


def test_files_of_earlier_years_are_nobodys(owners: Any) -> None:
    assert owners_of(fault("2024/甲表.xlsx!数据!F2"), owners) == ()


def test_a_fault_of_two_sides_stands_once(owners: Any) -> None:
    both = fault(f"{A}!数据!F2", also=(f"{B}!数据!F3",))
    assert owners_of(both, owners) == ("统计局", "生态局")
    assert by_department([both], owners) == {"统计局": (both,)}


def test_lines_have_a_heading_with_counts(owners: Any) -> None:
    mine = [fault(f"{B}!数据!F2"), fault(f"{B}!数据!F3", Level.NOTE)]
    lines = list(grouped_lines(mine, owners))
    assert lines == ["【生态局】错误 1 个，警告 0 个，提示 1 个", *map(str, mine), ""]
    assert counts_text([]) == "错误 0 个，警告 0 个，提示 0 个"
