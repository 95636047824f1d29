"""Corrections and superseded files: visible, guarded, never the last file."""

from pathlib import Path
from typing import Any

import pytest

from jbeco.problems import Level, Problem
from jbeco.tables import file_sha256

AGAIN = "县生态局重报.xlsx"
FIX = "ecology,straw_use_rate,,8.38,83.8,小数点错位,王工,2025-03-02"


def numbers(clerk: Any, code: str = "straw_use_rate") -> list[str]:
    return [str(float(seen.number)) for seen in clerk.seen(code) if seen.number is not None]


def said_of(clerk: Any, table: str) -> list[Problem]:
    return [p for p in clerk.read().problems if p.where.startswith(f"2024/{table}")]


def only(clerk: Any, table: str) -> Problem:
    (problem,) = said_of(clerk, table)
    return problem


def conflicts(clerk: Any) -> list[Problem]:
    return [p for p in clerk.check() if p.level is Level.ERROR and "前后不一" in p.what]


def two_files(clerk: Any, first: float = 80, second: float = 83.8, again: str = AGAIN) -> None:
    clerk.send("ecology", {"数据!F2": first})
    clerk.send("ecology", {"数据!F2": second}, name=again)


# corrections.csv


def test_a_correction_takes_the_place_of_the_number_and_says_so(clerk) -> None:
    path = clerk.send("ecology", {"数据!F2": 8.38, "数据!N2": "月报"})
    assert clerk.verdict("C01").reason_code == "check_failed"
    before = path.read_bytes()
    clerk.table("corrections.csv", FIX)
    (seen,) = clerk.seen("straw_use_rate")
    assert (float(seen.number), seen.entered) == (83.8, "8.38")
    assert seen.note == "月报；更正：原填“8.38”，小数点错位（王工，2025-03-02）"
    assert "已更正" in seen.flags
    assert (seen.source.cell, seen.source.sha256) == ("数据!F2", file_sha256(path))
    assert path.read_bytes() == before
    assert said_of(clerk, "corrections.csv") == []
    assert clerk.verdict("C01").code == "on_track"
    assert ("2024/corrections.csv", file_sha256(clerk.folder / "corrections.csv")) in (
        clerk.read().files
    )


def test_a_correction_touches_nothing_else(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 8.38, "数据!F3": 8.38})
    clerk.send("housing", {"数据!F2": 8.38, "数据!F3": 8.38})
    clerk.table(
        "corrections.csv",
        FIX,
        "housing,park_green_per_capita,镇区,8.38,12.4,抄错,王工,2025-03-02",
    )
    assert numbers(clerk) == ["83.8"]
    assert numbers(clerk, "straw_used") == ["8.38"]
    assert [float(s.number) for s in clerk.seen("park_green_per_capita", "城区")] == [8.38]
    assert [float(s.number) for s in clerk.seen("park_green_per_capita", "镇区")] == [12.4]


def test_a_correction_retires_once_the_source_is_mended(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 83.8})
    clerk.table("corrections.csv", FIX)
    assert numbers(clerk) == ["83.8"]
    problem = only(clerk, "corrections.csv")
    assert (problem.level, problem.blocks) == (Level.WARNING, ("C01",))
    assert problem.where == "2024/corrections.csv!D2（expect）"
    assert "更正没有用上：源里现在是“83.8”，不是“8.38”" in problem.what


def test_a_correction_that_meets_a_third_number_takes_both_out(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 83.7})
    clerk.table("corrections.csv", FIX)
    assert numbers(clerk) == []
    problem = only(clerk, "corrections.csv")
    assert (problem.level, problem.blocks) == (Level.ERROR, ("C01",))
    assert "更正没有用上：源里现在是“83.7”，不是“8.38”" in problem.what


def test_a_word_is_corrected_too(clerk) -> None:
    clerk.send("housing", {"数据!F4": "未实施"})
    fix = "housing,env_damage_compensation,,未实施,部分实施,看错,王工,2025-03-02"
    clerk.table("corrections.csv", fix)
    assert [seen.state for seen in clerk.seen("env_damage_compensation")] == ["部分实施"]


def test_a_gap_is_filled_by_a_correction(clerk) -> None:
    clerk.send("ecology", {"数据!L2": "无", "数据!M2": "尚无数据"})
    clerk.table("corrections.csv", FIX.replace("8.38", "", 1))
    (seen,) = clerk.seen("straw_use_rate")
    assert (float(seen.number), seen.missing) == (83.8, None)


@pytest.mark.parametrize(
    ("column", "cell"),
    [("小数点错位", "F2（reason）"), ("王工", "G2（who）"), ("2025-03-02", "H2（told_on）")],
)
def test_a_correction_without_reason_name_or_day_is_an_error(clerk, column: str, cell: str) -> None:
    clerk.send("ecology", {"数据!F2": 8.38})
    clerk.table("corrections.csv", FIX.replace(column, ""))
    problem = only(clerk, "corrections.csv")
    assert (problem.level, problem.where) == (Level.ERROR, f"2024/corrections.csv!{cell}")
    assert "何人、何时" in problem.mend


@pytest.mark.parametrize(
    ("row", "cell", "what"),
    [
        (FIX.replace("straw_use_rate", "clean_river"), "B2（code）", "没有这个部门的这个填报数"),
        (FIX.replace("ecology", "water"), "B2（code）", "没有这个部门的这个填报数"),
        (FIX.replace(",,", ",城区,", 1), "B2（code）", "没有这个部门的这个填报数"),
        (FIX.replace("83.8", "八十"), "E2（value）", "“八十”读不懂"),
        (FIX.replace("83.8", ""), "E2（value）", "“”读不懂"),
        (FIX.replace("83.8", "NaN"), "E2（value）", "“NaN”读不懂"),
    ],
)
def test_a_correction_that_cannot_be_applied_is_an_error(clerk, row, cell, what) -> None:
    clerk.send("ecology", {"数据!F2": 8.38})
    clerk.table("corrections.csv", row)
    problem = only(clerk, "corrections.csv")
    assert (problem.level, problem.where) == (Level.ERROR, f"2024/corrections.csv!{cell}")
    assert what in problem.what
    # a figure that is called wrong does not count until it is put right; another one does
    assert numbers(clerk) == (["8.38"] if cell == "B2（code）" else [])


def test_a_correction_to_a_word_off_the_ladder_is_an_error(clerk) -> None:
    clerk.send("housing", {"数据!F4": "未实施"})
    fix = "housing,env_damage_compensation,,未实施,全部,看错,王工,2025-03-02"
    clerk.table("corrections.csv", fix)
    assert "“全部”不在可选值里" in only(clerk, "corrections.csv").what
    assert clerk.seen("env_damage_compensation") == []


def test_two_corrections_of_one_fact_are_an_error_and_none_wins(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 8.38})
    other = FIX.replace("83.8", "84.8")
    found = []
    for rows in ((FIX, other), (other, FIX)):
        clerk.table("corrections.csv", *rows)
        found.append(numbers(clerk))
        assert [p.level for p in said_of(clerk, "corrections.csv")] == [Level.ERROR]
    assert found == [[], []]


def test_a_torn_row_costs_the_figure_it_is_about_and_no_other(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 8.38, "数据!F3": 7})
    clerk.send("housing", {"数据!F2": 11})
    fix = "housing,park_green_per_capita,城区,11,12,抄错,王工,2025-03-02"
    clerk.table("corrections.csv", FIX.replace("ecology,", "", 1), fix)
    problem = only(clerk, "corrections.csv")
    assert (problem.level, problem.where) == (Level.ERROR, "2024/corrections.csv!A2（整行）")
    assert problem.blocks == ("C01",)
    assert numbers(clerk) == []
    assert len(clerk.read().unread) == 1
    assert numbers(clerk, "straw_used") == ["7.0"]
    assert [float(s.number) for s in clerk.seen("park_green_per_capita", "城区")] == [12]


def test_without_the_corrections_no_department_s_figure_counts(clerk) -> None:
    """Which of them is wrong cannot be known; the error says it of all criteria."""
    clerk.send("ecology", {"数据!F2": 8.38})
    (clerk.folder / "corrections.csv").write_bytes(b"PK\x03\x04")
    problem = only(clerk, "corrections.csv")
    assert (problem.level, problem.where) == (Level.ERROR, "2024/corrections.csv")
    assert problem.blocks == tuple(c.id for c in clerk.plan.criteria if c.applicable)
    assert [o for o in clerk.read().observations if o.department] == []


def test_corrections_in_gb18030_are_applied_with_a_note(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 8.38})
    path = clerk.table("corrections.csv", FIX)
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    assert numbers(clerk) == ["83.8"]
    assert only(clerk, "corrections.csv").level is Level.NOTE


def test_a_correction_of_a_cell_that_cannot_be_read_says_so(clerk) -> None:
    clerk.send("ecology", {"数据!F2": "八点三八"})
    clerk.table("corrections.csv", FIX)
    problem = only(clerk, "corrections.csv")
    assert (problem.level, problem.blocks) == (Level.ERROR, ("C01",))
    assert "更正没有用上：源里现在是“八点三八”，不是“8.38”" in problem.what
    assert numbers(clerk) == []


def test_a_cell_that_cannot_be_read_is_mended_on_record(clerk) -> None:
    path = clerk.send("ecology", {"数据!F2": "八点三八"})
    before = path.read_bytes()
    clerk.table("corrections.csv", FIX.replace("8.38", "八点三八"))
    (seen,) = clerk.seen("straw_use_rate")
    assert (float(seen.number), seen.flags, seen.grade) == (83.8, ("已更正",), "B")
    assert (str(seen.source), seen.source.sha256) == (
        f"{clerk.file('ecology')}!数据!F2",
        file_sha256(path),
    )
    assert path.read_bytes() == before
    (note,) = [p for p in clerk.read().problems if p.where.endswith("数据!F2")]
    assert (note.level, note.blocks, "已更正" in note.what) == (Level.NOTE, (), True)
    assert clerk.verdict("C01").code == "on_track"
    (act,) = clerk.read().amendments
    assert (act.kind, act.before, act.after, act.who) == ("更正", "八点三八", "83.8", "王工")


@pytest.mark.parametrize("expect", ["8.38", "8.380", "08.38"])
def test_what_is_expected_is_a_value_not_a_text(clerk, expect: str) -> None:
    clerk.send("ecology", {"数据!F2": 8.38})
    clerk.table("corrections.csv", FIX.replace(",8.38,", f",{expect},"))
    assert numbers(clerk) == ["83.8"]


def test_a_mended_cell_keeps_basis_and_document_of_its_row(clerk) -> None:
    row = {"数据!F2": "八点三八", "数据!H2": "统计口径", "数据!I2": "年报", "数据!J2": "1号"}
    clerk.send("ecology", row)
    clerk.table("corrections.csv", FIX.replace("8.38", "八点三八"))
    (seen,) = clerk.seen("straw_use_rate")
    assert (seen.basis, seen.document, seen.document_number) == ("统计口径", "年报", "1号")


def test_a_day_that_is_none_decides_nothing(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 8.38})
    clerk.table("corrections.csv", FIX.replace("2025-03-02", "上周"))
    assert numbers(clerk) == []
    problem = only(clerk, "corrections.csv")
    assert "“上周”不是日期" in problem.what


def test_every_act_is_on_record(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 8.38})
    clerk.table("corrections.csv", FIX)
    (act,) = clerk.read().amendments
    assert (act.kind, act.year, act.code) == ("更正", 2024, "straw_use_rate")
    assert act.place == f"{clerk.file('ecology')}!数据!F2"
    assert (act.before, act.after, act.reason) == ("8.38", "83.8", "小数点错位")
    assert (act.who, act.when, str(act.source)) == (
        "王工",
        "2025-03-02",
        "2024/corrections.csv!E2",
    )


def test_a_correction_of_an_earlier_year_still_holds(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 8.38}, year=2023)
    path = clerk.table("corrections.csv", FIX)
    path.rename(clerk.data / "2023" / "corrections.csv")
    clerk.send("ecology", {"数据!F2": 84})
    earlier = [
        o for o in clerk.read().observations if (o.year, o.indicator) == (2023, "straw_use_rate")
    ]
    assert [float(o.number) for o in earlier] == [83.8]
    assert numbers(clerk) == ["84.0"]


def test_a_correction_of_a_rough_or_provisional_figure_makes_it_a_number(clerk) -> None:
    clerk.send("ecology", {"数据!F2": "约97（预计）"})
    clerk.table("corrections.csv", "ecology,straw_use_rate,,约97（预计）,96.8,年报,王工,2025-03-02")
    (seen,) = clerk.seen("straw_use_rate")
    assert (float(seen.number), seen.low, seen.high) == (96.8, None, None)
    assert (seen.flags, seen.grade) == (("已更正",), "B")


# received.csv

SENT_AGAIN = AGAIN + ",2025-03-05,{old},更正后重报"


def supersede(clerk: Any, *rows: str) -> None:
    old = Path(clerk.file("ecology")).name
    clerk.table("received.csv", *(row.format(old=old) for row in rows or (SENT_AGAIN,)))


def test_a_later_file_supersedes_an_earlier_one_where_that_is_written(clerk) -> None:
    two_files(clerk)
    files = [clerk.data / clerk.file("ecology"), clerk.folder / AGAIN]
    before = [path.read_bytes() for path in files]
    supersede(clerk)
    assert numbers(clerk) == ["83.8"]
    assert conflicts(clerk) == []
    found = clerk.read()
    assert {seen.observation.source.file for seen in found.set_aside} == {clerk.file("ecology")}
    assert {s.why for s in found.set_aside} == {f"被 {AGAIN}（2025-03-05 收到）取代"}
    assert [path.read_bytes() for path in files] == before
    assert {name for name, _ in found.files} >= {clerk.file("ecology"), f"2024/{AGAIN}"}


def test_the_direction_is_what_is_written_not_the_order_of_names(clerk) -> None:
    two_files(clerk, again="0先到.xlsx")
    old = Path(clerk.file("ecology")).name
    clerk.table("received.csv", f"{old},2025-03-05,0先到.xlsx,")
    assert numbers(clerk) == ["80.0"]


def test_a_chain_of_submissions(clerk) -> None:
    two_files(clerk)
    clerk.send("ecology", {"数据!F2": 84}, name="三.xlsx")
    supersede(clerk, SENT_AGAIN, f"三.xlsx,2025-03-09,{AGAIN},")
    assert numbers(clerk) == ["84.0"]


@pytest.mark.parametrize(
    ("row", "cell", "what"),
    [
        ("没来.xlsx,2025-03-05,{old},", "A2（file）", "“没来.xlsx”没有收到这个文件"),
        (AGAIN + ",2025-03-05,没来.xlsx,", "C2（supersedes）", "“没来.xlsx”没有收到这个文件"),
        (AGAIN + ",,{old},", "B2（received_on）", "没有填"),
    ],
)
def test_a_faulty_row_is_an_error(clerk, row: str, cell: str, what: str) -> None:
    two_files(clerk)
    supersede(clerk, row)
    problem = only(clerk, "received.csv")
    assert (problem.level, problem.where) == (Level.ERROR, f"2024/received.csv!{cell}")
    assert what in problem.what


@pytest.mark.parametrize(
    "rows",
    [
        ["{old},2025-03-05,{old},"],
        [SENT_AGAIN, "{old},2025-03-06," + AGAIN + ","],
    ],
)
def test_files_that_supersede_each_other_are_an_error(clerk, rows: list[str]) -> None:
    two_files(clerk)
    supersede(clerk, *rows)
    assert Level.ERROR in {problem.level for problem in said_of(clerk, "received.csv")}


def test_a_superseded_file_may_have_been_unreadable(clerk) -> None:
    """The reason why a department sends again is often that its first file was at fault."""
    clerk.send("ecology", {"数据!F2": "八十", "数据!F3": "多", "数据!F4": "?"})
    clerk.send("ecology", {"数据!F2": 83.8, "数据!F3": 25, "数据!F4": 30}, name=AGAIN)
    supersede(clerk)
    assert [str(p) for p in clerk.read().problems if p.level is Level.ERROR] == []


def test_nothing_of_a_superseded_file_counts(clerk) -> None:
    cells = {"上级任务!E2": "降 3%", "佐证!A2": "C03", "佐证!B2": "通报", "措施!E2": "实施中"}
    clerk.send("water", cells | {"上级任务!F2": "未完成"})
    clerk.send("water", cells | {"上级任务!F2": "完成"}, name="重报.xlsx")
    old = Path(clerk.file("water")).name
    clerk.table("received.csv", f"重报.xlsx,2025-03-05,{old},")
    found = clerk.read()
    records = [*found.evidence, *found.progress, *(t for t in found.tasks if t.year == 2024)]
    assert {record.source.file for record in records} == {"2024/重报.xlsx"}


def test_all_three_tables_together(clerk) -> None:
    """Superseding comes first, then corrections, then rulings."""
    two_files(clerk, second=8.38)
    clerk.send("ecology", {"数据!F2": 84}, name="三.xlsx")
    supersede(clerk)
    clerk.table("corrections.csv", FIX.replace("8.38,83.8", "84,83.8"))
    assert "更正没有用上" in only(clerk, "corrections.csv").what
    clerk.table("resolutions.csv", "straw_use_rate,,三.xlsx,数据!F2,以月报为准,王工,2025-03-02")
    assert numbers(clerk) == ["83.8"]
