"""One fact told twice: two departments, two files, two rows, two criteria; no winner is chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from ..indicators import contradict
from ..intake.records import Observation
from ..problems import Level, Problem
from ..standards.rounding import exact_text
from .context import CheckContext, name_of, said

__all__ = [
    "check_asked_twice",
    "check_base_contradictions",
    "check_contradictions",
    "check_public_contradictions",
    "check_public_duplicates",
    "check_repeats",
]

MEND = "请核实后改成一致，或在“更正与裁决”的“裁决”表写明采信哪一个；在此之前哪一个都不采信"

BLANK = "not_reported"
ONE_SIDED = "请核实后改成一致；在此之前采用填了的数"


def check_contradictions(context: CheckContext) -> Iterator[Problem]:
    """Find answers to one question that differ, or of which only some have a figure."""
    tolerance = context.plan.methods.same_fact_tolerance
    for code in context.plan.observations.values():
        for series in code.series:
            told = context.entries(code.code, series)
            entries = [seen for seen in told if seen.missing != BLANK]  # a blank says nothing
            if contradict(entries, tolerance):
                yield _differing(context, entries, name_of(code, series), Level.ERROR)
            elif len({seen.missing is None for seen in entries}) == 2:
                text = _told(context, entries)
                what = f"“{name_of(code, series)}”有的填了数、有的写没有：{text}"
                blocks = context.blocks(code.code)
                where, *also = _once_a_file(entries)
                yield Problem(where, what, ONE_SIDED, Level.WARNING, blocks, also=tuple(also))


def check_asked_twice(context: CheckContext) -> Iterator[Problem]:
    """Find facts that two departments are asked for and answer differently.

    None of the two is believed until a resolution names one.
    """
    tolerance = context.plan.methods.same_fact_tolerance
    for code in context.plan.observations.values():
        other = context.plan.observations.get(code.same_as)
        if other is None or other.unit != code.unit:
            continue
        for series in code.series:
            pair = [context.figure(name, series) for name in (other.code, code.code)]
            pair += [_only_state(context, name, series) for name in (other.code, code.code)]
            entries = [seen for seen in pair if seen is not None]
            if contradict(entries, tolerance):
                yield _differing(context, entries, name_of(other, series), Level.WARNING)


def _only_state(context: CheckContext, code: str, series: str) -> Observation | None:
    given = [seen for seen in context.entries(code, series) if seen.state is not None]
    return given[0] if len({seen.state for seen in given}) == 1 else None


def _differing(
    context: CheckContext, entries: Sequence[Observation], name: str, level: Level
) -> Problem:
    """Tell all entries of one fact at once: an error takes the figure out, a warning doubts it."""
    given = [seen for seen in entries if seen.missing is None]
    what = f"同一事实“{name}”前后不一：{_told(context, given)}"
    blocks = context.blocks(*(seen.indicator for seen in given))
    doubt = level is Level.WARNING
    about = "" if doubt else "value"
    where, *also = _once_a_file(given)
    return Problem(
        where, what, MEND, level, blocks, about=about, contradicts=doubt, also=tuple(also)
    )


def _once_a_file(entries: Sequence[Observation]) -> list[str]:
    """Return one place of each file: who sent a file is told once of what it contradicts."""
    first: dict[str, Observation] = {}
    for seen in sorted(entries, key=lambda s: s.source):
        first.setdefault(seen.source.file, seen)
    return [str(seen.source) for seen in first.values()]


def _told(context: CheckContext, entries: Sequence[Observation]) -> str:
    departments = context.plan.departments
    names = {seen: departments[seen.department].name for seen in entries if seen.department}
    told = sorted(f"{names.get(s, '')}（{s.source}）写 {said(s)}" for s in entries)
    return "，".join(told)


def check_repeats(context: CheckContext) -> Iterator[Problem]:
    """Note what was sent twice with the same content: once per pair of files, or per row."""
    files: Counter[tuple[str, str]] = Counter()
    for code in context.plan.observations.values():
        for series in code.series:
            for first, second in combinations(context.entries(code.code, series), 2):
                if said(first) != said(second):
                    continue
                if first.source.file != second.source.file:
                    files[first.source.file, second.source.file] += 1
                else:
                    what = f"“{name_of(code, series)}”与 {first.source.cell} 重复填报，内容一致"
                    yield Problem(str(second.source), what, "请删去一行", Level.WARNING)
    for (first_file, second_file), count in sorted(files.items()):
        what = f"与 {first_file} 有 {count} 项重复填报，内容一致"
        yield Problem(
            second_file, what, "重报的请在“更正与裁决”的“重报”表写明取代哪一份", Level.NOTE
        )


def check_public_duplicates(context: CheckContext) -> Iterator[Problem]:
    """Find rows of the consultant's own table that stand there twice."""
    first: dict[tuple[str, str, str, str], Observation] = {}
    for seen in sorted(context.public_rows, key=_by_line):
        key = (seen.source.file, seen.criterion, seen.series, seen.measure)
        if key in first:
            what = f"{seen.criterion} 与 {first[key].source.cell} 重复填报"
            yield Problem(str(seen.source), what, "请删去一行", blocks=(seen.criterion,))
        first.setdefault(key, seen)


def check_base_contradictions(context: CheckContext) -> Iterator[Problem]:
    """Find figures of the base year that say something else than the plan itself does.

    None of the two is believed until the department or the plan's table is put right.
    """
    if context.year != context.plan.base_year:
        return
    tolerance = context.plan.methods.same_fact_tolerance
    for planned in context.public_rows:
        for seen in context.entries(planned.indicator, planned.series):
            if seen.measure == planned.measure and contradict((planned, seen), tolerance):
                code = context.code(seen)
                what = (
                    f"{name_of(code, seen.series)}填 {said(seen)}，"
                    f"与 {planned.criterion} 的基准年数 {said(planned)}（{planned.source}）不一致"
                )
                mend = (
                    "同一事实只能有一个数：请核实后改正一处；规划有误的，改规划的现状值并写明依据"
                )
                blocks = context.blocks(code.code)
                yield Problem(str(seen.source), what, mend, blocks=blocks)


def _by_line(seen: Observation) -> tuple[str, int, str]:
    cell = seen.source.cell
    return seen.source.file, len(cell), cell


def check_public_contradictions(context: CheckContext) -> Iterator[Problem]:
    """Find criteria of one indicator for which the consultant's own table says different things."""
    groups: dict[tuple[str, str, str], list[Observation]] = {}
    for seen in context.public_rows:
        if seen.missing is None:
            groups.setdefault((seen.indicator, seen.series, seen.measure), []).append(seen)
    for (indicator, _, _), group in groups.items():
        if contradict(group, context.plan.methods.same_fact_tolerance):
            told = "，".join(sorted(f"{s.criterion}（{s.source}）写 {_bare(s)}" for s in group))
            what = f"同一事实“{context.plan.indicators[indicator].name}”前后不一：{told}"
            blocks = tuple(sorted({seen.criterion for seen in group}))
            yield Problem(min(str(seen.source) for seen in group), what, MEND, blocks=blocks)


def _bare(seen: Observation) -> str:
    return seen.state or (exact_text(seen.number) if seen.number is not None else "缺")
