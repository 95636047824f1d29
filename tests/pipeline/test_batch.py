"""Many districts at once: each year is run once, and what is wrong with one stops no other."""

import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest

from jbeco.pipeline import batch, district_years
from jbeco.pipeline.batch import Done, Job, jobs_in, run_batch
from jbeco.pipeline.district_years import outcome
from jbeco.plan import PACKAGE_PLAN
from jbeco.problems import JbecoError

COUNTY = Path(__file__).parents[1] / "data" / "another_district"
"""Its plan runs from 2020 to 2035."""


@pytest.fixture
def districts(tmp_path: Path) -> Path:
    """Three districts with submissions for 2021 and 2022; the plan of 乙县 cannot be read."""
    for name in ("甲县", "乙县", "丙县"):
        folder = Path(shutil.copytree(COUNTY, tmp_path / name / "plan"))
        shutil.copy(PACKAGE_PLAN / "methods.toml", folder)
        for year in (2021, 2022):
            (tmp_path / name / "raw" / str(year)).mkdir(parents=True)
    (tmp_path / "乙县" / "plan" / "criteria.csv").write_text("坏\n", encoding="utf-8")
    (tmp_path / "说明").mkdir()
    return tmp_path


FAKED = "tests.pipeline.faked_district_years"
"""Runs years as the program does but for the running: 丙县 has errors in 2021 and dies of 2022."""


@pytest.fixture
def faked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_worker", lambda: [sys.executable, "-m", FAKED])


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """Stands for a run, in this process: it is recorded with what it is given."""
    seen: list[tuple[object, ...]] = []
    monkeypatch.setattr("jbeco.pipeline.run.run_year", lambda *given: seen.append(given))
    return seen


def states(found: list[Done]) -> dict[tuple[str, int], str]:
    return {(one.job.district, one.job.year): one.state for one in found}


@pytest.mark.usefixtures("faked")
def test_a_bad_district_stops_no_other(districts: Path) -> None:
    told: list[Done] = []
    found = run_batch(jobs_in(districts, range(2019, 2024)), told.append)
    assert states(found) == {
        **{(name, 2019): "outside" for name in ("甲县", "丙县")},
        **{(name, year): "no_data" for name in ("甲县", "丙县") for year in (2020, 2023)},
        **{("甲县", year): "published" for year in (2021, 2022)},
        **{("乙县", year): "refused" for year in range(2019, 2024)},
        ("丙县", 2021): "refused",
        ("丙县", 2022): "broken",
    }  # 2023 after it in another process
    said = {(one.job.district, one.job.year): one.said for one in found}
    assert said["丙县", 2021] == "错误｜甲.xlsx!F2｜不是数｜请改正"
    assert said["丙县", 2022] == "退出码 -9：收集"
    assert "criteria.csv" in said["乙县", 2021]
    assert sorted(told, key=lambda one: str(one.job)) == sorted(found, key=lambda one: str(one.job))


def test_the_years_of_a_district_are_run_one_after_another(
    districts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch.os, "cpu_count", lambda: 4)
    running: list[tuple[str, int]] = []
    seen: list[list[tuple[str, int]]] = []

    def slow(jobs: Sequence[Job], stopped: Event) -> Iterator[Done]:
        for job in jobs:
            running.append((job.district, job.year))
            seen.append(list(running))
            time.sleep(0.05)
            running.remove((job.district, job.year))
            yield Done(job, "published", "", 0)

    monkeypatch.setattr(batch, "_run_years", slow)
    jobs = [Job(districts / name, year) for year in (2022, 2021) for name in ("甲县", "丙县")]
    found = run_batch(jobs, lambda done: None)
    assert [one.job for one in found] == jobs
    assert max(map(len, seen)) == 2
    assert all(len({name for name, _ in together}) == len(together) for together in seen)
    started = [together[-1] for together in seen]
    for name in ("甲县", "丙县"):
        assert [year for district, year in started if district == name] == [2021, 2022]


def test_each_run_is_of_the_districts_own_folders(
    districts: Path, runs: list[tuple[object, ...]]
) -> None:
    folder = districts / "甲县"
    assert outcome(folder, 2022) == ("published", "")
    folders = (folder / name for name in ("raw", "plan", "reports", "processed"))
    assert runs == [(2022, "annual", *folders)]


@pytest.mark.parametrize(
    ("review", "changed", "withdrawn", "state"),
    [
        ("annual", (), "", "same"),
        ("annual", ("2022/甲.xlsx",), "", "published"),
        ("annual", (), "2023-05-01", "published"),
        ("midterm", (), "", "published"),
    ],
)
def test_only_what_changed_is_run_again(
    districts: Path,
    runs: list[tuple[object, ...]],
    monkeypatch: pytest.MonkeyPatch,
    review: str,
    changed: tuple[str, ...],
    withdrawn: str,
    state: str,
) -> None:
    standing = SimpleNamespace(review=review, changed=changed, withdrawn=withdrawn)
    monkeypatch.setattr(district_years, "published_reports", lambda *_: (standing,))
    assert outcome(districts / "甲县", 2022) == (state, "")
    assert len(runs) == (state == "published")


@pytest.mark.parametrize(
    ("fault", "state", "said"),
    [
        (ZeroDivisionError("by nothing"), "broken", "ZeroDivisionError：by nothing"),
        (OSError(28, "", "甲.csv"), "refused", "错误｜甲.csv｜磁盘满了｜请照原因处理后再运行"),
    ],
)
def test_a_fault_of_the_program_or_the_machine_is_told_too(
    districts: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception, state: str, said: str
) -> None:
    def fails(*_: object) -> None:
        raise fault

    monkeypatch.setattr("jbeco.pipeline.run.run_year", fails)
    found = outcome(districts / "甲县", 2022)
    assert (found[0], found[1].partition("；")[0]) == (state, said)


@pytest.mark.usefixtures("faked")
def test_what_is_broken_off_ends_its_process(districts: Path) -> None:
    """Of the years of a district no other is begun once nobody listens any more."""
    stopped = Event()
    jobs = [Job(districts / "甲县", year) for year in (2021, 2022)]
    running = batch._run_years(jobs, stopped)
    assert next(running).job == jobs[0]
    stopped.set()
    assert list(running) == []


def test_a_folder_without_plans_is_told_how_it_should_look(tmp_path: Path) -> None:
    with pytest.raises(JbecoError) as caught:
        jobs_in(tmp_path, [2021])
    assert "一个地区一个文件夹" in caught.value.problems[0].mend


def test_without_dask_there_is_no_cluster(districts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(JbecoError) as caught:
        run_batch([Job(districts / "甲县", 2022)], lambda done: None, "tcp://127.0.0.1:1")
    assert "jbeco[cluster]" in caught.value.problems[0].mend


@pytest.mark.usefixtures("faked")
def test_a_cluster_gives_the_same(districts: Path) -> None:
    distributed = pytest.importorskip("distributed")
    jobs = jobs_in(districts, range(2019, 2024))
    here = run_batch(jobs, lambda done: None)
    with distributed.LocalCluster(n_workers=1, processes=False, dashboard_address=None) as cluster:
        there = run_batch(jobs, lambda done: None, cluster.scheduler_address)
    assert states(there) == states(here)


def test_a_job_that_kills_its_workers_is_told_and_stops_no_other(
    districts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Future:
        def __init__(self, job: Job) -> None:
            self.job = job

        def exception(self) -> Exception | None:
            return MemoryError("三次") if self.job.district == "甲县" else None

        def result(self) -> Done:
            return Done(self.job, "published", "", 1)

    class Client:
        def __init__(self, *_: object, **__: object) -> None:
            self.before: dict[Path, Future | None] = {}

        def __enter__(self) -> "Client":
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def submit(self, run: object, job: Job, before: Future | None, pure: bool) -> Future:
            assert before is self.before.get(job.folder)
            self.before[job.folder] = Future(job)
            return self.before[job.folder]

    dask = SimpleNamespace(Client=Client, as_completed=list)
    monkeypatch.setitem(__import__("sys").modules, "distributed", dask)
    jobs = [Job(districts / name, year) for name in ("甲县", "丙县") for year in (2021, 2022)]
    found = run_batch(jobs, lambda done: None, "tcp://127.0.0.1:1")
    assert [one.state for one in found] == ["broken", "broken", "published", "published"]
    assert found[0].said == "MemoryError：三次"
