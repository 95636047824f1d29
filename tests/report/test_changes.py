"""What changed between two published reports: each kind once, numbers and rows of tables too."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import pytest

from jbeco.assessment import AssessedYear
from jbeco.pipeline.evaluate import assess_year
from jbeco.problems import JbecoError
from jbeco.report.changes import COUNTED, KEYS, Change, changes_between, read_tables
from jbeco.stage_tables import TABLES, write_table

Tables = dict[str, pd.DataFrame]
Set = Callable[..., None]


@pytest.fixture
def before(county: AssessedYear) -> Tables:
    """The tables of the invented county's year 2024."""
    return {name: county.tables[name] for name in TABLES}


@pytest.fixture
def after(before: Tables) -> Tables:
    return {name: frame.copy() for name, frame in before.items()}


def put(tables: Tables, name: str, where: Mapping[str, object], **cells: object) -> None:
    """Change cells of the one row that has these texts."""
    frame = tables[name]
    found = pd.Series(True, frame.index)
    for column, text in where.items():
        found &= frame[column].eq(text).fillna(False).astype(bool)
    assert found.sum() == 1
    for column, cell in cells.items():
        frame.loc[found, column] = cell


def test_equal_tables_have_no_changes(before: Tables, after: Tables) -> None:
    assert changes_between(before, after) == []


def test_a_verdict_and_its_reason(before: Tables, after: Tables) -> None:
    put(after, "verdicts", {"criterion": "C03"}, verdict="达标", reason="改了")
    verdict, reason = changes_between(before, after)
    assert verdict == Change("判定", "C03", "无法判定", "达标")
    assert (reason.kind, reason.what, reason.after) == ("理由", "C03", "改了")
    assert reason.before.startswith("无法判定，因为")


def test_a_number_is_told_exactly(before: Tables, after: Tables) -> None:
    key = {"indicator": "straw_use_rate", "measure": "level", "year": 2024}
    put(after, "values", key, exact="839/10", value=83.9)
    assert changes_between(before, after) == [
        Change("数值", "straw_use_rate level 2024", "419/5", "839/10")
    ]


def test_a_number_that_is_missing_now_says_why(before: Tables, after: Tables) -> None:
    key = {"indicator": "straw_use_rate", "measure": "level", "year": 2024}
    put(after, "values", key, exact=None, value=None, missing="not_reported")
    [change] = changes_between(before, after)
    assert (change.before, change.after) == ("419/5", "not_reported")


def test_a_state_and_a_series(before: Tables, after: Tables) -> None:
    key = {"indicator": "env_damage_compensation", "year": 2024}
    put(after, "values", key, state="全面实施")
    key = {"indicator": "park_green_per_capita", "series": "镇区", "year": 2024}
    put(after, "values", key, exact="13", value=13.0)
    changes = changes_between(before, after)
    assert Change("数值", "env_damage_compensation state 2024", "未实施", "全面实施") in changes
    assert Change("数值", "park_green_per_capita 镇区 level 2024", "62/5", "13") in changes
    assert len(changes) == 2


def test_an_input_a_ruling_and_the_method(before: Tables, after: Tables) -> None:
    put(after, "files", {"file": "2024/public_values.csv"}, sha256="00")
    put(after, "rulings", {"ruling": "R01"}, taken="other")
    put(after, "about", {"name": "评估规则"}, value="2099.1")
    kinds = {change.kind: change for change in changes_between(before, after)}
    assert kinds.keys() == {"输入", "口径认定", "方法与规划"}
    assert (kinds["输入"].what, kinds["输入"].after) == ("2024/public_values.csv", "00")
    assert (kinds["口径认定"].before, kinds["口径认定"].after) == ("default", "other")
    assert (kinds["方法与规划"].what, kinds["方法与规划"].after) == ("评估规则", "2099.1")


def test_other_tables_are_told_by_how_many_rows_differ(before: Tables, after: Tables) -> None:
    put(after, "comparators", {"region": "南江省"}, exact="61", value=61.0)
    after["tasks"] = after["tasks"].iloc[:0]
    assert changes_between(before, after) == [
        Change(COUNTED, "上级任务", "1 行，其中 1 行不同", "0 行，其中 0 行不同"),
        Change(COUNTED, "对照值", "1 行，其中 1 行不同", "1 行，其中 1 行不同"),
    ]


def test_a_row_that_stands_twice_is_a_change(before: Tables, after: Tables) -> None:
    after["tasks"] = pd.concat([after["tasks"]] * 2, ignore_index=True)
    assert changes_between(before, after) == [
        Change(COUNTED, "上级任务", "1 行，其中 0 行不同", "2 行，其中 1 行不同")
    ]


@pytest.mark.parametrize("name", sorted(set(TABLES) - {"files", "observations"}))
def test_a_table_that_is_new_is_a_change_when_it_has_rows(
    before: Tables, after: Tables, name: str
) -> None:
    """As between reports of two versions of the program."""
    del before[name]
    assert bool(changes_between(before, after)) is bool(len(after[name]))


def test_added_and_removed_criteria_are_changes(before: Tables, after: Tables) -> None:
    gone = after["verdicts"].iloc[0]
    after["verdicts"] = after["verdicts"].iloc[1:]
    changes = [change for change in changes_between(before, after) if change.kind == "判定"]
    assert changes == [Change("判定", gone["criterion"], gone["verdict"], "（无）")]
    back = [change for change in changes_between(after, before) if change.kind == "判定"]
    assert back == [Change("判定", gone["criterion"], "（无）", gone["verdict"])]


def test_order_alone_is_no_change(before: Tables, after: Tables) -> None:
    for name, frame in after.items():
        after[name] = frame.iloc[::-1].reset_index(drop=True)
    assert changes_between(before, after) == []


def test_one_figure_changed_in_a_table_is_followed_to_the_verdict(
    county_plan: Path, county_data: Path, before: Tables, edit: Set
) -> None:
    edit(county_data / "2024" / "public_values.csv", "C01,,level,83.8,", "C01,,level,95,")
    after = assess_year(2024, county_data, county_plan).tables
    changes = changes_between(before, {name: after[name] for name in TABLES})
    told = {(change.kind, change.what): (change.before, change.after) for change in changes}
    assert told["判定", "C01"] == ("符合序时", "已达标")
    assert told["数值", "straw_use_rate level 2024"] == ("419/5", "95")
    assert ("输入", "2024/public_values.csv") in told
    assert told[COUNTED, "原始数"] == ("10 行，其中 1 行不同", "10 行，其中 1 行不同")
    assert not [what for kind, what in told if kind in KEYS and what in ("C02-1", "C02-2", "C03")]


# --- reading a report back ---------------------------------------------------------------------


def test_tables_of_a_report_are_read_back(tmp_path: Path, before: Tables) -> None:
    (tmp_path / "tables").mkdir()
    for name in ("verdicts", "values"):
        write_table(tmp_path / "tables", name, before[name])
    found = read_tables(tmp_path)
    assert found.keys() == {"verdicts", "values"}
    for name, frame in found.items():
        pd.testing.assert_frame_equal(frame, before[name])


def test_a_folder_without_verdicts_is_no_report(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(JbecoError, match="不是报告文件夹") as caught:
            read_tables(folder)
        assert caught.value.problems[0].where == str(folder)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"criterion\r\nN01\r\n"])
def test_a_spoilt_table_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "verdicts.csv").write_bytes(content)
    with pytest.raises(JbecoError, match=r"verdicts\.csv"):
        read_tables(tmp_path)
