"""How far each department of the invented county has come."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from jbeco.checks import check_year
from jbeco.forms.progress import DepartmentProgress, progress_of_year
from jbeco.forms.progress_text import contact_text, file_text, progress_lines, progress_record
from jbeco.intake.collect import problems_table, submissions_tables
from jbeco.intake.contacts import Contact
from jbeco.pipeline.evaluate import assess_year
from jbeco.problems import Level

Progress = Callable[..., dict[str, DepartmentProgress]]


@pytest.fixture
def progress(clerk: Any) -> Progress:
    """Assess what the county sent so far, by department."""

    def found(*contacts: Contact) -> dict[str, DepartmentProgress]:
        assessed = assess_year(clerk.year, clerk.data, clerk.plan_folder)
        all_of_them = progress_of_year(clerk.plan, clerk.year, assessed.tables, contacts)
        return {one.department.id: one for one in all_of_them}

    return found


FILLED = {
    "数据!F2": 90,
    "数据!F3": 9,
    "数据!F4": 10,
    "措施!E2": "实施中",
    "佐证!A2": "C01",
    "佐证!B2": "通知",
    "佐证!C2": "云环〔2024〕1号",
    "佐证!D2": "2024-06-01",
    "佐证!E2": "县生态局",
}


def spots(one: DepartmentProgress) -> list[tuple[str, str]]:
    return [(item.code, item.place) for item in one.open_items]


def test_departments_stand_in_the_order_of_the_plan(progress: Progress, clerk: Any) -> None:
    assert list(progress()) == ["ecology", "housing", "water"]


def test_who_sent_nothing_owes_every_row_of_the_template(progress: Progress, clerk: Any) -> None:
    water = progress()["water"]
    assert (water.state, water.files) == ("未收", ())
    assert spots(water) == [
        ("water_per_gdp", "数据!F2"),
        ("water_use_total", "数据!F3"),
        ("gdp_current", "数据!F4"),
        ("water_per_gdp", "上级任务!F2"),
        ("A01-1", "措施!E2"),
    ]
    assert {item.blocks for item in water.open_items} == {("C03",), ()}


def test_who_filled_in_everything_owes_nothing(progress: Progress, clerk: Any) -> None:
    clerk.send("ecology", FILLED)
    ecology = progress()["ecology"]
    assert (ecology.state, ecology.open_items) == ("已收", ())
    assert [file.name for file in ecology.files] == ["2024-ecology-县生态局.xlsx"]


def test_an_empty_cell_is_open_at_its_place_and_a_reason_closes_it(
    progress: Progress, clerk: Any
) -> None:
    clerk.send("ecology", FILLED | {"数据!F3": None})
    assert spots(progress()["ecology"]) == [("straw_used", "数据!F3")]
    clerk.send("ecology", FILLED | {"数据!F3": None, "数据!L3": "无", "数据!M3": "尚无数据"})
    assert spots(progress()["ecology"]) == []


@pytest.mark.parametrize(
    ("cells", "open_spot"),
    [
        ({"措施!E2": None}, ("A02", "措施!E2")),
        ({"佐证!A2": None, "佐证!B2": None}, ("C01", "数据!J2")),
    ],
)
def test_measures_and_evidence_may_be_open(
    progress: Progress, clerk: Any, cells: dict[str, Any], open_spot: tuple[str, str]
) -> None:
    if "佐证!A2" in cells:
        cells |= {f"佐证!{column}2": None for column in "CDE"}
    clerk.send("ecology", FILLED | cells)
    assert spots(progress()["ecology"]) == [open_spot]


def test_a_wrong_word_for_a_measure_is_an_error_and_not_open(
    progress: Progress, clerk: Any
) -> None:
    clerk.send("ecology", FILLED | {"措施!E2": "正在推进"})
    ecology = progress()["ecology"]
    assert (ecology.count(Level.ERROR), ecology.open_items) == (1, ())


def test_a_task_without_result_is_open_at_its_row(progress: Progress, clerk: Any) -> None:
    clerk.send("water", {"上级任务!C2": 3, "上级任务!F2": "没有结果"})
    assert ("water_per_gdp", "上级任务!F2") in spots(progress()["water"])
    clerk.send("water", {"上级任务!C2": 3, "上级任务!F2": "完成"})
    assert ("water_per_gdp", "上级任务!F2") not in spots(progress()["water"])


def test_a_file_that_cannot_be_opened_is_received_and_asks_for_nothing_else(
    progress: Progress, clerk: Any
) -> None:
    clerk.send("ecology").write_bytes(b"no workbook")
    ecology = progress()["ecology"]
    assert (ecology.state, ecology.open_items) == ("打不开", ())
    assert ecology.count(Level.ERROR) == 1
    assert file_text(ecology.files[0]) == "2024-ecology-县生态局.xlsx（打不开）"


def test_a_later_file_is_the_one_in_use(progress: Progress, clerk: Any) -> None:
    clerk.send("ecology", {"数据!F2": "八十"})
    later = clerk.send("ecology", FILLED, name="县生态局重报.xlsx").name
    old = "2024-ecology-县生态局.xlsx"
    clerk.table("received.csv", f"{later},2025-03-05,{old},")
    ecology = progress(Contact(date(2025, 3, 5), "收到", "", later))["ecology"]
    assert (ecology.state, ecology.count(Level.ERROR)) == ("已收", 0)
    assert [file.name for file in ecology.in_use] == [later]
    assert [file_text(file) for file in sorted(ecology.files, key=lambda f: f.name != later)] == [
        f"{later}（2025-03-05 收到）",
        f"{old}（已被 {later} 取代）",
    ]


def test_the_latest_contact_counts_whatever_it_was(progress: Progress, clerk: Any) -> None:
    file = clerk.send("ecology", FILLED).name
    arrived = Contact(date(2025, 3, 5), "收到", "", file)
    called = Contact(date(2025, 3, 9), "电话", "ecology")
    other = Contact(date(2025, 4, 1), "电话", "water")
    assert progress(arrived, called, other)["ecology"].last == called
    assert contact_text(progress(arrived, other)["ecology"]) == "2025-03-05 收到"
    assert progress()["ecology"].last is None


def test_nobody_is_asked_in_the_base_year(clerk: Any) -> None:
    assessed = assess_year(2022, clerk.data, clerk.plan_folder)
    assert progress_of_year(clerk.plan, 2022, assessed.tables, ()) == ()
    assert "基准年" in next(progress_lines((), ()))


def test_a_fault_of_two_sides_is_told_to_both_at_their_own_cell(desk: Any) -> None:
    codes = (desk.code("gdp"), desk.code("gdp_too", same_as="gdp", department="statistics"))
    plan = desk.plan(*codes)
    files = {d: f"2025/2025-{d}-{n}.xlsx" for d, n in (("ecology", "甲"), ("statistics", "乙"))}
    rows = [
        desk.row("gdp", 100, 2, file=files["ecology"]),
        desk.row("gdp_too", 101, 8, file=files["statistics"], department="statistics"),
    ]
    given = desk.submissions(*rows, departments={d: (f,) for d, f in files.items()})
    tables = _checked(plan, given)
    first, second = progress_of_year(plan, desk.year, tables, ())
    places = [[p.where for p in one.problems if p.contradicts] for one in (first, second)]
    assert places == [[f"{files['ecology']}!数据!F2"], [f"{files['statistics']}!数据!F8"]]


def _checked(plan: Any, given: Any) -> dict[str, Any]:
    tables = submissions_tables(given)
    return tables | {"problems": problems_table("problems", check_year(plan, given))}


def test_lines_and_records_say_the_same(progress: Progress, clerk: Any) -> None:
    clerk.send("ecology", FILLED | {"数据!F3": None})
    found = list(progress(Contact(date(2025, 3, 9), "电话", "ecology")).values())
    lines = list(progress_lines(found, ()))
    counts = f"错误 0，警告 {found[0].count(Level.WARNING)}，待补 1"
    assert lines[0] == (
        f"县生态局｜已收｜{counts}｜2024-ecology-县生态局.xlsx｜最近联系 2025-03-09 电话"
    )
    assert lines[3] == "共 3 个部门：已收 1 个，打不开 0 个，未收 2 个。"
    record = progress_record(found, ())["departments"][0]
    assert (record["id"], record["state"], record["last_contact"]) == (
        "ecology",
        "已收",
        "2025-03-09",
    )
    assert [item["place"] for item in record["open"]] == ["数据!F3"]
