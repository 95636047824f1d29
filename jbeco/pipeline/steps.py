"""Runs the notebook of each stage in the scratch folder, or takes what it left the last time."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ..intake.collect import problems_of
from ..intake.files import LARGEST_MB, too_large
from ..places import MARK, system_fault
from ..plan import Plan
from ..problems import JbecoError, Level, Problem
from ..stage_tables import read_table
from ..stages import STAGES, Stage, side_by_side
from ..tables import file_sha256
from .execute import Parameter, execute_notebook
from .forked import no_kernel_outlives_an_interrupt
from .seal import file_hashes
from .store import Store, folder_hashes, key_of, package_hash

__all__ = ["Scratch", "run_report_stage", "run_stages", "snapshot"]

TIMEOUT_SECONDS = 600


@dataclass(frozen=True)
class Scratch:
    """The run's own folder: copies of data, plan and notebooks, and the tables as they come."""

    folder: Path

    @property
    def data(self) -> Path:
        """The submissions, one folder per year."""
        return self.folder / "data" / "raw"

    @property
    def plan(self) -> Path:
        """The plan's tables."""
        return self.folder / "plan"

    @property
    def notebooks(self) -> Path:
        """The notebooks, which run in this folder."""
        return self.folder / "notebooks"

    @property
    def report(self) -> Path:
        """What will be published."""
        return self.folder / "report"

    @property
    def tables(self) -> Path:
        """The stage tables; they are published with the report."""
        return self.report / "tables"

    @property
    def other_forms(self) -> Path:
        """The report for Word, Excel and paper, until the page is there, too."""
        return self.folder / "other_forms"

    def parameters(self, year: int, review: str) -> dict[str, Parameter]:
        """Return the notebooks' parameters: paths inside the scratch folder, never elsewhere."""
        return {
            "year": year,
            "review": review,
            "data": "../data/raw",
            "plan": "../plan",
            "tables": "../report/tables",
        }


def snapshot(
    scratch: Scratch, data: Path, plan: Plan, plan_folder: Path, notebooks: Path, year: int
) -> dict[str, str]:
    """Copy data, plan and notebooks, so that nothing changes under the run; return their hashes.

    Raises
    ------
    JbecoError
        When a notebook is missing.
    """
    scratch.data.mkdir(parents=True)
    for one in range(plan.base_year, year + 1):
        _copy_year(data / str(one), scratch.data / str(one))
    scratch.plan.mkdir()
    for name, _ in plan.files:
        own = plan_folder / Path(name).name
        if own.is_file():  # a published framework may be the package's
            shutil.copy(own, scratch.plan / own.name)
    scratch.notebooks.mkdir()
    for stage in STAGES:
        path = notebooks / f"{stage.notebook}.ipynb"
        if not path.is_file():
            mend = "请在完整的仓库里运行，或恢复 notebooks 文件夹"
            raise JbecoError([Problem(f"notebooks/{path.name}", "缺少这个笔记本", mend)])
        shutil.copy(path, scratch.notebooks / path.name)
    inputs = folder_hashes(scratch.folder)
    (scratch.report / "notebooks").mkdir(parents=True)
    scratch.tables.mkdir()
    return {n: digest for n, digest in inputs.items() if digest != "folder" and n != MARK}


def _copy_year(source: Path, target: Path) -> None:
    """Copy one year's submissions as they are: a link stays one, and is refused as the live one.

    Raises
    ------
    JbecoError
        When something in the folder cannot be copied, such as a pipe or a file of gigabytes.
    """
    _refuse_large(source)
    try:
        if source.is_symlink():
            target.symlink_to(source.readlink(), target_is_directory=True)
        elif source.is_dir():
            shutil.copytree(source, target, symlinks=True, copy_function=_copy_file)
        elif source.exists():
            shutil.copy(source, target)
    except shutil.Error as error:
        what = f"有文件不能复制：{error}"
        mend = "请先运行 jbeco check，改正它指出的文件"
        raise JbecoError([Problem(f"{source.parent.name}/{source.name}", what, mend)]) from None


def _copy_file(source: str, target: str) -> None:
    """Copy one file; a full disk is told at once, and not as a fault of the file."""
    try:
        shutil.copy2(source, target)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        mend = "请腾出空间后再运行"
        raise JbecoError(
            [Problem(Path(target).name, f"不能复制：{system_fault(error)}", mend)]
        ) from None


def _refuse_large(folder: Path) -> None:
    """Refuse files that are too large by their size, before a byte of them is read."""
    files = folder.rglob("*") if folder.is_dir() and not folder.is_symlink() else ()
    sizes = {
        path: path.stat().st_size for path in files if path.is_file() and not path.is_symlink()
    }
    problems = [
        Problem(f"{folder.name}/{path.relative_to(folder).as_posix()}", what, "请移出填报文件夹")
        for path, size in sorted(sizes.items())
        if (what := too_large(size, LARGEST_MB))
    ]
    if problems:
        raise JbecoError(problems)


def run_stages(
    scratch: Scratch,
    parameters: Mapping[str, Parameter],
    store: Store,
    say: Callable[[str], None],
) -> None:
    """Run every stage before the report, at the same time those that need not wait for each other.

    Raises
    ------
    JbecoError
        When a cell fails; of the stage ``check``, the problems that were found.
    """
    numbers = {stage.name: number for number, stage in enumerate(STAGES, start=1)}
    for together in side_by_side():
        for stage in together:
            say(f"[{numbers[stage.name]}/{len(STAGES)}] {stage.title}")
        run_together(together, scratch, parameters, store)


def run_together(
    stages: Sequence[Stage], scratch: Scratch, parameters: Mapping[str, Parameter], store: Store
) -> None:
    """Run stages at the same time, the first of them here.

    Raises
    ------
    JbecoError
        When a cell fails: of the first stage in their order that fails.
    """
    first, *others = stages
    # Kernels are ended before the executor waits for those that still run.
    with ThreadPoolExecutor(max(1, len(others))) as beside, no_kernel_outlives_an_interrupt():
        waiting = [
            beside.submit(_outcome, one, scratch, parameters, store, stages) for one in others
        ]
        outcomes = [_outcome(first, scratch, parameters, store, stages)]
        outcomes += [one.result() for one in waiting]
    for stage, left in zip(stages, outcomes, strict=True):
        _leave(stage, left, scratch)


def run_report_stage(scratch: Scratch, parameters: Mapping[str, Parameter], store: Store) -> Path:
    """Run the notebook of the report, or take its outputs as they were; return where it is.

    Raises
    ------
    JbecoError
        When a cell fails.
    """
    stage = STAGES[-1]
    left = _outcome(stage, scratch, parameters, store, [stage])
    _leave(stage, left, scratch)
    return scratch.report / "notebooks" / f"{stage.notebook}.ipynb"


def _outcome(
    stage: Stage,
    scratch: Scratch,
    parameters: Mapping[str, Parameter],
    store: Store,
    together: Sequence[Stage],
) -> dict[str, bytes]:
    """Return what a stage leaves, its tables and its notebook; ``together`` run at this time."""
    notebook = scratch.notebooks / f"{stage.notebook}.ipynb"
    key = _key(stage, scratch, parameters)
    names = [*(f"{name}.csv" for name in stage.writes), notebook.name]
    kept = store.read_all(stage.notebook, key, names)
    if kept is None:
        kept = _execute(stage, notebook, scratch, parameters, together)
        store.keep(stage.notebook, key, kept)
    return kept


def _leave(stage: Stage, left: Mapping[str, bytes], scratch: Scratch) -> None:
    for name in stage.writes:
        (scratch.tables / f"{name}.csv").write_bytes(left[f"{name}.csv"])
    notebook = f"{stage.notebook}.ipynb"
    text = left[notebook].decode("utf-8")
    (scratch.report / "notebooks" / notebook).write_text(text, "utf-8", newline="\n")


def _execute(
    stage: Stage,
    notebook: Path,
    scratch: Scratch,
    parameters: Mapping[str, Parameter],
    together: Sequence[Stage],
) -> dict[str, bytes]:
    import nbformat

    before = file_hashes(scratch.report)
    try:
        executed = execute_notebook(notebook, parameters, TIMEOUT_SECONDS)
    except JbecoError:
        raise_found_problems(scratch.tables)
        raise
    _refuse_other_files(stage, together, before, file_hashes(scratch.report))
    missing = [name for name in stage.writes if not (scratch.tables / f"{name}.csv").is_file()]
    if missing:
        what = f"没有留下这些表：{'、'.join(missing)}"
        mend = "请在笔记本里用 year.save(…) 保存，或恢复随附的笔记本"
        raise JbecoError([Problem(f"notebooks/{notebook.name}", what, mend)])
    left = {f"{n}.csv": (scratch.tables / f"{n}.csv").read_bytes() for n in stage.writes}
    return left | {notebook.name: (nbformat.writes(executed) + "\n").encode("utf-8")}


def _refuse_other_files(
    stage: Stage, together: Sequence[Stage], before: Mapping[str, str], after: Mapping[str, str]
) -> None:
    """Refuse what a notebook wrote beside its own tables: it would not be there the next time."""
    own = {f"tables/{name}.csv" for one in together for name in one.writes}
    others = [n for n in sorted({*before, *after} - own) if before.get(n) != after.get(n)]
    if others:
        what = f"改动了不归它写的文件：{'、'.join(others)}"
        mend = f"这个笔记本只写：{'、'.join(stage.writes) or '（没有表）'}"
        raise JbecoError([Problem(f"notebooks/{stage.notebook}.ipynb", what, mend)])


def raise_found_problems(tables: Path) -> None:
    """Raise the errors that the stage ``check`` left, each as it was found."""
    if (tables / "problems.csv").is_file():
        problems = problems_of("problems", read_table(tables, "problems"))
        if any(problem.level is Level.ERROR for problem in problems):
            raise JbecoError(problems)


def _key(stage: Stage, scratch: Scratch, parameters: Mapping[str, Parameter]) -> str:
    """Return what a notebook's outputs depend on."""
    notebook = scratch.notebooks / f"{stage.notebook}.ipynb"
    inputs: dict[str, object] = {
        "package": package_hash(),
        "notebook": file_sha256(notebook),
        "parameters": dict(parameters),
        "plan": folder_hashes(scratch.plan),
    }
    if not stage.reads:
        inputs["data"] = folder_hashes(scratch.data)
    reads = (f"{name}.csv" for name in (*stage.reads, *stage.shows))
    inputs |= {name: file_sha256(scratch.tables / name) for name in reads}
    return key_of(inputs)
