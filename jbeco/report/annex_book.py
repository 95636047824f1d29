"""附表.xlsx: the report's tables for a spreadsheet, with the same words and numbers.

Each sheet has its title in A1, a note in A2 and one header row; nothing is merged or hidden.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ..assessment import AssessedYear, Verdict
from ..forms.style import LINE_POINTS, line_count
from ..forms.workbook_file import cell_at, new_workbook, put_text, save_workbook
from ..intake.layout import EXAMPLE_MARK
from .action_progress import action_rows
from .edition import edition_of
from .front_page import front_page
from .results import title
from .value_text import value_text
from .why import conclusion_word

__all__ = ["ANNEX", "write_annex_book"]

ANNEX = "附表.xlsx"
HEADER = 3
"""Row of the header; the title stands in row 1, the note in row 2."""

FONT = "微软雅黑"
HEAD_FONT = Font(name=FONT, size=10, bold=True, color="FFFFFF")
HEAD_FILL = PatternFill("solid", fgColor="2F6B5E")
TEXT_FONT = Font(name=FONT, size=10)
TITLE_FONT = Font(name=FONT, size=14, bold=True)
WRAPPED = Alignment(wrap_text=True, vertical="top")
HAIR = Side(style="hair", color="8A9391")
BORDER = Border(left=HAIR, right=HAIR, top=HAIR, bottom=HAIR)
WIDE = 240
"""Characters beyond which a sheet is printed on A3."""

MOST_LINES = 20


@dataclass(frozen=True)
class Page:
    """One sheet: its name, title, note, the columns with their widths, and the rows as texts."""

    name: str
    title: str
    note: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str]]


def write_annex_book(assessment: AssessedYear, path: Path) -> None:
    """Write the workbook; equal tables give equal bytes.

    Parameters
    ----------
    assessment : AssessedYear
        The year as it was judged.
    path : Path
        The file.

    Raises
    ------
    JbecoError
        When the file cannot be written.
    """
    workbook = new_workbook()
    whose = title(assessment.plan, assessment.year, assessment.review)
    mark = f"{EXAMPLE_MARK}数据，全部虚构。" if assessment.is_example else ""
    for page in _pages(assessment):
        _write(workbook.create_sheet(page.name), page, f"{whose}　{page.title}", mark)
    workbook.properties.title = f"{assessment.plan.name} {whose} 附表"
    workbook.properties.creator = assessment.plan.leading_group
    save_workbook(workbook, path, datetime(assessment.year + 1, 1, 1))


def _pages(assessment: AssessedYear) -> list[Page]:
    return [
        _criteria(assessment),
        _lagging(assessment),
        _owed(assessment),
        _measures(assessment),
        _amendments(assessment),
        _changes(assessment),
        _sources(assessment),
    ]


def _write(sheet: Worksheet, page: Page, heading: str, mark: str) -> None:
    put_text(cell_at(sheet, 1, 1), heading)
    put_text(cell_at(sheet, 2, 1), mark + page.note)
    cell_at(sheet, 1, 1).font, cell_at(sheet, 2, 1).font = TITLE_FONT, TEXT_FONT
    for column, (name, width) in enumerate(page.columns, start=1):
        head = cell_at(sheet, HEADER, column)
        put_text(head, name)
        head.font, head.fill, head.alignment = HEAD_FONT, HEAD_FILL, WRAPPED
        sheet.column_dimensions[get_column_letter(column)].width = width
    for line, row in enumerate(page.rows, start=HEADER + 1):
        for column, text in enumerate(row, start=1):
            cell = cell_at(sheet, line, column)
            put_text(cell, text)
            cell.font, cell.alignment, cell.border = TEXT_FONT, WRAPPED, BORDER
        widths = [width for _, width in page.columns]
        lines = max(map(line_count, row, widths), default=1)
        sheet.row_dimensions[line].height = LINE_POINTS * min(lines, MOST_LINES) + 4
    last = get_column_letter(len(page.columns))
    sheet.freeze_panes = f"B{HEADER + 1}"
    sheet.auto_filter.ref = f"A{HEADER}:{last}{HEADER + max(1, len(page.rows))}"
    wide = sum(width for _, width in page.columns) > WIDE
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3 if wide else sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.print_title_rows = f"{HEADER}:{HEADER}"


def _criteria(assessment: AssessedYear) -> Page:
    plan, words = assessment.plan, assessment.plan.methods.words
    milestones = plan.milestones
    columns = [
        *(("子项", 9), ("体系", 12), ("指标体系", 24), ("指标", 34), ("属性", 9)),
        *(("指标值（原文）", 26), (f"{plan.base_year} 年现状（原文）", 20)),
        *((f"{year} 年目标（原文）", 22) for year in milestones),
        *((f"{assessment.year} 年", 18), ("判定", 10), ("达标准", 9), ("达规划目标", 10)),
        *(("上级任务", 10), ("数据等级", 8), ("理由", 60), ("责任部门", 22)),
    ]
    rows = [_criterion_row(assessment, verdict) for verdict in assessment.verdicts]
    attributes = "、".join(words.attribute.values())
    note = f"各指标体系的每一个子项；属性：{attributes}。"
    return Page("指标与判定", "指标与判定", note, columns, rows)


def _criterion_row(assessment: AssessedYear, verdict: Verdict) -> list[str]:
    plan, criterion = assessment.plan, verdict.criterion
    words = plan.methods.words
    conclusions = [
        conclusion_word(assessment, verdict.meets_standard, verdict.standard),
        conclusion_word(assessment, verdict.meets_target, verdict.target),
        conclusion_word(assessment, verdict.task_met, verdict.task),
    ]
    return [
        criterion.id,
        plan.systems[criterion.domain],
        plan.frameworks[criterion.framework],
        criterion.full_name,
        words.attribute[criterion.attribute],
        criterion.standard.text,
        criterion.base_text,
        *(criterion.targets[year].text for year in plan.milestones),
        value_text(assessment, verdict) if criterion.applicable else "—",
        words.verdict[verdict.code],
        *conclusions,
        verdict.grade or "",
        verdict.reason,
        plan.departments[criterion.department].name if criterion.department else "—",
    ]


def _lagging(assessment: AssessedYear) -> Page:
    words = assessment.plan.methods.words.verdict
    rows = []
    for line in front_page(assessment).lagging:
        way = (
            f"{line.step.base} → {line.step.value} → {line.step.goal} {line.step.unit}".strip()
            if line.step
            else line.reason
        )
        said = line.remarks
        causes = "；".join(f"{one.cause}（{one.author}）" for one in said if one.cause)
        proposals = "；".join(
            "，".join(text for text in (one.proposal, one.owner, one.due) if text)
            for one in said
            if one.proposal
        )
        rows.append(
            [
                line.name,
                "、".join(leaf.criterion.id for leaf in line.leaves),
                words[line.code],
                way,
                "；".join(line.measures),
                causes or f"待{line.department}填写",
                proposals or f"待{line.department}填写",
                line.department,
            ]
        )
    columns = [
        *(("指标", 28), ("子项", 14), ("判定", 10), ("基准 → 本年 → 目标", 34)),
        *(
            ("有关措施与承诺", 44),
            ("原因（谁说的）", 44),
            ("对策（谁、何时）", 44),
            ("责任部门", 22),
        ),
    ]
    note = "国家、省级同一指标合计一行；原因与对策是部门或咨询单位自己写的。"
    return Page("未达标与对策", "未达标（滞后）的指标、原因与对策", note, columns, rows)


def _owed(assessment: AssessedYear) -> Page:
    rows = [
        [
            line.name,
            "、".join(leaf.criterion.id for leaf in line.leaves),
            line.leaves[0].reason,
            line.request,
        ]
        for line in front_page(assessment).unknown
    ]
    columns = [("指标", 30), ("子项", 16), ("为什么不能判定", 64), ("由谁补什么", 50)]
    return Page("待补资料", "尚不能判定的指标：缺什么，由谁补", "", columns, rows)


def _measures(assessment: AssessedYear) -> Page:
    systems = {action.id: action for action in assessment.plan.actions}
    rows = []
    for row in action_rows(assessment):
        action = systems[row.id.partition("-")[0]]
        serves = [
            assessment.plan.indicators[name].name
            for name in action.serves
            if name in assessment.plan.indicators
        ]
        kind = "措施" if row.is_action else "承诺"
        told = [row.state, row.share, row.done, row.document_number, row.department]
        rows.append([row.id, kind, action.chapter, row.text, *told, "、".join(serves)])
    columns = [
        *(("编号", 9), ("类别", 7), ("篇章", 24), ("内容", 54), ("进展", 12), ("完成比例", 10)),
        *(("完成数量", 14), ("佐证文号", 22), ("填报部门", 22), ("有关指标（推断）", 34)),
    ]
    return Page("措施与承诺", "措施与承诺的进展", "部门填报，不作判定。", columns, rows)


def _amendments(assessment: AssessedYear) -> Page:
    rows = [
        [
            *(str(act.year), act.kind, act.code, act.series, act.place, act.before, act.after),
            *(act.reason, act.who, act.when, str(act.source)),
        ]
        for act in assessment.submissions.amendments
    ]
    columns = [
        *(("年", 7), ("处理", 8), ("代码", 24), ("系列", 12), ("文件与单元格", 50)),
        *(("原来写", 18), ("采用", 18), ("理由", 40), ("何人", 10), ("何时", 12), ("记在", 36)),
    ]
    return Page("更正与裁决", "更正、裁决、重报与衔接", "原始填报从不改动。", columns, rows)


def _changes(assessment: AssessedYear) -> Page:
    edition = edition_of(assessment.plan, assessment.tables)
    rows = [] if edition is None else edition.changes
    texts = [[row[key] for key in ("kind", "what", "before", "after", "why")] for row in rows]
    note = f"与 {edition.before} 相比。" if edition and edition.before else "首次发布，没有修订。"
    columns = [("类别", 12), ("对象", 44), ("原来", 40), ("现在", 40), ("由什么引起", 70)]
    return Page("修订", "修订表", note, columns, texts)


def _sources(assessment: AssessedYear) -> Page:
    files = [["填报", name, digest] for name, digest in assessment.submissions.files]
    files += [["规划", name, digest] for name, digest in assessment.plan.files]
    columns = [("类别", 8), ("文件", 70), ("sha256", 70)]
    return Page("数据来源", "数据来源：输入文件与 sha256", "", columns, files)
