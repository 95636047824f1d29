"""What lies in a year's folder: plain files within bounds; links, pipes and the like are named."""

import os
from pathlib import Path

import pytest

from jbeco.intake.files import Arrived, names_in, read_file
from jbeco.plan.methods import Limits
from jbeco.problems import Level, Problem
from jbeco.tables import file_sha256

LIMITS = Limits(file_mb=1, member_mb=50, compression_ratio=200, cells=10_000, text_chars=100)
NAME = "2025/a.csv"


def refused(path: Path, part: str) -> None:
    problem = read_file(path, NAME, LIMITS)
    assert isinstance(problem, Problem)
    assert (problem.where, problem.level) == (NAME, Level.ERROR)
    assert part in problem.what


def test_a_file_is_read_whole_with_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\r\n")
    assert read_file(path, NAME, LIMITS) == Arrived(NAME, b"a,b\r\n")
    assert read_file(path, NAME, LIMITS).sha256 == file_sha256(path)


def test_what_is_no_plain_file_is_refused_without_opening_it(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    refused(tmp_path / "folder.csv", "不是普通文件")
    os.mkfifo(tmp_path / "pipe.csv")  # opening it would wait for ever
    refused(tmp_path / "pipe.csv", "不是普通文件")
    (tmp_path / "a.csv").write_text("a")
    (tmp_path / "link.csv").symlink_to(tmp_path / "a.csv")
    refused(tmp_path / "link.csv", "是链接")
    (tmp_path / "dangling.csv").symlink_to(tmp_path / "nowhere")
    refused(tmp_path / "dangling.csv", "是链接")


def test_the_size_is_looked_at_before_the_content(tmp_path: Path, monkeypatch) -> None:
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(3 * 1024**3)  # a sparse file of 3 GB
    monkeypatch.setattr(Path, "open", None)
    refused(tmp_path / "a.csv", "文件有 3072.0 MB，超过上限 1 MB")


@pytest.mark.parametrize(
    ("error", "says"),
    [(PermissionError(13, "Permission denied"), "没有权限"), (OSError(5, "I/O"), "磁盘")],
)
def test_what_the_system_refuses_is_said_in_chinese(tmp_path, monkeypatch, error, says) -> None:
    (tmp_path / "a.csv").write_text("a")

    def fail(*_args, **_more):
        raise error

    monkeypatch.setattr(Path, "open", fail)
    refused(tmp_path / "a.csv", f"打不开（{says}")


def test_what_programs_leave_beside_the_files_is_ignored(tmp_path: Path) -> None:
    for name in (".DS_Store", "~$a.xlsx", "b.csv", "a.csv"):
        (tmp_path / name).write_text("")
    assert [path.name for path in names_in(tmp_path)] == ["a.csv", "b.csv"]
