"""A folder is held by one run at a time, and by none that is dead."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jbeco.pipeline.lock import LOCK, SCRATCH_PREFIX, clear_leftovers, locked, state_of
from jbeco.places import own_folder
from jbeco.problems import JbecoError

HOLD = """
import sys
from pathlib import Path
from jbeco.pipeline.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_held_folder_is_refused_with_who_holds_it(tmp_path: Path) -> None:
    with locked(tmp_path):
        with pytest.raises(JbecoError) as caught, locked(tmp_path):
            pass
        assert f"进程 {os.getpid()}，" in caught.value.problems[0].what
        assert "开始" in caught.value.problems[0].what
    with locked(tmp_path):
        pass
    assert (tmp_path / LOCK).read_bytes() == b""


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(JbecoError, match=f"进程 {holder.pid}，"), locked(tmp_path):
        pass
    holder.kill()
    holder.communicate()
    with locked(tmp_path):
        pass


def test_who_runs_and_who_was_killed_is_told(tmp_path: Path) -> None:
    assert state_of(tmp_path) == ""
    with locked(tmp_path):
        assert state_of(tmp_path).startswith("正在运行：")
        assert f"上的进程 {os.getpid()}，" in state_of(tmp_path)
        held = (tmp_path / LOCK).read_bytes()
    assert state_of(tmp_path) == ""
    (tmp_path / LOCK).write_bytes(held)  # as a process leaves it that is killed
    assert state_of(tmp_path).startswith(f"上一次运行没有做完（{held.decode()}）")
    assert (tmp_path / LOCK).read_bytes() == held


def test_a_folder_that_cannot_be_locked_is_told(tmp_path: Path) -> None:
    (tmp_path / LOCK).mkdir()
    with pytest.raises(JbecoError, match="不能加锁：是文件夹"), locked(tmp_path):
        pass


def test_only_what_a_run_marked_is_cleared(tmp_path: Path) -> None:
    own_folder(tmp_path / f"{SCRATCH_PREFIX}a")
    (tmp_path / f"{SCRATCH_PREFIX}a" / "x").mkdir()
    (tmp_path / f"{SCRATCH_PREFIX}b").mkdir()  # killed before it could mark it
    (tmp_path / f"{SCRATCH_PREFIX}c").mkdir()
    (tmp_path / f"{SCRATCH_PREFIX}c" / "mine").touch()
    (tmp_path / "2019-annual").mkdir()
    assert clear_leftovers(tmp_path) == [f"{SCRATCH_PREFIX}a", f"{SCRATCH_PREFIX}b"]
    assert {path.name for path in tmp_path.iterdir()} == {f"{SCRATCH_PREFIX}c", "2019-annual"}
