"""A second version replaces what it contains and keeps the rest, unless it is to count whole."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from jbeco.intake.resubmissions import HOUR_KEY, Versions, _merged
from jbeco.problems import Level

AGAIN = "重报.xlsx"


def numbers(clerk: Any, code: str = "straw_use_rate") -> list[str]:
    return [str(float(seen.number)) for seen in clerk.seen(code) if seen.number is not None]


def resent(clerk: Any, department: str = "ecology", scope: str = "", new: str = AGAIN) -> None:
    clerk.acts(
        重报=[
            {
                "新收到的文件": new,
                "何时收到": date(2025, 3, 5),
                "取代哪个文件": Path(clerk.file(department)).name,
                "取代多少": scope,
                "说明": "更正后重报",
            }
        ]
    )


def errors(clerk: Any) -> list[str]:
    return [str(p) for p in clerk.read().problems if p.level is Level.ERROR]


def test_what_the_second_version_leaves_blank_is_kept_from_the_first(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 83.8, "数据!F3": 20, "数据!F4": 30})
    clerk.send("ecology", {"数据!F3": 25}, name=AGAIN)
    resent(clerk)
    found = {code: numbers(clerk, code) for code in ("straw_use_rate", "straw_used")}
    assert found == {"straw_use_rate": ["83.8"], "straw_used": ["25.0"]}
    assert numbers(clerk, "straw_collectable") == ["30.0"]
    assert [seen.missing for seen in clerk.seen("straw_use_rate")] == [None]  # and no gap beside it
    (aside,) = clerk.read().set_aside
    assert (aside.observation.entered, aside.why) == ("20", f"被 {AGAIN}（2025-03-05 收到）取代")
    assert [p.what for p in clerk.check() if "没有填报" in p.what and "秸秆" in p.what] == []


def test_each_figure_that_changed_is_on_record(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 83.8, "数据!F3": 20, "数据!F4": 30})
    clerk.send("ecology", {"数据!F3": 25, "数据!F4": 30}, name=AGAIN)
    resent(clerk)
    changed, whole = sorted(clerk.read().amendments, key=lambda act: act.code, reverse=True)
    assert (changed.code, changed.before, changed.after) == ("straw_used", "20", "25")
    assert changed.place == f"2024/{AGAIN}!数据!F3"
    assert (whole.after, whole.reason) == (f"{AGAIN}（取代 2 个数）", "更正后重报")


def test_a_version_that_counts_whole_leaves_nothing_of_the_first(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 83.8, "数据!F3": 20})
    clerk.send("ecology", {"数据!F3": 25}, name=AGAIN)
    resent(clerk, scope="整份")
    assert (numbers(clerk), numbers(clerk, "straw_used")) == ([], ["25.0"])


def test_a_file_of_another_department_counts_whole(clerk) -> None:
    """Who sent the wrong department's form has withdrawn all of it."""
    clerk.send("ecology", {"数据!F2": 83.8})
    clerk.send("housing", {"数据!F2": 11}, name=AGAIN)
    resent(clerk)
    assert numbers(clerk) == []


def test_a_reason_for_no_figure_is_an_answer(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 83.8})
    clerk.send("ecology", {"数据!L2": "无", "数据!M2": "尚无数据"}, name=AGAIN)
    resent(clerk)
    assert numbers(clerk) == []
    assert [s.missing for s in clerk.seen("straw_use_rate")] == ["not_yet"]


def test_what_cannot_be_read_in_the_second_version_does_not_bring_back_the_first(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 83.8})
    clerk.send("ecology", {"数据!F2": "八十四"}, name=AGAIN)
    resent(clerk)
    assert numbers(clerk) == []
    (error,) = errors(clerk)
    assert f"2024/{AGAIN}!数据!F2" in error


def test_a_fault_of_the_first_that_was_not_sent_again_stays(clerk) -> None:
    clerk.send("ecology", {"数据!F2": "八十", "数据!F3": "多"})
    clerk.send("ecology", {"数据!F2": 83.8}, name=AGAIN)
    resent(clerk)
    (error,) = errors(clerk)
    assert f"{clerk.file('ecology')}!数据!F3" in error


def test_a_second_version_that_cannot_be_opened_takes_all_out(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 83.8})
    (clerk.folder / "2024-ecology-重报.xlsx").write_bytes(b"PK\x03\x04")
    resent(clerk, new="2024-ecology-重报.xlsx")
    assert clerk.verdict("C01").code == "unknown"


def test_a_first_version_that_could_not_be_opened_is_forgotten(clerk) -> None:
    (clerk.data / clerk.file("ecology")).write_bytes(b"PK\x03\x04")
    clerk.send("ecology", {"数据!F2": 83.8}, name=AGAIN)
    resent(clerk)
    assert errors(clerk) == []
    assert numbers(clerk) == ["83.8"]


def test_a_sheet_of_the_first_that_could_not_be_read_stays_at_fault_where_nothing_replaced_it(
    clerk,
) -> None:
    def shift(book: Any) -> None:
        book["数据"].insert_rows(1)

    clerk.send("ecology", {"数据!F2": 83.8}, change=shift)
    clerk.send("ecology", {"数据!F2": 83.8}, name=AGAIN)
    resent(clerk)
    assert numbers(clerk) == ["83.8"]
    (error,) = errors(clerk)
    assert "表头" in error


def test_tasks_documents_and_measures_go_by_what_they_are_about(clerk) -> None:
    first = {"上级任务!E2": "降", "上级任务!F2": "未完成", "佐证!A2": "C03", "佐证!B2": "通报"}
    clerk.send("water", first | {"措施!E2": "实施中"})
    clerk.send("water", {"佐证!A2": "C03", "佐证!B2": "批复"}, name=AGAIN)
    resent(clerk, "water")
    found = clerk.read()
    assert [t.result for t in found.tasks if t.year == 2024] == ["not_met"]
    assert sorted(proof.title for proof in found.evidence) == ["批复", "通报"]
    assert [step.state for step in found.progress if step.state is not None] == [2]


def test_of_an_hour_sent_twice_the_later_file_counts() -> None:
    def hours(*values: float) -> pd.DataFrame:
        times = pd.date_range("2025-01-01 01:00", periods=len(values), freq="h")
        return pd.DataFrame({"站点": "甲", "时间": times, "pm25": values})

    versions = Versions({"旧.csv": {"file": "新.csv"}}, frozenset())
    found = [("2025/旧.csv", hours(10, 20, 30)), ("2025/新.csv", hours(11, 21))]
    for order in (found, found[::-1]):
        ((file, frame),) = _merged(order, versions, HOUR_KEY)
        assert file == "2025/新.csv"
        assert sorted(frame["pm25"]) == [11, 21, 30]


def test_three_versions(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 80, "数据!F3": 20, "数据!F4": 30})
    clerk.send("ecology", {"数据!F2": 81, "数据!F3": 21}, name="二.xlsx")
    clerk.send("ecology", {"数据!F2": 82}, name="三.xlsx")
    old = Path(clerk.file("ecology")).name
    rows = [f"二.xlsx,2025-03-05,{old},", "三.xlsx,2025-03-09,二.xlsx,"]
    clerk.table("received.csv", *rows)
    found = [numbers(clerk, c) for c in ("straw_use_rate", "straw_used", "straw_collectable")]
    assert found == [["82.0"], ["21.0"], ["30.0"]]


def test_a_correction_of_the_first_version_is_moot_where_its_row_was_sent_again(clerk) -> None:
    clerk.send("water", {"上级任务!E2": "降", "上级任务!F2": "未完成"})
    clerk.send("water", {"上级任务!E2": "降", "上级任务!F2": "完成"}, name=AGAIN)
    row = {"部门": "县水利局", "工作表": "上级任务", "单元格": "F2", "原来填的": "未完成"}
    decided = {"改为": "完成", "理由": "x", "何人决定": "王工", "何时告知部门": date(2025, 3, 2)}
    clerk.acts(
        更正=[{**row, **decided}],
        重报=[
            {
                "新收到的文件": AGAIN,
                "何时收到": date(2025, 3, 5),
                "取代哪个文件": Path(clerk.file("water")).name,
            }
        ],
    )
    (problem,) = [p for p in clerk.read().problems if "更正" in p.where]
    assert (problem.level, "源已改" in problem.mend) == (Level.WARNING, True)
