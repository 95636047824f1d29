"""The page over the districts of a batch: who stands where on each criterion in one year.

There is no score and no order of merit: districts stand in the order of their names, and a count of
verdicts is given for a criterion, never for a district.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib.resources import files
from urllib.parse import quote

import pandas as pd
from markupsafe import Markup

from ..plan import Criterion, Plan
from ..plan.rules import Change, Province, walk
from ..standards.rounding import shown
from ..statistics.members import MemberAverage, average_decline, average_level, average_step
from .blocks import Badge, Cell, Column, Small, Table, cell, joined
from .html_blocks import badge_html, block_html
from .marks import ORDER
from .render import render
from .twins import LAGGING, OPEN
from .wording import quantity

__all__ = ["Member", "province_html"]

COMMON = Fraction(1, 2)
"""Share of the districts from which what they have in common is called common."""


@dataclass(frozen=True, eq=False)
class Member:
    """One district in one year.

    ``report`` is the folder of its report, seen from the folder of the districts; where it is empty
    there is no report to be shown, ``lacking`` says why, and the tables are empty.
    """

    district: str
    plan: Plan
    year: int
    review: str
    report: str
    lacking: str
    is_example: bool
    verdicts: pd.DataFrame
    values: pd.DataFrame
    comparators: pd.DataFrame

    @property
    def address(self) -> str:
        """Where the report is, seen from the page."""
        return quote(f"../{self.report}/report.html")

    @property
    def badges(self) -> dict[str, Badge]:
        """What each criterion was judged."""
        told = zip(*(self.verdicts[name] for name in ("criterion", "code", "verdict")), strict=True)
        return {criterion: Badge(code, word) for criterion, code, word in told}


@dataclass(frozen=True, eq=False)
class Line:
    """One criterion, with the verdict of each district that has one, by its place."""

    criterion: Criterion
    system: str
    badges: dict[int, Badge]

    @property
    def name(self) -> str:
        """Number and name, as the reports print them."""
        return f"{self.criterion.id} {self.criterion.full_name}"

    def places(self, codes: Sequence[str]) -> list[int]:
        """Return the places of the districts that were judged so."""
        return [place for place, badge in self.badges.items() if badge.code in codes]


def province_html(year: int, members: Sequence[Member], pages: Mapping[int, str]) -> str:
    """Return the page of a year.

    Parameters
    ----------
    year : int
        Of the reports.
    members : sequence of Member
        The districts whose plan covers the year.
    pages : mapping
        Addresses of the pages of all years.

    Returns
    -------
    str
        One HTML page without scripts and without anything to fetch; the same bytes each time.
    """
    reported = [member for member in members if member.report]
    lines = _lines(reported)
    style = files("jbeco.report").joinpath("nbconvert/jbeco/style.css").read_text(encoding="utf-8")
    words = {badge.code: badge.word for line in lines for badge in line.badges.values()}
    return render(
        "province.html",
        year=year,
        pages=pages,
        provinces="、".join(dict.fromkeys(member.plan.province for member in members)),
        members=members,
        shown=reported,
        lines=lines,
        systems=list(dict.fromkeys(line.system for line in lines)),
        verdicts=[(code, words[code]) for code in ORDER if code in words],
        badge=badge_html,
        is_example=any(member.is_example for member in reported),
        common=_html(_common(lines)),
        lagging=_html(_lagging(lines, reported)),
        averages=_html(_averages(year, reported)),
        style=Markup(style),
    )


def _html(table: Table) -> Markup:
    return block_html(table) if table.rows else Markup()


def _lines(members: Sequence[Member]) -> list[Line]:
    """Return the criteria that apply anywhere, system by system.

    Two plans mean the same criterion when its number and its name are the same.
    """
    found: dict[tuple[str, str], Line] = {}
    for place, member in enumerate(members):
        judged = member.badges
        for criterion in member.plan.criteria:
            if criterion.applicable and criterion.id in judged:
                line = Line(criterion, member.plan.systems[criterion.domain], {})
                line = found.setdefault((criterion.id, criterion.full_name), line)
                line.badges[place] = judged[criterion.id]
    systems = list(dict.fromkeys(name for m in members for name in m.plan.systems.values()))
    return sorted(found.values(), key=lambda line: systems.index(line.system))


def _groups(lines: Sequence[Line]) -> dict[int, str]:
    """Return the systems by the place of their first line."""
    firsts: dict[str, int] = {}
    for place, line in enumerate(lines):
        firsts.setdefault(line.system, place)
    return {place: system for system, place in firsts.items()}


def _lagging(lines: Sequence[Line], members: Sequence[Member]) -> Table:
    """Return, for each criterion that is missed anywhere, by which districts."""
    missed = [line for line in lines if line.places(LAGGING)]

    def row(line: Line) -> tuple[Cell, ...]:
        told = [
            (f"{members[place].district} ", line.badges[place]) for place in line.places(LAGGING)
        ]
        return (
            cell(line.name),
            cell(_of(line.places(LAGGING), line)),
            cell(joined(told, "　")),
        )

    return Table(
        caption="未达标、滞后或倒退的子项，与是哪些地区",
        columns=(Column("子项", 30), Column("几个地区", 15), Column("地区", 55)),
        rows=tuple(map(row, missed)),
        groups=_groups(missed),
    )


def _of(places: Sequence[int], line: Line) -> str:
    return f"{len(places)} 个，共 {len(line.badges)} 个适用"


def _common(lines: Sequence[Line]) -> Table:
    """Return the criteria that half of the districts, and more than one, miss or cannot judge."""

    def is_common(places: Sequence[int], line: Line) -> bool:
        return len(places) > 1 and len(places) >= COMMON * len(line.badges)

    rows = [
        (cell(line.name), cell(_of(missed, line)), cell(_of(unknown, line)))
        for line in lines
        for missed, unknown in [(line.places(LAGGING), line.places(OPEN))]
        if is_common(missed, line) or is_common(unknown, line)
    ]
    return Table(
        caption="一半以上的适用地区未达标、滞后、倒退，或判不出来的子项",
        columns=(
            Column("子项", 40),
            Column("未达标、滞后或倒退", 30),
            Column("无法判定或存疑", 30),
        ),
        rows=tuple(rows),
    )


def _averages(year: int, members: Sequence[Member]) -> Table:
    """Return what the members measured where a rule asks for the province's figure."""
    provinces = list(dict.fromkeys(member.plan.province for member in members))
    by_province = [[m for m in members if m.plan.province == name] for name in provinces]
    parts = [list(_average_rows(year, fellows)) for fellows in by_province]
    starts = [sum(map(len, parts[:place])) for place in range(len(parts))]
    return Table(
        caption="框架或规划要求与全省平均比的子项",
        columns=(
            Column("子项", 30),
            Column("比什么", 14),
            Column("成员平均（不加权）", 16),
            Column("最小～最大", 14),
            Column("覆盖", 13),
            Column("报告里用的全省对照值", 13),
        ),
        rows=tuple(row for rows in parts for row in rows),
        groups={
            start: name for start, name, rows in zip(starts, provinces, parts, strict=True) if rows
        },
    )


def _average_rows(year: int, members: Sequence[Member]) -> Iterator[tuple[Cell, ...]]:
    for line in _lines(members):
        asking = [members[place] for place in line.badges]
        for rule in dict.fromkeys(_asked_of_province(line.criterion)):
            for series in asking[0].plan.indicators[line.criterion.indicator].series:
                name = f"{line.name}（{series}）" if series else line.name
                yield _average_row(name, year, asking, line.criterion, rule, series)


def _asked_of_province(criterion: Criterion) -> Iterator[Province | Change]:
    """Yield the comparisons with the province in all rules; of two operators, the first."""
    demands = (criterion.standard, *criterion.targets.values())
    parts = [part for demand in demands if demand.rule for part in walk(demand.rule)]
    yield from [part for part in parts if isinstance(part, Province)][:1]
    yield from (part for part in parts if isinstance(part, Change))


def _average_row(
    name: str,
    year: int,
    members: Sequence[Member],
    criterion: Criterion,
    rule: Province | Change,
    series: str,
) -> tuple[Cell, ...]:
    told, number, unit = _measured(year, members, criterion, rule, series)
    decimals = criterion.decimals or 0
    digits = decimals + 1 if isinstance(rule, Change) else decimals
    reported = _reported(year, members, criterion) if isinstance(rule, Province) else ""
    covers = f"{len(told.numbers)} / {len(members)} 个地区"
    several = (Small(f"口径不一：{told.bases} 种"),) if told.bases > 1 else ()
    if not told.numbers:
        return (cell(name), cell(number), cell("—"), cell("—"), cell(covers), cell(reported))
    low, high = (shown(bound, digits) for bound in (min(told.numbers), max(told.numbers)))
    mean = quantity(told.mean, digits, unit)
    span = f"{low}～{high}"
    return (
        *(cell(name), cell(number), cell(mean), cell(span)),
        *(cell(covers, *several), cell(reported)),
    )


def _measured(
    year: int,
    members: Sequence[Member],
    criterion: Criterion,
    rule: Province | Change,
    series: str,
) -> tuple[MemberAverage, str, str]:
    """Return the members' numbers that a rule compares, what they are, and their unit."""
    values = [member.values for member in members]
    indicator = criterion.indicator
    if isinstance(rule, Province):
        return average_level(values, indicator, series, year), f"{year} 年的数", criterion.unit
    if members[0].plan.indicators[indicator].at_current_prices:
        return average_decline(values, indicator, series, year), "按可比价的下降率", "%"
    in_points = criterion.unit in ("%", "分")
    unit = "个百分点" if criterion.unit == "%" else "分" if in_points else "%"
    told = average_step(values, indicator, series, year, in_points)
    return told, "比上年的变化（升为正）", unit


def _reported(year: int, members: Sequence[Member], criterion: Criterion) -> str:
    """Return the province's own figures that the reports were given; nothing where none was."""
    found = {
        exact
        for member in members
        for exact in member.comparators.loc[
            (member.comparators["indicator"] == criterion.indicator)
            & (member.comparators["region"] == member.plan.province)
            & (member.comparators["year"] == year),
            "exact",
        ].dropna()
    }
    return "、".join(
        shown(number, criterion.decimals or 0) for number in sorted(map(Fraction, found))
    )
