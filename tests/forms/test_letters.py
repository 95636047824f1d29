"""What the letters say to a department."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from jbeco.forms.letters import (
    copied_files,
    faults_of,
    marked_name,
    write_reminder,
    write_return,
)
from jbeco.forms.progress import DepartmentProgress, OpenItem, ReceivedFile
from jbeco.plan.models import Department
from jbeco.problems import Level, Problem

FILE = "2025-ecology-某局.xlsx"
WHERE = f"2025/{FILE}"
SILENT = DepartmentProgress(Department("ecology", "某局", "", "", ""), (), (), (), None)
SENT = replace(SILENT, files=(ReceivedFile(FILE, "", None, True),))
ITEMS = (
    OpenItem("数据", "gdp", "生产总值", "数据!F9", ("N01",)),
    OpenItem("措施", "M01", "治水", "措施!E2"),
)
FAULTS = (
    Problem(
        f"{WHERE}!数据!F2", f"{WHERE}!数据!F2 填 5", "请改；不改的，请写入“更正与裁决”的“裁决”表"
    ),
    Problem(f"{WHERE}!数据!F7", "超出", "请核对", Level.WARNING, ("N01",), "0–100"),
    Problem(f"{WHERE}!数据!F8", "约数", "请核对", Level.NOTE),
)


@pytest.fixture
def said(bench: Any, tmp_path: Path) -> Any:
    """Write a letter; return its paragraphs, the rows of its tables and its header."""
    plan = bench.plan(bench.criterion())

    def written(write: Any, one: DepartmentProgress, is_example: bool = False) -> Any:
        path = tmp_path / "信.docx"
        write(plan, 2025, one, path, is_example)
        letter = Document(str(path))
        rows = [[c.text for c in row.cells] for table in letter.tables for row in table.rows]
        texts = [paragraph.text for paragraph in letter.paragraphs]
        return texts, rows, letter.sections[0].header.paragraphs[0].text

    return written


def test_a_reminder_to_who_sent_nothing(said: Any) -> None:
    texts, rows, header = said(write_reminder, replace(SILENT, open_items=ITEMS))
    assert texts[:2] == ["关于催报 2025 年规划评估数据的函", "某局："]
    assert "没有收到，共有 2 项待填" in texts[2]
    assert "《某区规划》2025 年" in texts[2]
    assert "1 个子项少了判定的依据：N01。" in texts[3]
    assert texts[-3:] == [f"附件：{FILE}", "某组", "　　年　　月　　日"]
    assert rows == [
        ["序号", "填在哪里", "缺什么", "影响的子项"],
        ["1", "数据 F9", "生产总值", "N01"],
        ["2", "措施 E2", "治水", ""],
    ]
    assert header == ""


def test_a_reminder_to_who_left_cells_empty_names_the_file_in_use(said: Any) -> None:
    files = (ReceivedFile("旧.xlsx", FILE, None, True), *SENT.files)
    texts, _, _ = said(write_reminder, replace(SENT, files=files, open_items=ITEMS[1:]))
    assert "已收到，经核对，下列 1 项还没有填" in texts[2]
    assert f"附件：{FILE}" in texts
    assert not any("子项少了" in text for text in texts)


def test_a_return_lists_errors_and_warnings_and_refers_to_the_copy(said: Any) -> None:
    one = replace(SENT, problems=FAULTS)
    assert faults_of(one) == FAULTS[:2]
    texts, rows, _ = said(write_return, one)
    assert texts[0] == "2025 年填报表退回单"
    assert f"“{FILE}”经检查，有错误 1 处、须核实的 1 处" in texts[2]
    assert f"附件：{FILE}" in texts
    assert rows[1:] == [
        ["1", "错误", "数据 F2", "数据!F2 填 5", "请改；不改的，请在备注写明依据", ""],
        ["2", "警告", "数据 F7", "超出", "应为：0–100\n请核对", "N01"],
    ]


@pytest.mark.parametrize(
    ("mend", "told"),
    [
        (
            "请核对单位；确实无误的，请在“更正与裁决”的“裁决”表指明这一格",
            "请核对单位；确实无误的，请在备注写明依据",
        ),
        (
            "请改成一致，或在“更正与裁决”的“裁决”表写明采信哪一格；不会自动采信",
            "请改成一致；不会自动采信",
        ),
        ("口径确已变更的，请在 bridges.csv 写明如何衔接", "口径确已变更的，请在备注写明依据"),
        ("请填百分数", "请填百分数"),
    ],
)
def test_no_department_is_sent_to_the_consultants_tables(said: Any, mend: str, told: str) -> None:
    fault = Problem(f"{WHERE}!数据!F2", "错", mend)
    _, rows, _ = said(write_return, replace(SENT, problems=(fault,)))
    assert rows[1][4] == told


def test_a_file_as_a_whole_has_no_marked_copy(said: Any) -> None:
    one = replace(SENT, problems=(Problem(WHERE, "打不开", "请另存"),))
    assert copied_files(one) == ()
    texts, rows, _ = said(write_return, one)
    assert rows[1][2] == "整个文件"
    assert not any("附件" in text for text in texts)


def test_two_files_are_told_apart(said: Any) -> None:
    other = Problem("2025/另一份.xlsx!数据!F3", "错", "改")
    files = (*SENT.files, ReceivedFile("另一份.xlsx", "", None, True))
    texts, rows, _ = said(write_return, replace(SENT, files=files, problems=(FAULTS[0], other)))
    assert [row[2] for row in rows[1:]] == [f"数据 F2\n{FILE}", "数据 F3\n另一份.xlsx"]
    assert f"附件：{FILE}；另一份.xlsx" in texts


def test_a_long_list_of_criteria_is_cut_and_counted(said: Any) -> None:
    blocks = tuple(f"N{number:02}" for number in range(1, 10))
    _, rows, _ = said(
        write_reminder, replace(SILENT, open_items=(replace(ITEMS[0], blocks=blocks),))
    )
    assert rows[1][3] == "N01\nN02\nN03\nN04\nN05\nN06\n等 9 项"


@pytest.mark.parametrize("write", [write_reminder, write_return])
def test_invented_data_say_so_in_title_and_header(said: Any, write: Any) -> None:
    one = replace(SENT, problems=FAULTS, open_items=ITEMS)
    texts, _, header = said(write, one, is_example=True)
    assert texts[0].startswith("（示例）")
    assert "示例" in header
    assert "示例" not in "".join(said(write, one)[0])


def test_a_marked_copy_is_an_xlsx_whatever_was_sent() -> None:
    assert marked_name("2025/甲.xlsx") == "甲.xlsx"
    assert marked_name("2025/甲.xls") == "甲（xls）.xlsx"
