"""The page over the reports: editions with their files, verdicts by criterion and year."""

import re
from dataclasses import replace

from jbeco.plan import load_plan
from jbeco.report.index_page import ListedReport, index_html

PLAN = load_plan()
WORDS = PLAN.methods.words.verdict

FIRST = ListedReport(
    folder="2025-midterm",
    year=2025,
    review="midterm",
    number=1,
    dated="2026-04-01",
    reason="",
    withdrawn="",
    holds=True,
    is_example=False,
    files=("manifest.json", "report.html", "附表.xlsx"),
    codes={"N29": "not_met", "P40": "met"},
)
FINAL = replace(FIRST, folder="2030-final", year=2030, review="final", codes={"N29": "met"})


def row_of(html: str, criterion: str) -> str:
    return re.search(rf"<tr>(?:(?!<tr).)*\b{criterion}\b.*", html)[0]


def test_each_verdict_stands_under_its_report_by_shape_and_word() -> None:
    row = row_of(index_html(PLAN, [FIRST, FINAL]), "N29")
    midterm, final = row.split("<td")[1:]
    assert 'data-head="2025 中期评估"' in midterm
    assert f">■</span>{WORDS['not_met']}<" in midterm
    assert 'data-head="2030 终期评估"' in final
    assert f">●</span>{WORDS['met']}<" in final


def test_criteria_stand_under_the_systems_of_the_plan_and_the_inapplicable_are_left_out() -> None:
    html = index_html(PLAN, [FIRST])
    places = [html.index(f'scope="rowgroup">{name}<') for name in PLAN.systems.values()]
    assert places == sorted(places)
    living = PLAN.criterion("N29").domain
    start = html.index(f'scope="rowgroup">{PLAN.systems[living]}<')
    assert start < html.index(row_of(html, "N29")) < html.index('scope="rowgroup">', start + 20)
    shown = {*re.findall(r"\b[NP]\d\d(?:-\d)?\b", html.partition('id="history"')[2])}
    assert shown == {criterion.id for criterion in PLAN.criteria if criterion.applicable}


def test_a_report_without_a_criterion_has_an_empty_cell() -> None:
    row = row_of(index_html(PLAN, [FINAL]), "P40")
    assert 'class="jb-empty"' in row
    assert "jb-badge" not in row


def test_only_the_files_that_are_there_are_linked_by_an_address_that_holds_everywhere() -> None:
    html = index_html(PLAN, [FIRST])
    assert '<a href="2025-midterm/report.html">网页</a>' in html
    assert '<a href="2025-midterm/%E9%99%84%E8%A1%A8.xlsx">附表</a>' in html
    assert "manifest.json" not in html
    assert ">Word</a>" not in html


def test_editions_say_what_became_of_them_and_only_the_current_one_is_in_the_history() -> None:
    old = replace(FIRST, holds=False, codes={"N29": "doubtful"})
    gone = replace(old, folder="2025-midterm-r2", number=2, withdrawn="2026-05-01 王工：<错>")
    new = replace(FIRST, folder="2025-midterm-r3", number=3, reason="重新核实")
    html = index_html(PLAN, [old, gone, new])
    third, second, first = html.split("<tbody>")[1].split("</tbody>")[0].strip().split("\n")
    assert "第 1 版" in first
    assert "已被新的一版取代" in first
    assert "已撤回：2026-05-01 王工：&lt;错&gt;" in second
    assert "现行" in third
    assert "重新核实" in third
    assert WORDS["doubtful"] not in html.partition('id="history"')[2]


def test_examples_bear_their_mark_and_others_do_not() -> None:
    assert "jb-watermark" in index_html(PLAN, [replace(FIRST, is_example=True)]).split("<body>")[1]
    assert "示例" not in index_html(PLAN, [FIRST]).split("<body>")[1]


def test_the_page_needs_nothing_else_and_is_the_same_each_time() -> None:
    html = index_html(PLAN, [FIRST, FINAL])
    assert html == index_html(PLAN, [FIRST, FINAL])
    assert '<html lang="zh-CN">' in html
    assert "<script" not in html
    assert "http" not in html.replace("http-equiv", "")


def test_without_a_report_it_says_so() -> None:
    html = index_html(PLAN, [])
    assert "还没有发布报告" in html
    assert 'id="history"' not in html
