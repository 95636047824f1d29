"""What changed between two published reports."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from jbeco.assessment import AssessedYear
from jbeco.problems import JbecoError
from jbeco.report.changes import Change, changes_between, read_results
from jbeco.report.results import results
from jbeco.tables import canonical_json


@pytest.fixture
def before(base_year: AssessedYear) -> dict[str, Any]:
    return dict(json.loads(canonical_json(results(base_year))))


@pytest.fixture
def after(before: dict[str, Any]) -> dict[str, Any]:
    return copy.deepcopy(before)


def test_equal_results_have_no_changes(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert changes_between(before, after) == []


def test_each_kind_of_change_is_named(before: dict[str, Any], after: dict[str, Any]) -> None:
    [verdict] = [v for v in after["verdicts"] if v["id"] == "N28"]
    was = verdict["reason"]
    verdict |= {"verdict": "达标", "reason": "改了"}
    after["inputs"][0]["sha256"] = "00"
    after["plan_files"][0]["sha256"] = "11"
    after["rulings"][0]["taken"] = "other"
    after["methods_version"] = "2099.1"
    assert changes_between(before, after) == [
        Change("判定", "N28", "未达标", "达标"),
        Change("理由", "N28", was, "改了"),
        Change("输入", before["inputs"][0]["file"], before["inputs"][0]["sha256"], "00"),
        Change("输入", before["plan_files"][0]["file"], before["plan_files"][0]["sha256"], "11"),
        Change("裁定", before["rulings"][0]["id"], "default", "other"),
        Change("方法档案", "版本", before["methods_version"], "2099.1"),
    ]


def test_the_way_back_is_the_reverse(before: dict[str, Any], after: dict[str, Any]) -> None:
    after["verdicts"][0]["verdict"] = "未达标"
    [there], [back] = changes_between(before, after), changes_between(after, before)
    assert (there.before, there.after) == (back.after, back.before)
    assert there.before != there.after


def test_added_and_removed_leaves_are_changes(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    gone = after["verdicts"].pop(0)
    after["verdicts"].append({"id": "N99", "verdict": "达标", "reason": "新"})
    verdicts = [c for c in changes_between(before, after) if c.kind == "判定"]
    assert verdicts == [
        Change("判定", gone["id"], gone["verdict"], "（无）"),
        Change("判定", "N99", "（无）", "达标"),
    ]


def test_order_alone_is_no_change(before: dict[str, Any], after: dict[str, Any]) -> None:
    after["verdicts"].reverse()
    after["inputs"].reverse()
    assert changes_between(before, after) == []


def test_results_are_read_back(tmp_path: Path, before: dict[str, Any]) -> None:
    (tmp_path / "results.json").write_text(canonical_json(before), encoding="utf-8")
    assert read_results(tmp_path) == before


@pytest.mark.parametrize("content", [None, b"", b"{", b"\xff\xfe", '{"年": '.encode()])
def test_missing_or_corrupted_results_are_told(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "results.json").write_bytes(content)
    with pytest.raises(JbecoError) as caught:
        read_results(tmp_path)
    [problem] = caught.value.problems
    assert str(tmp_path) in problem.where
    assert "results.json" in problem.what


@pytest.mark.parametrize("content", [b"{}", b"[]", b"1"])
def test_json_of_another_kind_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "results.json").write_bytes(content)
    with pytest.raises(JbecoError):
        read_results(tmp_path)
