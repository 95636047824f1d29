"""One page for each department: its indicators, its measures, what it still owes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ...assessment import AssessedYear, Verdict
from ...assessment.requests import NOBODY
from ...intake.layout import REMARKS
from ...intake.records import Measure, Source
from ...plan import Department, ObservationCode, Ruling
from ...standards.rounding import shown
from ..action_progress import ActionRow, action_rows
from ..blocks import (
    Block,
    Bullets,
    Cell,
    Chapter,
    Column,
    Heading,
    Line,
    Link,
    Paragraph,
    Small,
    Table,
    cell,
    joined,
)
from ..front_page import Lagging, front_page
from ..signed import with_minus
from ..twins import LAGGING, LAGGING_WORD, by_indicator, counted
from ..value_text import MEASURES
from ..wording import digits_of, in_quotes
from .measures import MEASURE_COLUMNS, measure_cells, states_sentence
from .owed import owed_rows, owner_name
from .parts import named_links, proposed_departments
from .remedies import remedy_table
from .systems import indicator_table

__all__ = ["department_table", "departments", "parts_of", "parts_of_departments"]

PART_COLUMNS = (
    Column("数据", 40), Column("单位", 14), Column("本年", 18, number=True), Column("用于指标", 40),
    Column("填报表的单元格", 16),
)  # fmt: skip


def departments(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return the pages of the departments, a list of links first."""
    plan = assessment.plan
    known, lagging = _with_duties(assessment), front_page(assessment).lagging
    links = joined(Link(one.name, f"dept-{one.id}") for one in known)
    return (
        Paragraph(
            (
                f"本章按部门列出指标、措施和待补资料，可单独打印，共 {len(known)} 个部门：",
                *links,
                f"。报告文件夹的“部门”里有同样内容的工作簿；{_lettered(assessment)}的部门，另附催报函。"
                f"{proposed_departments(plan)}",
            )
        ),
        *(block for one in known for block in _department(assessment, one, lagging)),
    )


def parts_of_departments(
    assessment: AssessedYear, chapter: Chapter
) -> Iterator[tuple[Department, tuple[Block, ...]]]:
    """Yield each department with the blocks of its page, as they are numbered in the report."""
    places = [n for n, block in enumerate(chapter.blocks) if isinstance(block, Heading)]
    pages = [chapter.blocks[a:b] for a, b in pairwise([*places, len(chapter.blocks)])]
    yield from zip(_with_duties(assessment), pages, strict=True)


def department_table(assessment: AssessedYear) -> Table:
    """Return one row per department: how its indicators and measures stand, what it owes."""
    columns = (
        Column("部门", 30),
        Column("是否报送", 12),
        Column("指标", 50),
        Column(LAGGING_WORD[assessment.is_due], 40),
        Column("措施", 60),
        Column("待补", 60),
    )
    rows = tuple(_summary(assessment, one) for one in _with_duties(assessment))
    return Table("各部门一览", columns, rows, sheet="部门")


def _with_duties(assessment: AssessedYear) -> list[Department]:
    plan = assessment.plan
    having = {c.department for c in plan.criteria if c.applicable}
    having |= {action.department for action in plan.actions}
    having |= {code.department for code in plan.asked}
    return [one for one in plan.departments.values() if one.id in having]


def _verdicts(assessment: AssessedYear, department: Department) -> list[Verdict]:
    return [
        v
        for v in assessment.verdicts
        if v.criterion.department == department.id and v.criterion.applicable
    ]


def _lettered(assessment: AssessedYear) -> str:
    """Say which departments get a letter; in the base year nobody was asked for the rest."""
    if assessment.year == assessment.plan.base_year:
        return "有待补资料"
    return "有待补资料、没有报进展或没有写原因与对策"


def _state(assessment: AssessedYear, department: Department) -> str:
    if assessment.year == assessment.plan.base_year:
        return "基准年不发填报表，数取自规划所列现状"
    silent = {one.id for one in assessment.silent}
    return "未报送" if department.id in silent else "已报送"


def _counted(assessment: AssessedYear, verdicts: list[Verdict]) -> str:
    groups = by_indicator(v for v in verdicts if v.code != "not_applicable")
    return (
        f"应判 {len(groups)} 项：{counted(groups, assessment.is_due)}"
        if groups
        else "没有应判的指标"
    )


def _department(
    assessment: AssessedYear, department: Department, lagging: Sequence[Lagging]
) -> Iterator[Block]:
    verdicts = _verdicts(assessment, department)
    rows = [row for row in action_rows(assessment) if row.department == department.name]
    owed = [row for row in owed_rows(assessment) if row.owner == department.id]
    yield Heading(department.name, f"dept-{department.id}", new_page=True)
    yield Paragraph(
        (f"填报：{_state(assessment, department)}。{_counted(assessment, verdicts)}。",)
    )
    if owed:
        lines = tuple(((row.name, "（", *row.links, f"）：{row.request}")) for row in owed)
        yield Paragraph((f"待补 {len(owed)} 项：",))
        yield Bullets(lines)
    elif assessment.year > assessment.plan.base_year:
        yield Paragraph(("没有待补的数据资料。",))
    yield from _of_others(assessment, department)
    if assessment.year > assessment.plan.base_year:
        yield from _remedies(assessment, department, lagging)
    yield from _to_confirm(assessment, department)
    if verdicts:
        yield indicator_table(assessment, f"{department.name}负责填报的指标", verdicts)
    parts = parts_of(assessment, department)
    if parts:
        cells = tuple(_part(assessment, code) for code in parts)
        files = dict.fromkeys(s.file for code in parts for s in _sources(assessment, code))
        if files:
            said = f"下表“填报表的单元格”是填报表 {'、'.join(files)} 里的位置。"
            yield Paragraph((said,), "note")
        yield Table(f"{department.name}负责填报的基础数据", PART_COLUMNS, cells)
    if rows:
        rows.sort(key=lambda row: not row.is_overdue)
        if assessment.year > assessment.plan.base_year:
            yield Paragraph((states_sentence(rows),))
        yield Table(f"{department.name}的措施与承诺", MEASURE_COLUMNS, measure_cells(rows))


def _of_others(assessment: AssessedYear, department: Department) -> Iterator[Block]:
    """Yield which of a department's indicators wait for somebody else."""
    waiting = [
        (f"{row.name}（", *row.links, f"）：请{owner_name(assessment, row)}{row.request}")
        for row in owed_rows(assessment)
        if department.id in row.departments and row.owner not in (department.id, NOBODY)
    ]
    if waiting:
        said = joined(waiting, "；")
        yield Paragraph(("本部门的指标尚不能判定、须由他方补资料的：", *said, "。"))


def _remedies(
    assessment: AssessedYear, department: Department, lagging: Sequence[Lagging]
) -> Iterator[Block]:
    """Yield what a department says of its indicators that lag, and what it has yet to say."""
    mine = [line for line in lagging if line.department == department.name]
    if not mine:
        return
    unexplained = [line.name for line in mine if not line.is_explained]
    if unexplained:
        names = "、".join(unexplained)
        said = f"还请在填报表的“{REMARKS.name}”表里写：{names}的原因、措施、责任单位与完成时限。"
        yield Paragraph((said,))
    caption = f"{department.name}{LAGGING_WORD[assessment.is_due]}的指标：原因与对策"
    yield remedy_table(assessment, mine, caption)


def _to_confirm(assessment: AssessedYear, department: Department) -> Iterator[Block]:
    """Yield the readings of the plan's text that a department is asked to confirm."""
    asked = [
        ruling
        for ruling in assessment.plan.rulings
        if department.name in ruling.confirm_by.split("、")
        and ruling.status == "待确认"
        and ruling.plausible
    ]
    if asked:
        named = joined(((Link(one.id, one.id), f" {_asked(one)}") for one in asked), "；")
        yield Paragraph(("请本部门确认的口径认定：", *named, "。"))


def _asked(ruling: Ruling) -> str:
    """Say what is to be confirmed: the question, the reading in use, and the other."""
    readings = [ruling.default_reading, ruling.other_reading]
    taken, other = readings if ruling.taken == "default" else reversed(readings)
    return f"{ruling.question}（现用{in_quotes(taken)}，另一口径{in_quotes(other)}）"


def _states(assessment: AssessedYear, rows: list[ActionRow]) -> str:
    if rows and assessment.year == assessment.plan.base_year:
        return "基准年，不填报"
    return states_sentence(rows) if rows else "无"


def parts_of(assessment: AssessedYear, department: Department) -> list[ObservationCode]:
    """Return the figures asked of a department from which others' indicators are worked out too."""
    asked = assessment.plan.asked
    return [one for one in asked if one.department == department.id and one.role == "part"]


def _part(assessment: AssessedYear, code: ObservationCode) -> tuple[Cell, ...]:
    """Return a figure with what was sent of it and the indicators that are worked out from it."""
    plan, values = assessment.plan, assessment.facts.values
    told: list[str] = []
    cells: list[str] = []
    for series in plan.indicators[code.indicators[0]].series:
        value = values.get(code.code, series, "level", assessment.year)
        if value is not None and value.number is not None:
            told.append(
                f"{series} {with_minus(shown(value.number, digits_of(value.number)))}".strip()
            )
            cells += [source.cell for source in value.sources if source.cell]
    judged = {one.indicator for one in plan.criteria if one.applicable}
    mine = {(source.file, source.cell) for source in _sources(assessment, code)}
    used: list[str] = []
    compared: list[str] = []
    for name in code.indicators:
        if name in judged:
            known = plan.indicators[name].name
            (used if not mine or mine & _cells_of(assessment, name) else compared).append(known)
    uses: list[Line | str] = ["、".join(dict.fromkeys(used))] if used else []
    if compared:
        aside = f"只用于核对、分解或误差估算：{'、'.join(dict.fromkeys(compared))}"
        uses.append((Small(aside),))
    return (
        cell(code.name),
        cell(code.unit or "—"),
        cell("；".join(told) or "—"),
        cell(*(uses or ["—"])),
        cell("、".join(dict.fromkeys(cells)) or "—"),
    )


def _sources(assessment: AssessedYear, code: ObservationCode) -> list[Source]:
    """Return the cells that a figure of the year stands in."""
    given = assessment.facts.values
    series = assessment.plan.indicators[code.indicators[0]].series
    values = (given.get(code.code, one, "level", assessment.year) for one in series)
    return [source for value in values if value is not None for source in value.sources]


def _cells_of(assessment: AssessedYear, indicator: str) -> set[tuple[str, str]]:
    """Return the cells that an indicator's values of the year were worked out from."""
    given, year = assessment.facts.values, assessment.year
    declared = assessment.plan.indicators[indicator]
    judged: list[tuple[str, Measure]] = [(indicator, measure) for measure in MEASURES]
    judged += [(declared.decline, "level")] if declared.decline else []
    return {
        (source.file, source.cell)
        for series in declared.series
        for code, measure in judged
        if (value := given.get(code, series, measure, year)) is not None
        for source in value.sources
    }


def _summary(assessment: AssessedYear, department: Department) -> tuple[Cell, ...]:
    verdicts = _verdicts(assessment, department)
    rows = [row for row in action_rows(assessment) if row.department == department.name]
    owed = [row for row in owed_rows(assessment) if row.owner == department.id]
    failing = [v.criterion for v in verdicts if v.code in LAGGING]
    return (
        cell(department.name),
        cell(_state(assessment, department)),
        cell(_counted(assessment, verdicts)),
        cell(named_links(assessment, failing) or "无"),
        cell(_states(assessment, rows)),
        cell("；".join(f"{row.name}：{row.request}" for row in owed) or "无"),
    )
