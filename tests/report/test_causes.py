"""A changed verdict names the cells behind it that changed, and what the consultant did."""

from typing import Any

import pandas as pd
import pytest

from jbeco.assessment import AssessedYear
from jbeco.report.causes import with_causes
from jbeco.report.changes import Change
from jbeco.stage_tables import TABLES, frame_of

Tables = dict[str, pd.DataFrame]
FLIP = Change("判定", "C01", "未达标", "达标")


@pytest.fixture
def before(county: AssessedYear) -> Tables:
    return {name: county.tables[name] for name in TABLES}


@pytest.fixture
def after(before: Tables) -> Tables:
    return {name: frame.copy() for name, frame in before.items()}


def why(county: AssessedYear, before: Tables, after: Tables, *changes: Change) -> str:
    return with_causes(changes or [FLIP], county.plan, before, after)[0].why


def test_the_cell_that_says_something_else(
    county: AssessedYear, before: Tables, after: Tables
) -> None:
    frame = after["observations"]
    row = frame["indicator"].eq("straw_use_rate") & frame["year"].eq(2024)
    frame.loc[row, ["exact"]] = ["95"]
    place = frame.loc[row, "source"].iloc[0]
    assert why(county, before, after) == f"{place}：83.8 → 95"


def test_what_the_consultant_did(county: AssessedYear, before: Tables, after: Tables) -> None:
    act: dict[str, Any] = dict.fromkeys((c.name for c in TABLES["amendments"].columns), "")
    act |= {"kind": "更正", "year": 2024, "code": "straw_use_rate", "reason": "笔误"}
    act |= {"place": "F2", "before": "8.38", "after": "83.8"}
    after["amendments"] = frame_of("amendments", [act | {"who": "王工", "when": "2025-03-02"}])
    assert why(county, before, after) == "更正 F2：8.38 → 83.8（笔误，王工，2025-03-02）"


def test_a_corrected_cell_is_told_once(county: AssessedYear, before: Tables, after: Tables) -> None:
    frame = after["observations"]
    row = frame["indicator"].eq("straw_use_rate") & frame["year"].eq(2024)
    frame.loc[row, ["exact"]] = ["95"]  # what was entered stays as it was
    act: dict[str, Any] = dict.fromkeys((c.name for c in TABLES["amendments"].columns), "")
    place = frame.loc[row, "source"].iloc[0]
    act |= {"kind": "更正", "year": 2024, "code": "straw_use_rate", "place": place}
    after["amendments"] = frame_of("amendments", [act | {"before": "83.8", "after": "95"}])
    assert why(county, before, after).count("→") == 1


def test_a_superior_s_result(county: AssessedYear, before: Tables, after: Tables) -> None:
    frame = after["tasks"]
    frame.loc[frame.index[0], "result"] = "not_met"
    indicator = frame["indicator"].iloc[0]
    criterion = next(c.id for c in county.plan.criteria if c.indicator == indicator)
    told = why(county, before, after, Change("理由", criterion, "a", "b"))
    assert told.endswith("→ 未完成")


def test_a_ruling_where_no_cell_changed(
    county: AssessedYear, before: Tables, after: Tables
) -> None:
    ruling = Change("口径认定", "R01", "default", "other")
    assert why(county, before, after, FLIP, ruling) == "口径认定 R01：default → other"
    assert "程序的变化" in why(county, before, after)


def test_a_change_of_another_indicator_is_no_cause(
    county: AssessedYear, before: Tables, after: Tables
) -> None:
    frame = after["observations"]
    row = frame["indicator"].ne("straw_use_rate") & frame["exact"].notna()
    frame.loc[row, "exact"] = "1"
    assert "→" not in why(county, before, after)
