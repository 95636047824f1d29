"""The report on the screen: what each chapter must hold, whatever its wording."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jbeco.assessment import AssessedYear
from jbeco.intake.records import Amendment, Source
from jbeco.pipeline.evaluate import assess_year
from jbeco.report.chapters import CHAPTERS, chapters_of
from jbeco.report.document import Document
from jbeco.report.value_text import value_text
from jbeco.report.why import why_text
from jbeco.report.wording import verdict_word
from jbeco.stage_tables import frame_of

Page = Callable[..., str]


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html))


def test_cover_names_plan_year_and_who_it_is_for(base_year: AssessedYear, html: Page) -> None:
    text = html(Document(base_year).cover)
    for said in (base_year.plan.name, base_year.plan.leading_group, "2019", "2025", "2030"):
        assert said in text
    for said in ("编制单位：（待填）", "稿次：第 1 稿", "日期：（待填）"):
        assert said in text
    assert text.count("<h1") == 1
    assert "2019 年（基准年）评估报告" in text


def test_front_counts_and_links_what_fails(base_year: AssessedYear, page: Page) -> None:
    text = page(base_year, "front")
    failing = [v for v in base_year.verdicts if v.code == "not_met"]
    unknown = [v for v in base_year.verdicts if v.code == "unknown"]
    assert failing
    assert unknown
    for verdict in (*failing, *unknown):
        assert f'href="#{verdict.criterion.id}"' in text
    whole = text[text.index("jb-whole") :].replace("&nbsp;", " ")
    rows = re.sub(r"<[^>]*>|[●■○]", "", whole[: whole.index("</table>")].replace("</p>", "，"))
    assert re.findall(r"\d+ 项，达标 \d+ 项(?:，(?:未达标|无法判定) \d+ 项)+", rows) == [
        "19 项，达标 16 项，未达标 3 项",
        "12 项，达标 10 项，无法判定 2 项",
        "24 项，达标 18 项，未达标 3 项，无法判定 3 项",
        "16 项，达标 14 项，未达标 1 项，无法判定 1 项",
    ]


def test_overall_counts_every_row_once(base_year: AssessedYear, page: Page) -> None:
    text = page(base_year, "overall").replace("&nbsp;", " ")
    table = text[text.index("<table") : text.index("</table>")]
    total = table[table.index("合计") :]
    due = [row for row in base_year.rows if row.code != "not_applicable"]
    listed = [row for row in base_year.rows if row.listed]
    assert sum(map(int, re.findall(r"应判 (\d+) 项", total))) == len(due)
    assert sum(map(int, re.findall(r"本年不适用 (\d+) 项", total))) == len(listed) - len(due)
    left_out = len(base_year.rows) - len(listed)
    assert sum(map(int, re.findall(r"规划未列入 (\d+) 项", total))) == left_out


def test_a_chart_carries_its_sentence_and_its_number(
    base_year: AssessedYear, shown: Callable[..., list[dict[str, Any]]]
) -> None:
    bundles = shown(Document(base_year).show, "overall")
    [picture] = [bundle for bundle in bundles if "image/svg+xml" in bundle]
    told = picture["metadata"]["image/svg+xml"]
    assert told["alt"] == picture["text/plain"]
    assert told["caption"].startswith("图 1　")
    assert picture["image/svg+xml"].startswith("<svg")


def test_strip_has_one_mark_per_leaf(base_year: AssessedYear, page: Page) -> None:
    text = page(base_year, "overall")
    marks = re.findall(r'<a class="jb-mark jb-v-(\w+)" href="#([\w-]+)" title="(\S+) ', text)
    assert marks == [
        (v.code, v.criterion.id, v.criterion.id)
        for framework in base_year.plan.frameworks
        for system in base_year.plan.systems
        for v in base_year.verdicts
        if (v.criterion.framework, v.criterion.domain) == (framework, system)
    ]
    assert len(marks) == len(base_year.plan.criteria)


def test_owed_says_who_owes_what(base_year: AssessedYear, page: Page) -> None:
    text = page(base_year, "owed")
    listed = set(re.findall(r'href="#([\w-]+)"', text))
    assert listed == {v.criterion.id for v in base_year.verdicts if v.code == "unknown"}
    for verdict in base_year.verdicts:
        if verdict.owed_by in base_year.plan.departments:
            assert base_year.plan.departments[verdict.owed_by].name in text


def test_cards_show_every_leaf_and_open_what_needs_attention(
    base_year: AssessedYear, page: Page
) -> None:
    text = page(base_year, "cards")
    cards = re.findall(r'<article class="jb-card.*?</article>', text, re.DOTALL)
    shown = {name: card for card in cards for name in re.findall(r'<span id="([\w-]+)"', card)}
    assert {c.id for c in base_year.plan.criteria} <= shown.keys()
    assert {row.row for row in base_year.rows} <= shown.keys()
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    for verdict in base_year.verdicts:
        card = shown[verdict.criterion.id]
        if verdict.code in ("not_met", "unknown"):
            assert "<details open>" in card
        if verdict.criterion.applicable:
            criterion = verdict.criterion
            for demand in (criterion.standard, *criterion.targets.values()):
                assert demand.text.replace(">", "&gt;").replace("<", "&lt;") in card
        for contest in base_year.contests:
            if contest.criterion == verdict.criterion.id:
                assert contest.ruling.id in card


def test_card_leads_to_the_cells(base_year: AssessedYear, page: Page) -> None:
    text = page(base_year, "cards")
    [card] = re.findall(r'<article [^>]*>\s*<span id="N28">.*?</article>', text, re.DOTALL)
    [source] = base_year.verdict("N28").standard.sources
    assert f"{source.file}!{source.cell}" in card


def test_the_reviewers_part_only_holds_rules_and_codes(base_year: AssessedYear, page: Page) -> None:
    """No rule in its notation, no code name before the reviewer's part of a card."""
    before = re.sub(
        r'<details class="jb-review">.*?</details>', "", page(base_year, "cards"), flags=re.DOTALL
    )
    there = {chapter.key for chapter in chapters_of(base_year)}
    for key, _, _ in CHAPTERS:
        if key in ("methods", "amendments", "annex", "provenance", "rulings"):
            continue
        text = before if key == "cards" else page(base_year, key) if key in there else ""
        said = plain(re.sub("<style>.*?</style>", "", text, flags=re.DOTALL))
        assert not re.search(r"task met|status &gt;=|not worse|every year", said), key
        assert "<code>" not in text, key


def test_rulings_list_all_of_them_and_the_plausible_contests(
    base_year: AssessedYear, page: Page
) -> None:
    text = page(base_year, "rulings")
    assert set(re.findall(r'<tr id="(\w+)">', text)) == {r.id for r in base_year.plan.rulings}
    plausible = [c for c in base_year.contests if c.ruling.plausible]
    assert plausible
    for contest in plausible:
        assert f'href="#{contest.ruling.id}"' in text
        assert f'href="#{contest.criterion}"' in text
    assert "签字" in text


def test_annex_has_a_line_per_leaf(base_year: AssessedYear, page: Page) -> None:
    text = page(base_year, "annex")
    lines = re.findall(
        r'<th scope="row"[^>]*><a href="#([\w-]+)">.*?</th>(.*?)</tr>', text, re.DOTALL
    )
    assert sorted(leaf for leaf, _ in lines) == sorted(c.id for c in base_year.plan.criteria)
    for leaf, rest in lines:
        assert verdict_word(base_year, base_year.verdict(leaf)) in rest
        assert rest.count("<td") == 13
    [line] = [rest for leaf, rest in lines if leaf == "N28"]
    assert ">94.0%</td>" in line


def test_methods_and_provenance_say_what_a_reviewer_needs(
    base_year: AssessedYear, page: Page
) -> None:
    said = plain(page(base_year, "methods")).replace("&nbsp;", " ")
    for number in ("0.95", "0.6", "0.8"):
        assert number in said
    used = {v.criterion.indicator for v in base_year.verdicts if v.criterion.applicable}
    unverified = [n for n in used if not base_year.plan.indicators[n].verified]
    assert re.search(rf"(?<!\d){len(used)} 个", said)
    assert re.search(rf"(?<!\d){len(unverified)} 个", said)
    for name in unverified:
        assert base_year.plan.indicators[name].name in said
    text = page(base_year, "provenance")
    for name, digest in base_year.submissions.files:
        assert name in text
        assert digest in text
    assert base_year.plan.methods.version in text


def test_provenance_lists_every_problem(
    plan_copy: Path, raw_data: Path, edit: Callable[..., None], page: Page
) -> None:
    edit(plan_copy / "base_values.csv", "N28,,level,94,", "N28,,level,104.5,")
    assessment = assess_year(2019, raw_data, plan_copy)
    assert assessment.problems
    text = plain(page(assessment, "provenance")).replace("&nbsp;", " ")
    for problem in assessment.problems:
        assert re.sub(r"\s+", " ", problem.where) in text


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
    assert value_text(base_year, base_year.verdict(leaf)) == text


@pytest.mark.parametrize("key", [key for key, _, _ in CHAPTERS])
def test_hostile_text_is_escaped_in_every_chapter(
    hostile_county: AssessedYear,
    shown: Callable[..., list[dict[str, Any]]],
    key: str,
) -> None:
    for bundle in shown(Document(hostile_county).show, key):
        text = bundle.get("text/html", "")
        assert "<b onclick" not in text
        assert set(re.findall(r"alert\(1\)&gt;(.{7})", text)) <= {"{{7*7}}"}


def test_hostile_text_is_shown_as_it_is(hostile_county: AssessedYear, page: Page) -> None:
    for key in ("front", "cards", "annex", "rulings", "departments"):
        assert "&lt;b onclick=alert(1)&gt;{{7*7}}" in page(hostile_county, key), key


def test_every_act_stands_in_a_chapter_and_on_its_card(county: AssessedYear, page: Page) -> None:
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
    chapter, cards = page(told, "amendments"), page(told, "cards")
    for text in ("更正", "8.38", "83.8", "&lt;小数点错位&gt;", "某科", "2025-03-02"):
        assert text in chapter
        assert text in cards
    assert "2024/corrections.csv!E2" in chapter
    assert "秸秆" in chapter
    assert "C01" in chapter
    assert "更正（2024 年，2024/某表.xlsx!数据!F2）：原来写“8.38”" in why_text(told, "C01")
    assert "更正（" not in why_text(told, "C03")
    assert "没有更正、裁决、重报或口径衔接" in page(county, "amendments")
