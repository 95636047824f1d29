"""A run that is killed, or finds no room, whenever it is: nothing published is touched.

A forked run counts what it asks of the disk below its own folders (files opened to be written,
renames, removals, flushes) and kills itself, by SIGKILL, before one of these steps. For the steps
of publication the run is forked where that begins, again and again from the same state. A full
disk is made in the same way: from one step on, whatever needs room is refused.
"""

import errno
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from jbeco.pipeline import run as run_module
from jbeco.pipeline import write_report
from jbeco.pipeline.editions import editions_of
from jbeco.pipeline.lock import LOCK, SCRATCH_PREFIX, state_of
from jbeco.pipeline.published import published_reports
from jbeco.pipeline.sealed import altered, read_seal
from jbeco.places import remove_own, system_fault
from jbeco.plan import load_plan
from jbeco.problems import JbecoError

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a run is forked, then killed")

POINTS, EARLY = 20, 4
"""How often a run is killed, and how often of these before it begins to publish."""

FULL = 8
"""How often the disk is full."""

Fault = Callable[[str, str], None]
STEPS = {"open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate"}
FIRST, SECOND = "2024-annual", "2024-annual-r2"


class Steps:
    """Sees what this process asks of the disk below a folder, and lets a fault happen at one step.

    Parameters
    ----------
    below : Path
        Only what is asked of this folder counts.
    at : int, optional
        The first step at which the fault happens; none without it.
    fault : callable
        Is told the step and its place.
    """

    def __init__(self, below: Path, at: int | None, fault: Fault) -> None:
        self.below, self.at, self.fault = str(below), at, fault
        self.seen: list[tuple[str, str]] = []
        self._fsync = os.fsync
        os.fsync = self._flush
        sys.addaudithook(self._hook)  # there is no taking it away: only for a forked process

    def _flush(self, descriptor: Any) -> None:
        self._step("fsync", "")
        self._fsync(descriptor)

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in STEPS or (event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR)):
            return
        # A name below a folder that is being removed is told without its folder.
        place = os.fsdecode(arguments[0]) if not isinstance(arguments[0], int) else ""
        if place.startswith(self.below) or not os.path.isabs(place):
            self._step(event, place)

    def _step(self, event: str, place: str) -> None:
        self.seen.append((event, place))
        if self.at is not None and len(self.seen) > self.at:
            self.fault(event, place)


def kill(event: str, place: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fill_disk(event: str, place: str) -> None:
    """Refuse whatever needs room; a name can still be changed, or taken away."""
    if event in ("open", "os.mkdir", "fsync"):
        raise OSError(errno.ENOSPC, "No space left on device", place)


def forked(work: Callable[[], Any], below: Path, at: int | None = None, fault: Fault = kill) -> Any:
    """Do some work in a process of its own; return its steps and what it returned.

    Nothing is returned of one that was killed.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            steps = Steps(below, at, fault)
            outcome = work()
            os.write(writing, json.dumps([steps.seen, outcome]).encode())
        finally:
            os._exit(0)  # neither pytest nor its reports go on in here
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) == (at is not None and fault is kill), f"step {at}"
    return json.loads(told) if told else None


def spread(points: Sequence[int], wanted: int) -> set[int]:
    return {points[(2 * n + 1) * len(points) // (2 * wanted)] for n in range(wanted)}


def chosen(steps: list[list[str]], wanted: int) -> list[int]:
    """Return steps to be killed before: before and after each rename, the others spread."""
    renames = [n for n, (event, _) in enumerate(steps) if event == "os.rename"]
    points = {0, *renames, *(n + 1 for n in renames)}
    others = [n for n in range(len(steps)) if n not in points]
    return sorted(points | spread(others, wanted - len(points)))


class Rooms:
    """The folders that a run writes to, and copies of what stood in them."""

    def __init__(self, folder: Path) -> None:
        self.reports, self.processed = folder / "reports", folder / "processed"
        self._kept = folder / "kept"

    def keep(self, name: str) -> None:
        shutil.rmtree(self._kept / name, ignore_errors=True)
        for place in (self.reports, self.processed):
            shutil.copytree(place, self._kept / name / place.name)

    def put_back(self, name: str) -> None:
        for place in (self.reports, self.processed):
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(self._kept / name / place.name, place)


class AbandonedError(Exception):
    """The run has been killed often enough."""


def kill_points(
    go: Callable[..., Any], rooms: Rooms, patch: pytest.MonkeyPatch, below: Path
) -> list[str]:
    """Kill a run before the first edition's successor is published, and during; keep each state."""
    states: list[str] = []

    def killed(work: Callable[[], Any], start: str, phase: str, points: list[int]) -> None:
        for point in points:
            rooms.put_back(start)
            forked(work, below, point)
            states.append(f"{phase} {point}")
            rooms.keep(states[-1])

    def publication(*arguments: Any) -> None:
        def rest() -> None:
            own_publish(*arguments)
            write_index(rooms.reports, arguments[0].call.plan)
            remove_own(arguments[1].folder)

        rooms.keep("finished")
        steps, _ = forked(rest, below)
        killed(rest, "finished", "publishing", chosen(steps, POINTS - EARLY))
        raise AbandonedError

    own_publish, write_index = run_module._publish, run_module.write_index
    rooms.keep("first")
    with patch.context() as hooked:
        hooked.setattr(run_module, "_publish", publication)
        with pytest.raises(AbandonedError):
            go()
    # What the stages left in the store is known from here on.
    rooms.put_back("finished")
    for leftover in rooms.reports.glob(f"{SCRATCH_PREFIX}*"):
        remove_own(leftover)
    rooms.keep("first")
    steps, _ = forked(lambda: bool(go()), below)
    start = next(n for n, (_, place) in enumerate(steps) if SCRATCH_PREFIX in place)
    end = next(n for n, (event, _) in enumerate(steps) if event == "fsync")
    killed(go, "first", "running", sorted({start, *spread(range(start, end), EARLY - 1)}))
    return states


def whole(folder: Path, tree: Callable[[Path], dict[str, Any]]) -> dict[str, Any]:
    """Return a report without its seal, which holds the time, after asking the seal."""
    assert [*altered(folder, read_seal(folder))] == []
    return {name: content for name, content in tree(folder).items() if name != "manifest.json"}


@pytest.fixture
def first(
    go: Callable[..., Any],
    county_data: Path,
    tree: Callable[[Path], dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, Any]:
    """Return a published report; since then one of its figures was changed."""
    for name in ("write_annex_book", "write_report_docx", "write_one_page"):
        monkeypatch.setattr(write_report, name, lambda *a: a[-1].write_bytes(b"x"))  # slow to write
    published = tree(go().folder)
    table = county_data / "2024" / "public_values.csv"
    table.write_text(table.read_text("utf-8").replace("83.8", "83.7"), encoding="utf-8")
    return published


def test_killed_at_any_point_nothing_is_lost_and_the_next_run_mends_it(
    go: Callable[..., Any],
    county_data: Path,
    county_plan: Path,
    tmp_path: Path,
    first: dict[str, Any],
    tree: Callable[[Path], dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rooms, plan = Rooms(tmp_path), load_plan(county_plan)
    states = kill_points(go, rooms, monkeypatch, tmp_path)
    assert len({*states}) == POINTS

    def status() -> str:
        found = published_reports(rooms.reports, 2024, county_data, plan, county_plan)
        return "\n".join([*map(str, found), state_of(rooms.reports)])

    made, numbers = {}, set()
    for state in states:
        rooms.put_back(state)
        assert tree(rooms.reports / FIRST) == first, state
        last = editions_of(rooms.reports, FIRST)[-1]
        numbers.add(last.number)
        said = status()
        assert f"已发布：{last.folder}；之后" in said, state
        assert ("变了：2024/public_values.csv" in said) == (last.number == 1), state
        assert "上一次运行没有做完" in said, state

        go()
        assert {path.name for path in rooms.reports.iterdir()} == {
            LOCK,
            FIRST,
            SECOND,
            "index.html",
        }
        assert {path.name for path in rooms.processed.iterdir()} == {LOCK, "2024", "cache"}, state
        assert tree(rooms.reports / FIRST) == first, state
        second = whole(rooms.reports / SECOND, tree)
        assert second == (made := made or second), state
        assert "运行" not in status(), state
        tables = tree(rooms.processed / "2024")
        assert tables.pop(".jbeco")
        assert tables == tree(rooms.reports / SECOND / "tables"), state
    assert numbers == {1, 2}


def test_a_disk_that_is_full_at_any_point_is_told_and_nothing_is_lost(
    go: Callable[..., Any],
    county_data: Path,
    county_plan: Path,
    tmp_path: Path,
    first: dict[str, Any],
    tree: Callable[[Path], dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The reports with the run's own folder, and the tables with the store, lie on one disk."""
    rooms = Rooms(tmp_path)

    def outcome() -> str:
        """Return what the command would say: what the system refuses it puts into words."""
        try:
            return "" if go().new else "nothing new"
        except JbecoError as error:
            return str(error)
        except OSError as error:
            return system_fault(error)

    rooms.keep("first")
    assert forked(outcome, tmp_path)[1] == ""
    known = rooms.processed / "cache"  # what the stages left
    shutil.copytree(known, tmp_path / "kept/first/processed/cache", dirs_exist_ok=True)
    rooms.put_back("first")
    steps, _ = forked(outcome, tmp_path)
    for point in sorted(spread(range(len(steps)), FULL)):
        rooms.put_back("first")
        _, said = forked(outcome, tmp_path, point, fill_disk)
        assert tree(rooms.reports / FIRST) == first, point
        last = editions_of(rooms.reports, FIRST)[-1]
        whole(last.folder, tree)
        # What was not told did not need any room.
        assert "磁盘满了" in said or (said, last.number) == ("", 2), (steps[point], said)
        assert last.number == 1 or not said or "报告已发布" in said or "报告都在" in said, said
        assert not list(rooms.reports.glob(f"{SCRATCH_PREFIX}*")), point
