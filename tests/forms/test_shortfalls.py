"""What is missing, and what cannot be judged because of it."""

from pathlib import Path
from typing import Any

import pytest

from jbeco.forms.progress import progress_of_year
from jbeco.forms.progress_text import progress_lines, progress_record
from jbeco.forms.shortfalls import KINDS, Shortfall, shortfalls
from jbeco.pipeline.evaluate import assess_year

ROOT = Path(__file__).resolve().parents[2]


def found(clerk: Any) -> dict[tuple[str, str], Shortfall]:
    tables = assess_year(clerk.year, clerk.data, clerk.plan_folder).tables
    progress = progress_of_year(clerk.plan, clerk.year, tables, ())
    return {(gap.kind, gap.what): gap for gap in shortfalls(clerk.plan, tables, progress)}


@pytest.fixture
def sent(clerk: Any) -> Any:
    """All three departments answered; the task and the province's figure are missing."""
    clerk.send("ecology", {"数据!F2": 90, "数据!F3": 90, "数据!F4": 100})
    parks = {"数据!F2": 12, "数据!F3": 13, "数据!F4": "部分实施", "数据!J4": "云建〔2024〕1号"}
    clerk.send("housing", parks | {"数据!K4": "2024-05-01"})
    clerk.send("water", {"数据!F2": 38})
    return clerk


def test_a_silent_department_costs_what_depends_on_it(clerk: Any) -> None:
    gaps = found(clerk)
    assert gaps["没有报送", "县住建局"].criteria == ("C02-1", "C02-2")
    assert gaps["没有报送", "县住建局"].alone == ("C02-1", "C02-2")
    assert gaps["没有报送", "县生态局"].criteria == ("C01",)
    assert "C03" in gaps["没有报送", "县水利局"].criteria


def test_a_blank_cell_costs_its_criterion(sent: Any) -> None:
    sent.send("ecology", {"措施!E2": "实施中"})
    gaps = found(sent)
    blank = {what: gap for (kind, what), gap in gaps.items() if kind == "没有填的数"}
    assert {gap.criteria for gap in blank.values()} == {("C01",)}
    assert {gap.who for gap in blank.values()} == {"县生态局"}


def test_an_error_costs_its_criterion_until_it_is_mended(sent: Any) -> None:
    sent.send("ecology", {"数据!F2": "八十多"})
    gap = found(sent)["填报有错", "县生态局填报表里的错误"]
    assert (gap.who, gap.criteria) == ("县生态局", ("C01",))


def test_a_file_that_cannot_be_opened_costs_as_much_as_none(sent: Any) -> None:
    sent.send("ecology").write_bytes(b"no workbook")
    assert found(sent)["文件打不开", "县生态局"].criteria == ("C01",)


def test_tasks_and_comparators_and_who_must_find_them(sent: Any) -> None:
    gaps = found(sent)
    kinds = {kind: gap for (kind, _), gap in gaps.items()}
    assert (kinds["上级任务"].criteria, kinds["上级任务"].who) == (("C03",), "县水利局")
    assert "C01" not in {c for gap in gaps.values() for c in gap.criteria}


@pytest.mark.parametrize(("data", "year"), [("example", 2025), ("example-messy", 2025)])
def test_every_criterion_that_cannot_be_judged_has_its_reason(
    real_plan: Any, data: str, year: int
) -> None:
    tables = assess_year(year, ROOT / "data" / data).tables
    progress = progress_of_year(real_plan, year, tables, ())
    gaps = shortfalls(real_plan, tables, progress)
    verdicts = tables["verdicts"]
    unknown = set(verdicts.loc[verdicts["code"] == "unknown", "criterion"])
    assert {criterion for gap in gaps for criterion in gap.criteria} == unknown
    assert [KINDS.index(gap.kind) for gap in gaps] == sorted(KINDS.index(g.kind) for g in gaps)
    for gap in gaps:
        others = {c for other in gaps if other is not gap for c in other.criteria}
        assert set(gap.alone) == set(gap.criteria) - others
    lines = list(progress_lines(progress, gaps))
    assert sum("项判不了" in line for line in lines) == len(gaps)
    assert f"共 {len(unknown)} 个子项无法判定" in lines[-1]
    record = progress_record(progress, gaps)["missing"]
    assert [entry["criteria"] for entry in record] == [list(gap.criteria) for gap in gaps]


def test_public_data_alone_leave_every_department_to_be_asked(real_plan: Any) -> None:
    tables = assess_year(2025, ROOT / "data" / "public").tables
    progress = progress_of_year(real_plan, 2025, tables, ())
    gaps = shortfalls(real_plan, tables, progress)
    silent = {gap.what for gap in gaps if gap.kind == "没有报送"}
    assert silent <= {one.department.name for one in progress if one.state == "未收"}
    assert sum(len(gap.criteria) for gap in gaps if gap.what in silent) > 10
