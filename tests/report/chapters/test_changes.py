"""Since the report before: only the latest one counts, and revised numbers are told apart."""

from typing import Any

import pytest

from jbeco.assessment import AssessedYear
from jbeco.report.chapters.changes import SIDES, changes, last_report, turned
from jbeco.report.marks import MARKS
from tests.report.chapters.reading import Put, rows_of, table_of, texts_of

CAPTION = "与上一份报告相比判定发生变化的子项"


def before(year: int, **codes: str) -> list[dict[str, Any]]:
    """Return the verdicts of an earlier report, C01 with the number that it had."""
    return [
        {
            "criterion": name.replace("_", "-"),
            "report": f"{year}-annual",
            "year": year,
            "code": code,
            "numbers": ("=80",) if name == "C01" else (),
        }
        for name, code in codes.items()
    ]


SAME = {"C01": "already_met", "C02_1": "not_met", "C02_2": "behind", "C03": "doubtful"}


def test_every_verdict_is_on_one_side() -> None:
    assert sorted(code for side in SIDES for code in side) == sorted(MARKS)


def test_only_the_latest_report_is_compared(county: AssessedYear, put: Put) -> None:
    both = [*before(2022, **SAME | {"C01": "behind"}), *before(2023, **SAME)]
    told = put(county, earlier_verdicts=both)
    assert {one["year"] for one in last_report(told)} == {2023}
    assert turned(told) == []
    [said] = texts_of(changes(told))
    assert "（2023 年年度评估）" in said
    assert "没有判定发生实质变化" in said


def test_a_turn_is_told_from_what_to_what(county: AssessedYear, put: Put) -> None:
    told = put(county, earlier_verdicts=before(2023, **SAME | {"C01": "behind", "C02_1": "met"}))
    said, *_ = texts_of(changes(told))
    assert "2 个子项的判定发生了实质变化：转好 1 个，转差 1 个。" in said
    rows = rows_of(table_of(changes(told), CAPTION))
    assert [row[:3] for row in rows] == [
        ["C01 秸秆综合利用率", "滞后", "符合序时"],
        ["C02-1 城镇人均公园绿地面积", "达标", "滞后"],
    ]


@pytest.mark.parametrize(
    ("exact", "said"),
    [
        ("=80", "否"),  # as it was reported
        ("=81", "2022 年的数由 81 改为 80"),
    ],
)
def test_a_number_that_was_revised_since_is_told(
    county: AssessedYear, put: Put, exact: str, said: str
) -> None:
    [row] = before(2022, C01="behind")
    told = put(county, earlier_verdicts=[row | {"numbers": (exact,)}])
    [[*_, revised]] = rows_of(table_of(changes(told), CAPTION))
    assert revised == said


def test_a_criterion_that_the_earlier_report_lacks_has_not_turned(
    county: AssessedYear, put: Put
) -> None:
    told = put(county, earlier_verdicts=before(2023, C03="unknown"))
    assert turned(told) == []
