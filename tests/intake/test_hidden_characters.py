"""What turns a text round without being seen is shown, and told."""

from pathlib import Path
from typing import Any

import pytest

from jbeco.cli import main
from jbeco.intake.collect import collect, problems_of
from jbeco.intake.hidden_characters import has_hidden, show_hidden


@pytest.mark.parametrize("char", ["\u202e", "\u200f", "\u2066", "\x01", "\x9f", "\u2028"])
def test_it_is_shown_as_a_mark(char: str) -> None:
    assert has_hidden(f"已{char}达标")
    assert show_hidden(f"已{char}达标") == f"已〔U+{ord(char):04X}〕达标"


@pytest.mark.parametrize("text", ["达标", "第一行\n第二行\t", "㎡，PM₂.₅", "مرحبا", ""])
def test_what_can_be_seen_stays(text: str) -> None:
    assert not has_hidden(text)
    assert show_hidden(text) == text


def test_a_remark_is_marked_and_warned_of(clerk: Any) -> None:
    header = "criterion,cause,proposal,owner,due,author,note"
    row = "C01,\u202e标达已,加强收集,县生态局,2025,县生态局,"
    path = clerk.folder / "remarks.csv"
    path.write_text(f"{header}\n{row}\n", encoding="utf-8")
    tables = collect(clerk.data, clerk.year, clerk.plan)
    problems = problems_of("reading_problems", tables["reading_problems"])
    (told,) = [str(problem) for problem in problems if "看不见的控制字符" in problem.what]
    assert told.startswith("警告｜2024/remarks.csv!")
    assert "〔U+202E〕标达已" in told
    assert list(tables["remarks"]["cause"]) == ["〔U+202E〕标达已"]
    assert not any(has_hidden(str(problem)) for problem in problems)


def test_a_file_name_is_marked_and_its_file_not_read(
    clerk: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also by the command, which opens files again to mark them."""
    clerk.send("ecology", {"数据!F2": 80}, name="生态局\u202exslx.xlsx")
    (clerk.folder / "附件").mkdir()
    (clerk.folder / "附件" / "批复\u202efdp.pdf").write_bytes(b"x")
    where = ["--data", str(clerk.data), "--plan", str(clerk.plan_folder)]
    assert main(["check", "2024", *where, "--processed", str(tmp_path / "processed")]) == 1
    out = capsys.readouterr().out
    assert "2024/生态局〔U+202E〕xslx.xlsx｜文件名里有看不见的控制字符，没有读" in out
    assert "2024/附件/批复〔U+202E〕fdp.pdf｜附件的文件名里有看不见的控制字符" in out
    assert not has_hidden(out)


def test_a_sheet_name_is_marked(
    clerk: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def add(book: Any) -> None:
        book.create_sheet("附\u202e表")["A1"] = "x"

    clerk.send("ecology", {"数据!F2": 80}, change=add)
    where = ["--data", str(clerk.data), "--plan", str(clerk.plan_folder)]
    main(["check", "2024", *where, "--processed", str(tmp_path / "processed")])
    out = capsys.readouterr().out
    assert "附〔U+202E〕表" in out
    assert not has_hidden(out)
