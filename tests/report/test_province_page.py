"""The page over the districts: who stands where, who lags, what they have in common; no score."""

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pandas as pd

from jbeco.plan import load_plan
from jbeco.report.province_page import Member, province_html
from jbeco.stage_tables import TABLES, frame_of

PLAN = load_plan()
WORDS = PLAN.methods.words.verdict
SATISFIED = PLAN.criterion("P48").indicator
"""Its standard is ``> province or rising every year``."""


def frame(table: str, *rows: dict[str, Any]) -> pd.DataFrame:
    blank = {c.name: () if c.kind == "list" else None for c in TABLES[table].columns}
    return frame_of(table, [{**blank, **row} for row in rows])


def member(district: str, codes: dict[str, str], **more: Any) -> Member:
    verdicts = [{"criterion": c, "code": code, "verdict": WORDS[code]} for c, code in codes.items()]
    fields: dict[str, Any] = {
        "plan": PLAN,
        "year": 2025,
        "review": "midterm",
        "report": f"{district}/reports/2025-midterm",
        "lacking": "",
        "is_example": False,
        "values": frame("values"),
        "comparators": frame("comparators"),
    }
    return Member(district, verdicts=frame("verdicts", *verdicts), **{**fields, **more})


def satisfaction(number: str | None) -> pd.DataFrame:
    level = {"indicator": SATISFIED, "series": "", "measure": "level", "year": 2025}
    value = None if number is None else Fraction(number)
    return frame("values", {**level, "value": value, "provisional": False})


EAST = member("东区", {"N29": "not_met", "P40": "met", "P48": "met"}, values=satisfaction("90"))
WEST = member("西区", {"N29": "not_met", "P40": "not_met", "P48": "met"}, values=satisfaction("85"))
SOUTH = member("南县", {"N29": "met", "P40": "unknown", "P48": "met"}, values=satisfaction(None))
NORTH = member("北县", {}, report="", lacking="没有已发布的报告")


def page(*members: Member) -> str:
    return province_html(2025, members, {2025: "index.html"}).replace("&nbsp;", " ")


def part(html: str, anchor: str) -> str:
    return html.partition(f'id="{anchor}"')[2].partition("<h2")[0]


def row(html: str, anchor: str, criterion: str) -> str:
    return re.search(rf"<tr>(?:(?!<tr).)*\b{criterion}\b.*?</tr>", part(html, anchor))[0]


def test_each_verdict_stands_under_its_district_by_shape_and_word() -> None:
    east, west = row(page(EAST, WEST), "verdicts", "P40").split("<td")[1:]
    assert 'data-head="东区"' in east
    assert f">●</span>{WORDS['met']}<" in east
    assert 'data-head="西区"' in west
    assert f">■</span>{WORDS['not_met']}<" in west


def test_a_criterion_that_a_district_does_not_have_is_an_empty_cell() -> None:
    other = member("东区", {"P40": "met"})
    _, west = row(page(WEST, other), "verdicts", "N29").split("<td")[1:]
    assert 'class="jb-empty"' in west


def test_criteria_of_one_number_and_different_names_are_not_one() -> None:
    renamed = tuple(
        replace(c, name="别的", row_name="别的") if c.id == "P40" else c for c in PLAN.criteria
    )
    other = replace(WEST, plan=replace(PLAN, criteria=renamed))
    assert part(page(EAST, other), "verdicts").count(">P40 ") == 2


def test_who_lags_is_named_and_who_is_unknown_is_not() -> None:
    html = page(EAST, WEST, SOUTH)
    sewage, parks = row(html, "lagging", "N29"), row(html, "lagging", "P40")
    assert "2 个，共 3 个适用" in sewage
    assert "东区" in sewage
    assert "西区" in sewage
    assert "南县" not in sewage
    assert "1 个，共 3 个适用" in parks
    assert ">P48 " not in part(html, "lagging")


def test_common_is_what_half_of_the_districts_miss_and_more_than_one() -> None:
    common = part(page(EAST, WEST, SOUTH), "common")
    assert ">N29 " in common
    assert ">P40 " not in common
    assert "没有。" in part(page(EAST), "common")
    most = member("中区", {"P40": "unknown"})
    assert "2 个，共 3 个适用" in row(page(EAST, SOUTH, most), "common", "P40")


def test_the_average_is_plain_and_says_whom_it_covers() -> None:
    told = {"indicator": SATISFIED, "region": PLAN.province, "year": 2025}
    given = frame("comparators", {**told, "value": Fraction("89.62"), "derived": False})
    cells = row(page(replace(EAST, comparators=given), WEST, SOUTH), "averages", "P48")
    texts = re.findall(r">([^<]+)</t[dh]>", cells)
    assert texts[1:] == ["2025 年的数", "87.50 分", "85.00～90.00", "2 / 3 个地区", "89.62"]
    assert "不参与任何判定" in page(EAST)


def test_provinces_are_averaged_each_for_itself() -> None:
    there = replace(WEST, plan=replace(PLAN, province="南江省"))
    averages = part(page(EAST, there), "averages")
    assert averages.index(f">{PLAN.province}<") < averages.index(">90.00 分<")
    assert averages.index(">90.00 分<") < averages.index(">南江省<") < averages.index(">85.00 分<")


def test_who_has_no_report_is_counted_and_said_why() -> None:
    html = page(EAST, NORTH)
    assert "2 个地区的规划覆盖这一年，1 个有已发布的报告" in html
    assert "北县：没有已发布的报告" in html
    assert 'data-head="北县"' not in html
    assert 'href="../%E4%B8%9C%E5%8C%BA/reports/2025-midterm/report.html"' in html


def test_the_filters_are_for_what_is_there() -> None:
    html = page(EAST, WEST)
    labels = re.findall(r'<label for="jb-(\w)-\w+">([^<]+)<', html)
    verdicts = [WORDS["met"], WORDS["not_met"]]
    assert [word for kind, word in labels if kind == "d"] == ["全部", "东区", "西区"]
    assert [word for kind, word in labels if kind == "v"] == ["全部", *verdicts]
    assert len([word for kind, word in labels if kind == "s"]) > 1


def test_pages_of_other_years_are_linked() -> None:
    html = province_html(2025, [EAST], {2024: "2024.html", 2025: "index.html"})
    assert '<a href="2024.html">2024 年</a>' in html
    assert 'aria-current="page">2025 年<' in html


def test_examples_bear_their_mark_and_others_do_not() -> None:
    html = page(replace(EAST, is_example=True), WEST)
    assert "jb-watermark" in html.split("<body>")[1]
    assert html.count("（示例）") == 1
    assert "示例" not in page(WEST).split("<body>")[1]


def test_the_page_needs_nothing_else_escapes_and_is_the_same_each_time() -> None:
    html = page(replace(EAST, district="<b>东区"), WEST)
    assert html == page(replace(EAST, district="<b>东区"), WEST)
    assert '<html lang="zh-CN">' in html
    assert "default-src 'none'" in html
    assert "<b>" not in html
    assert "<script" not in html
    assert "http" not in html.replace("http-equiv", "")
