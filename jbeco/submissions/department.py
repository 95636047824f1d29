"""From the sheets of a department's workbook to records; a cell that cannot be read is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ..plan import ObservationCode
from ..problems import Level
from ..standards.rounding import exact_text
from ..tables import cell_name
from .collector import Collector
from .layout import (
    ACTION_STATES,
    ACTIONS,
    DEPARTMENT_REASONS,
    EVIDENCE,
    HAS_DATA,
    META,
    NUMBERS,
    TASK_RESULTS,
    TASKS,
    TEMPLATE_VERSION,
    Sheet,
)
from .model import Evidence, Observation, Progress, Source, Task
from .spelling import read_date, read_number
from .workbook import CellText, SheetRows

__all__ = ["read_department"]


@dataclass(frozen=True)
class _Line:
    """One row of a sheet by column name."""

    file: str
    sha256: str
    sheet: str
    number: int
    cells: Mapping[str, CellText]
    places: Mapping[str, str]

    def text(self, column: str) -> str:
        cell = self.cells.get(column)
        return "" if cell is None or cell.value is None else str(cell.value).strip()

    def place(self, column: str) -> str:
        return f"{self.sheet}!{self.places[column]}"

    def where(self, column: str) -> str:
        return f"{self.file}!{self.place(column)}"

    def source(self, column: str) -> Source:
        return Source(self.file, self.place(column), self.sha256)


def read_department(
    file: str, sha256: str, year: int, sheets: Sequence[SheetRows], into: Collector
) -> str | None:
    """Read a workbook that was made from the template.

    Parameters
    ----------
    file : str
        Its path below the data folder.
    sha256 : str
        Hash of the file.
    year : int
        Year of the folder that it lies in.
    sheets : sequence of SheetRows
        As `read_workbook` gives them.
    into : Collector
        Gets the records and the problems.

    Returns
    -------
    str or None
        The department that answered; None when the workbook is not one of ours.
    """
    by_name = {sheet.name: sheet for sheet in sheets}
    department = _meta(file, year, by_name, into)
    if department is None:
        return None
    readers = {NUMBERS: _numbers, EVIDENCE: _evidence, TASKS: _tasks, ACTIONS: _actions}
    for sheet, read in readers.items():
        if sheet.name not in by_name:
            mend = "请从模板恢复这张表，不要改表名"
            into.problem(file, f"缺少工作表“{sheet.name}”", mend)
            continue
        for line in _lines(file, sha256, sheet, by_name[sheet.name], into):
            read(line, year, department, into)
    return department


def _meta(file: str, year: int, sheets: Mapping[str, SheetRows], into: Collector) -> str | None:
    if META.name not in sheets:
        mend = "请把数据填进用 jbeco template 生成的模板"
        into.problem(file, "不是本程序的模板（没有模板编号）", mend)
        return None
    pairs = {
        str(row[0].value): str(row[1].value) for row in sheets[META.name].rows[1:] if len(row) > 1
    }
    mend = f"请用 jbeco template {year} 重新生成模板，把数填进去"
    if pairs.get("template_version") != TEMPLATE_VERSION:
        found = pairs.get("template_version", "（空）")
        into.problem(file, f"模板版本是 {found}，应为 {TEMPLATE_VERSION}", mend)
        return None
    if pairs.get("year") != str(year):
        into.problem(file, f"模板是 {pairs.get('year')} 年的，却放在 {year} 年的文件夹里", mend)
        return None
    department = pairs.get("department", "")
    if department not in into.plan.departments:
        into.problem(file, f"模板里的部门“{department}”不在部门表里", mend)
        return None
    return department


def _lines(
    file: str, sha256: str, sheet: Sheet, rows: SheetRows, into: Collector
) -> Iterator[_Line]:
    header = [_plain(cell) for cell in rows.rows[0]] if rows.rows else []
    while header and header[-1] == "":
        header.pop()
    if header != list(sheet.columns):
        where = f"{file}!{sheet.name}!A1"
        into.problem(
            where, _header_fault(sheet, header, rows), "请从模板恢复表头，把数填回原来的格"
        )
        return
    for number, cells in enumerate(rows.rows[1:], start=2):
        named = dict(zip(sheet.columns, cells, strict=False))
        if any(_plain(cell) for cell in named.values()):
            places = {c: cell_name(i, number) for i, c in enumerate(sheet.columns, start=1)}
            yield _Line(file, sha256, sheet.name, number, named, places)


def _plain(cell: CellText) -> str:
    return "" if cell.value is None else str(cell.value).strip()


def _header_fault(sheet: Sheet, header: Sequence[str], rows: SheetRows) -> str:
    for number, row in enumerate(rows.rows[1:20], start=2):
        if [_plain(cell) for cell in row][: len(sheet.columns)] == list(sheet.columns):
            return f"表头在第 {number} 行，应在第 1 行（整表被下移）"
    if [text for text in header if text] == list(sheet.columns):
        return "表头被右移或插入了空列"
    wrong = [name for name in sheet.columns if name not in header]
    return f"表头与模板不符，缺少 {'、'.join(wrong)}" if wrong else "表头的顺序被改了"


def _numbers(line: _Line, year: int, department: str, into: Collector) -> None:
    code = into.plan.observations.get(line.text("代码"))
    if code is None:
        into.problem(
            line.where("代码"), f"“{line.text('代码')}”不是原始数代码", "请从模板恢复这一行"
        )
        return
    if not _row_is_ours(line, code, department, into):
        return
    value = line.cells["本年值"]
    number, state, missing, flags, good = _value(line, code, into)
    agrees = _answer_agrees(line, code, value, missing is None, into)
    if not good or not agrees:
        return
    missing = (_reasons(into).get(line.text("无数据原因")) or missing) if missing else None
    into.observations.append(
        Observation(
            criterion="",
            indicator=code.code,
            series=line.text("系列"),
            year=year,
            measure="state" if code.kind == "state" else "level",
            number=number,
            state=state,
            missing=missing,
            unit=code.unit,
            data_year=year,
            basis=line.text("口径"),
            grade=_grade(line, missing, flags),
            document=line.text("来源文件"),
            verbatim=_plain(value),
            note=line.text("备注"),
            source=line.source("本年值"),
            department=department,
            entered=_plain(value),
            flags=flags,
            document_number=line.text("文号"),
            dated=_date(line, "出表日期", into, code.code),
            shown_previous=line.text("上年已采信值"),
        )
    )


def _row_is_ours(line: _Line, code: ObservationCode, department: str, into: Collector) -> bool:
    good = True
    if code.department != department:
        owner = into.plan.departments[code.department].name
        into.problem(
            line.where("代码"), f"“{code.name}”由{owner}填报", "请从模板恢复这一行", code=code.code
        )
        good = False
    if line.text("系列") not in code.series:
        mend = f"可选：{'、'.join(s or '（空）' for s in code.series)}"
        into.problem(line.where("系列"), f"没有系列“{line.text('系列')}”", mend, code=code.code)
        good = False
    if line.text("单位") != code.unit:
        what = f"单位被改成“{line.text('单位')}”，应为“{code.unit}”"
        into.problem(line.where("单位"), what, "请恢复单位，并按它换算数值", code=code.code)
        good = False
    return good


def _value(
    line: _Line, code: ObservationCode, into: Collector
) -> tuple[Fraction | None, str | None, str | None, tuple[str, ...], bool]:
    """Return number, state, missing reason and flags of 本年值, and whether it could be read."""
    cell = line.cells["本年值"]
    text = _plain(cell)
    if code.kind == "state":
        if text and text not in code.states:
            mend = f"可选：{'、'.join(code.states)}"
            into.problem(line.where("本年值"), f"“{text}”不是规定的用词", mend, code=code.code)
            return None, None, None, (), False
        return None, text or None, None if text else "not_reported", (), True
    spelled = read_number(cell.value, cell.number_format, code.unit)
    if spelled.error is not None:
        what = f"{code.name}：{spelled.error}"
        mend = f"请填一个以“{code.unit}”为单位的数" if code.unit else "请填一个数"
        into.problem(line.where("本年值"), what, mend, code=code.code)
        return None, None, None, (), False
    if spelled.flags:
        said = "、".join(spelled.flags)
        read = "没有数" if spelled.number is None else exact_text(spelled.number)
        what = f"{code.name}写作“{text}”，读作 {read}（{said}）"
        into.problem(line.where("本年值"), what, "请核对读得对不对", Level.NOTE, code.code)
    return spelled.number, None, spelled.missing, spelled.flags, True


def _reasons(into: Collector) -> dict[str, str]:
    """Return the reasons a department may give, by their Chinese words."""
    words = into.plan.methods.words.reason
    return {words[reason]: reason for reason in DEPARTMENT_REASONS}


def _answer_agrees(
    line: _Line, code: ObservationCode, value: CellText, given: bool, into: Collector
) -> bool:
    """Whether 有无数据 and 无数据原因 fit a figure that is ``given`` or not; notes misfits."""
    said, why = line.text("有无数据"), line.text("无数据原因")
    reasons = _reasons(into)
    faults = []
    if said and said not in HAS_DATA:
        faults.append(("有无数据", f"“{said}”不是“有”或“无”", "请从下拉表里选"))
    elif said and HAS_DATA[said] != given:
        filled = f"填了“{_plain(value)}”" if given else "没有数"
        faults.append(("有无数据", f"写“{said}”数据，本年值却{filled}", "请改成一致"))
    if why and why not in reasons:
        mend = f"可选：{'、'.join(reasons)}"
        faults.append(("无数据原因", f"“{why}”不是规定的原因", mend))
    elif why and given:
        faults.append(("无数据原因", f"填了数，又写了无数据原因“{why}”", "请删去一个"))
    for column, what, mend in faults:
        into.problem(line.where(column), f"{code.name}：{what}", mend, code=code.code)
    return not faults


def _grade(line: _Line, missing: str | None, flags: Sequence[str]) -> str:
    """Grade a figure: A with document and number, B without, C when estimated, D missing."""
    if missing is not None:
        return "D"
    if any(flag in ("约数", "低于检出限按一半计") for flag in flags):
        return "C"
    return "A" if line.text("来源文件") and line.text("文号") else "B"


def _date(line: _Line, column: str, into: Collector, code: str) -> date | None:
    cell = line.cells[column]
    if _plain(cell) == "":
        return None
    read = read_date(cell.value)
    if isinstance(read, str):
        into.problem(line.where(column), read, "请写成 2025-03-01", code=code)
        return None
    return read


def _evidence(line: _Line, year: int, department: str, into: Collector) -> None:
    known = {criterion.id for criterion in into.plan.criteria}
    if line.text("子项编号") not in known:
        mend = "请填 N28、P33-2 这样的编号"
        into.problem(line.where("子项编号"), f"“{line.text('子项编号')}”不是子项编号", mend)
        return
    into.evidence.append(
        Evidence(
            criterion=line.text("子项编号"),
            year=year,
            title=line.text("标题"),
            number=line.text("文号"),
            dated=_date(line, "日期", into, ""),
            issuer=line.text("发文单位"),
            note=line.text("备注"),
            department=department,
            source=line.source("标题"),
        )
    )


def _tasks(line: _Line, year: int, department: str, into: Collector) -> None:
    indicator = line.text("指标量")
    if indicator not in into.plan.indicators:
        into.problem(line.where("指标量"), f"“{indicator}”不是指标量编号", "请从模板恢复这一行")
        return
    filled = [line.text(c) for c in ("要求值", "要求原文", "考核结果", "文号", "日期")]
    if not any(filled):
        return
    result = TASK_RESULTS.get(line.text("考核结果") or "没有结果")
    if result is None:
        mend = f"可选：{'、'.join(TASK_RESULTS)}"
        what = f"“{line.text('考核结果')}”不是规定的考核结果"
        into.problem(line.where("考核结果"), what, mend, code=indicator)
        return
    spelled = read_number(line.cells["要求值"].value, line.cells["要求值"].number_format, "")
    if spelled.error is not None:
        into.problem(
            line.where("要求值"), spelled.error, "请填数；文字写在“要求原文”", code=indicator
        )
    document = " ".join(p for p in (line.text("发文单位"), line.text("文号")) if p)
    into.tasks.append(
        Task(
            indicator=indicator,
            year=year,
            name=line.text("任务名称"),
            required=spelled.number,
            required_text=line.text("要求原文"),
            result=result,  # type: ignore[arg-type]
            document=document,
            verbatim=line.text("要求原文"),
            note=line.text("备注"),
            source=line.source("考核结果"),
        )
    )


def _actions(line: _Line, year: int, department: str, into: Collector) -> None:
    known = {action.id for action in into.plan.actions}
    known |= {promise.id for action in into.plan.actions for promise in action.commitments}
    if line.text("编号") not in known:
        into.problem(line.where("编号"), f"“{line.text('编号')}”不是措施编号", "请从模板恢复这一行")
        return
    state = line.text("进展状态")
    if state and state not in ACTION_STATES:
        into.problem(
            line.where("进展状态"), f"“{state}”不是规定的状态", f"可选：{'、'.join(ACTION_STATES)}"
        )
        return
    share = _plain_number(line, "完成比例", "%", into)
    if share is not None and not 0 <= share <= 100:
        into.problem(line.where("完成比例"), f"完成比例 {share} 不在 0–100 之间", "请填百分数")
    into.progress.append(
        Progress(
            id=line.text("编号"),
            year=year,
            state=ACTION_STATES[state] if state else None,
            share=share,
            done=_plain_number(line, "完成数量", line.text("单位"), into),
            promised=_plain_number(line, "承诺数量", line.text("单位"), into),
            document_number=line.text("佐证文号"),
            note=line.text("备注"),
            department=department,
            source=line.source("进展状态"),
        )
    )


def _plain_number(line: _Line, column: str, unit: str, into: Collector) -> Fraction | None:
    cell = line.cells[column]
    spelled = read_number(cell.value, cell.number_format, unit)
    if spelled.error is not None:
        into.problem(line.where(column), spelled.error, "请填一个数")
    return spelled.number
