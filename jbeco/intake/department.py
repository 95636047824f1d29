"""From the sheets of a department's workbook to records; a cell that cannot be read is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from ..plan import ObservationCode
from ..problems import Level
from ..standards.rounding import exact_text
from .collector import Collector
from .layout import (
    ACTION_STATES,
    ACTIONS,
    AIR,
    DEPARTMENT_REASONS,
    EVIDENCE,
    HAS_DATA,
    META,
    NUMBERS,
    SHEET_NAMES,
    TASK_RESULTS,
    TASKS,
    TEMPLATE_VERSION,
    WATER,
)
from .monitoring import air_of_lines, check_air, sections_of_lines
from .numbers import read_number
from .records import Evidence, Observation, Progress, Task
from .sheet_lines import Line, dated, plain, plain_number, sheet_lines
from .workbook import CellText, SheetRows

__all__ = ["read_department", "read_number_row"]


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
    for found in sheets:
        if found.name not in SHEET_NAMES and any(found.rows):
            what, mend = "模板里没有这张工作表，没有读入", "请把内容填进模板的表里"
            into.problem(f"{file}!{found.name}", what, mend, Level.WARNING)
    readers = {NUMBERS: read_number_row, EVIDENCE: _evidence, TASKS: _tasks, ACTIONS: _actions}
    for sheet, read in readers.items():
        if sheet.name not in by_name:
            mend = "请从模板恢复这张表，不要改表名"
            into.problem(file, f"缺少工作表“{sheet.name}”", mend)
            continue
        for line in sheet_lines(file, sha256, sheet, by_name[sheet.name], into):
            read(line, year, department, into)
    _monitoring(file, sha256, year, by_name, into)
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


def _monitoring(
    file: str, sha256: str, year: int, sheets: Mapping[str, SheetRows], into: Collector
) -> None:
    """Read the two sheets of monitoring data, which only one department has."""
    if WATER.name in sheets:
        lines = sheet_lines(file, sha256, WATER, sheets[WATER.name], into)
        sections = sections_of_lines(lines, into)
        if sections is not None:
            into.monitoring = replace(into.monitoring, sections=sections, sections_file=file)
    if AIR.name in sheets:
        lines = sheet_lines(file, sha256, AIR, sheets[AIR.name], into)
        air = air_of_lines(lines, into)
        if air is not None and into.monitoring.air is not None:
            what = f"{into.monitoring.air_file} 里也有空气小时值"
            into.problem(f"{file}!{AIR.name}", what, "请只用其中一处，删去另一处")
        elif air is not None:
            check_air(air, f"{file}!{AIR.name}", year, into)
            into.monitoring = replace(into.monitoring, air=air, air_file=f"{file}!{AIR.name}")


def _evidence(line: Line, year: int, department: str, into: Collector) -> None:
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
            dated=dated(line, "日期", into, ""),
            issuer=line.text("发文单位"),
            note=line.text("备注"),
            department=department,
            source=line.source("标题"),
        )
    )


def _tasks(line: Line, year: int, department: str, into: Collector) -> None:
    indicator = line.text("指标量")
    if indicator not in into.plan.indicators:
        into.problem(line.where("指标量"), f"“{indicator}”不是指标量编号", "请从模板恢复这一行")
        return
    answers = ("要求值", "要求原文", "考核结果", "文号", "发文单位", "日期", "备注")
    if not any(line.text(column) for column in answers):
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


def _actions(line: Line, year: int, department: str, into: Collector) -> None:
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
    share = plain_number(line, "完成比例", "%", into)
    if share is not None and not 0 <= share <= 100:
        into.problem(line.where("完成比例"), f"完成比例 {share} 不在 0–100 之间", "请填百分数")
    into.progress.append(
        Progress(
            id=line.text("编号"),
            year=year,
            state=ACTION_STATES[state] if state else None,
            share=share,
            done=plain_number(line, "完成数量", line.text("单位"), into),
            promised=plain_number(line, "承诺数量", line.text("单位"), into),
            document_number=line.text("佐证文号"),
            note=line.text("备注"),
            department=department,
            source=line.source("进展状态"),
        )
    )


def read_number_row(line: Line, year: int, department: str, into: Collector) -> None:
    """Read one row into an observation, or note every reason why it cannot be."""
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
    day = dated(line, "出表日期", into, code.code)
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
            verbatim=plain(value),
            note=line.text("备注"),
            source=line.source("本年值"),
            department=department,
            entered=plain(value),
            flags=flags,
            document_number=line.text("文号"),
            dated=day,
            shown_previous=line.text("上年已采信值"),
        )
    )


def _row_is_ours(line: Line, code: ObservationCode, department: str, into: Collector) -> bool:
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
    line: Line, code: ObservationCode, into: Collector
) -> tuple[Fraction | None, str | None, str | None, tuple[str, ...], bool]:
    """Return number, state, missing reason and flags of 本年值, and whether it could be read."""
    cell = line.cells["本年值"]
    text = plain(cell)
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
    line: Line, code: ObservationCode, value: CellText, given: bool, into: Collector
) -> bool:
    """Whether 有无数据 and 无数据原因 fit a figure that is ``given`` or not; notes misfits."""
    said, why = line.text("有无数据"), line.text("无数据原因")
    reasons = _reasons(into)
    faults = []
    if said and said not in HAS_DATA:
        faults.append(("有无数据", f"“{said}”不是“有”或“无”", "请从下拉表里选"))
    elif said and HAS_DATA[said] != given:
        filled = f"填了“{plain(value)}”" if given else "没有数"
        faults.append(("有无数据", f"写“{said}”数据，本年值却{filled}", "请改成一致"))
    if why and why not in reasons:
        mend = f"可选：{'、'.join(reasons)}"
        faults.append(("无数据原因", f"“{why}”不是规定的原因", mend))
    elif why and given:
        faults.append(("无数据原因", f"填了数，又写了无数据原因“{why}”", "请删去一个"))
    for column, what, mend in faults:
        into.problem(line.where(column), f"{code.name}：{what}", mend, code=code.code)
    return not faults


def _grade(line: Line, missing: str | None, flags: Sequence[str]) -> str:
    """Grade a figure: A with document and number, B without, C when estimated, D missing."""
    if missing is not None:
        return "D"
    if any(flag in ("约数", "低于检出限按一半计") for flag in flags):
        return "C"
    return "A" if line.text("来源文件") and line.text("文号") else "B"
