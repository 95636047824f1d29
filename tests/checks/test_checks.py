import importlib
import pkgutil
import random
from dataclasses import replace

from jbeco import checks
from jbeco.checks import check_year
from jbeco.checks.run import CHECKS, CHECKS_OF_ALL_YEARS
from jbeco.problems import Level, Problem

OTHER = "2025/other.xlsx"


def test_every_check_that_is_written_is_run():
    written = {
        value
        for info in pkgutil.iter_modules(checks.__path__)
        if info.name not in ("run", "cross_check")  # they run the checks, and look across years
        for module in [importlib.import_module(f"{checks.__name__}.{info.name}")]
        for name, value in vars(module).items()
        if name.startswith("check_") and value.__module__ == module.__name__
    }
    run = (*CHECKS, *CHECKS_OF_ALL_YEARS)
    assert set(run) == written
    assert len(run) == len(written)


def spoilt(desk):
    """A plan and answers with a fault of nearly every kind."""
    codes = (
        *desk.share(),
        desk.code("a", basis_matters=True),
        desk.code("a_too", same_as="a", department="statistics"),
        desk.code("s", kind="state", unit="", states=("未实施", "实施")),
    )
    plan = desk.plan(*codes, balances=(desk.balance("part + a", "=", "whole"),))
    rows = [
        desk.row("rate", "120", 2, unit="%"),
        desk.row("part", 60, 3),
        desk.row("whole", 50, 4, note="13812345678"),
        desk.row("a", 100, 5),
        desk.row("a", 1000, year=2024),
        desk.row("a_too", 99, 2, file=OTHER, department="statistics"),
        desk.row("s", "已实施", 6, unit="", measure="state"),
        desk.row("rate", 90, 3, unit="%", file=OTHER),
    ]
    return plan, rows


def test_all_faults_show_at_once_errors_first(desk):
    plan, rows = spoilt(desk)
    unread = Problem(f"{OTHER}!数据!F9", "读不懂", "请改")
    problems = check_year(plan, desk.submissions(*rows, problems=(unread,)))
    order = [list(Level).index(problem.level) for problem in problems]
    assert order == sorted(order)
    assert unread in problems
    said = "".join(problem.what for problem in problems)
    for fault in (
        "超出可能的范围",
        "大于分母",
        "前后不一",
        "收支平衡",
        "小数点错位",
        "没有写口径",
        "不是规定的用词",
        "没有佐证",
    ):
        assert fault in said, fault
    assert len(set(problems)) == len(problems)


def test_the_order_of_files_and_rows_changes_nothing(desk):
    plan, rows = spoilt(desk)
    expected = check_year(plan, desk.submissions(*rows))
    shuffle = random.Random(1)
    for _ in range(20):
        shuffle.shuffle(rows)
        assert check_year(plan, desk.submissions(*rows)) == expected


def test_nothing_wrong_is_nothing_said(desk):
    plan = desk.plan(*desk.share(basis_matters=True))
    basis = {"basis": "GB 3095-2012"}
    rows = [
        desk.row(code, said, line, year=year, unit=unit, **basis)
        for year in (2024, 2025)
        for line, (code, said, unit) in enumerate(
            [("rate", "87.98", "%"), ("part", 322, "吨"), ("whole", 366, "吨")], 2
        )
    ]
    assert check_year(plan, desk.submissions(*rows, desk.evidence())) == ()


def test_the_shipped_base_year_is_clean(base_year):
    assert base_year.problems == ()


def test_a_year_without_any_workbook_only_warns(real_plan, desk):
    problems = check_year(real_plan, desk.submissions(departments={}))
    assert {problem.level for problem in problems} == {Level.WARNING}
    assert all("没有报送" in problem.what for problem in problems)
    owed = {code.department for code in real_plan.observations.values()}
    assert len(problems) >= len(owed)
    blocked = {criterion for problem in problems for criterion in problem.blocks}
    fed = {i for code in real_plan.observations.values() for i in code.indicators}
    assert blocked == {c.id for c in real_plan.criteria if c.applicable and c.indicator in fed}


def test_every_code_of_the_shipped_plan_can_be_answered_without_a_problem(real_plan, desk, bench):
    """Answers that agree with each other and with the balances are built from the plan itself."""
    rows = []
    for line, code in enumerate(real_plan.observations.values(), 2):
        for series in code.series:
            state = code.states[-1] if code.kind == "state" else None
            rows.append(
                desk.row(
                    code.code,
                    state if state else 0,
                    line,
                    series=series,
                    measure="state" if state else "level",
                    unit=code.unit,
                    basis="口径",
                    department=code.department,
                    document_number="甬环〔2025〕1号",
                )
            )
    owing = {d: ("2025/x.xlsx",) for d in real_plan.departments}
    tasks = [bench.task(2025, "met", indicator=name) for name in real_plan.indicators]
    problems = check_year(real_plan, replace(desk.submissions(*rows, *tasks), departments=owing))
    # of a district that has nothing: a share of nothing, and what is 0 in no district
    faults = ("却是 0", "不会是 0")
    assert all(any(fault in problem.what for fault in faults) for problem in problems), problems
    zeros = sum("不会是 0" in problem.what for problem in problems)
    never = [code for code in real_plan.observations.values() if code.positive]
    assert zeros == sum(len(code.series) for code in never) > 20
