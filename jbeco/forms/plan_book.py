"""Writes 规划录入.xlsx: an empty plan over some published sets, to be filled in by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ..frameworks import Leaf
from ..frameworks.editions import FrameworkSet
from ..indicators import INDICATORS, INPUTS, Declaration
from ..intake.layout import META, TEMPLATE_VERSION, Sheet
from ..plan import Plan, parse_rule, reading
from .entry import accept_listed, accept_text, accept_whole, accept_word
from .plan_layout import (
    ABOUT,
    ABOUT_FIELDS,
    CONFIRMED,
    DEPARTMENT_NAMES,
    DEPARTMENTS,
    FRAMEWORKS,
    GUIDE,
    MISSING_REASONS,
    MOMENT,
    NOTATION,
    REPORTERS,
    TABLES,
    TARGETS,
    TERMS,
    YES_NO,
    Field,
    PlanTable,
    plan_systems,
)
from .style import (
    LAST_ROW,
    TEXT_FORMAT,
    fill_row,
    finish_sheet,
    start_sheet,
    unlock_below,
)
from .workbook_file import cell_at, new_workbook, put_text, save_workbook

__all__ = ["codes_of", "write_plan_book"]

UNREAD = "没有读到，请照印发件写“指标值规则”"

GUIDANCE = (
    (
        "一共几步",
        "一、填“基本情况”“部门”“目标”，有措施、承诺、口径认定的也填。二、运行读入的命令：它列出缺的，"
        "并在“目标”表里写上每条目标的建议读法。三、逐条看建议，对的在“确认”里选“是”，"
        "不对的或没有建议的写规则再选“是”。四、再读入，直到没有缺的。",
    ),
    (
        "黄格才填",
        "灰格是指标体系印着的，不用改；行不要删、不要移。不适用的子项，“适用”选“否”，其余空着。",
    ),
    (
        "目标照录",
        "“近期目标”“远期目标”照规划原文写，如：≥88%，完成上级规定的考核任务。一格只写这个子项的。",
    ),
    (
        "建议不算数",
        "建议只是程序对原文的读法；没有选“是”的一律不采用。"
        "原文改了，建议会跟着变，原来的确认作废。",
    ),
    (
        "现状值",
        "基准年的数，只写数；有梯级的指标从下拉列表里选词；没有数的空着，选“缺数原因”。"
        "现状不是规划基准年的，“基准年”写它的年份。",
    ),
    (
        "分类",
        "一个指标分几类报送的（如城区、涉农分别考核），“分类”写各类名称，用分号隔开；"
        "“现状值”照同样的次序写，也用分号隔开。",
    ),
    (
        "怎样写规则",
        "照“规则写法”表里的写；符号也可以用 ≥、≤、＝、＞、＜。等于 0 请写“＝ 0”，以免被当成公式。",
    ),
    ("分几档的指标值", "指标值分档的，本地区按哪一档，写在“指标值规则”。"),
    (
        "谁来报",
        "每个子项选一个牵头部门，它要的数默认都由牵头部门报；某个数由别的部门报的，"
        "在“报送”表里改。",
    ),
)

EXAMPLES = (
    (">= 88", "≥88；不低于 88%"),
    ("<= 25", "≤25；25（越小越好的指标）"),
    ("= 100", "100%（已到上限）"),
    ("rising", "持续提高"),
    ("falling every year", "逐年下降"),
    ("not worse", "保持稳定或持续改善"),
    ("kept", "面积不减少，性质不改变，功能不降低"),
    ("task met", "完成上级规定的考核任务"),
    ("> province", "高于全省平均值"),
    ("rise > province", "提高幅度大于全省平均值"),
    ("status >= 制定实施", "制定实施"),
    (">= 88 and task met and not worse", "≥88%，完成上级规定的考核任务；保持稳定或持续改善"),
    ("= 100 or (rising and rise > province)", "100%，或持续提高且提高幅度大于全省平均值"),
    (">= 25 for 城区街道 and >= 30 for 涉农街道（镇）", "两类分别要求"),
)

TARGET_WIDTHS = {
    "编号": 9,
    "指标": 26,
    "单位": 10,
    "属性": 9,
    "指标值": 20,
    "指标值读作": 26,
    "指标值规则": 16,
    "适用": 7,
    "基准年": 8,
    "分类": 14,
    "现状": 20,
    "现状值": 12,
    "缺数原因": 12,
    "牵头部门": 20,
    "备注": 20,
}


def write_plan_book(sets: Sequence[FrameworkSet], shipped: Plan, path: Path) -> None:
    """Write the empty workbook; equal arguments give equal bytes.

    Parameters
    ----------
    sets : sequence of FrameworkSet
        The published sets that the plan uses.
    shipped : Plan
        The package's own plan, whose words for attributes, systems and gaps are offered.
    path : Path
        The file; its folder is made if needed.

    Raises
    ------
    JbecoError
        When the file cannot be written.
    """
    workbook = new_workbook()
    _explain(workbook.create_sheet(GUIDE.name), sets)
    _fill_about(workbook.create_sheet(ABOUT.name))
    _fill_targets(workbook.create_sheet(TARGETS.name), sets, shipped)
    for table in TABLES:
        _fill_table(workbook.create_sheet(table.name), table)
    _fill_reporters(workbook.create_sheet(REPORTERS.name), sets)
    _fill_notation(workbook.create_sheet(NOTATION.name))
    _fill_meta(workbook.create_sheet(META.name), sets)
    workbook.properties.title = "规划录入"
    save_workbook(workbook, path, MOMENT)


def codes_of(indicator: Declaration) -> list[str]:
    """Return what may be asked for an indicator: its own code, its inputs, and what explains it."""
    own = [indicator.id] if indicator.asked else []
    fed = [code for code, declared in INPUTS.items() if indicator.id in declared.feeds]
    return list(dict.fromkeys([*own, *indicator.inputs, *fed, *indicator.analysed_with]))


def _explain(sheet: Worksheet, sets: Sequence[FrameworkSet]) -> None:
    start_sheet(sheet, GUIDE, {"项目": 16, "内容": 96})
    rows = [*GUIDANCE, *((one.name, one.title) for one in sets)]
    for line, (label, text) in enumerate(rows, start=2):
        fill_row(sheet, GUIDE, line, {"项目": label, "内容": text}, {})
    finish_sheet(sheet, GUIDE.name, portrait=True)


def _fill_about(sheet: Worksheet) -> None:
    start_sheet(sheet, ABOUT, {"项目": 16, "内容": 60, "怎么填": 44})
    for line, (label, (entry, how)) in enumerate(ABOUT_FIELDS.items(), start=2):
        fill_row(sheet, ABOUT, line, {"项目": label, "怎么填": how}, {"内容": TEXT_FORMAT})
        if entry.endswith("_year"):
            accept_whole(sheet, f"B{line}", 1990, 2100, how)
    finish_sheet(sheet, ABOUT.name, portrait=True)


def _fill_targets(sheet: Worksheet, sets: Sequence[FrameworkSet], shipped: Plan) -> None:
    terms = {column: 20 for term in TERMS for column in term.columns}
    short = dict.fromkeys((term.confirmation for term in TERMS), 7)
    start_sheet(sheet, TARGETS, {**TARGET_WIDTHS, **terms, **short})
    formats = dict.fromkeys(TARGETS.open_columns, TEXT_FORMAT)
    line = 1
    leaves = [pair for one in sets for pair in one.leaves.items()]
    for line, (ident, leaf) in enumerate(leaves, start=2):
        given = _given(ident, leaf, shipped)
        fill_row(sheet, TARGETS, line, given, formats)
        _ask_base_value(sheet, f"{_letter(TARGETS, '现状值')}{line}", INDICATORS[leaf.indicator])
    words = shipped.methods.words.reason
    reasons = [words[code] for code in MISSING_REASONS]
    accept_word(sheet, _cells(TARGETS, "适用", line), tuple(YES_NO), "本规划列不列这个子项。")
    accept_word(sheet, _cells(TARGETS, "缺数原因", line), reasons, "只在没有现状数时选。")
    departments = _cells(TARGETS, "牵头部门", line)
    accept_listed(sheet, departments, DEPARTMENT_NAMES, "从“部门”表里的名称选。")
    accept_text(sheet, _cells(TARGETS, "基准年", line), "现状不是规划基准年的，写它的年份。")
    for term in TERMS:
        wording = "照规划原文写；一格只写这个子项的。"
        accept_text(sheet, _cells(TARGETS, term.text, line), wording)
        rule = "建议不对或没有建议时写，写法见“规则写法”。"
        accept_text(sheet, _cells(TARGETS, term.rule, line), rule)
        accept_word(
            sheet,
            _cells(TARGETS, term.confirmation, line),
            (CONFIRMED,),
            "看过、同意这样读，选“是”。",
        )
    finish_sheet(sheet, TARGETS.name, freeze="C2")


def _given(ident: str, leaf: Leaf, shipped: Plan) -> dict[str, str]:
    read = reading(parse_rule(leaf.standard_rule)) if leaf.standard_rule else UNREAD
    name = leaf.name if leaf.name == leaf.row_name else f"{leaf.row_name}：{leaf.name}"
    return {
        "编号": ident,
        "指标": name,
        "单位": INDICATORS[leaf.indicator].unit or leaf.unit_text,
        "属性": shipped.methods.words.attribute[leaf.attribute],
        "指标值": leaf.standard_text,
        "指标值读作": f"{read}（{leaf.note}）" if leaf.note else read,
    }


def _ask_base_value(sheet: Worksheet, cell: str, indicator: Declaration) -> None:
    if indicator.kind == "state":
        accept_word(sheet, cell, indicator.states, "从下拉列表里选。")
    else:
        unit = f"，单位 {indicator.unit}" if indicator.unit else ""
        accept_text(sheet, cell, f"只写数{unit}；分几类的用分号隔开。")


def _fill_table(sheet: Worksheet, table: PlanTable) -> None:
    layout = table.sheet
    formats = dict.fromkeys(layout.columns, TEXT_FORMAT)
    start_sheet(sheet, layout, {one.column: one.width for one in table.fields})
    unlock_below(sheet, layout, formats)
    for line in range(2, table.drawn + 2):
        drawn = {"编号": f"D{line - 1:02d}", "状态": "待确认"} if table is DEPARTMENTS else {}
        fill_row(sheet, layout, line, drawn, formats)
    for one in table.fields:
        _accept(sheet, one, _cells(layout, one.column, LAST_ROW))
    finish_sheet(sheet, table.name)


def _accept(sheet: Worksheet, one: Field, cells: str) -> None:
    if one.listed == "部门":
        accept_listed(sheet, cells, DEPARTMENT_NAMES, "从“部门”表里的名称选。")
    elif one.listed == "体系":
        accept_word(sheet, cells, tuple(plan_systems()), "从下拉列表里选。")
    elif one.words:
        accept_word(sheet, cells, tuple(one.words), one.prompt or "从下拉列表里选。")
    elif one.prompt:
        accept_text(sheet, cells, one.prompt)


def _fill_reporters(sheet: Worksheet, sets: Sequence[FrameworkSet]) -> None:
    widths = {"代码": 24, "名称": 26, "填报要求": 56, "单位": 12, "用于": 16, "部门": 26}
    start_sheet(sheet, REPORTERS, widths)
    line = 1
    for line, (code, ids) in enumerate(_asked(sets).items(), start=2):
        declared = INPUTS.get(code) or INDICATORS[code]
        row = {
            "代码": code,
            "名称": declared.name,
            "填报要求": declared.asked,
            "单位": declared.unit,
            "用于": "、".join(ids),
        }
        fill_row(sheet, REPORTERS, line, row, {"部门": TEXT_FORMAT})
    prompt = "不由牵头部门报的才选。"
    accept_listed(sheet, _cells(REPORTERS, "部门", line), DEPARTMENT_NAMES, prompt)
    finish_sheet(sheet, REPORTERS.name)


def _asked(sets: Sequence[FrameworkSet]) -> dict[str, list[str]]:
    """Return what may be asked for any leaf, each code with the leaves that use it."""
    found: dict[str, list[str]] = {}
    for ident, leaf in (pair for one in sets for pair in one.leaves.items()):
        for code in codes_of(INDICATORS[leaf.indicator]):
            found.setdefault(code, []).append(ident)
    return found


def _fill_notation(sheet: Worksheet) -> None:
    start_sheet(sheet, NOTATION, {"规则": 44, "读作": 60, "常见的原文": 44})
    for line, (rule, texts) in enumerate(EXAMPLES, start=2):
        row = {"规则": rule, "读作": reading(parse_rule(rule)), "常见的原文": texts}
        fill_row(sheet, NOTATION, line, row, {})
    finish_sheet(sheet, NOTATION.name)


def _fill_meta(sheet: Worksheet, sets: Sequence[FrameworkSet]) -> None:
    names = ";".join(one.name for one in sets)
    rows = [META.columns, ("template_version", TEMPLATE_VERSION), (FRAMEWORKS, names)]
    for line, pair in enumerate(rows, start=1):
        for column, text in enumerate(pair, start=1):
            put_text(cell_at(sheet, line, column), text)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True


def _letter(layout: Sheet, column: str) -> str:
    return get_column_letter(layout.column(column))


def _cells(layout: Sheet, column: str, last: int) -> str:
    """Return the cells of a column from row 2 to the last row."""
    return f"{_letter(layout, column)}2:{_letter(layout, column)}{last}"
