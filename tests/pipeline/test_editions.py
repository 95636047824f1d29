"""Editions: numbered, compared with the last that holds, withdrawn with a reason, told."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jbeco.cli import main
from jbeco.pipeline.editions import (
    current,
    editions_of,
    place_of_next,
    withdraw,
)
from jbeco.pipeline.seal import seal
from jbeco.pipeline.sealed import WITHDRAWAL
from jbeco.problems import JbecoError
from jbeco.stage_tables import read_table, records_of

NAME = "2019-annual"


def make_report(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "report.html").write_text(folder.name, encoding="utf-8")
    seal(folder, {})
    return folder


def names(reports: Path, name: str = NAME) -> list[str]:
    return [edition.folder.name for edition in editions_of(reports, name)]


def history(folder: Path) -> list[tuple[Any, ...]]:
    rows = records_of("editions", read_table(folder / "tables", "editions"))
    return [(row["number"], row["name"], row["reason"], row["withdrawn"]) for row in rows]


def changes(folder: Path) -> list[dict[str, Any]]:
    return list(records_of("changes", read_table(folder / "tables", "changes")))


def correct(table: Path, number: str) -> None:
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("C01,,level,83.8,", f"C01,,level,{number},"), encoding="utf-8")


# folders


def test_nothing_is_published_yet(tmp_path: Path) -> None:
    assert editions_of(tmp_path / "none", NAME) == editions_of(tmp_path, NAME) == []
    assert current([]) is None
    assert place_of_next(tmp_path, NAME, []) == tmp_path / NAME


def test_editions_count_as_numbers(tmp_path: Path) -> None:
    for name in (NAME, f"{NAME}-r10", f"{NAME}-r2", f"{NAME}-r9"):
        make_report(tmp_path / name)
    found = editions_of(tmp_path, NAME)
    assert names(tmp_path) == [NAME, f"{NAME}-r2", f"{NAME}-r9", f"{NAME}-r10"]
    assert place_of_next(tmp_path, NAME, found) == tmp_path / f"{NAME}-r11"


@pytest.mark.parametrize(
    "other", ["2019-annual-r3x", "2019-annual-old", "x2019-annual", "2019-annualx", "2020-annual"]
)
def test_another_folder_is_no_edition(tmp_path: Path, other: str) -> None:
    make_report(tmp_path / other)
    (tmp_path / f"{NAME}-r2").mkdir()  # without a seal
    assert names(tmp_path) == []


# withdrawal


def test_a_withdrawn_edition_keeps_its_number_and_is_not_current(tmp_path: Path) -> None:
    first, second = make_report(tmp_path / NAME), make_report(tmp_path / f"{NAME}-r2")
    before = (second / "report.html").read_bytes()
    withdraw(second, "2026-05-01", "王工", "断面名单用错")
    found = editions_of(tmp_path, NAME)
    assert found[-1].withdrawn == "2026-05-01 王工：断面名单用错"
    holds = current(found)
    assert holds is not None
    assert holds.folder == first
    assert place_of_next(tmp_path, NAME, found).name == f"{NAME}-r3"
    assert (second / "report.html").read_bytes() == before
    with pytest.raises(JbecoError, match="已经撤回：2026-05-01 王工"):
        withdraw(second, "2026-05-02", "李工", "又")


def test_only_a_published_report_is_withdrawn(tmp_path: Path) -> None:
    with pytest.raises(JbecoError, match="不是已发布的报告"):
        withdraw(tmp_path, "", "王工", "错")


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = make_report(tmp_path / NAME)
    command = ["withdraw", str(report), "--reason", "用错名单", "--who", "王工"]
    assert main([*command, "--dated", "2026-05-01"]) == 0
    assert "已撤回 2019-annual" in capsys.readouterr().out
    told = json.loads((report / WITHDRAWAL).read_text(encoding="utf-8"))
    assert told == {"dated": "2026-05-01", "reason": "用错名单", "who": "王工"}
    assert main(command) == 1


# what a run leaves


def test_the_first_edition_has_a_history_of_one(go: Callable[..., Any]) -> None:
    published = go(dated="2025-06-01")
    assert history(published.folder) == [(1, "2024-annual", "", "")]
    assert changes(published.folder) == []


def test_a_revision_says_when_why_what_changed_and_by_which_cell(
    go: Callable[..., Any], county_data: Path
) -> None:
    go()
    correct(county_data / "2024" / "public_values.csv", "95")
    second = go(reason="年报核实", dated="2025-07-01").folder
    assert history(second)[1:] == [(2, "2024-annual-r2", "年报核实", "")]
    rows = changes(second)
    (number,) = [row for row in rows if row["kind"] == "数值" and " 2024" in row["what"]]
    assert (number["before"], number["after"]) == ("419/5", "95")
    assert "2024/public_values.csv!" in number["why"]
    assert "83.8 → 95" in number["why"]
    assert {row["why"] for row in rows if row["kind"] == "输入"} == {""}


def test_the_same_again_keeps_the_edition_whatever_the_day(
    go: Callable[..., Any], county_data: Path
) -> None:
    go()
    correct(county_data / "2024" / "public_values.csv", "95")
    second = go(reason="年报核实", dated="2025-07-01")
    again = go(dated="2026-01-01", reason="别的")
    assert (again.new, again.folder) == (False, second.folder)


def test_after_a_withdrawal_the_next_is_compared_with_what_still_holds(
    go: Callable[..., Any], county_data: Path, tmp_path: Path
) -> None:
    table = county_data / "2024" / "public_values.csv"
    go()
    correct(table, "95")
    withdraw(go().folder, "2025-07-02", "王工", "数抄错")
    table.write_text(table.read_text("utf-8").replace("level,95,", "level,85,"), "utf-8")
    third = go(reason="重新核实")
    assert third.previous.name == "2024-annual"
    assert [row[3] for row in history(third.folder)] == ["", "2025-07-02 王工：数抄错", ""]
    (number,) = [
        r for r in changes(third.folder) if r["kind"] == "数值" and r["what"].endswith(" 2024")
    ]
    assert (number["before"], number["after"]) == ("419/5", "85")


def test_the_cover_tells_the_edition(revised_run: Any) -> None:
    assert "修订版 r2" in revised_run.html
    assert "取代 2019-annual" in revised_run.html
    assert "N28" in revised_run.html.partition("一、结论摘要")[0]
