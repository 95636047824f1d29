"""Makes a plan's folder out of 规划录入.xlsx, and names everything that is still missing.

The workbook is the source of the tables it holds; a table or workbook that comes out otherwise than
it was is kept in ``上一稿/``. What the workbook does not hold is begun once and then left alone.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from ..frameworks.editions import FrameworkSet, framework_set
from ..indicators import INDICATORS, Basis
from ..places import is_foreign, not_ours
from ..plan import PACKAGE_PLAN, Action, BaseValue, Department, Plan, Ruling, Succession, load_plan
from ..plan.criteria import promise_columns
from ..plan.models import Commitment, Effect, Reporter
from ..plan.rules import MEND, RuleError, parse_rule
from ..problems import JbecoError, Level, Problem
from ..schema import columns_of
from .plan_book import write_plan_book
from .plan_doubts import commitment_doubts, year_doubts
from .plan_layout import (
    ABOUT,
    COMMITMENTS,
    MISSING_REASONS,
    MOMENT,
    PLAN_BOOK,
    TABLES,
    TARGETS,
)
from .plan_places import in_the_workbook
from .plan_reading import Entered, read_plan_book
from .plan_tables import (
    about_plan,
    csv_text,
    departments_of,
    reporter_rows,
    table_rows,
    toml_text,
)
from .plan_targets import Marks, read_targets
from .style import LINE_POINTS, line_count
from .whole_file import write_whole
from .workbook_file import put_text, save_workbook

__all__ = ["PlanDraft", "begin_plan", "read_plan_folder"]

BEFORE = "上一稿"
"""Folder that keeps what a reading replaced."""

YEARS = ("base_year", "midterm_year", "final_year")
COLUMNS: Mapping[str, Sequence[str]] = {
    "departments.csv": columns_of(Department),
    "actions.csv": columns_of(Action),
    "commitments.csv": ["action", *columns_of(Commitment)],
    "rulings.csv": columns_of(Ruling),
    "reporters.csv": columns_of(Reporter),
    "base_values.csv": columns_of(BaseValue),
}
LEFT_ALONE: Mapping[str, Sequence[str]] = {
    "ruling_effects.csv": ["ruling", *columns_of(Effect)],
    "bases.csv": columns_of(Basis),
    "successors.csv": columns_of(Succession),
}
"""Tables that the workbook does not hold: begun empty."""


@dataclass(frozen=True)
class PlanDraft:
    """What came of reading a folder: its tables, and what is still missing; a plan when nothing.

    ``doubts`` are possible and rarely meant; they hinder nothing.
    """

    written: tuple[str, ...]
    missing: tuple[Problem, ...]
    plan: Plan | None
    doubts: tuple[Problem, ...] = ()


def begin_plan(names: Sequence[str], folder: Path) -> Path:
    """Begin a plan: an empty folder with the workbook to fill in.

    Parameters
    ----------
    names : sequence of str
        Published sets by name, or paths of tables of the same shape, which are copied there.
    folder : Path
        New or empty.

    Returns
    -------
    Path
        The workbook.

    Raises
    ------
    JbecoError
        When there is no such set, two of them would have the same ids, or the folder is in use.
    """
    if is_foreign(folder):
        raise JbecoError([not_ours(folder)])
    own = [Path(name) for name in names if name.endswith(".csv")]
    sets = [
        framework_set(Path(name).stem, Path(name).parent)
        if name.endswith(".csv")
        else framework_set(name, folder)
        for name in names
    ]
    _check_letters(sets)
    _check_leaves(sets)
    write_plan_book(sets, load_plan(), folder / PLAN_BOOK)
    for path in own:
        shutil.copyfile(path, folder / path.name)
    return folder / PLAN_BOOK


def _check_letters(sets: Sequence[FrameworkSet]) -> None:
    first: dict[str, FrameworkSet] = {}
    for one in sets:
        letter = one.key[:1].upper()
        if letter in first:
            what = f"与 {first[letter].name} 的子项编号都以 {letter} 开头，不能用在一份规划里"
            mend = "请各录一份规划，或把表另存为首字母不同的文件名"
            raise JbecoError([Problem(f"--framework {one.name}", what, mend)])
        first[letter] = one


def _check_leaves(sets: Sequence[FrameworkSet]) -> None:
    """Refuse leaves that cannot be offered: on no indicator, or with a rule nobody can read."""
    problems = []
    for one in sets:
        for ident, leaf in one.leaves.items():
            where = f"{one.name}.csv {ident}"
            if leaf.indicator not in INDICATORS:
                mend = "请对照 jbeco/indicators 里的函数名；没有的见 CONTRIBUTING“加一个指标”"
                problems.append(Problem(where, f"没有指标“{leaf.indicator}”", mend))
            try:
                if leaf.standard_rule:
                    parse_rule(leaf.standard_rule)
            except RuleError as error:
                problems.append(Problem(where, str(error), MEND))
    if problems:
        raise JbecoError(problems)


def read_plan_folder(folder: Path) -> PlanDraft:
    """Read the workbook of a folder into its tables, as far as it is filled in.

    Returns
    -------
    PlanDraft
        With everything that is missing, by cell.

    Raises
    ------
    JbecoError
        When the workbook cannot be read at all; then nothing is written.
    """
    shipped = load_plan()
    entered = read_plan_book(folder / PLAN_BOOK, shipped.methods.limits)
    sets = [framework_set(name, folder) for name in entered.frameworks]
    problems: list[Problem] = []
    texts, marks = _texts(entered, sets, shipped, problems)
    written = _write(folder, texts)
    _mark(folder, marks)
    plan = None
    missing = [problem for problem in problems if problem.level is Level.ERROR]
    doubts = tuple(problem for problem in problems if problem.level is not Level.ERROR)
    if not missing:
        try:
            plan = load_plan(folder)
        except JbecoError as error:
            missing += (in_the_workbook(problem, entered) for problem in error.problems)
    return PlanDraft(tuple(written), tuple(missing), plan, doubts)


def _texts(
    entered: Entered, sets: Sequence[FrameworkSet], shipped: Plan, problems: list[Problem]
) -> tuple[dict[str, str], Marks]:
    """Return the tables as text, and what is to be written into the workbook."""
    leaves = {ident: leaf for one in sets for ident, leaf in one.leaves.items()}
    about = about_plan(entered.rows[ABOUT.name], problems)
    departments = departments_of(entered, problems)
    problems += year_doubts(entered.rows[ABOUT.name], {name: about[name] for name in YEARS})
    words = shipped.methods.words.reason
    reasons = {words[code]: code for code in MISSING_REASONS}
    years = [about[entry] for entry in YEARS]
    targets = read_targets(entered.rows[TARGETS.name], leaves, years, departments, reasons)
    tables = {t.file: table_rows(t, entered, departments, leaves, problems) for t in TABLES}
    tables["base_values.csv"] = targets.base_values
    tables["reporters.csv"] = reporter_rows(entered, targets, leaves, departments, problems)
    problems += commitment_doubts(entered.rows[COMMITMENTS.name], years)
    texts = {name: csv_text(COLUMNS[name], rows) for name, rows in tables.items()}
    if all(years):  # they name the columns
        columns = promise_columns([int(year) for year in years[1:]])
        texts["criteria.csv"] = csv_text(columns, targets.criteria)
        texts["plan.toml"] = toml_text(about, sets, targets.series)
    problems += targets.problems
    return texts, targets.marks


def _write(folder: Path, texts: Mapping[str, str]) -> list[str]:
    """Write the tables, and begin what the workbook does not hold; return what is new."""
    begun = {name: csv_text(columns, []) for name, columns in LEFT_ALONE.items()}
    begun["methods.toml"] = (PACKAGE_PLAN / "methods.toml").read_text(encoding="utf-8")
    fresh = {name: text for name, text in begun.items() if not (folder / name).exists()}
    written = []
    for name, text in {**texts, **fresh}.items():
        path = folder / name
        if path.is_file() and path.read_bytes() == text.encode():
            continue
        _keep(path)
        write_whole(path, text.encode())
        written.append(name)
    return written


def _mark(folder: Path, marks: Marks) -> None:
    """Write the suggestions into the workbook; what stood there before is kept beside."""
    if not marks:
        return
    path = folder / PLAN_BOOK
    _keep(path)
    try:
        workbook = load_workbook(path)
    except (BadZipFile, InvalidFileException):
        what = "内容不是 .xlsx，写不进建议"
        raise JbecoError([Problem(str(path), what, "请另存为“Excel 工作簿（.xlsx）”")]) from None
    sheet = workbook[TARGETS.name]
    for name, text in marks.items():
        cell = sheet[name]
        put_text(cell, text)
        height = line_count(text, sheet.column_dimensions[cell.column_letter].width) * LINE_POINTS
        row = sheet.row_dimensions[cell.row]
        row.height = max(row.height or 0, height)
    save_workbook(workbook, path, MOMENT)


def _keep(path: Path) -> None:
    if path.is_file():
        before = path.parent / BEFORE
        before.mkdir(exist_ok=True)
        shutil.copyfile(path, before / path.name)
