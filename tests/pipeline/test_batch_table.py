"""The table of a batch: every district and year in its place, drawn anew or told line by line."""

import io
from pathlib import Path

import pytest

from jbeco.pipeline.batch import Done, Job
from jbeco.pipeline.batch_table import BatchTable, fault_lines

JOBS = [Job(Path("江北区"), 2021), Job(Path("江北区"), 2022), Job(Path("a"), 2021)]


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_every_job_has_its_place() -> None:
    table = BatchTable(JOBS, io.StringIO())
    table.tell(Done(JOBS[2], "refused", "错误", 1.2))
    assert table.text() == "地区    2021    2022\n江北区  等待    等待\na       有错误"


def test_where_there_is_no_screen_each_job_is_a_line() -> None:
    stream = io.StringIO()
    table = BatchTable(JOBS, stream)
    table.tell(Done(JOBS[1], "published", "", 12.4))
    table.tell(Done(JOBS[0], "same", "", 0.2))
    assert stream.getvalue().splitlines() == [
        "[1/3] 江北区 2022 已发布（12 秒）",
        "[2/3] 江北区 2021 没有变（0 秒）",
    ]


def test_on_a_screen_the_table_is_drawn_over_itself() -> None:
    stream = Screen()
    table = BatchTable(JOBS, stream)
    table.tell(Done(JOBS[0], "published", "", 1))
    table.tell(Done(JOBS[1], "broken", "退出码 -9", 1))
    first, second = stream.getvalue().split("\x1b[3A")
    assert first.startswith("\x1b[J地区")
    assert second == f"\x1b[J{table.text()}\n"


def test_a_table_that_does_not_fit_is_told_by_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINES", "4")
    stream = Screen()
    BatchTable(JOBS, stream).tell(Done(JOBS[0], "published", "", 1))
    assert stream.getvalue() == "[1/3] 江北区 2021 已发布（1 秒）\n"


def test_one_fault_of_several_years_is_one_line() -> None:
    found = [
        Done(JOBS[0], "refused", "错误｜plan.toml", 0),
        Done(JOBS[1], "refused", "错误｜plan.toml", 0),
        Done(JOBS[2], "published", "", 0),
    ]
    assert fault_lines(found) == ["江北区 2021、2022：错误｜plan.toml"]
