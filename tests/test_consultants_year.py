"""A consultant's year from end to end: messy files, every mending on record, two revisions."""

import hashlib
import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from jbeco.cli import main

RECORD = {"理由": "电话核实", "何人决定": "王工", "何时告知部门": date(2025, 3, 2)}
MENDED = {
    "八点三八": "83.8",
    "基本完成": "完成",
    "N99": "C03",
    "快了": "实施中",
    "旧口径": "新口径",
}
"""What stands in the departments' cells, and what is meant."""


def fix(department: str, place: str, said: str) -> dict[str, Any]:
    sheet, _, cell = place.partition("!")
    where = {"部门": department, "工作表": sheet, "单元格": cell}
    return {**where, "原来填的": said, "改为": MENDED[said], **RECORD}


def text_of(report: Path) -> str:
    return re.sub(r"<[^>]+>", " ", (report / "report.html").read_text(encoding="utf-8"))


@pytest.fixture
def office(clerk: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Calls commands on the county's data; no original may change."""

    def call(command: str, *more: str) -> tuple[int, str]:
        code = main([command, *more, "--plan", str(clerk.plan_folder)])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out + said.err

    places = ["--data", str(clerk.data), "--processed", str(tmp_path / "tables")]
    reports = tmp_path / "reports"
    return SimpleNamespace(
        check=lambda: call("check", "2024", *places),
        status=lambda: call("status", "2024", *places, "--reports", str(reports)),
        run=lambda *more: call("run", "2024", *places, "--reports", str(reports), *more),
        show=lambda name: call("show", name, "--year", "2024", *places),
        withdraw=lambda name, *more: call("withdraw", str(reports / name), *more),
        reports=reports,
    )


def hashes(clerk: Any) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in clerk.folder.rglob("*")
        if path.is_file() and path.name != "更正与裁决.xlsx"
    }


def receive(clerk: Any) -> None:
    """What the three departments sent: two faulty workbooks, one again, scans and letters."""
    document = {"数据!I2": "年报", "数据!J2": "县生态〔2025〕1号"}
    clerk.send("ecology", {"数据!F2": "八点三八", "数据!F3": 25, "数据!F4": 30, **document})
    clerk.send("ecology", {"数据!F3": 25.14, "数据!H3": "旧口径"}, name="补报.xlsx")
    clerk.send(
        "water",
        {
            **{"上级任务!E2": "下降不少于 3%", "上级任务!F2": "基本完成", "上级任务!G2": "1号"},
            **{"上级任务!H2": "市水利局", "上级任务!I2": "2025-02", "佐证!A2": "N99"},
            **{"佐证!B2": "通报", "佐证!G2": "通报.pdf", "措施!E2": "快了"},
        },
    )
    for name in ("通报.pdf", "公函.docx", "原始资料.zip"):
        path = clerk.folder / "附件" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")


def test_a_consultants_year(clerk: Any, office: Any) -> None:
    receive(clerk)
    before = hashes(clerk)
    code, said = office.check()
    assert code == 1
    for word in ("八点三八", "基本完成", "N99", "快了"):
        assert word in said
    for name in ("公函.docx", "原始资料.zip"):
        assert name not in said

    clerk.acts(
        更正=[
            fix("县生态局", "数据!F2", "八点三八"),
            fix("县生态局", "数据!H3", "旧口径"),
            fix("县水利局", "上级任务!F2", "基本完成"),
            fix("县水利局", "佐证!A2", "N99"),
            fix("县水利局", "措施!E2", "快了"),
        ],
        重报=[
            {
                **{"新收到的文件": "补报.xlsx", "何时收到": date(2025, 3, 5)},
                **{"取代哪个文件": Path(clerk.file("ecology")).name, "说明": "补小数"},
            }
        ],
    )
    code, said = office.check()
    assert code == 0, said
    code, said = office.status()
    assert code == 0
    assert "县住建局｜未收" in said
    assert hashes(clerk) == before

    assert office.run()[0] == 0
    first = text_of(office.reports / "2024-annual")
    for original, meant in MENDED.items():
        assert original in first, original
        assert meant in first, meant
    for word in ("电话核实", "王工", "2025-03-02", "补小数", "2025-03-05", "25.14"):
        assert word in first, word
    assert "电话核实" in office.show("C01")[1]

    clerk.send("housing", {"数据!F2": 11, "数据!F3": 12, "数据!F4": "部分实施"})
    assert office.run("--reason", "住建局补报", "--dated", "2025-04-01")[0] == 0
    second = text_of(office.reports / "2024-annual-r2")
    cover = second.partition("一、结论摘要")[0]
    for word in ("修订版 r2", "2025-04-01", "取代 2024-annual", "住建局补报"):
        assert word in cover, word
    assert f"{clerk.file('housing')}!数据!F2" in second

    why = ("--reason", "人均绿地用错人口", "--who", "李工", "--dated", "2025-04-08")
    assert office.withdraw("2024-annual-r2", *why)[0] == 0
    assert "已撤回" in office.status()[1]
    (clerk.data / clerk.file("housing")).unlink()
    clerk.send("housing", {"数据!F2": 11.5, "数据!F3": 12, "数据!F4": "部分实施"})
    assert office.run("--reason", "更正人均绿地")[0] == 0
    third = text_of(office.reports / "2024-annual-r3")
    assert "2025-04-08 李工：人均绿地用错人口" in third.partition("一、结论摘要")[0]
    assert "修订版 r3" in third
    assert "取代 2024-annual" in third
