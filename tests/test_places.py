"""Folders of the user's are never written over, whatever the options say."""

import errno
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from jbeco.places import (
    MARK,
    check_apart,
    check_ours,
    check_outside,
    is_foreign,
    is_own,
    own_folder,
    remove_own,
    system_fault,
)
from jbeco.problems import JbecoError


def told(call: Callable[[], object]) -> list[str]:
    with pytest.raises(JbecoError) as caught:
        call()
    return [f"{problem.where} {problem.what}" for problem in caught.value.problems]


# --- whose folder it is ------------------------------------------------------------------------


def test_a_folder_becomes_ours_when_it_is_new_or_empty(tmp_path: Path) -> None:
    for name in ("new/below", "empty"):
        (tmp_path / "empty").mkdir(exist_ok=True)
        folder = tmp_path / name
        assert not is_own(folder)
        own_folder(folder)
        assert is_own(folder)
        (folder / "x.csv").write_bytes(b"x")
        own_folder(folder)  # it carries our mark: ours whatever is in it
        assert (folder / "x.csv").is_file()
        assert not is_foreign(folder)


def test_a_folder_with_anything_in_it_stays_the_users(tmp_path: Path) -> None:
    for name in ("a file", ".hidden", "a folder/"):
        folder = tmp_path / name.strip("./ ").replace(" ", "-")
        folder.mkdir()
        (folder / name).mkdir() if name.endswith("/") else (folder / name).write_bytes(b"x")
        assert is_foreign(folder)
        [said] = told(lambda folder=folder: own_folder(folder))
        assert said == f"{folder} 里面有不是 jbeco 生成的文件，不能覆盖"
        assert not (folder / MARK).exists()


def test_a_file_in_the_place_is_the_users(tmp_path: Path) -> None:
    path = tmp_path / "2025"
    path.write_bytes(b"x")
    assert is_foreign(path)
    assert told(lambda: own_folder(path))
    assert path.read_bytes() == b"x"


def test_a_link_to_a_folder_of_ours_is_the_users(tmp_path: Path) -> None:
    own_folder(tmp_path / "ours")
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "ours", target_is_directory=True)
    assert not is_own(link)
    assert is_foreign(link)
    dangling = tmp_path / "dangling"
    dangling.symlink_to(tmp_path / "nowhere")
    assert is_foreign(dangling)


def test_all_folders_are_named_at_once(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x").touch()
    said = told(lambda: check_ours(tmp_path / "a", tmp_path / "new", tmp_path / "b"))
    assert [line.split()[0] for line in said] == [str(tmp_path / "a"), str(tmp_path / "b")]


# --- folders in one another --------------------------------------------------------------------


def test_folders_beside_one_another_pass(tmp_path: Path) -> None:
    check_apart({"--data": tmp_path / "raw", "--reports": tmp_path / "raw2"})
    check_apart({"--data": Path("data/raw"), "--processed": Path("data/processed")})


@pytest.mark.parametrize(
    ("data", "processed", "said"),
    [
        ("raw", "raw", "--processed raw 与 --data 是同一个文件夹"),
        ("raw", "raw/2025", "--processed raw/2025 在 --data raw 里面"),
        ("p/raw", "p", "--data p/raw 在 --processed p 里面"),
        ("raw", "other/../raw/./x", "--processed other/../raw/x 在 --data raw 里面"),
        ("raw", "link", "--processed link 与 --data 是同一个文件夹"),
        ("raw", "link/x", "--processed link/x 在 --data raw 里面"),
    ],
)
def test_folders_in_one_another_are_refused_and_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: str, processed: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "raw", target_is_directory=True)
    places = {"--data": Path(data), "--processed": Path(processed)}
    assert told(lambda: check_apart(places)) == [said]


def test_one_may_be_kept_out_of_the_other_only(tmp_path: Path) -> None:
    inside = {"--out": tmp_path / "raw" / "x", "--data": tmp_path / "raw"}
    assert told(lambda: check_outside("--out", "--data", inside))
    around = {"--out": tmp_path, "--data": tmp_path / "raw"}
    check_outside("--out", "--data", around)


# --- what the system refuses -------------------------------------------------------------------


def test_what_the_system_says_is_said_in_chinese() -> None:
    assert system_fault(OSError(errno.ENOSPC, "No space left on device")) == "磁盘满了"
    assert "没有权限" in system_fault(PermissionError(errno.EACCES, "Permission denied"))
    assert system_fault(OSError(9999, "something")) == "系统错误：something"


def test_our_own_folder_keeps_its_mark_until_nothing_else_is_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, other = tmp_path / "own", tmp_path / "other"
    own_folder(folder)
    other.mkdir()
    (other / "mine.csv").touch()
    (folder / "a").mkdir()
    (folder / "link").symlink_to(other, target_is_directory=True)
    for name in ("a/x.csv", "z.csv"):
        (folder / name).touch()
    rmtree, marked = shutil.rmtree, []

    def watched(place: Path) -> None:
        marked.append((place.name, is_own(folder), len(list(folder.iterdir()))))
        rmtree(place)

    monkeypatch.setattr(shutil, "rmtree", watched)
    remove_own(folder)
    assert marked[-1] == ("own", True, 1)
    assert [path.name for path in other.iterdir()] == ["mine.csv"]
    assert not folder.exists()
