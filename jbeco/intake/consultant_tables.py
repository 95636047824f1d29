"""Reads the tables that the consultant keeps, and the base values that the plan itself states."""

from __future__ import annotations

import re
from dataclasses import replace

from ..interval import Interval, intersection
from ..plan import Indicator, Plan
from ..plan.rules import Change, Province, TaskMet
from ..problems import Problem
from ..schema import exact
from ..tables import Row
from .bounds import Spelled
from .collector import Collector
from .consultant_rows import whole_rows
from .dates import HOW, read_date
from .duties import criteria_that_ask
from .files import Arrived
from .numbers import PROVISIONAL, read_number
from .records import Comparator, Observation, Source, Task

__all__ = [
    "COLUMNS",
    "COMPARATORS",
    "OPTIONAL",
    "PLAN",
    "PUBLIC",
    "TASKS",
    "base_observations",
    "read_consultant_row",
    "read_consultant_table",
]

PUBLIC = "public_values.csv"
TASKS = "superior_tasks.csv"
COMPARATORS = "comparators.csv"

COLUMNS = {
    PUBLIC: (
        "criterion series measure value unit data_year basis missing grade document document_row "
        "verbatim note"
    ).split(),
    TASKS: (
        "indicator name required required_text result document document_row verbatim note"
    ).split(),
    COMPARATORS: "indicator region year value unit derived address note".split(),
}
OPTIONAL = {
    PUBLIC: ("derived", "address"),
    TASKS: ("reached", "document_number", "issuer", "dated"),
    COMPARATORS: ("basis",),
}
"""Columns that may follow, in that order; tables without them are read as well."""

ABOUT = {PUBLIC: "value", TASKS: "task", COMPARATORS: "comparator"}
"""What of a year an error in one of the tables takes out."""

RESULTS = ("met", "not_met", "none", "unstated")
MEASURES = ("level", "decline", "state")
BASE_VALUES = "base_values.csv"
PLAN = "规划"
"""How sources name the folder of the plan."""


def base_observations(plan: Plan) -> list[Observation]:
    """Return what the plan itself says of its base year, each with its cell in the plan's table."""
    sha256 = dict(plan.files).get(BASE_VALUES, "")
    criteria = {criterion.id: criterion for criterion in plan.criteria}
    found = []
    for value in plan.base_values:
        criterion = criteria[value.criterion]
        found.append(
            Observation(
                criterion=criterion.id,
                indicator=criterion.indicator,
                series=value.series,
                year=plan.base_year,
                measure=value.measure,
                number=value.number,
                state=(value.value or None) if value.measure == "state" else None,
                missing=value.missing or None,
                unit={"level": criterion.unit, "decline": "%"}.get(value.measure, ""),
                data_year=value.data_year,
                basis=value.basis,
                grade=value.grade,
                document=f"{value.document} {value.document_row}",
                verbatim=criterion.base_text,
                note=value.note,
                source=Source(f"{PLAN}/{BASE_VALUES}", value.cell, sha256),
                entered=value.value,
            )
        )
    return found


def read_consultant_table(table: str, file: Arrived | Problem, year: int, into: Collector) -> None:
    """Read one of the tables into the collector; what cannot be read is a problem at its row."""
    before, touched = len(into.problems), _touched(table, into.plan)
    rows, lost = whole_rows(file, COLUMNS[table], touched, into, OPTIONAL[table])
    into.problems[before:] = [replace(p, about=ABOUT[table]) for p in into.problems[before:]]
    for row in rows:
        assert isinstance(file, Arrived)
        read_consultant_row(table, row, file.sha256, year, into)
    if table == PUBLIC:
        known = {criterion.id for criterion in into.plan.criteria}
        for gone in lost:
            named = [cell for cell in gone.cells if cell in known]
            for criterion in named or known:
                into.lose_criterion(criterion, year, gone.where)


def read_consultant_row(table: str, row: Row, sha256: str, year: int, into: Collector) -> None:
    """Read one row of one of the tables into the collector, or note why it cannot be read."""
    before = len(into.problems)
    {PUBLIC: _observation, TASKS: _task, COMPARATORS: _comparator}[table](row, sha256, year, into)
    of_year = _year_or_none(row["year"]) if table == COMPARATORS else None
    into.problems[before:] = [
        replace(problem, about=ABOUT[table], year=of_year) for problem in into.problems[before:]
    ]


def _touched(table: str, plan: Plan) -> tuple[str, ...]:
    """Return the criteria that a table as a whole may touch."""
    if table == TASKS:
        return criteria_that_ask(plan, TaskMet)
    if table == COMPARATORS:
        return criteria_that_ask(plan, Province, Change)
    return tuple(criterion.id for criterion in plan.criteria if criterion.applicable)


def _observation(row: Row, sha256: str, year: int, into: Collector) -> None:
    criterion = next((c for c in into.plan.criteria if c.id == row["criterion"]), None)
    if criterion is None:
        into.fault(row, "criterion", "规划里没有这个子项", "请对照 jbeco plan")
        return
    indicator = into.plan.indicators[criterion.indicator]
    before = len(into.problems)
    _check_words(row, indicator, into)
    said, state = _value(row, indicator, into)
    data_year = into.convert(row, "data_year", whole_year, "年份", indicator.id)
    if data_year is not None and data_year > year:
        into.fault(row, "data_year", "晚于填报年份", f"不应晚于 {year}", indicator.id)
    if year == into.plan.base_year:
        _check_against_plan(row, said.interval, state, indicator.id, into)
    if len(into.problems) > before:
        into.lose_criterion(criterion.id, year, into.problems[before].where)
        return
    into.observations.append(
        Observation(
            criterion=criterion.id,
            indicator=criterion.indicator,
            series=row["series"],
            year=year,
            measure=row["measure"],  # type: ignore[arg-type]
            number=said.number,
            state=state,
            missing=row["missing"] or None,
            unit=row["unit"],
            data_year=data_year,
            basis=row["basis"],
            grade=max(row["grade"], "C" if row["derived"] == "yes" else "A"),
            document=f"{row['document']} {row['document_row']}",
            verbatim=row["verbatim"],
            note=row["note"],
            source=Source(row.file, row.cell("value"), sha256),
            entered=row["value"],
            low=said.low,
            high=said.high,
            flags=said.flags,
        )
    )


def _check_words(row: Row, indicator: Indicator, into: Collector) -> None:
    """Note the cells of a row that hold none of the words that they may hold."""
    code = indicator.id
    into.choice(row, "series", indicator.series, code)
    into.choice(row, "measure", MEASURES, code)
    into.choice(row, "grade", tuple("ABCD"), code)
    into.choice(row, "derived", ("", "yes", "no"), code)
    into.choice(row, "missing", ("", *into.plan.methods.words.reason), code)
    if (row["value"] == "") == (row["missing"] == ""):
        mend = "有数填 value，没有数填 missing"
        into.fault(row, "value", "值与缺数原因须且只须填一个", mend, code)
    units = {"level": indicator.unit, "decline": "%", "state": ""}
    if row["unit"] != units.get(row["measure"], row["unit"]):
        into.fault(row, "unit", "单位不符", f"应为“{units[row['measure']]}”", code)
    if (row["measure"] == "state") != (indicator.kind == "state"):
        need = "state" if indicator.kind == "state" else "level 或 decline"
        into.fault(row, "measure", "与指标量的类别不符", f"应为 {need}", code)


def _value(row: Row, indicator: Indicator, into: Collector) -> tuple[Spelled, str | None]:
    """Return the number, or bounds of one, or the word of a row; a problem, when it is none."""
    if not row["value"]:
        return Spelled(), None
    if row["measure"] == "state":
        known = into.choice(row, "value", indicator.states, indicator.id)
        return Spelled(), row["value"] if known else None
    limits = Interval(indicator.limit_low, indicator.limit_high)
    said = read_number(row["value"], "General", row["unit"], limits)
    if said.error or not said.interval:
        mend = "请填数、界限（如 >84、90.4—98.9）或约数"
        into.fault(row, "value", "读不懂", mend, indicator.id)
    return said, None


def _check_against_plan(
    row: Row, said: Interval | None, state: str | None, code: str, into: Collector
) -> None:
    """Note a row that says something else of the base year than the plan itself does."""
    fact = (row["criterion"], row["series"], row["measure"])
    known = (v for v in into.plan.base_values if (v.criterion, v.series, v.measure) == fact)
    planned = next((value for value in known if value.value and row["value"]), None)
    if planned is None:
        return
    if planned.number is None:
        agrees = state == planned.value
    else:
        agrees = (
            said is not None and intersection([said, Interval.point(planned.number)]) is not None
        )
    if not agrees:
        what = f"与规划的“{planned.value}”（{PLAN}/{BASE_VALUES}!{planned.cell}）不一致"
        mend = "同一事实只能有一个数：请核实后改正一处，或删去这一行"
        into.fault(row, "value", what, mend, code)


def whole_year(text: str) -> int:
    """Read a year of four digits; `ValueError` when it is none."""
    if not re.fullmatch("[0-9]{4}", text):
        raise ValueError(text)
    return int(text)


def _year_or_none(text: str) -> int | None:
    return whole_year(text) if re.fullmatch("[0-9]{4}", text) else None


def _task(row: Row, sha256: str, year: int, into: Collector) -> None:
    code = row["indicator"]
    good = [
        into.choice(row, "indicator", tuple(into.plan.indicators)),
        into.choice(row, "result", RESULTS, code),
    ]
    required, reached = (
        into.convert(row, column, exact, "数", code) if row[column] else None
        for column in ("required", "reached")
    )
    dated = read_date(row["dated"])
    if isinstance(dated, str):
        into.fault(row, "dated", "读不懂", HOW, code)
        dated = None
    if not all(good):
        return
    into.tasks.append(
        Task(
            indicator=code,
            year=year,
            name=row["name"],
            required=required,
            required_text=row["required_text"],
            result=row["result"],  # type: ignore[arg-type]
            document=f"{row['document']} {row['document_row']}",
            verbatim=row["verbatim"],
            note=row["note"],
            source=Source(row.file, row.cell("result"), sha256),
            reached=reached,
            document_number=row["document_number"],
            issuer=row["issuer"],
            dated=dated,
        )
    )


def _comparator(row: Row, sha256: str, year: int, into: Collector) -> None:
    code = row["indicator"]
    good = [
        into.choice(row, "indicator", tuple(into.plan.compared)),
        into.choice(row, "derived", ("yes", "no"), code),
    ]
    about = into.convert(row, "year", whole_year, "年份", code)
    indicator = into.plan.compared.get(code)
    if indicator is not None and row["unit"] != indicator.unit:
        into.fault(row, "unit", "单位不符", f"应为“{indicator.unit}”", code)
        good.append(False)
    limits = Interval(None, None)
    if indicator is not None:
        limits = Interval(indicator.limit_low, indicator.limit_high)
    said = read_number(row["value"], "General", row["unit"], limits)
    fault = said.error or ("" if said.interval else "没有数")
    if PROVISIONAL in said.flags:
        fault = f"“{row['value']}”不是正式数"
    if fault:
        mend = "请填正式公布的数，没有的删去这一行"
        into.problem(row.where("value"), fault, mend, code=code)
        good.append(False)
    if not all(good) or about is None:
        return
    into.comparators.append(
        Comparator(
            indicator=code,
            region=row["region"],
            year=about,
            number=said.number,
            unit=row["unit"],
            derived=row["derived"] == "yes",
            address=row["address"],
            note=row["note"],
            source=Source(row.file, row.cell("value"), sha256),
            basis=row["basis"],
            low=said.low,
            high=said.high,
        )
    )
