"""Runs a year: snapshot, notebooks, export, seal, publish; all or nothing.

A run works in a scratch folder on a copy of its inputs. Whatever goes wrong, the last published
report stays as it was.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..assessment import AssessedYear, check_review, default_review
from ..intake.read import check_year_folder
from ..places import check_apart, check_ours
from ..plan import PACKAGE_PLAN, Plan, load_plan
from ..problems import JbecoError, Problem
from ..report.annex_book import ANNEX, write_annex_book
from ..report.changes import Change
from ..report.chapters import chapters_of
from ..report.one_page import ONE_PAGE, write_one_page
from ..report.report_docx import WORD_FILE, write_report_docx
from ..report.results import title, write_guide, write_results
from ..stage_tables import TABLES, read_table
from ..stages import STAGES, Stage
from .earlier import write_earlier_verdicts
from .editions import (
    LAYOUT_CHANGED,
    Edition,
    current,
    editions_of,
    place_of_next,
    write_editions,
)
from .execute import Parameter
from .export import html_report
from .method_versions import check_method_version
from .page_pdf import ONE_PAGE_PDF, print_page
from .publish import publish, replace_folder, same_outputs, taken_places, write_changes
from .reports_index import check_index, write_index
from .seal import made_from, seal, write_seal_table
from .sealed import check_unaltered
from .steps import Scratch, run_stage, snapshot
from .store import Store

__all__ = ["NOTEBOOKS", "Published", "run_year", "write_report"]

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
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
    say: Callable[[str], None] = lambda line: None,
    dated: str = "",
    reason: str = "",
) -> Published:
    """Run a year and publish its report.

    Parameters
    ----------
    year : int
        Within the plan's period, with a folder in ``data``.
    review : str, optional
        By default what the year calls for.
    data, reports, processed : Path
        Folders of the submissions, of the published reports and of the regenerated tables; none
        may lie in another.
    plan_folder : Path, optional
        The package's own plan by default.
    notebooks : Path
        Folder of the notebooks that are run.
    say : callable
        Is told, in Chinese, which stage begins, and at the end what was judged.
    dated, reason : str, optional
        When this edition is issued and why the report is revised; told on its cover. A revision
        bears today's date where none is given.

    Returns
    -------
    Published
        The new report, or the published one when the run gave the same bytes.

    Raises
    ------
    JbecoError
        On errors in the plan, the submissions or the run; nothing published is touched.
    """
    check_apart({"--data": data, "--reports": reports, "--processed": processed})
    plan = load_plan(plan_folder)
    review = review or default_review(plan, year)
    check_review(plan, year, review)
    check_year_folder(data, year, plan)
    name = f"{year}-{review}"
    store = Store(processed / "cache" / name)
    editions = editions_of(reports, name)
    before = current(editions)
    if before is not None:
        check_unaltered(before.folder)
    place = place_of_next(reports, name, editions)
    check_ours(place, store.folder, *taken_places(processed / str(year)))
    check_index(reports)
    _make_folder("--processed", processed)
    scratch = Scratch(_scratch(reports))
    try:
        inputs = snapshot(scratch, data, plan, plan_folder or PACKAGE_PLAN, notebooks, year)
        parameters = scratch.parameters(year, review)
        if editions:
            dated = dated or date.today().isoformat()  # a revision is an act of its day
        issue = _Issue(plan, place, editions, dated, reason, made_from(inputs, parameters))
        is_new = _run(issue, scratch, parameters, store, say)
        if before is not None and not is_new and same_outputs(scratch.report, before.folder):
            replace_folder(scratch.tables, processed / str(year))
            published = Published(before.folder, new=False, previous=None)
        else:
            if before is not None and not is_new:
                issue.write(scratch, LAYOUT_CHANGED)
                write_report(plan, scratch, parameters, store)
            published = _publish(before, issue, scratch, processed / str(year))
        write_index(reports, plan)
        for line in _counted(plan, published.folder / "tables"):
            say(line)
        return published
    finally:
        shutil.rmtree(scratch.folder, ignore_errors=True)


@dataclass(frozen=True)
class _Issue:
    """The edition that is about to be made: where, after which others, when, why, from what."""

    plan: Plan
    place: Path
    editions: Sequence[Edition]
    dated: str
    reason: str
    made: Mapping[str, Any]

    def write(self, scratch: Scratch, *more: Change) -> bool:
        """Leave the tables of the edition; whether it is another one than the current."""
        write_seal_table(scratch.tables, self.made)
        return write_editions(
            scratch.tables, self.plan, self.place, self.editions, self.dated, self.reason, more
        )


def _scratch(reports: Path) -> Path:
    """Make the run's own folder beside the reports, so that publishing is one rename."""
    _make_folder("--reports", reports)
    return Path(tempfile.mkdtemp(prefix=SCRATCH_PREFIX, dir=reports))


def _make_folder(option: str, folder: Path) -> None:
    """Make a folder, and see that it can be written, before any work is done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        mend = f"请检查 {option} 后面的路径与权限"
        raise JbecoError([Problem(str(folder), f"写不进去：{error.strerror}", mend)]) from None


def _run(
    issue: _Issue,
    scratch: Scratch,
    parameters: Mapping[str, Parameter],
    store: Store,
    say: Callable[[str], None],
) -> bool:
    """Run every stage; the last one is the report, told which edition it is. Whether it is new."""
    *stages, last = enumerate(STAGES, start=1)
    for number, stage in stages:
        say(_step(number, stage))
        run_stage(stage, scratch, parameters, store)
    check_method_version(issue.place.parent, scratch.tables)
    write_earlier_verdicts(scratch.tables, issue.place.parent, issue.plan, int(parameters["year"]))
    is_new = issue.write(scratch)
    say(_step(*last))
    write_report(issue.plan, scratch, parameters, store)
    return is_new


def _step(number: int, stage: Stage) -> str:
    return f"[{number}/{len(STAGES)}] {stage.title}"


def write_report(
    plan: Plan, scratch: Scratch, parameters: Mapping[str, Parameter], store: Store
) -> None:
    """Run the notebook of the report, and write what is read outside of Jupyter.

    Parameters
    ----------
    plan : Plan
        Under which the year was judged.
    scratch : Scratch
        The run's folder, with the tables of all stages.
    parameters : mapping
        As the notebooks get them.
    store : Store
        Where finished stages are kept.
    """
    executed = run_stage(STAGES[-1], scratch, parameters, store)
    html = html_report(executed, title(plan, int(parameters["year"]), str(parameters["review"])))
    (scratch.report / "report.html").write_text(html, encoding="utf-8", newline="\n")
    write_guide(scratch.tables)
    write_results(scratch.tables, scratch.report / "results.json")
    tables = {name: read_table(scratch.tables, name) for name in TABLES}
    year, review = int(parameters["year"]), str(parameters["review"])
    assessed = AssessedYear(plan, year, review, tables)
    chapters = chapters_of(assessed)
    write_annex_book(assessed, chapters, scratch.report / ANNEX)
    write_report_docx(assessed, chapters, scratch.report / WORD_FILE)
    write_one_page(assessed, chapters, scratch.report / ONE_PAGE)
    print_page(scratch.report / ONE_PAGE, scratch.report / ONE_PAGE_PDF)


def _counted(plan: Plan, tables: Path) -> Iterator[str]:
    """Yield a line per framework: how many rows have which verdict, the overall conclusion last."""
    rows, conclusions = read_table(tables, "rows"), read_table(tables, "conclusions")
    words = conclusions["whole"].map({True: "满足", False: "不满足"}).fillna("无法判定")
    whole = dict(zip(conclusions["framework"], words, strict=True))
    for name, framework in plan.frameworks.items():
        mine = rows[(rows["framework"] == name) & (rows["code"] != "not_applicable")]
        numbers = mine["verdict"].value_counts()
        listed = "，".join(f"{word} {number}" for word, number in numbers.items())
        yield f"{framework}：应判 {len(mine)} 项，{listed}；总体要求{whole[name]}"


def _publish(before: Edition | None, issue: _Issue, scratch: Scratch, tables: Path) -> Published:
    """Seal and publish a report, and leave its tables for analysis."""
    previous = None if before is None else before.folder
    if previous is not None:
        write_changes(scratch.report, previous.name)
    seal(scratch.report, issue.made)
    publish(scratch.report, issue.place)
    replace_folder(issue.place / "tables", tables)
    return Published(issue.place, new=True, previous=previous)
