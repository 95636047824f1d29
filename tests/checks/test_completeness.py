from dataclasses import replace

import pytest

from jbeco.checks.completeness import (
    NO_REASON,
    check_absence,
    check_attachments,
    check_departments,
    check_evidence,
    check_missing_years,
    check_unanswered,
    check_unread,
)
from jbeco.intake.records import Unread
from jbeco.problems import Level, Problem

FILE = "2025/2025-ecology-生态局.xlsx"


@pytest.fixture
def plan(desk, bench):
    """Two departments owe codes, on which N01 and the reference P02 hang; 住建局 owes nothing."""
    codes = (desk.code("a"), desk.code("b", department="statistics"), desk.code("c"))
    criteria = (
        bench.criterion(id="N01", indicator="a"),
        bench.criterion(id="P02", indicator="b", attribute="reference"),
        bench.criterion(id="P03", indicator="b", applicable=False),
    )
    return desk.plan(*codes, criteria=criteria)


def test_a_silent_department_is_named_with_what_it_holds_up(desk, plan):
    problem = desk.one(check_departments, plan, departments={"ecology": (FILE,)})
    assert problem.what == "统计局没有报送"
    assert (problem.level, problem.blocks) == (Level.WARNING, ("P02",))
    assert problem.where == "2025 年填报"


def test_a_workbook_of_nobody_may_be_that_of_who_is_missed(desk, plan):
    torn = Problem("2025/某表.et", "文件已损坏，解不开", "请重报")
    older = Problem("2024/某表.xls", "文件已损坏，解不开", "请重报")
    own = Problem(FILE, "文件已损坏，解不开", "请重报")
    cell = Problem("2025/某表.et!数据!F2", "读不懂", "请改")
    given = {"departments": {"ecology": (FILE,)}, "problems": (torn, older, own, cell)}
    problem = desk.one(check_departments, plan, **given)
    assert problem.what == "统计局没有报送，或报送的就是读不了的 2025/某表.et"


def test_who_owes_nothing_is_not_missed(desk, plan):
    found = desk.find(check_departments, plan, departments={})
    assert sorted(problem.what[:3] for problem in found) == ["生态局", "统计局"]


def test_in_the_base_year_the_plan_itself_is_the_source(desk, plan):
    assert desk.find(check_departments, plan, departments={}, year=2019) == []


def test_an_empty_row_without_a_reason_is_named(desk, plan):
    problem = desk.one(
        check_unanswered,
        plan,
        desk.row("a", None, 2),
        desk.row("c", 1, 3),
        departments={"ecology": (FILE,)},
    )
    assert problem.where == f"{FILE}!数据!F2"
    assert "名称a没有填报，也没有写无数据原因" in problem.what
    assert (problem.level, problem.blocks) == (Level.WARNING, ("N01",))


def test_blanks_at_the_base_are_counted_by_file(desk, plan):
    blank = {"year": 2019, "missing": NO_REASON}
    files = [f"2019/{name}.xlsx" for name in "ab"]
    rows = [
        desk.row("a", None, 2, file=files[0], **blank),
        desk.row("c", None, 3, file=files[0], **blank),
        desk.row("b", None, 2, file=files[1], **blank),
    ]
    found = desk.find(check_unanswered, plan, *rows, year=2019)
    said = [(problem.where, "还有 2 项" in problem.what, problem.blocks) for problem in found]
    assert said == [(f"{files[0]}!数据", True, ("N01",)), (f"{files[1]}!数据", False, ("P02",))]


def test_what_was_written_in_the_place_of_a_number_was_sent(desk, plan):
    rows = desk.row("a", None, 2, entered="—"), desk.row("c", 1, 3)
    problem = desk.one(check_unanswered, plan, *rows, departments={"ecology": (FILE,)})
    assert problem.what == "名称a填“—”，没有数，也没有写无数据原因"


def test_a_reason_is_an_answer(desk, plan):
    rows = [desk.row("a", None, missing="no_object"), desk.row("c", 1)]
    assert desk.find(check_unanswered, plan, *rows, departments={"ecology": (FILE,)}) == []


def test_a_row_that_was_taken_out_is_missed(desk, plan):
    problem = desk.one(check_unanswered, plan, desk.row("c", 1), departments={"ecology": (FILE,)})
    assert problem.where == f"{FILE}!数据"
    assert "名称a没有填报" in problem.what


def test_what_nothing_hangs_on_is_a_note(desk, plan):
    row = desk.row("a", 1)
    problem = desk.one(check_unanswered, plan, row, departments={"ecology": (FILE,)})
    assert (problem.level, problem.blocks) == (Level.NOTE, ())
    assert "名称c" in problem.what


def test_every_series_is_asked_for(desk):
    plan = desk.plan(desk.code("a", series=("城", "乡")), series=("城", "乡"))
    problem = desk.one(check_unanswered, plan, desk.row("a", 1, series="城"))
    assert "名称a（乡）没有填报" in problem.what


def test_what_the_reader_refused_is_not_called_missing_too(desk, plan):
    given = {"departments": {"ecology": (FILE,)}}
    unread = Unread("", "a", "", 2025, f"{FILE}!数据!F2")
    assert desk.find(check_unanswered, plan, desk.row("c", 1), unread=(unread,), **given) == []
    for other in (replace(unread, year=2024), replace(unread, series="城")):
        assert len(desk.find(check_unanswered, plan, desk.row("c"), unread=(other,), **given)) == 2


def test_the_baseline_table_may_answer_for_a_department(desk, bench, plan):
    told = bench.level(2025, 80, criterion="N01", indicator="a")
    found = desk.find(
        check_unanswered, plan, told, desk.row("c", 1), departments={"ecology": (FILE,)}
    )
    assert found == []
    by_name = {p.what[:3]: p for p in desk.find(check_departments, plan, told, departments={})}
    assert by_name["生态局"].blocks == ()


def test_a_binding_criterion_needs_a_document(desk):
    plan = desk.plan(*desk.share())
    rows = [desk.row("part", 1, 2), desk.row("rate", 50, 7)]
    problem = desk.one(check_evidence, plan, *rows)
    assert problem.where == "2025/2025-ecology-生态局.xlsx!数据!J7"  # 文号 of the ready-made value
    assert (problem.level, problem.blocks) == (Level.WARNING, ("N01",))
    assert "没有佐证" in problem.what


def test_any_document_of_the_indicator_will_do(desk, bench):
    plan = desk.plan(*desk.share())
    value = desk.row("rate", 50)
    for proof in (
        desk.evidence(),
        desk.evidence(number=""),
        desk.row("whole", 2, 4, document_number="甬环〔2025〕1号"),
        bench.task(2025, "met", indicator="rate", document="甬政〔2025〕2号"),
    ):
        assert desk.find(check_evidence, plan, value, proof) == [], proof


def test_what_is_no_proof(desk, bench):
    plan = desk.plan(*desk.share())
    value = desk.row("rate", 50)
    for proof in (
        desk.evidence(title="", number=""),
        desk.evidence(year=2024),
        desk.evidence("P99"),
        desk.row("rate", 50, year=2024, document_number="甬环〔2024〕1号"),
        bench.task(2025, "met", indicator="rate", document=" "),
        bench.task(2025, "met", document="甬政〔2025〕2号"),
    ):
        assert len(desk.find(check_evidence, plan, value, proof)) == 1, proof


def test_evidence_under_the_twin_criterion_counts(desk, bench):
    criteria = tuple(bench.criterion(id=i, indicator="rate") for i in ("N01", "P02"))
    plan = desk.plan(*desk.share(), criteria=criteria)
    assert desk.one(check_evidence, plan, desk.row("rate", 50)).blocks == ("N01", "P02")
    assert desk.find(check_evidence, plan, desk.row("rate", 50), desk.evidence("P02")) == []


@pytest.mark.parametrize("changes", [{"attribute": "reference"}, {"applicable": False}])
def test_other_criteria_need_none(desk, bench, changes):
    plan = desk.plan(*desk.share(), criteria=(bench.criterion(indicator="rate", **changes),))
    assert desk.find(check_evidence, plan, desk.row("rate", 50)) == []


def test_what_was_not_reported_needs_none(desk):
    plan = desk.plan(*desk.share())
    assert desk.find(check_evidence, plan, desk.row("rate")) == []
    assert desk.find(check_evidence, plan) == []


def test_the_method_profile_may_ask_for_none(desk):
    plan = desk.plan(*desk.share(), binding_needs_evidence=False)
    assert desk.find(check_evidence, plan, desk.row("rate", 50)) == []


def test_what_could_not_be_read_takes_the_value_out(desk, plan):
    where = f"{FILE}!数据!A9"
    unread = (Unread("", "a", "", 2025, where), Unread("", "c", "", 2025, where))
    problem = desk.one(check_unread, plan, unread=unread)
    assert (problem.where, problem.level, problem.blocks) == (where, Level.ERROR, ("N01",))
    assert (problem.what, problem.about) == ("报来的“名称a”、“名称c”读不出来", "value")


def test_what_the_reader_said_already_is_not_said_again(desk, plan):
    where = f"{FILE}!数据!F2"
    said = Problem(where, "读不懂", "请改", blocks=("N01",))
    unread = (Unread("", "a", "", 2025, where),)
    assert desk.find(check_unread, plan, unread=unread, problems=(said,)) == []
    elsewhere = replace(said, where=f"{FILE}!数据!F3")
    assert len(desk.find(check_unread, plan, unread=unread, problems=(elsewhere,))) == 1
    of_a_task = replace(said, about="task")
    assert len(desk.find(check_unread, plan, unread=unread, problems=(of_a_task,))) == 1


def test_what_every_district_has_cannot_be_absent(desk, plan):
    row = desk.row("a", None, 4, missing="no_object")
    problem = desk.one(check_absence, plan, row, desk.row("b", None, 5, missing="not_yet"))
    assert "名称a填“无此类对象”" in problem.what
    assert (problem.level, problem.blocks) == (Level.ERROR, ("N01",))
    assert (problem.about, problem.year) == ("value", 2025)
    absent = {i: replace(d, can_be_absent=True) for i, d in plan.indicators.items()}
    assert desk.find(check_absence, replace(plan, indicators=absent), row) == []


def test_the_scan_that_evidence_names_was_sent(desk, plan):
    proof = desk.evidence(attachment="批复.pdf")
    sent = (("2025/附件/批复.pdf", "0" * 64),)
    assert desk.find(check_attachments, plan, proof, files=sent) == []
    problem = desk.one(check_attachments, plan, proof)
    assert "“批复.pdf”不在 2025/附件/ 里" in problem.what
    assert (problem.level, problem.blocks) == (Level.WARNING, ("N01",))


def test_earlier_years_of_which_nothing_came_are_named(desk, bench):
    criteria = (
        bench.criterion(id="N01", indicator="a", standard="rising"),
        bench.criterion(id="P02", indicator="b", standard=">= 80"),
    )
    plan = desk.plan(desk.code("a"), desk.code("b"), criteria=criteria)
    years = [str(year) for year in (2019, 2020, 2021, 2023, 2024, 2025)]
    sent = tuple((f"{year}/某表.xlsx", "") for year in years)
    problem = desk.one(check_missing_years, plan, files=sent)
    assert "没有 2022 年的填报" in problem.what
    assert (problem.level, problem.blocks) == (Level.NOTE, ("N01",))
    assert desk.find(check_missing_years, plan, files=(*sent, ("2022/某表.xlsx", ""))) == []
    base = desk.one(check_missing_years, plan, files=(), year=2020)
    assert (base.level, "没有基准年 2019 的文件夹" in base.what) == (Level.NOTE, True)
    assert desk.find(check_missing_years, plan, files=(), year=2019) == []
