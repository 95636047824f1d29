"""Reads ``data/raw``: each year's folder up to the assessed one, every number with its cell.

A cell that cannot be read becomes a problem, never a guess; the other cells are still read, so that
all problems show at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Any

from ..plan import Plan
from ..problems import JbecoError, Problem
from ..tables import Row, file_sha256, read_rows
from .model import Comparator, Observation, Source, Submissions, Task

__all__ = ["BASELINE", "COMPARATORS", "TASKS", "read_submissions"]

BASELINE = "plan_baseline.csv"
TASKS = "superior_tasks.csv"
COMPARATORS = "comparators.csv"

COLUMNS = {
    BASELINE: [
        "criterion",
        "series",
        "measure",
        "value",
        "unit",
        "data_year",
        "basis",
        "missing",
        "grade",
        "document",
        "document_row",
        "verbatim",
        "note",
    ],
    TASKS: [
        "indicator",
        "name",
        "required",
        "required_text",
        "result",
        "document",
        "document_row",
        "verbatim",
        "note",
    ],
    COMPARATORS: ["indicator", "region", "year", "value", "unit", "derived", "address", "note"],
}
RESULTS = ("met", "not_met", "none", "unstated")


def read_submissions(data: Path, year: int, plan: Plan) -> Submissions:
    """Read everything that was reported for the years from the base year to ``year``.

    Parameters
    ----------
    data : Path
        Folder with one folder per year.
    year : int
        The year to be assessed.
    plan : Plan
        Names what may be reported.

    Returns
    -------
    Submissions
        With the problems met on the way; nothing is dropped without one.

    Raises
    ------
    JbecoError
        When the year has no folder, or lies outside the plan.
    """
    _check_year_folder(data, year, plan)
    reader = _Reader(plan)
    for folder_year in range(plan.base_year, year + 1):
        folder = data / str(folder_year)
        if folder.is_dir():
            reader.read_folder(folder, folder_year)
    return Submissions(
        year=year,
        observations=tuple(reader.observations),
        tasks=tuple(reader.tasks),
        comparators=tuple(reader.comparators),
        files=tuple(reader.files),
        problems=tuple(reader.problems),
    )


def _check_year_folder(data: Path, year: int, plan: Plan) -> None:
    span = f"{plan.base_year}–{plan.final_year}"
    if not plan.base_year <= year <= plan.final_year:
        what = f"{year} 年不在规划期 {span} 内"
        raise JbecoError([Problem("YEAR", what, "请改用规划期内的年份")])
    if not (data / str(year)).is_dir():
        have = sorted(p.name for p in data.glob("[0-9]" * 4) if p.is_dir()) if data.is_dir() else []
        found = f"现有：{'、'.join(have)}" if have else "一年也没有"
        mend = f"请把 {year} 年的填报放进 {data.name}/{year}，或用 --data 指定文件夹"
        raise JbecoError([Problem(f"{data.name}/{year}", f"没有这一年的填报（{found}）", mend)])


class _Reader:
    """Reads year folders one after another and keeps what it found."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.criteria = {criterion.id: criterion for criterion in plan.criteria}
        self.observations: list[Observation] = []
        self.tasks: list[Task] = []
        self.comparators: list[Comparator] = []
        self.files: list[tuple[str, str]] = []
        self.problems: list[Problem] = []

    def read_folder(self, folder: Path, year: int) -> None:
        readers: Mapping[str, Callable[[Row, str, int], None]] = {
            BASELINE: self._observation,
            TASKS: self._task,
            COMPARATORS: self._comparator,
        }
        for path in sorted(folder.iterdir()):
            if path.name not in readers and path.is_file() and not path.name.startswith("."):
                where = f"{folder.name}/{path.name}"
                self.problems.append(Problem(where, "不认识这个文件", "请移出，或改成规定的文件名"))
        required = {BASELINE} if year == self.plan.base_year else set()
        for name, read in readers.items():
            path = folder / name
            if path.is_file():
                self._read_file(path, f"{folder.name}/{name}", year, read)
            elif name in required:
                where = f"{folder.name}/{name}"
                self.problems.append(Problem(where, "缺少基准年的现状值", "请恢复这个文件"))

    def _read_file(
        self, path: Path, name: str, year: int, read: Callable[[Row, str, int], None]
    ) -> None:
        sha256 = file_sha256(path)
        self.files.append((name, sha256))
        try:
            rows = read_rows(path, COLUMNS[path.name])
        except JbecoError as error:
            self.problems += error.problems
            return
        for row in rows:
            read(Row(name, row.line, row.texts), sha256, year)

    def _observation(self, row: Row, sha256: str, year: int) -> None:
        row = self._apply_rulings(row)
        criterion = self.criteria.get(row["criterion"])
        if criterion is None:
            self._fault(row, "criterion", "规划里没有这个子项", "请对照 jbeco plan")
            return
        indicator = self.plan.indicators[criterion.indicator]
        good = [
            self._choice(row, "series", indicator.series),
            self._choice(row, "measure", ("level", "decline", "state")),
            self._choice(row, "grade", ("A", "B", "C", "D")),
            self._choice(row, "missing", ("", *self.plan.methods.words.reason)),
        ]
        if (row["value"] == "") == (row["missing"] == ""):
            self._fault(
                row, "value", "值与缺数原因须且只须填一个", "有数填 value，没有数填 missing"
            )
            good.append(False)
        units = {"level": indicator.unit, "decline": "%", "state": ""}
        if row["unit"] != units.get(row["measure"], row["unit"]):
            self._fault(row, "unit", "单位不符", f"应为“{units[row['measure']]}”")
            good.append(False)
        number = state = None
        if row["value"] and row["measure"] == "state":
            good.append(self._choice(row, "value", indicator.states))
            state = row["value"]
        elif row["value"]:
            number = self._number(row, "value", _fraction, "数")
            good.append(number is not None)
        data_year = self._number(row, "data_year", int, "年份")
        if not all(good) or data_year is None:
            return
        self.observations.append(
            Observation(
                criterion=criterion.id,
                indicator=criterion.indicator,
                series=row["series"],
                year=year,
                measure=row["measure"],  # type: ignore[arg-type]
                number=number,
                state=state,
                missing=row["missing"] or None,
                unit=row["unit"],
                data_year=data_year,
                basis=row["basis"],
                grade=row["grade"],
                document=f"{row['document']} {row['document_row']}",
                verbatim=row["verbatim"],
                note=row["note"],
                source=Source(row.file, row.cell("value"), sha256),
            )
        )

    def _apply_rulings(self, row: Row) -> Row:
        texts = dict(row.texts)
        for effect in self.plan.baseline_changes:
            if effect.row == row["criterion"] and texts.get(effect.field) == effect.default:
                texts[effect.field] = effect.other
        return Row(row.file, row.line, texts)

    def _task(self, row: Row, sha256: str, year: int) -> None:
        good = [
            self._choice(row, "indicator", self.plan.indicators),
            self._choice(row, "result", RESULTS),
        ]
        required = self._number(row, "required", _fraction, "数") if row["required"] else None
        if not all(good):
            return
        self.tasks.append(
            Task(
                indicator=row["indicator"],
                year=year,
                name=row["name"],
                required=required,
                required_text=row["required_text"],
                result=row["result"],  # type: ignore[arg-type]
                document=f"{row['document']} {row['document_row']}",
                verbatim=row["verbatim"],
                note=row["note"],
                source=Source(row.file, row.cell("result"), sha256),
            )
        )

    def _comparator(self, row: Row, sha256: str, year: int) -> None:
        good = [
            self._choice(row, "indicator", self.plan.indicators),
            self._choice(row, "derived", ("yes", "no")),
        ]
        number = self._number(row, "value", _fraction, "数")
        about = self._number(row, "year", int, "年份")
        indicator = self.plan.indicators.get(row["indicator"])
        if indicator is not None and row["unit"] != indicator.unit:
            self._fault(row, "unit", "单位不符", f"应为“{indicator.unit}”")
            good.append(False)
        if not all(good) or number is None or about is None:
            return
        self.comparators.append(
            Comparator(
                indicator=row["indicator"],
                region=row["region"],
                year=about,
                number=number,
                unit=row["unit"],
                derived=row["derived"] == "yes",
                address=row["address"],
                note=row["note"],
                source=Source(row.file, row.cell("value"), sha256),
            )
        )

    def _fault(self, row: Row, column: str, what: str, mend: str) -> None:
        blocked = (row["criterion"],) if row.texts.get("criterion") in self.criteria else ()
        what = f"“{row[column]}”{what}"
        self.problems.append(Problem(row.where(column), what, mend, blocks=blocked))

    def _choice(self, row: Row, column: str, options: Sequence[str] | Mapping[str, Any]) -> bool:
        if row[column] in options:
            return True
        listed = [option or "（空）" for option in options]
        mend = f"可选：{'、'.join(listed)}" if len(listed) <= 20 else "请对照 indicators.csv"
        self._fault(row, column, "不在可选值里", mend)
        return False

    def _number(self, row: Row, column: str, kind: Callable[[str], Any], need: str) -> Any:
        try:
            return kind(row[column])
        except (ValueError, InvalidOperation):
            self._fault(row, column, "读不懂", f"应为{need}")
            return None


def _fraction(text: str) -> Fraction:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    return Fraction(number)
