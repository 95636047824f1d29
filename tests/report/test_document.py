"""The sections of the report: what each must hold, whatever its wording."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jbeco.assessment import AssessedYear
from jbeco.intake.records import Amendment, Source
from jbeco.pipeline.evaluate import assess_year
from jbeco.report import document
from jbeco.report.why import why_text
from jbeco.stage_tables import frame_of

Html = Callable[..., str]
SECTIONS = [getattr(document, name) for name in document.__all__]


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html))


def test_cover_names_plan_year_and_who_it_is_for(base_year: AssessedYear, html: Html) -> None:
    text = html(document.cover, base_year)
    for said in (base_year.plan.name, base_year.plan.leading_group, "2019", "2025", "2030"):
        assert said in text
    assert text.count("<h1") == 1
    assert "2019 年（基准年）评估报告" in text


def test_summary_counts_and_names_what_fails(base_year: AssessedYear, html: Html) -> None:
    text = html(document.front, base_year) + html(document.summary, base_year)
    failing = [row for row in base_year.rows if row.code == "not_met"]
    unknown = [row for row in base_year.rows if row.code == "unknown"]
    assert failing
    assert unknown
    for row in (*failing, *unknown):
        assert f'href="#{row.row}"' in text
    # what is met is named only where a part of it has no object, or a finding touches it
    met = [row for row in base_year.rows if row.code == "met"]
    named = [row for row in met if f'href="#{row.row}"' in text]
    assert {row.row for row in named} == {"N12", "N17", "P14"}
    assert all("no_object" in {leaf.reason_code for leaf in row.leaves} for row in named)
    assert re.findall(r"约束性 (\d+)/(\d+) 达标", text) == [("16", "19"), ("18", "24")]


def test_counts_are_shown_as_chart_and_table(
    base_year: AssessedYear, shown: Callable[..., list[dict[str, Any]]]
) -> None:
    picture, table = shown(document.counts, base_year)
    told = picture["metadata"]["image/svg+xml"]
    assert told["alt"] == picture["text/plain"]
    assert told["caption"]
    assert picture["image/svg+xml"].lstrip().startswith("<?xml")
    numbers = [int(n or 0) for n in re.findall(r'<td class="num">(\d*)</td>', table["text/html"])]
    width = len(numbers) // len(base_year.groups)
    lines = [numbers[i : i + width] for i in range(0, len(numbers), width)]
    assert len(lines) == len(base_year.groups)
    assert sum(sum(line[2:]) for line in lines) == len(base_year.rows)
    assert sum(line[0] for line in lines) == sum(group.applicable for group in base_year.groups)


def test_strip_has_one_mark_per_leaf(base_year: AssessedYear, html: Html) -> None:
    text = html(document.strip, base_year)
    marks = re.findall(r'<a class="cellmark v-(\w+)" href="#(\w+)" title="(\S+) ', text)
    assert [(code, row, leaf) for code, row, leaf in marks] == [
        (v.code, v.criterion.row, v.criterion.id)
        for framework in base_year.plan.frameworks
        for system in base_year.plan.systems
        for v in base_year.verdicts
        if (v.criterion.framework, v.criterion.domain) == (framework, system)
    ]
    assert len(marks) == len(base_year.plan.criteria)


def test_attention_says_what_fails_and_who_owes(base_year: AssessedYear, html: Html) -> None:
    text = html(document.attention, base_year)
    listed = set(re.findall(r'href="#\w+">([\w-]+)</a>', text))
    assert listed == {
        v.criterion.id for v in base_year.verdicts if v.code in ("not_met", "unknown")
    }
    for verdict in base_year.verdicts:
        if verdict.owed_by:
            assert base_year.plan.departments[verdict.owed_by].name in text
        if verdict.reason_code == "no_object":
            assert verdict.criterion.id in text
    assert "责任部门按常见职能建议，待确认" in text  # no department of this plan is confirmed


def test_cards_show_every_leaf_and_open_what_needs_attention(
    base_year: AssessedYear, html: Html
) -> None:
    text = html(document.cards, base_year)
    cards = dict(re.findall(r'<article class="card" id="(\w+)">\s*<details([^>]*)>', text))
    assert cards.keys() == {row.row for row in base_year.rows}
    assert {row for row, state in cards.items() if "open" in state} == {
        row.row for row in base_year.rows if row.code in ("not_met", "unknown")
    }
    leaves = re.findall(r'<section class="leaf" id="leaf-([\w-]+)">(.*?)</section>', text, re.S)
    assert {leaf for leaf, _ in leaves} == {c.id for c in base_year.plan.criteria}
    words = base_year.plan.methods.words.verdict
    for leaf, content in leaves:
        verdict = base_year.verdict(leaf)
        criterion = verdict.criterion
        said = plain(content)
        if criterion.applicable:
            for demand in (criterion.standard, *criterion.targets.values()):
                assert str(demand.rule).replace(">", "&gt;").replace("<", "&lt;") in content
        indicator = base_year.plan.indicators[criterion.indicator]
        assert ("未核" in said) or indicator.verified
        for contest in base_year.contests:
            if contest.criterion == leaf:
                assert contest.ruling.id in said
                assert words[contest.other] in said


def test_card_leads_to_the_cells(base_year: AssessedYear, html: Html) -> None:
    text = html(document.cards, base_year)
    [card] = re.findall(r'<article class="card" id="N28">(.*?)</article>', text, re.S)
    [source] = base_year.verdict("N28").standard.sources
    assert f"{source.file}!{source.cell}" in card


def test_readings_list_all_rulings_and_contests(base_year: AssessedYear, html: Html) -> None:
    text = html(document.readings, base_year)
    assert set(re.findall(r'<tr id="(\w+)">', text)) == {r.id for r in base_year.plan.rulings}
    assert base_year.contests
    for contest in base_year.contests:
        assert f'href="#{contest.ruling.id}"' in text
        assert contest.criterion in text


def test_annex_has_a_line_per_leaf(base_year: AssessedYear, html: Html) -> None:
    text = html(document.annex, base_year)
    lines = re.findall(r'<tr><td><a href="#(\w+)">([\w-]+)</a></td>(.*?)</tr>', text, re.S)
    assert len(lines) == len(base_year.plan.criteria)
    words = base_year.plan.methods.words.verdict
    for row, leaf, rest in lines:
        verdict = base_year.verdict(leaf)
        assert row == verdict.criterion.row
        assert words[verdict.code] in rest
        assert rest.count("<td") == 13
    [line] = [rest for _, leaf, rest in lines if leaf == "N28"]
    assert "<td>94.0%</td>" in line


def test_methods_and_provenance_say_what_a_reviewer_needs(
    base_year: AssessedYear, html: Html
) -> None:
    said = plain(html(document.methods, base_year))
    for number in ("0.95", "0.6", "0.8"):
        assert number in said
    used = {v.criterion.indicator for v in base_year.verdicts if v.criterion.applicable}
    unverified = [n for n in used if not base_year.plan.indicators[n].verified]
    assert re.search(rf"(?<!\d){len(used)} 个", said)
    assert re.search(rf"(?<!\d){len(unverified)} 个", said)
    text = html(document.provenance, base_year)
    for name, digest in base_year.submissions.files:
        assert name in text
        assert digest in text
    assert base_year.plan.methods.version in text


def test_provenance_lists_every_problem(
    plan_copy: Path, raw_data: Path, edit: Callable[..., None], html: Html
) -> None:
    edit(plan_copy / "base_values.csv", "N28,,level,94,", "N28,,level,104.5,")
    assessment = assess_year(2019, raw_data, plan_copy)
    assert assessment.problems
    text = html(document.provenance, assessment)
    for problem in assessment.problems:
        assert problem.what in text
        assert problem.where in text


@pytest.mark.parametrize(
    ("leaf", "text"),
    [
        ("N28", "94.0%"),
        ("N01", "制定实施"),
        ("N03", "城区街道 26.6%；涉农街道（镇） 31.6%"),
        ("N20", "同比上升 0.9%"),
        ("P08-2", "同比下降 18.4%"),
        ("N21", "14.7 立方米/万元"),
        ("P07", "—"),
        ("N09", "—"),
    ],
)
def test_value_as_a_reader_sees_it(base_year: AssessedYear, leaf: str, text: str) -> None:
    assert document.value_text(base_year, base_year.verdict(leaf)) == text


@pytest.mark.parametrize("section", SECTIONS, ids=lambda s: s.__name__)
def test_hostile_text_is_escaped_in_every_section(
    hostile_county: AssessedYear,
    shown: Callable[..., list[dict[str, Any]]],
    section: Callable[..., Any],
) -> None:
    bundles = shown(section, hostile_county)
    assert bundles
    for bundle in bundles:
        text = bundle.get("text/html", "")
        assert "<b onclick" not in text
        assert set(re.findall(r"alert\(1\)&gt;(.{7})", text)) <= {"{{7*7}}"}
    # these show none of the texts
    if section not in (document.amendments, document.methods, document.provenance):
        escaped = "&lt;b onclick=alert(1)&gt;{{7*7}}"
        raw = "<b onclick=alert(1)>{{7*7}}"
        assert any(
            escaped in b.get("text/html", "") or raw in b.get("text/plain", "") for b in bundles
        )


def test_every_act_stands_in_a_chapter_and_on_its_card(county: AssessedYear, html: Html) -> None:
    act = Amendment(
        kind="更正",
        year=2024,
        code="straw_use_rate",
        series="",
        place="2024/某表.xlsx!数据!F2",
        before="8.38",
        after="83.8",
        reason="<小数点错位>",
        who="某科",
        when="2025-03-02",
        source=Source("2024/corrections.csv", "E2", ""),
    )
    made = frame_of("amendments", [vars(act) | {"source": str(act.source)}])
    tables = {**county.tables, "amendments": made}
    told = AssessedYear(county.plan, county.year, county.review, tables)
    chapter, cards = html(document.amendments, told), html(document.cards, told)
    for text in ("更正", "8.38", "83.8", "&lt;小数点错位&gt;", "某科", "2025-03-02"):
        assert text in chapter
        assert text in cards
    assert "2024/corrections.csv!E2" in chapter
    assert "秸秆" in chapter
    assert "C01" in chapter
    assert "更正（2024 年，2024/某表.xlsx!数据!F2）：原来写“8.38”" in why_text(told, "C01")
    assert "更正（" not in why_text(told, "C03")
    assert "没有更正、裁决、重报或口径衔接" in html(document.amendments, county)
