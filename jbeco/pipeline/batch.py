"""Runs many districts and years, each district in a process of its own; a bad one stops nobody.

A report that is published and whose submissions and plan have not changed since is not run again,
so that a batch that was broken off goes on where it stopped. What a district needs of memory goes
back with its process; what all its years need is imported once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Event
from typing import Any, Literal

from ..problems import JbecoError, Problem

__all__ = ["DATA", "PLAN", "PROCESSED", "REPORTS", "Done", "Job", "State", "jobs_in", "run_batch"]

PLAN, DATA, REPORTS, PROCESSED = "plan", "raw", "reports", "processed"
"""Folders of a district below its own; the last two are made by the run."""

State = Literal["published", "same", "no_data", "outside", "refused", "broken"]


@dataclass(frozen=True)
class Job:
    """One year of one district; ``folder`` is the district's."""

    folder: Path
    year: int

    @property
    def district(self) -> str:
        """How the district's folder is called."""
        return self.folder.name


@dataclass(frozen=True)
class Done:
    """What came of a job, in how many seconds; ``said`` is the first thing that was wrong."""

    job: Job
    state: State
    said: str
    seconds: float

    @property
    def is_fault(self) -> bool:
        """Whether somebody has to mend something."""
        return self.state in ("refused", "broken")


def jobs_in(districts: Path, years: Iterable[int]) -> list[Job]:
    """Return every year of every folder that holds a plan, districts in the order of their names.

    Raises
    ------
    JbecoError
        When there is no such folder.
    """
    found = [path.parent.parent for path in sorted(districts.glob(f"*/{PLAN}/plan.toml"))]
    if not found:
        mend = f"请一个地区一个文件夹：{districts}/地区/{PLAN}（规划）、{DATA}（填报）"
        raise JbecoError([Problem(f"--plans {districts}", "里面没有规划", mend)])
    return [Job(folder, year) for folder in found for year in years]


def run_batch(jobs: Sequence[Job], tell: Callable[[Done], None], scheduler: str = "") -> list[Done]:
    """Run the jobs side by side, on all cores or on a cluster.

    Parameters
    ----------
    jobs : sequence of Job
        What to run.
    tell : callable
        Is told of each job when it is done.
    scheduler : str, optional
        Address of a Dask scheduler, whose workers see the same folders; else this machine.

    Returns
    -------
    list of Done
        In the order of the jobs.

    Raises
    ------
    JbecoError
        When the cluster cannot be used.
    """
    found = {}
    for done in _on_cluster(jobs, scheduler) if scheduler else _here(jobs):
        found[done.job] = done
        tell(done)
    return [found[job] for job in jobs]


def _by_district(jobs: Iterable[Job]) -> list[list[Job]]:
    """Return the jobs of each district in the order of their years.

    A report tells of those of the years before, and only one run at a time may hold the folders of
    a district; so its years are run one after another.
    """
    found: dict[Path, list[Job]] = {}
    for job in sorted(jobs, key=lambda job: job.year):
        found.setdefault(job.folder, []).append(job)
    return list(found.values())


def _here(jobs: Sequence[Job]) -> Iterator[Done]:
    told: SimpleQueue[Done | None] = SimpleQueue()
    stopped = Event()

    def run(years: Sequence[Job]) -> None:
        try:
            for done in _run_years(years, stopped):
                told.put(done)
        finally:
            told.put(None)

    districts = _by_district(jobs)
    # Threads only wait here: each district is a process of its own. One more than there are cores,
    # as a run waits for its browser and its kernels now and then.
    with ThreadPoolExecutor((os.cpu_count() or 1) + 1) as pool:
        try:
            running = [pool.submit(run, years) for years in districts]
            left = len(running)
            while left:
                done = told.get()
                if done is None:
                    left -= 1
                else:
                    yield done
            for one in running:
                one.result()
        finally:
            stopped.set()
            pool.shutdown(cancel_futures=True)


def _on_cluster(jobs: Sequence[Job], scheduler: str) -> Iterator[Done]:
    try:
        import distributed
    except ImportError:
        mend = '请安装：pip install "jbeco[cluster]"；不写 --scheduler 就用本机的全部核'
        raise JbecoError([Problem(f"--scheduler {scheduler}", "没有装 Dask", mend)]) from None
    try:
        client: Any = distributed.Client(scheduler, timeout="10s")
    except (OSError, ValueError) as error:
        mend = "请检查地址，如 tcp://10.0.0.1:8786"
        raise JbecoError([Problem(f"--scheduler {scheduler}", "连不上", mend)]) from error
    with client:
        job_of: dict[Any, Job] = {}
        for years in _by_district(jobs):
            before = None
            for job in years:
                before = client.submit(_run, job, before, pure=False)
                job_of[before] = job
        for future in distributed.as_completed(job_of):
            # A job whose workers died again and again, or that comes after such a one.
            lost = future.exception()
            said = f"{type(lost).__name__}：{lost}"
            yield Done(job_of[future], "broken", said, 0.0) if lost else future.result()


def _run(job: Job, before: Done | None = None) -> Done:
    """Run one job; ``before`` is the year before it, which a cluster waits for."""
    [done] = _run_years([job], Event())
    return done


def _run_years(jobs: Sequence[Job], stopped: Event) -> Iterator[Done]:
    """Run a district's years in one process; where it dies of one, another runs the rest."""
    left = list(jobs)
    while left and not stopped.is_set():
        for done in _run_until_death(tuple(left)):
            left.remove(done.job)
            yield done
            if stopped.is_set():
                return


def _worker() -> list[str]:
    """Return the command that runs years of a district."""
    from .district_years import main  # which imports this module

    return [sys.executable, "-P", "-c", f"from {main.__module__} import main; main()"]


def _run_until_death(jobs: Sequence[Job]) -> Iterator[Done]:
    """Yield what came of the jobs of a process, the last of them that of which it died."""
    years = [str(job.year) for job in jobs]
    command = [*_worker(), str(jobs[0].folder), *years]
    began = time.monotonic()
    with tempfile.TemporaryFile() as said_last:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said_last)
        assert process.stdout is not None
        waiting = iter(jobs)
        try:
            for line, job in zip(process.stdout, waiting, strict=False):
                state, said = json.loads(line)
                now = time.monotonic()
                yield Done(job, state, said, now - began)
                began = now
            code = process.wait()
        finally:
            process.terminate()
        said_last.seek(0)
        lines = [line for line in said_last.read().decode("utf-8", "replace").split("\n") if line]
        said = "：".join((f"退出码 {code}", *lines[-1:]))
        for job in waiting:
            yield Done(job, "broken", said, time.monotonic() - began)
            return
