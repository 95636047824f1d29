"""One year, open for analysis: its tables as DataFrames, why a verdict is so, and what if."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import pandas as pd

from .assessment import AssessedYear, check_review, default_review
from .intake.read import check_year_folder
from .pipeline.evaluate import FUNCTIONS, Case, YearTables
from .pipeline.seal import SEAL
from .places import is_own
from .plan import PACKAGE_PLAN, Plan, load_plan
from .problems import JbecoError, Problem
from .report.why import why_text
from .stage_tables import TABLES, Column, FolderTables, write_table, wrong_columns
from .stages import LEFT_BY_RUN, stage_that_writes

__all__ = ["Year", "open_year"]

Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Year:
    """The tables of one year and what may be asked of them.

    Parameters
    ----------
    case : Case
        Plan, data folder and year.
    review : str
        ``annual``, ``midterm`` or ``final``.
    tables : mapping of DataFrame
        Every stage table by name; also as attributes: ``year.verdicts`` is
        ``year.tables["verdicts"]``.
    folder : Path or None
        Where `save` puts tables: the folder of a run; None by hand.
    """

    case: Case
    review: str
    tables: Tables
    folder: Path | None = None

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in TABLES:
            raise AttributeError(name)
        # A copy (made when it is written to): who changes it changes nothing but his own.
        return self.tables[name].copy(deep=False)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *TABLES]

    @property
    def plan(self) -> Plan:
        """The plan under which the year is judged."""
        return self.case.plan

    @property
    def year(self) -> int:
        """The assessed year."""
        return self.case.year

    @cached_property
    def assessed(self) -> AssessedYear:
        """The same tables as records, as the report reads them."""
        return AssessedYear(self.plan, self.year, self.review, self.tables)

    def why(self, criterion: str) -> str:
        """Say why a verdict is so, down to the cells: of a leaf (``N28``) or a row (``N07``)."""
        return why_text(self.assessed, criterion)

    def judge(self, **changed: pd.DataFrame) -> Year:
        """Judge again with some tables changed; nothing on disk is touched.

        Parameters
        ----------
        **changed : DataFrame
            By table name, such as ``values=changed_values``. Numbers are judged by their exact
            text: change ``exact``, not ``value``.

        Returns
        -------
        Year
            All that depends on a changed table is worked out anew.

        Raises
        ------
        JbecoError
            When a table is unknown, or a ``value`` was changed beside an unchanged ``exact``.
        """
        problems = [p for name, frame in changed.items() for p in self._misfits(name, frame)]
        if problems:
            raise JbecoError(problems)
        return Year(self.case, self.review, ChangedTables(self.case, self.tables, changed))

    def save(self, **tables: pd.DataFrame) -> None:
        """Leave tables for the next stage; those of a published report are never written over."""
        if self.folder is not None and not _is_finished(self.folder):
            for name, frame in tables.items():
                write_table(self.folder, name, frame)

    def _misfits(self, name: str, frame: pd.DataFrame) -> Iterator[Problem]:
        """Yield why a changed table cannot be judged by."""
        if name not in TABLES:
            yield Problem(name, "没有这张表", f"可改：{'、'.join(TABLES)}")
            return
        wrong = wrong_columns(TABLES[name], list(frame.columns))
        if wrong is not None:
            yield wrong
            return
        for column in TABLES[name].columns:
            if column.kind == "exact":
                before = self.tables[name][column.exact_name].reindex(frame.index)
                yield from _number_misfits(name, column, frame, before)


def _number_misfits(
    name: str, column: Column, frame: pd.DataFrame, before: pd.Series
) -> Iterator[Problem]:
    """Yield where an exact text is no number, or was left as it is beside a changed number."""
    look, exact = frame[column.name], frame[column.exact_name]
    for place, number, text, old in zip(frame.index, look, exact, before, strict=True):
        where, given = f"{name} 第 {place} 行", not pd.isna(text)
        kept = text == old if given else pd.isna(old)
        try:
            fits = float(Fraction(text)) == number if given else pd.isna(number)
        except (ValueError, ZeroDivisionError, OverflowError):
            mend = "请写成文字形式的数，如 '88.5' 或 '322/366'"
            yield Problem(where, f"{column.exact_name} 的“{text}”不是数", mend)
            continue
        if kept and not fits:
            what = f"改了 {column.name}，没有改 {column.exact_name}"
            mend = f"判定只看 {column.exact_name}，请改它（写成文字，如 '88.5'）"
            yield Problem(where, what, mend)


def _is_finished(folder: Path) -> bool:
    """Whether these are the tables of a published report, or those regenerated from one."""
    return (folder.parent / SEAL).is_file() or is_own(folder)


@dataclass(frozen=True)
class ChangedTables(Mapping[str, pd.DataFrame]):
    """Tables of which some were changed; what depends on them is worked out when asked for."""

    case: Case
    before: Tables
    changed: Tables
    made: dict[str, pd.DataFrame] = field(default_factory=dict)

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name in self.changed:
            return self.changed[name]
        if not self._affected(name):
            return self.before[name]
        if name not in self.made:
            self.made.update(FUNCTIONS[stage_that_writes(name).name](self.case, self))
        return self.made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)

    def _affected(self, name: str) -> bool:
        if name in LEFT_BY_RUN:
            return False
        reads = stage_that_writes(name).reads
        return any(read in self.changed or self._affected(read) for read in reads)


def open_year(
    year: int,
    data: str | Path,
    plan: str | Path = "",
    review: str = "",
    tables: str | Path = "",
) -> Year:
    """Open a year; see `jbeco.open`."""
    folder = Path(plan) if plan else None
    loaded = load_plan(folder)
    review = review or default_review(loaded, year)
    check_review(loaded, year, review)
    case = Case(loaded, folder or PACKAGE_PLAN, Path(data), year)
    if tables:
        return Year(case, review, FolderTables(Path(tables)), Path(tables))
    check_year_folder(case.data, year, loaded)
    return Year(case, review, YearTables(case))
