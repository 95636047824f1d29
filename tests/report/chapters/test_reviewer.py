"""The reviewer's part: the annex leaf by leaf, thresholds as they stand, problems and sources."""

import re
from dataclasses import replace
from fractions import Fraction

from jbeco.assessment import AssessedYear
from jbeco.report.blocks import Folded
from jbeco.report.chapters import tables_of
from jbeco.report.chapters.reviewer import amendments, annex, methods, provenance
from tests.report.chapters.reading import rows_of, table_of, texts_of


def test_the_annex_has_each_leaf_under_its_system(county: AssessedYear) -> None:
    table = table_of(annex(county), "县级指标体系")
    rows = rows_of(table)
    assert [row[0] for row in rows] == ["C01", "C02-1", "C02-2", "C03"]
    assert table.groups == {0: "生态安全", 1: "生态生活"}
    assert rows[0] == [
        "C01", "秸秆利用", "约束性", "≥75", "80", "90", "95", "83.8%", "符合序时 ⚑", "是", "否",
        "—", "B", "县生态局",
    ]  # fmt: skip


def test_an_unverified_formula_is_starred_there_and_named_below(county: AssessedYear) -> None:
    rows = {row[0]: row for row in rows_of(table_of(annex(county), "县级指标体系"))}
    assert rows["C02-2"][1] == "人居环境：损害赔偿※"
    assert not rows["C02-1"][1].endswith("※")
    idle = [v.criterion.id for v in county.verdicts if not v.criterion.applicable]
    assert not any(rows[name][1].endswith("※") for name in idle)
    [folded] = [b for b in methods(county) if isinstance(b, Folded) and "公式未核" in b.summary]
    assert folded.summary == "公式未核的指标 1 个"
    assert texts_of([folded])[0].startswith("生态环境损害赔偿：")


def test_both_frameworks_have_their_table(base_year: AssessedYear) -> None:
    tables = tables_of(annex(base_year))
    leaves = [row[0] for table in tables for row in rows_of(table)]
    assert sorted(leaves) == sorted(c.id for c in base_year.plan.criteria)
    for table in tables:
        assert list(table.groups.values()) == list(base_year.plan.systems.values())


def test_thresholds_are_those_of_the_methods(county: AssessedYear) -> None:
    other = replace(county.plan.methods, on_track=Fraction(9, 10), falls_in_a_row=4)
    said = "".join(texts_of(methods(replace(county, plan=replace(county.plan, methods=other)))))
    assert "r ≥ 0.9 符合序时" in said
    assert "没有连续 4 年退步" in said
    assert "r ≥ 0.95" in "".join(texts_of(methods(county)))


def test_where_nothing_was_done_to_what_was_sent_that_is_said(county: AssessedYear) -> None:
    assert texts_of(amendments(county)) == [
        "没有更正、裁决、重报或口径衔接：部门填报的数都没有改动。"
    ]


def test_every_input_has_its_digest(county: AssessedYear) -> None:
    rows = rows_of(table_of(provenance(county), "输入文件"))
    assert len(rows) == len(county.submissions.files) + len(county.plan.files)
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for _, digest in rows)


def test_every_finding_of_the_checks_is_listed(county: AssessedYear) -> None:
    rows = rows_of(table_of(provenance(county), "检查发现的问题"))
    assert [row[1:3] for row in rows] == [[p.where, p.what] for p in county.problems]
