"""Many districts at once: each year is run once, and what is wrong with one stops no other."""

import shutil
import subprocess
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from jbeco.pipeline import batch
from jbeco.pipeline.batch import Done, Job, jobs_in, run_batch
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


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Stands for `jbeco run`: 丙县 has errors in 2021 and is killed in 2022, others are well."""
    seen: list[list[str]] = []
    others = subprocess.run

    def run(command: list[str], **options: Any) -> Any:
        if "jbeco" not in command:
            return others(command, **options)
        seen.append(command)
        year, reports = command[4], Path(command[command.index("--reports") + 1])
        if reports.parent.name != "丙县":
            return SimpleNamespace(returncode=0, stderr="收集\n判定\n")
        if year == "2021":
            said = "收集\n错误｜甲.xlsx!F2｜不是数｜请改正\n共 1 个问题，没有继续。\n"
            return SimpleNamespace(returncode=1, stderr=said)
        return SimpleNamespace(returncode=-9, stderr="")

    monkeypatch.setattr(subprocess, "run", run)
    return seen


def states(found: list[Done]) -> dict[tuple[str, int], str]:
    return {(one.job.district, one.job.year): one.state for one in found}


def test_a_bad_district_stops_no_other(districts: Path, runs: list[list[str]]) -> None:
    told: list[Done] = []
    found = run_batch(jobs_in(districts, range(2019, 2024)), told.append)
    assert states(found) == {
        **{(name, 2019): "outside" for name in ("甲县", "丙县")},
        **{(name, year): "no_data" for name in ("甲县", "丙县") for year in (2020, 2023)},
        **{("甲县", year): "published" for year in (2021, 2022)},
        **{("乙县", year): "refused" for year in range(2019, 2024)},
        ("丙县", 2021): "refused",
        ("丙县", 2022): "broken",
    }
    said = {(one.job.district, one.job.year): one.said for one in found}
    assert said["丙县", 2021] == "错误｜甲.xlsx!F2｜不是数｜请改正"
    assert said["丙县", 2022] == "退出码 -9"
    assert "criteria.csv" in said["乙县", 2021]
    assert sorted(told, key=lambda one: str(one.job)) == sorted(found, key=lambda one: str(one.job))
    assert len(runs) == 4


def test_the_years_of_a_district_are_run_one_after_another(
    districts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch.os, "cpu_count", lambda: 4)
    running: list[tuple[str, int]] = []
    seen: list[list[tuple[str, int]]] = []

    def slow(job: Job, before: Done | None = None) -> Done:
        running.append((job.district, job.year))
        seen.append(list(running))
        time.sleep(0.05)
        running.remove((job.district, job.year))
        return Done(job, "published", "", 0)

    monkeypatch.setattr(batch, "_run", slow)
    jobs = [Job(districts / name, year) for year in (2022, 2021) for name in ("甲县", "丙县")]
    found = run_batch(jobs, lambda done: None)
    assert [one.job for one in found] == jobs
    assert max(map(len, seen)) == 2
    assert all(len({name for name, _ in together}) == len(together) for together in seen)
    started = [together[-1] for together in seen]
    for name in ("甲县", "丙县"):
        assert [year for district, year in started if district == name] == [2021, 2022]


def test_each_run_is_of_the_districts_own_folders(districts: Path, runs: list[list[str]]) -> None:
    run_batch([Job(districts / "甲县", 2022)], lambda done: None)
    [command] = runs
    assert command[1:5] == ["-m", "jbeco", "run", "2022"]
    folder = districts / "甲县"
    assert command[5:] == [
        *("--plan", str(folder / "plan")),
        *("--data", str(folder / "raw")),
        *("--reports", str(folder / "reports")),
        *("--processed", str(folder / "processed")),
    ]


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
    runs: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    review: str,
    changed: tuple[str, ...],
    withdrawn: str,
    state: str,
) -> None:
    standing = SimpleNamespace(review=review, changed=changed, withdrawn=withdrawn)
    monkeypatch.setattr(batch, "published_reports", lambda *_: (standing,))
    [done] = run_batch([Job(districts / "甲县", 2022)], lambda done: None)
    assert done.state == state
    assert len(runs) == (state == "published")


def test_a_fault_of_the_program_is_told_too(
    districts: Path, runs: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(batch, "published_reports", fails)
    [done] = run_batch([Job(districts / "甲县", 2022)], lambda done: None)
    assert (done.state, done.said, done.is_fault) == (
        "broken",
        "ZeroDivisionError：by nothing",
        True,
    )


def test_a_folder_without_plans_is_told_how_it_should_look(tmp_path: Path) -> None:
    with pytest.raises(JbecoError) as caught:
        jobs_in(tmp_path, [2021])
    assert "一个地区一个文件夹" in caught.value.problems[0].mend


def test_without_dask_there_is_no_cluster(districts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(JbecoError) as caught:
        run_batch([Job(districts / "甲县", 2022)], lambda done: None, "tcp://127.0.0.1:1")
    assert "jbeco[cluster]" in caught.value.problems[0].mend


def test_a_cluster_gives_the_same(districts: Path, runs: list[list[str]]) -> None:
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
