"""The cluster of the manual: a machine dies mid-way, and every report is that of one machine."""

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jbeco.pipeline.publish import same_outputs
from jbeco.pipeline.sealed import check_unaltered
from jbeco.plan import PACKAGE_PLAN

ROOT = Path(__file__).resolve().parents[2]
MANUAL = (ROOT / "docs" / "批量评估.md").read_text(encoding="utf-8")
SCHEDULER, WORKER, BATCH = re.findall(r"^```sh\n(.*)\n```", MANUAL, re.MULTILINE)
DISTRICTS = ("松溪", "竹山")
REPORT = "reports/2025-annual"
PATIENCE = 300
"""Seconds that nothing here takes unless it hangs."""

Start = Callable[[str, Path], "subprocess.Popen[bytes]"]

pytest.importorskip("distributed", reason="要 pip install distributed")
if sys.platform == "win32":
    pytest.skip("杀掉一台机器要用进程组", allow_module_level=True)


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a command of the manual in a folder, as a machine of its own; all end with the test."""
    started = []

    def begin(line: str, folder: Path) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", *shlex.split(line)]
        started.append(subprocess.Popen(command, cwd=folder, start_new_session=True))
        return started[-1]

    yield begin
    for process in started:
        die(process)


def die(machine: "subprocess.Popen[bytes]") -> None:
    if machine.poll() is None:
        os.killpg(machine.pid, signal.SIGKILL)
    machine.wait()


def districts(desk: Path) -> Path:
    """Lay out the two counties of the manual."""
    for name in DISTRICTS:
        plan = desk / "全省" / name / "plan"
        shutil.copytree(ROOT / "tests" / "data" / "another_district", plan)
        shutil.copy(PACKAGE_PLAN / "methods.toml", plan)
        (desk / "全省" / name / "raw" / "2025").mkdir(parents=True)
    return desk


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


def free_port() -> str:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return str(taken.getsockname()[1])


def test_a_cluster_that_loses_a_machine_gives_the_same_reports(
    start: Start, tmp_path: Path
) -> None:
    here, there = districts(tmp_path / "here"), districts(tmp_path / "there")
    alone = start(BATCH.partition(" --scheduler")[0], here)
    assert alone.wait(PATIENCE) == 0

    port = free_port()
    start(SCHEDULER.replace("8786", port), there)
    machines = [start(WORKER.replace("8786", port), there) for _ in range(2)]
    batch = start(BATCH.replace("8786", port), there)
    folders = [there / "全省" / name / "reports" for name in DISTRICTS]
    until(lambda: all(any(folder.glob(".running-*/*")) for folder in folders))
    die(machines[0])
    assert not any((folder.parent / REPORT).exists() for folder in folders)
    assert batch.wait(PATIENCE) == 0

    for name in DISTRICTS:
        one, other = (desk / "全省" / name / REPORT for desk in (here, there))
        check_unaltered(other)
        assert same_outputs(one, other)
    page = Path("全省") / "province" / "index.html"
    assert (here / page).read_bytes() == (there / page).read_bytes()
