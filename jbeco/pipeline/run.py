"""Runs a year: snapshot, notebooks, export, seal, publish; all or nothing.

A run works in a scratch folder on a copy of its inputs. Whatever goes wrong, the last published
report stays as it was.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import nbformat

from ..assessment import YearAssessment, assess_year
from ..plan import PACKAGE_PLAN, PLAN_FILES
from ..problems import JbecoError, Problem, raise_if_any
from ..report.document import title
from .execute import Parameter, check_parameters, execute_notebook
from .export import html_report
from .publish import latest, publish, replace_folder, same_outputs, write_changes
from .seal import file_hashes, seal

__all__ = ["NOTEBOOKS", "Published", "run_year"]

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
STEPS = ("10_check", "20_indicators", "21_air", "22_water", "30_outlook", "40_report")
REPORT = "40_report"
TIMEOUT_SECONDS = 600
SCRATCH_PREFIX = ".running-"


@dataclass(frozen=True)
class Published:
    """Where a run's report is, and whether it is new."""

    folder: Path
    new: bool
    previous: Path | None

    @property
    def html(self) -> Path:
        """The report itself."""
        return self.folder / "report.html"


def run_year(
    year: int,
    review: str | None = None,
    data: Path = Path("data/raw"),
    plan_folder: Path | None = None,
    reports: Path = Path("reports"),
    processed: Path = Path("data/processed"),
    notebooks: Path = NOTEBOOKS,
) -> Published:
    """Run a year and publish its report.

    Parameters
    ----------
    year : int
        Within the plan's period, with a folder in ``data``.
    review : str, optional
        By default what the year calls for.
    data, reports, processed : Path
        Folders of the submissions, of the published reports and of the regenerated tables.
    plan_folder : Path, optional
        The package's own plan by default.
    notebooks : Path
        Folder of the notebooks that are run.

    Returns
    -------
    Published
        The new report, or the published one when the run gave the same bytes.

    Raises
    ------
    JbecoError
        On errors in the plan, the submissions or the run; nothing published is touched.
    """
    assessment = assess_year(year, data, plan_folder, review)
    raise_if_any(assessment.problems)
    scratch = _scratch(reports)
    try:
        return _run(assessment, scratch, reports, processed, notebooks)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _scratch(reports: Path) -> Path:
    """Make the run's own folder beside the reports, so that publishing is one rename."""
    try:
        reports.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=SCRATCH_PREFIX, dir=reports))
    except OSError as error:
        mend = "请检查 --reports 后面的路径与权限"
        raise JbecoError([Problem(str(reports), f"写不进去：{error.strerror}", mend)]) from None


def _run(
    assessment: YearAssessment, scratch: Path, reports: Path, processed: Path, notebooks: Path
) -> Published:
    _snapshot(assessment, scratch, notebooks)
    inputs = file_hashes(scratch)
    parameters = _parameters(assessment)
    for step in STEPS:
        check_parameters(scratch / "notebooks" / f"{step}.ipynb", parameters)
    finished = scratch / "report"
    _execute(scratch, finished, parameters, title(assessment))
    tables = scratch / "data" / "processed" / str(assessment.year)
    shutil.copy(tables / "results.json", finished / "results.json")
    seal(finished, inputs, parameters)
    name = f"{assessment.year}-{assessment.review}"
    previous = latest(reports, name)
    if previous is not None and same_outputs(finished, previous):
        replace_folder(tables, processed / str(assessment.year))
        return Published(previous, new=False, previous=None)
    if previous is not None:
        write_changes(finished, previous)
        seal(finished, inputs, parameters)
    place = publish(finished, reports, name, previous)
    replace_folder(tables, processed / str(assessment.year))
    return Published(place, new=True, previous=previous)


def _snapshot(assessment: YearAssessment, scratch: Path, notebooks: Path) -> None:
    """Copy data, plan and notebooks, so that nothing changes under the run."""
    for year in range(assessment.plan.base_year, assessment.year + 1):
        source = assessment.data / str(year)
        if source.is_dir():
            shutil.copytree(source, scratch / "data" / "raw" / str(year))
    plan = scratch / "plan"
    plan.mkdir()
    for name in PLAN_FILES:
        shutil.copy((assessment.plan_folder or PACKAGE_PLAN) / name, plan / name)
    (scratch / "notebooks").mkdir()
    for step in STEPS:
        path = notebooks / f"{step}.ipynb"
        if not path.is_file():
            mend = "请在完整的仓库里运行，或恢复 notebooks 文件夹"
            raise JbecoError([Problem(f"notebooks/{path.name}", "缺少这个笔记本", mend)])
        shutil.copy(path, scratch / "notebooks" / path.name)


def _parameters(assessment: YearAssessment) -> dict[str, Parameter]:
    """Return the notebooks' parameters: paths inside the scratch folder, never of this machine."""
    return {
        "year": assessment.year,
        "review": assessment.review,
        "data": "../data/raw",
        "plan": "../plan",
        "out": "../data/processed",
    }


def _execute(scratch: Path, finished: Path, parameters: dict[str, Parameter], name: str) -> None:
    (finished / "notebooks").mkdir(parents=True)
    for step in STEPS:
        path = scratch / "notebooks" / f"{step}.ipynb"
        executed = execute_notebook(path, parameters, TIMEOUT_SECONDS)
        text = nbformat.writes(executed) + "\n"
        (finished / "notebooks" / path.name).write_text(text, encoding="utf-8", newline="\n")
        if step == REPORT:
            html = html_report(executed, name)
            (finished / "report.html").write_text(html, encoding="utf-8", newline="\n")
