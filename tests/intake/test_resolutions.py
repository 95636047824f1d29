"""Resolutions: one reported cell is believed, with reason, name and day; the rest is set aside."""

from pathlib import Path
from typing import Any

import pytest

from jbeco.intake.collector import Collector
from jbeco.intake.records import Source
from jbeco.intake.resolutions import resolve, resolve_tasks
from jbeco.problems import Level, Problem
from jbeco.tables import Row

AGAIN = "县生态局重报.xlsx"
RULE = "straw_use_rate,,{file},数据!F2,以月报为准,王工,2025-03-02"


def numbers(clerk: Any, code: str = "straw_use_rate") -> list[str]:
    return [str(float(seen.number)) for seen in clerk.seen(code) if seen.number is not None]


def said(clerk: Any) -> list[Problem]:
    return [p for p in clerk.read().problems if p.where.startswith("2024/resolutions.csv")]


def conflicts(clerk: Any) -> list[Problem]:
    return [p for p in clerk.check() if p.level is Level.ERROR and "前后不一" in p.what]


def two_files(clerk: Any, first: float = 80, second: float = 83.8, again: str = AGAIN) -> None:
    clerk.send("ecology", {"数据!F2": first})
    clerk.send("ecology", {"数据!F2": second}, name=again)


# two files


def test_two_files_that_contradict_each_other_are_an_error_and_nothing_is_believed(clerk) -> None:
    two_files(clerk)
    (conflict,) = conflicts(clerk)
    places = {seen.where for seen in conflict.seen_from}
    assert places == {f"{clerk.file('ecology')}!数据!F2", f"2024/{AGAIN}!数据!F2"}
    assert conflict.blocks == ("C01",)
    verdict = clerk.verdict("C01")
    assert (verdict.code, verdict.reason_code) == ("unknown", "check_failed")
    assert "前后不一" in verdict.reason


@pytest.mark.parametrize("again", [AGAIN, "0先到.xlsx"])
@pytest.mark.parametrize(("chosen", "number"), [("first", "80.0"), ("second", "83.8")])
def test_a_resolution_decides_whichever_file_comes_last(clerk, again, chosen, number) -> None:
    two_files(clerk, again=again)
    file = again if chosen == "second" else Path(clerk.file("ecology")).name
    clerk.table("resolutions.csv", RULE.format(file=file))
    assert numbers(clerk) == [number]
    assert conflicts(clerk) == []
    assert said(clerk) == []
    assert clerk.verdict("C01").code != "unknown"
    (aside,) = (s for s in clerk.read().set_aside if s.observation.indicator == "straw_use_rate")
    assert Path(aside.observation.source.file).name != file
    assert aside.why == f"裁决采信 2024/{file}!数据!F2：以月报为准（王工，2025-03-02）"


def test_a_resolution_among_three(clerk) -> None:
    two_files(clerk)
    clerk.send("ecology", {"数据!F2": 99}, name="三.xlsx")
    clerk.table("resolutions.csv", RULE.format(file=AGAIN))
    assert numbers(clerk) == ["83.8"]
    aside = [s.observation for s in clerk.read().set_aside]
    assert sorted(float(s.number) for s in aside if s.indicator == "straw_use_rate") == [80, 99]


@pytest.mark.parametrize(
    ("text", "cell"),
    [("以月报为准", "E2（reason）"), ("王工", "F2（who）"), ("2025-03-02", "G2（decided_on）")],
)
def test_without_reason_name_or_day_nothing_is_decided(clerk, text: str, cell: str) -> None:
    two_files(clerk)
    clerk.table("resolutions.csv", RULE.format(file=AGAIN).replace(text, ""))
    (problem,) = said(clerk)
    assert (problem.level, problem.where) == (Level.ERROR, f"2024/resolutions.csv!{cell}")
    assert len(conflicts(clerk)) == 1


@pytest.mark.parametrize(
    "row",
    [
        RULE.format(file="别的.xlsx"),
        RULE.format(file=AGAIN).replace("F2", "F3"),
        RULE.format(file=AGAIN).replace("straw_use_rate", "water_per_gdp"),
    ],
)
def test_a_resolution_for_another_cell_decides_nothing(clerk, row: str) -> None:
    two_files(clerk)
    clerk.table("resolutions.csv", row)
    (problem,) = said(clerk)
    assert problem.level is Level.ERROR
    assert "裁决没有用上" in problem.what
    assert len(conflicts(clerk)) == 1
    assert sorted(numbers(clerk)) == ["80.0", "83.8"]


def test_two_resolutions_of_one_fact_are_an_error_and_decide_nothing(clerk) -> None:
    two_files(clerk)
    rows = [RULE.format(file=name) for name in (AGAIN, Path(clerk.file("ecology")).name)]
    clerk.table("resolutions.csv", *rows)
    (problem,) = said(clerk)
    assert (problem.level, "有两条裁决" in problem.what) == (Level.ERROR, True)
    assert len(conflicts(clerk)) == 1


# one cell


def test_a_single_figure_is_confirmed(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 8.38})
    (slip,) = (p for p in clerk.check() if p.level is Level.ERROR)
    assert "小数点错位" in slip.what
    clerk.table("resolutions.csv", RULE.format(file=Path(clerk.file("ecology")).name))
    assert said(clerk) == []
    (seen,) = clerk.seen("straw_use_rate")
    assert "已裁决" in seen.flags
    assert seen.note == "裁决：以月报为准（王工，2025-03-02）"
    (slip,) = (p for p in clerk.check() if "小数点错位" in p.what)
    assert slip.level is Level.NOTE
    assert clerk.verdict("C01").code == "regressed"


def test_a_reported_rate_against_its_parts_is_doubted_until_the_rate_is_named(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 86, "数据!F3": 80, "数据!F4": 100})
    (doubt,) = (p for p in clerk.check() if p.contradicts)
    assert (doubt.level, doubt.blocks, doubt.about) == (Level.WARNING, ("C01",), "")
    verdict = clerk.verdict("C01")
    assert (verdict.code, verdict.reason_code) == ("unknown", "contradicted")
    clerk.table("resolutions.csv", RULE.format(file=Path(clerk.file("ecology")).name))
    assert not [p for p in clerk.check() if p.contradicts]
    verdict = clerk.verdict("C01")
    assert (verdict.code, verdict.standard.value) == ("on_track", "86")


def test_the_parts_may_be_named_instead(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 86, "数据!F3": 80, "数据!F4": 100})
    name = Path(clerk.file("ecology")).name
    row = "{code},,{name},数据!{cell},实测,王工,2025-03-02"
    used = row.format(code="straw_used", name=name, cell="F3")
    clerk.table("resolutions.csv", used)
    assert [p for p in clerk.check() if p.contradicts]  # the other part is not decided
    clerk.table("resolutions.csv", used, row.format(code="straw_collectable", name=name, cell="F4"))
    assert not [p for p in clerk.check() if p.contradicts]
    assert clerk.verdict("C01").standard.value == "80"


# one fact, two departments


def decide(desk: Any, cell: str, code: str = "gdp") -> tuple[list[Any], list[Any], list[Problem]]:
    codes = (desk.code("gdp"), desk.code("gdp_too", same_as="gdp", department="statistics"))
    into = Collector(desk.plan(*codes))
    other = {"file": "2025/s.xlsx", "department": "statistics"}
    seen = [desk.row("gdp", 100, 2), desk.row("gdp_too", 101, 8, **other)]
    file = "s.xlsx" if cell == "数据!F8" else "2025-ecology-生态局.xlsx"
    words = {"reason": "年鉴", "who": "王工", "decided_on": "2026-03-02"}
    row = Row("2025/resolutions.csv", 2, {"code": code, "series": "", "file": file} | words)
    row.texts["cell"] = cell
    return *resolve(seen, [row], into), into.problems


@pytest.mark.parametrize("code", ["gdp", "gdp_too"])
@pytest.mark.parametrize(("cell", "number"), [("数据!F2", 100), ("数据!F8", 101)])
def test_of_two_departments_the_one_that_is_named_is_believed(desk, code, cell, number) -> None:
    kept, aside, problems = decide(desk, cell, code)
    assert {(seen.indicator, seen.number) for seen in kept} == {
        ("gdp", number),
        ("gdp_too", number),
    }
    assert {seen.source.cell for seen in kept} == {cell}
    assert {seen.indicator: seen.department for seen in kept} == {
        "gdp": "ecology",
        "gdp_too": "statistics",
    }
    assert all("已裁决" in seen.flags for seen in kept)
    assert [item.observation.number for item in aside] == [201 - number]
    assert problems == []


# a superior's task


def test_the_word_for_a_task_is_confirmed(bench) -> None:
    source = Source("2025/某表.xlsx", "上级任务!F2", "")
    tasks = [bench.task(2025, "met", source=source), bench.task(2025, "met")]
    words = {"reason": "市考核通报", "who": "王工", "decided_on": "2026-03-02"}
    named = {"code": "river_quality", "series": "", "file": "某表.xlsx", "cell": "上级任务!F2"}
    row = Row("2025/resolutions.csv", 2, named | words)
    other = Row("2025/resolutions.csv", 3, named | words | {"cell": "数据!F2"})
    into = Collector(bench.plan())
    found, rest = resolve_tasks(tasks, [row, other], into)
    assert [task.decided for task in found] == ["市考核通报（王工，2026-03-02）", ""]
    assert rest == [other]
    (act,) = into.amendments
    assert (act.kind, act.place, act.reason) == ("裁决", "2025/某表.xlsx!上级任务!F2", "市考核通报")
