import pytest

from jbeco.checks.contradictions import (
    check_asked_twice,
    check_contradictions,
    check_public_contradictions,
    check_public_duplicates,
    check_repeats,
)
from jbeco.intake import Source
from jbeco.problems import Level

A, B = "2025/a.xlsx", "2025/b.xlsx"


def test_two_files_that_differ_are_both_named_once(desk):
    plan = desk.plan(desk.code("a"))
    rows = [desk.row("a", 5, 2, file=A), desk.row("a", "5.01", 9, file=B)]
    problem = desk.one(check_contradictions, plan, *rows)
    assert (problem.where, problem.also) == (f"{A}!数据!F2", (f"{B}!数据!F9",))
    what = problem.what
    assert what.startswith("同一事实“名称a”前后不一")
    assert f"生态局（{A}!数据!F2）写 5 吨" in what
    assert f"生态局（{B}!数据!F9）写 5.01 吨" in what
    assert problem.level is Level.ERROR
    assert problem.blocks == ("N01",)


def test_two_rows_of_one_file_may_contradict_each_other(desk):
    plan = desk.plan(desk.code("a"))
    found = desk.find(check_contradictions, plan, desk.row("a", 5, 2), desk.row("a", 6, 3))
    assert [problem.where[-2:] for problem in found] == ["F2"]  # whoever sent it is told once
    assert "数据!F3）写 6" in found[0].what


def test_words_contradict_too(desk):
    plan = desk.plan(desk.code("a", kind="state", states=("未实施", "实施")))
    rows = [desk.row("a", "实施", 2, measure="state"), desk.row("a", "未实施", 3, measure="state")]
    assert len(desk.find(check_contradictions, plan, *rows)) == 1


def test_a_figure_against_a_reason_is_a_warning(desk):
    plan = desk.plan(desk.code("a"))
    rows = [desk.row("a", 5, 2), desk.row("a", None, 3, missing="not_yet", file=B)]
    problem = desk.one(check_contradictions, plan, *rows)
    assert problem.level is Level.WARNING
    assert "有的填了数、有的写没有" in problem.what
    assert problem.also == (f"{B}!数据!F3",)


def test_agreement_is_no_contradiction(desk):
    plan = desk.plan(desk.code("a", series=("城", "乡")))
    rows = [desk.row("a", 5, 2, series="城"), desk.row("a", "5.0", 3, series="城", file=B)]
    other = desk.row("a", 7, 4, series="乡")
    last_year = desk.row("a", 9, 5, year=2024)
    assert desk.find(check_contradictions, plan, *rows, other, last_year) == []


@pytest.mark.parametrize(("second", "count"), [("100", 0), ("101", 1)])
def test_two_departments_asked_for_one_fact(desk, second, count):
    codes = (desk.code("gdp"), desk.code("gdp_too", same_as="gdp", department="statistics"))
    plan = desk.plan(*codes)
    other = desk.row("gdp_too", second, 8, file=B, department="statistics")
    found = desk.find(check_asked_twice, plan, desk.row("gdp", 100, 2, file=A), other)
    assert len(found) == count
    for problem in found:
        assert f"统计局（{B}!数据!F8）写 101 吨" in problem.what
        assert (problem.level, problem.blocks) == (Level.WARNING, ("N01",))
        assert (problem.contradicts, problem.about) == (True, "")
        assert (problem.where, problem.also) == (f"{A}!数据!F2", (f"{B}!数据!F8",))


def test_a_fact_told_by_one_of_two_departments_stands(desk):
    plan = desk.plan(desk.code("gdp"), desk.code("gdp_too", same_as="gdp"))
    assert desk.find(check_asked_twice, plan, desk.row("gdp", 1), desk.row("gdp_too")) == []


def test_the_same_thing_sent_twice_is_one_note(desk):
    plan = desk.plan(*desk.share())
    rows = [
        desk.row(code, said, line, file=file)
        for file in (A, B)
        for line, (code, said) in enumerate({"rate": 50, "part": 1, "whole": None}.items(), 2)
    ]
    problem = desk.one(check_repeats, plan, *rows)
    assert (problem.where, problem.level) == (B, Level.NOTE)
    assert f"与 {A} 有 3 项重复填报" in problem.what
    assert desk.find(check_contradictions, plan, *rows) == []


def test_a_row_that_stands_twice_is_named(desk):
    plan = desk.plan(desk.code("a"))
    problem = desk.one(check_repeats, plan, desk.row("a", 5, 2), desk.row("a", 5, 3))
    assert problem.where.endswith("!数据!F3")
    assert "与 数据!F2 重复填报" in problem.what
    assert problem.level is Level.WARNING


@pytest.fixture
def two_criteria(desk, bench):
    """A plan with two criteria on one indicator."""
    return desk.plan(criteria=(bench.criterion(id="N01"), bench.criterion(id="P02")))


def told(bench, criterion, number, line):
    source = Source("2025/public_values.csv", f"D{line}", "")
    return bench.level(2025, number, criterion=criterion, source=source)


def test_the_baseline_table_contradicts_itself(desk, bench, two_criteria):
    rows = [told(bench, "N01", 80, 2), told(bench, "P02", 81, 3)]
    problem = desk.one(check_public_contradictions, two_criteria, *rows)
    assert problem.where == "2025/public_values.csv!D2"
    assert "N01（2025/public_values.csv!D2）写 80，P02" in problem.what
    assert problem.blocks == ("N01", "P02")
    agreed = [told(bench, "N01", 80, 2), told(bench, "P02", 80, 3), told(bench, "P02", None, 4)]
    assert desk.find(check_public_contradictions, two_criteria, *agreed) == []


def test_a_row_of_the_baseline_table_stands_once(desk, bench, two_criteria):
    rows = [told(bench, "N01", 80, 9), told(bench, "N01", 80, 10), told(bench, "P02", 80, 11)]
    problem = desk.one(check_public_duplicates, two_criteria, *rows)
    assert problem.where == "2025/public_values.csv!D10"  # the later row, though "D10" < "D9"
    assert "N01 与 D9 重复填报" in problem.what


@pytest.mark.parametrize(("words", "count"), [(("实施", "实施"), 0), (("实施", "未实施"), 1)])
def test_two_departments_asked_for_one_word(desk, words, count):
    kind = {"kind": "state", "states": ("未实施", "实施"), "unit": ""}
    plan = desk.plan(desk.code("s", **kind), desk.code("s_too", same_as="s", **kind))
    rows = [
        desk.row(code, word, line, measure="state", unit="")
        for line, (code, word) in enumerate(zip(("s", "s_too"), words, strict=True), 2)
    ]
    assert len(desk.find(check_asked_twice, plan, *rows)) == count
    doubtful = desk.row("s", "未实施", 9, measure="state", unit="", file=B)
    if words[0] == words[1]:  # a word that is disputed already contradicts nobody else
        assert desk.find(check_asked_twice, plan, *rows, doubtful) == []
