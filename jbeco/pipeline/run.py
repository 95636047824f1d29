"""Runs a year: snapshot, notebooks, export, seal, publish; all or nothing.

A run works in a scratch folder on a copy of its inputs. Whatever goes wrong, the last published
report stays as it was.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..assessment import AssessedYear, check_review, default_review
from ..intake.read import check_year_folder
from ..places import check_apart, own_folder, remove_own, system_fault
from ..plan import PACKAGE_PLAN, load_plan
from ..problems import JbecoError, Problem
from ..report.changes import Change
from ..report.file_names import HTML
from ..report.wording import whole_conclusion
from ..stage_tables import FolderTables
from ..stages import STAGES
from .call import Call, Places, Standing, standing_of
from .earlier import write_earlier_verdicts
from .editions import LAYOUT_CHANGED, write_editions
from .execute import Parameter
from .lock import SCRATCH_PREFIX, clear_leftovers, locked
from .method_versions import check_method_version
from .origin import check_origin, origin_of
from .publish import publish, replace_folder, same_outputs, write_changes
from .published import changed_inputs
from .reports_index import check_index, write_index
from .seal import is_made_from, made_from, seal, write_seal_table
from .steps import Scratch, run_stages, snapshot

__all__ = ["NOTEBOOKS", "Published", "run_year"]

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


@dataclass(frozen=True)
class Published:
    """Where a run's report is, and whether it is new."""

    folder: Path
    new: bool
    previous: Path | None

    @property
    def html(self) -> Path:
        """The report itself."""
        return self.folder / HTML


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
    places = Places(data, plan_folder or PACKAGE_PLAN, notebooks, reports, processed)
    call = Call(plan, year, review, dated, reason, places)
    standing_of(call)
    check_index(reports)
    with ExitStack() as locks:
        for option, folder in {"--reports": reports, "--processed": processed}.items():
            _make_folder(option, folder)
            locks.enter_context(locked(folder))
        for leftover in clear_leftovers(reports):
            say(f"已清除上一次中断的运行留下的 {leftover}")
        return _run_alone(call, say)


def _run_alone(call: Call, say: Callable[[str], None]) -> Published:
    """Run a year in folders that no other run writes to."""
    standing = standing_of(call)  # again: another run may have published in the meantime
    scratch = _scratch(call.places.reports)
    try:
        inputs = _snapshot(call, scratch)
        parameters = scratch.parameters(call.year, call.review)
        issue = _Issue(call, standing, made_from(inputs, parameters))
        is_new = _run_stages(issue, scratch, parameters, say)
        before = standing.before
        if before is not None and not is_new and _is_the_same(issue, scratch, parameters):
            replace_folder(before.folder / "tables", call.tables)
            published = Published(before.folder, new=False, previous=None)
        else:
            if before is not None and not is_new:
                issue.write(scratch, LAYOUT_CHANGED)
            _write_report(call, scratch, parameters)
            warnings = [*_changed_meanwhile(call, inputs)]
            published = _publish(issue, scratch, warnings)
            for warning in warnings:
                say(warning)
        write_index(call.places.reports, call.plan)
        tables = FolderTables(published.folder / "tables")
        for line in _counted(AssessedYear(call.plan, call.year, call.review, tables)):
            say(line)
        return published
    finally:
        with suppress(OSError):
            remove_own(scratch.folder)


@dataclass(frozen=True)
class _Issue:
    """The edition that is about to be made: what was asked, after which others, from what."""

    call: Call
    standing: Standing
    made: Mapping[str, Any]

    def write(self, scratch: Scratch, *more: Change) -> bool:
        """Leave the tables of the edition; whether it is another one than the current."""
        call, standing = self.call, self.standing
        origin = origin_of(call.places.data, _is_example(call, scratch.tables))
        check_origin(origin, *call.neighbours)
        write_seal_table(scratch.tables, self.made, origin)
        # A revision is an act of its day.
        dated = call.dated or (date.today().isoformat() if standing.editions else "")
        return write_editions(
            scratch.tables,
            call.plan,
            standing.place,
            standing.editions,
            dated,
            call.reason,
            more,
        )


def _is_example(call: Call, folder: Path) -> bool:
    return AssessedYear(call.plan, call.year, call.review, FolderTables(folder)).is_example


def _scratch(reports: Path) -> Scratch:
    """Make the run's own folder beside the reports, so that publishing is one rename."""
    folder = Path(tempfile.mkdtemp(prefix=SCRATCH_PREFIX, dir=reports))
    own_folder(folder)
    return Scratch(folder)


def _snapshot(call: Call, scratch: Scratch) -> dict[str, str]:
    """Copy the inputs; refuse a copy that is not what lay there before it was made."""
    before, places = call.inputs_now(), call.places
    inputs = snapshot(scratch, places.data, call.plan, places.plan, places.notebooks, call.year)
    changed = changed_inputs(inputs, before)
    if changed:
        mend = "请等文件存好，再运行一次"
        raise JbecoError([Problem(name, "复制的时候正在被改动", mend) for name in changed])
    return inputs


def _changed_meanwhile(call: Call, inputs: Mapping[str, str]) -> Iterator[str]:
    """Yield that inputs were changed while the run worked on its copy of them."""
    changed = changed_inputs(inputs, call.inputs_now())
    if changed:
        names = "、".join(changed)
        yield f"运行期间有改动，报告用的是改动之前的：{names}；要用新的请再运行一次"


def _make_folder(option: str, folder: Path) -> None:
    """Make a folder, and see that it can be written, before any work is done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        mend = f"请检查 {option} 后面的路径与权限"
        what = f"写不进去：{system_fault(error)}"
        raise JbecoError([Problem(str(folder), what, mend)]) from None


def _is_the_same(issue: _Issue, scratch: Scratch, parameters: Mapping[str, Parameter]) -> bool:
    """Whether the report, of which no table changed, would be the published one to the byte.

    Made from the same by the same program it is; by another program, it is made to be compared.
    """
    before = issue.standing.before
    assert before is not None
    if is_made_from(before.folder / "tables", issue.made):
        return True
    _write_report(issue.call, scratch, parameters)
    return same_outputs(scratch.report, before.folder)


def _run_stages(
    issue: _Issue,
    scratch: Scratch,
    parameters: Mapping[str, Parameter],
    say: Callable[[str], None],
) -> bool:
    """Run every stage before the report, and tell it which edition it is. Whether it is new."""
    call, store, reports = issue.call, issue.call.store, issue.call.places.reports
    run_stages(scratch, parameters, store, say)
    check_method_version(reports, scratch.tables)
    write_earlier_verdicts(scratch.tables, reports, call.plan, call.year)
    is_new = issue.write(scratch)
    say(f"[{len(STAGES)}/{len(STAGES)}] {STAGES[-1].title}")
    return is_new


def _write_report(call: Call, scratch: Scratch, parameters: Mapping[str, Parameter]) -> None:
    # Only here: a year of which nothing changed waits for no chart, Word or Jupyter.
    from .write_report import write_report

    write_report(call.plan, scratch, parameters, call.store)


def _counted(assessed: AssessedYear) -> Iterator[str]:
    """Yield a line per framework: how many rows have which verdict, the overall conclusion last."""
    words = assessed.plan.methods.words.verdict
    both = zip(assessed.conclusions, assessed.standard_conclusions, strict=True)
    for target, standard in both:
        rows = [row for row in assessed.rows if row.first.framework == target.framework]
        numbers = Counter(words[row.code] for row in rows if row.code != "not_applicable")
        listed = "，".join(f"{word} {number}" for word, number in numbers.most_common())
        name = assessed.plan.frameworks[target.framework]
        whole = whole_conclusion(assessed, target, standard)
        yield f"{name}：应判 {numbers.total()} 项，{listed}；总体要求{whole}"


def _publish(issue: _Issue, scratch: Scratch, warnings: Sequence[str]) -> Published:
    """Seal and publish a report, and leave its tables for analysis."""
    before, place = issue.standing.before, issue.standing.place
    if before is not None:
        write_changes(scratch.report, before.folder.name)
    seal(scratch.report, issue.made, warnings)
    publish(scratch.report, place)
    replace_folder(place / "tables", issue.call.tables)
    return Published(place, new=True, previous=None if before is None else before.folder)
