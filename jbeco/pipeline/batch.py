"""Runs many districts and years, each in a process of its own; a bad one stops nobody.

A report that is published and whose submissions and plan have not changed since is not run again,
so that a batch that was broken off goes on where it stopped. What a run needs of memory goes back
with its process.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ..assessment import default_review
from ..plan import load_plan
from ..problems import JbecoError, Problem
from .published import published_reports

__all__ = ["Done", "Job", "jobs_in", "run_batch"]

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


def _by_district(jobs: Iterable[Job]) -> list[deque[Job]]:
    """Return the jobs of each district in the order of their years.

    A report tells of those of the years before, and only one run at a time may hold the folders of
    a district; so its years are run one after another.
    """
    found: dict[Path, deque[Job]] = {}
    for job in sorted(jobs, key=lambda job: job.year):
        found.setdefault(job.folder, deque()).append(job)
    return list(found.values())


def _here(jobs: Sequence[Job]) -> Iterator[Done]:
    # Threads only wait here: each run is a process of its own.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        left = {pool.submit(_run, years.popleft()): years for years in _by_district(jobs)}
        try:
            while left:
                for future in wait(left, return_when=FIRST_COMPLETED).done:
                    years = left.pop(future)
                    if years:
                        left[pool.submit(_run, years.popleft())] = years
                    yield future.result()
        finally:
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
    """Run one job; whatever goes wrong with it is told, not raised.

    ``before`` is the year before it, which a cluster waits for.
    """
    began = time.monotonic()
    try:
        state, said = _outcome(job)
    except JbecoError as error:
        state, said = "refused", str(error.problems[0])
    except Exception as error:  # one bad district stops nobody
        state, said = "broken", f"{type(error).__name__}：{error}"
    return Done(job, state, said, time.monotonic() - began)


def _outcome(job: Job) -> tuple[State, str]:
    folder, data = job.folder, job.folder / DATA
    plan = load_plan(folder / PLAN)
    if not plan.base_year <= job.year <= plan.final_year:
        return "outside", ""
    if not (data / str(job.year)).is_dir():
        return "no_data", ""
    standing = published_reports(folder / REPORTS, job.year, data, plan, folder / PLAN)
    review = default_review(plan, job.year)
    if any(one.review == review and not (one.changed or one.withdrawn) for one in standing):
        return "same", ""
    places = {"--plan": PLAN, "--data": DATA, "--reports": REPORTS, "--processed": PROCESSED}
    options = [text for name, place in places.items() for text in (name, str(folder / place))]
    command = [sys.executable, "-m", "jbeco", "run", str(job.year), *options]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
    if ended.returncode == 0:
        return "published", ""
    lines = [line for line in ended.stderr.splitlines() if line.strip()]
    named = [line for line in lines if line.startswith("错误｜")]
    if ended.returncode == 1 and named:
        return "refused", named[0]
    return "broken", lines[-1] if lines else f"退出码 {ended.returncode}"
