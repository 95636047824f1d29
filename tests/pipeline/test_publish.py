"""Publishing: revisions are numbered, nothing published is ever overwritten or lost."""

import csv
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jbeco.pipeline.publish import (
    CHANGES,
    publish,
    replace_folder,
    same_outputs,
    write_changes,
)
from jbeco.pipeline.seal import seal
from jbeco.places import own_folder
from jbeco.problems import JbecoError
from jbeco.stage_tables import frame_of, write_table

NAME = "2019-annual"


def make_report(folder: Path, outputs: dict[str, str] | None = None) -> Path:
    """Write a sealed report; its only output says the folder's name if none are given."""
    folder.mkdir(parents=True)
    for name, text in (outputs or {"report.html": folder.name}).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    seal(folder, {"made_for": folder.name})
    return folder


def test_same_outputs_means_same_bytes_the_change_table_apart(tmp_path: Path) -> None:
    first = make_report(tmp_path / "a", {"report.html": "1", "notebooks/10.ipynb": "2"})
    second = make_report(tmp_path / "b", {"report.html": "1", "notebooks/10.ipynb": "2"})
    revised = make_report(
        tmp_path / "c", {"report.html": "1", "notebooks/10.ipynb": "2", CHANGES: "3"}
    )
    other = make_report(tmp_path / "d", {"report.html": "1", "notebooks/10.ipynb": "9"})
    less = make_report(tmp_path / "e", {"report.html": "1"})
    assert same_outputs(first, second)
    assert same_outputs(first, revised)
    assert not same_outputs(first, other)
    assert not same_outputs(first, less)


def change_rows(folder: Path) -> list[dict[str, str]]:
    content = (folder / CHANGES).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_change_table_says_what_was_what_is_and_why(tmp_path: Path) -> None:
    change = {"kind": "判定", "what": "N28", "before": "未达标", "after": "达标", "why": "更正"}
    (tmp_path / "tables").mkdir()
    write_table(tmp_path / "tables", "changes", frame_of("changes", [change]))
    write_changes(tmp_path, NAME)
    [row] = change_rows(tmp_path)
    assert list(row.values()) == ["判定", "N28", "未达标", "达标", "更正"]
    assert list(row) == ["类别", "对象", f"原（{NAME}）", "现", "由什么引起"]


def test_taken_place_is_an_error_and_nothing_is_lost(
    tmp_path: Path, tree: Callable[[Path], dict[str, bytes | None]]
) -> None:
    reports = tmp_path / "reports"
    make_report(reports / NAME)
    make_report(reports / f"{NAME}-r2")  # published by another run in the meantime
    finished = make_report(tmp_path / "finished")
    before = tree(tmp_path)
    with pytest.raises(JbecoError) as caught:
        publish(finished, reports / f"{NAME}-r2")
    assert caught.value.problems[0].where == f"{NAME}-r2"
    assert tree(tmp_path) == before


def test_refused_rename_is_an_error_and_nothing_is_lost(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tree: Callable[[Path], dict[str, bytes | None]],
) -> None:
    """As on Windows, when WPS holds a file of the folder open."""
    reports = tmp_path / "reports"
    make_report(reports / NAME)
    finished = make_report(tmp_path / "finished")
    before = tree(tmp_path)

    def refuse(*paths: Any) -> None:
        raise PermissionError(13, "拒绝访问")

    monkeypatch.setattr(os, "rename", refuse)
    with pytest.raises(JbecoError, match="不能发布：没有权限"):
        publish(finished, reports / f"{NAME}-r2")
    assert tree(tmp_path) == before


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="names of open files")
def test_every_file_is_on_the_disk_before_the_report_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = tmp_path / "reports"
    finished = make_report(reports / ".running", {"report.html": "1", "tables/values.csv": "2"})
    done: list[str] = []
    rename, fsync = os.rename, os.fsync

    def flushed(descriptor: int) -> None:
        done.append(os.readlink(f"/proc/self/fd/{descriptor}"))
        fsync(descriptor)

    def renamed(source: Any, target: Any) -> None:
        done.append("rename")
        rename(source, target)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(os, "rename", renamed)
    publish(finished, reports / NAME)
    before, after = done[: done.index("rename")], done[done.index("rename") + 1 :]
    names = ("report.html", "tables", "tables/values.csv", "manifest.json")
    assert {str(finished), *(str(finished / name) for name in names)} == {*before}
    assert after == [str(reports)]


@pytest.mark.parametrize("leftover", [False, True])
def test_folder_is_replaced_whole(
    tmp_path: Path, leftover: bool, tree: Callable[[Path], dict[str, bytes | None]]
) -> None:
    place = tmp_path / "processed" / "2019"
    for number in (1, 2):
        new = tmp_path / f"new{number}"
        new.mkdir()
        (new / f"{number}.csv").write_bytes(b"x")
        if leftover:  # of a run that was killed
            for word in ("old", "new"):
                own_folder(place.parent / f".2019.{word}")
                (place.parent / f".2019.{word}" / "rest.csv").write_bytes(b"x")
        replace_folder(new, place)
        found = tree(tmp_path / "processed")
        assert found.keys() == {"2019", "2019/.jbeco", f"2019/{number}.csv"}
        assert (new / f"{number}.csv").is_file()  # a copy was made


@pytest.mark.parametrize("name", ["2019", ".2019.old", ".2019.new"])
def test_a_folder_that_is_not_ours_is_not_replaced(
    tmp_path: Path, name: str, tree: Callable[[Path], dict[str, bytes | None]]
) -> None:
    new, processed = tmp_path / "new", tmp_path / "processed"
    new.mkdir()
    (processed / name).mkdir(parents=True)
    (processed / name / "我的.xlsx").write_bytes(b"x")
    before = tree(tmp_path)
    with pytest.raises(JbecoError, match="不是 jbeco 生成的文件") as caught:
        replace_folder(new, processed / "2019")
    assert caught.value.problems[0].where == str(processed / name)
    assert tree(tmp_path) == before


def test_the_old_tables_are_put_back_when_the_new_cannot_take_their_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, new = tmp_path / "processed" / "2019", tmp_path / "new"
    new.mkdir()
    (new / "a.csv").write_bytes(b"old")
    rename = os.rename

    def refuse(source: Any, target: Any) -> None:
        if Path(source).name == ".2019.new":
            raise PermissionError(13, "拒绝访问")
        rename(source, target)

    def refused() -> None:
        with monkeypatch.context() as patch:
            patch.setattr(os, "rename", refuse)
            with pytest.raises(JbecoError, match="结果表没有更新：没有权限"):
                replace_folder(new, place)

    refused()
    assert not place.exists()  # there were none before
    replace_folder(new, place)
    (new / "a.csv").write_bytes(b"new")
    refused()
    assert (place / "a.csv").read_bytes() == b"old"
    replace_folder(new, place)
    assert (place / "a.csv").read_bytes() == b"new"
    assert [path.name for path in place.parent.iterdir()] == ["2019"]
