"""From the sheets of a department's workbook to records; a cell that cannot be read is named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..interval import Interval, interval_text
from ..plan import ObservationCode
from ..problems import Level, Problem
from ..standards.rounding import exact_text
from .bounds import WEAK, Spelled
from .collector import Collector, RefusedWorkbook
from .duties import criteria_on_stations, duties_of
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
    TASKS,
    TEMPLATE_VERSION,
    WATER,
    Sheet,
)
from .monitoring import read_hours, read_sections
from .numbers import PROVISIONAL, names_provisional, read_number
from .records import Evidence, Observation, Progress
from .sheet_lines import Line, dated, header_fault, plain, plain_number, sheet_lines
from .task_sheet import read_task_row
from .workbook import SheetRows

__all__ = ["read_department", "read_number_row"]


def read_department(
    file: str,
    sha256: str,
    year: int,
    sheets: Sequence[SheetRows],
    unreadable: Mapping[str, Problem],
    into: Collector,
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
    unreadable : mapping of Problem
        Why other sheets, by name, could not be read.
    into : Collector
        Gets the records and the problems.

    Returns
    -------
    str or None
        The department that answered; None when the workbook is not one of ours.
    """
    by_name = {sheet.name: sheet for sheet in sheets}
    department = _meta(file, year, by_name, unreadable, into)
    if department is None:
        return None
    for name in unreadable.keys() - SHEET_NAMES:
        into.problems.append(unreadable[name])
    for found in sheets:
        if found.name not in SHEET_NAMES and any(found.rows):
            what, mend = "模板里没有这张工作表，没有读入", "请把内容填进模板的表里"
            into.problem(f"{file}!{found.name}", what, mend, Level.WARNING)
    readers = {
        NUMBERS: read_number_row,
        EVIDENCE: _evidence,
        TASKS: read_task_row,
        ACTIONS: _actions,
    }
    for sheet, read in readers.items():
        fault = _sheet_fault(file, sheet, by_name, unreadable)
        if fault is not None:
            _lose_sheet(sheet, fault, year, department, into)
            continue
        for line in sheet_lines(file, sha256, sheet, by_name[sheet.name], into):
            read(line, year, department, into)
    _monitoring(file, sha256, year, by_name, unreadable, into)
    return department


def _sheet_fault(
    file: str,
    sheet: Sheet,
    sheets: Mapping[str, SheetRows],
    unreadable: Mapping[str, Problem],
) -> Problem | None:
    """Return why a sheet of the template cannot be read as one; None when it can."""
    if sheet.name in unreadable:
        return unreadable[sheet.name]
    if sheet.name not in sheets:
        mend = "请从模板恢复这张表，不要改表名"
        return Problem(file, f"缺少工作表“{sheet.name}”", mend)
    what = header_fault(sheet, sheets[sheet.name])
    mend = "请从模板恢复表头，把数填回原来的格"
    return Problem(f"{file}!{sheet.name}!A1", what, mend) if what else None


def _lose_sheet(sheet: Sheet, fault: Problem, year: int, department: str, into: Collector) -> None:
    """Note what a sheet that cannot be read holds up."""
    duties = duties_of(into.plan, department)
    codes = [code.code for code in duties.codes]
    asked = {NUMBERS: codes, TASKS: [indicator.id for indicator in duties.tasks]}
    about = "task" if sheet is TASKS else "value"
    into.problems.append(replace(fault, blocks=into.blocks(*asked.get(sheet, ())), about=about))
    if sheet is NUMBERS:
        into.lose(codes, year, fault.where)


def _meta(
    file: str,
    year: int,
    sheets: Mapping[str, SheetRows],
    unreadable: Mapping[str, Problem],
    into: Collector,
) -> str | None:
    """Return whose workbook it is; None, and a refused workbook, when it is none of the year."""
    rows = sheets[META.name].rows[1:] if META.name in sheets else ()
    pairs = {plain(row[0]): plain(row[1]) for row in rows if len(row) > 1}
    department = pairs.get("department", "")
    mend = f"请用 jbeco template {year} 重新生成模板，把数填进去"
    if META.name in unreadable:
        problem = unreadable[META.name]
    elif META.name not in sheets:
        mend = "请把数据填进用 jbeco template 生成的模板"
        problem = Problem(file, "不是本程序的模板（没有模板编号）", mend)
    elif pairs.get("template_version") != TEMPLATE_VERSION:
        found = pairs.get("template_version") or "（空）"
        problem = Problem(file, f"模板版本是 {found}，应为 {TEMPLATE_VERSION}", mend)
    elif pairs.get("year") != str(year):
        what = f"模板是 {pairs.get('year') or '（空）'} 年的，却放在 {year} 年的文件夹里"
        problem = Problem(file, what, mend)
    elif department not in into.plan.departments:
        problem = Problem(file, f"模板里的部门“{department}”不在部门表里", mend)
    else:
        return department
    into.refused.append(RefusedWorkbook(file, department, (problem, *unreadable.values())))
    return None


def _monitoring(
    file: str,
    sha256: str,
    year: int,
    sheets: Mapping[str, SheetRows],
    unreadable: Mapping[str, Problem],
    into: Collector,
) -> None:
    """Read the two sheets of monitoring data, which only one department has."""
    for sheet, read, kind in ((WATER, read_sections, "water"), (AIR, read_hours, "air")):
        if sheet.name not in sheets and sheet.name not in unreadable:
            continue
        fault = _sheet_fault(file, sheet, sheets, unreadable)
        if fault is not None:
            blocks = criteria_on_stations(into.plan, kind)
            into.problems.append(replace(fault, blocks=blocks))
        else:
            read(sheet_lines(file, sha256, sheet, sheets[sheet.name], into), year, into)


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
        share = None
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
        _unknown_code(line, year, department, into)
        return
    before = len(into.problems)
    value = line.cells["本年值"]
    ours = _row_is_ours(line, code, department, into)
    said = _value(line, code, into) if ours else None
    agrees = ours and _answer_agrees(line, code, None if said is None else _is_given(said), into)
    day = dated(line, "出表日期", into, code.code) if ours else None
    if said is None or not agrees:
        _lose_row(line, code, year, _first_error(into.problems[before:]), into)
        return
    spelled = said if isinstance(said, Spelled) else Spelled()
    flags = _flags(line, spelled)
    missing = spelled.missing
    if missing is not None:
        missing = _reasons(into).get(line.text("无数据原因")) or missing
    into.observations.append(
        Observation(
            criterion="",
            indicator=code.code,
            series=line.text("系列"),
            year=year,
            measure="state" if code.kind == "state" else "level",
            number=spelled.number,
            state=said if isinstance(said, str) else None,
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
            low=spelled.low,
            high=spelled.high,
        )
    )


def _unknown_code(line: Line, year: int, department: str, into: Collector) -> None:
    """Note a row whose code is none of ours; its name tells which figures it may have been."""
    asked = [code for code in into.plan.asked if code.department == department]
    meant = [code.code for code in asked if code.name == line.text("名称")]
    where = line.where("代码")
    what = f"“{line.text('代码')}”不是原始数代码，这一行没有读入"
    into.problem(where, what, "请从模板恢复这一行", blocks=into.blocks(*meant))
    into.lose(meant or [code.code for code in asked], year, where)


def _first_error(problems: Iterable[Problem]) -> str:
    return next(problem.where for problem in problems if problem.level is Level.ERROR)


def _lose_row(line: Line, code: ObservationCode, year: int, where: str, into: Collector) -> None:
    """Note which figure a row would have given; one of no known series may be any of them."""
    series = line.text("系列")
    if series in code.series:
        into.lose_one(code.code, series, year, where)
    else:
        into.lose([code.code], year, where)


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


def _value(line: Line, code: ObservationCode, into: Collector) -> Spelled | str | None:
    """Return the number or the gap, or the word, that 本年值 holds; None when it cannot be read."""
    cell, where = line.cells["本年值"], line.where("本年值")
    text = plain(cell)
    cause = into.cell_faults.pop(where, None)
    if cause is not None:
        into.problem(where, f"{code.name}：{cause.what}", cause.mend, code=code.code)
        return None
    if code.kind == "state":
        if text and text not in code.states:
            mend = f"可选：{'、'.join(code.states)}"
            what = f"{code.name}：“{text}”不是规定的用词"
            into.problem(where, what, mend, code=code.code)
            return None
        return text or Spelled(missing="not_reported")
    limits = Interval(code.limit_low, code.limit_high)
    spelled = read_number(cell.value, cell.number_format, code.unit, limits)
    if spelled.error is not None:
        what = f"{code.name}：{spelled.error}"
        mend = f"请填一个以“{code.unit}”为单位的数" if code.unit else "请填一个数"
        into.problem(where, what, mend, code=code.code)
        return None
    _say_how(line, code, spelled, into)
    return spelled


def _is_given(said: Spelled | str) -> bool:
    return isinstance(said, str) or said.missing is None


def _say_how(line: Line, code: ObservationCode, spelled: Spelled, into: Collector) -> None:
    """Say how a figure was read, where that is not plain; one that is not final is a warning."""
    where, text = line.where("本年值"), line.text("本年值")
    flags = _flags(line, spelled)
    if spelled.flags:
        interval = spelled.interval
        read = "没有数" if interval is None else interval_text(interval, exact_text)
        if spelled.number is not None and interval != Interval.point(spelled.number):
            read = f"{exact_text(spelled.number)}，在 {read} 之间"
        what = f"{code.name}写作“{text}”，读作 {read}（{'、'.join(spelled.flags)}）"
        if PROVISIONAL not in flags:
            into.problem(where, what, "请核对读得对不对", Level.NOTE, code.code)
    if PROVISIONAL in flags:
        basis = "" if PROVISIONAL in spelled.flags else f"，口径是“{line.text('口径')}”"
        what = f"{code.name}写作“{text}”{basis}，不是正式数"
        into.problem(where, what, "请报正式数；预计、快报的数不作判定", Level.WARNING, code.code)


def _flags(line: Line, spelled: Spelled) -> tuple[str, ...]:
    """Return how a figure was spelled; that it is not final may also stand under 口径."""
    if spelled.missing is None and names_provisional(line.text("口径")):
        return tuple(dict.fromkeys((*spelled.flags, PROVISIONAL)))
    return spelled.flags


def _reasons(into: Collector) -> dict[str, str]:
    """Return the reasons a department may give, by their Chinese words."""
    words = into.plan.methods.words.reason
    return {words[reason]: reason for reason in DEPARTMENT_REASONS}


def _answer_agrees(line: Line, code: ObservationCode, given: bool | None, into: Collector) -> bool:
    """Whether 有无数据 and 无数据原因 fit a figure that is ``given`` or not; notes misfits.

    Where the figure itself cannot be read (None), only the words are looked at.
    """
    said, why = line.text("有无数据"), line.text("无数据原因")
    reasons = _reasons(into)
    faults = []
    if said and said not in HAS_DATA:
        faults.append(("有无数据", f"“{said}”不是“有”或“无”", "请从下拉表里选"))
    elif said and given is not None and HAS_DATA[said] != given:
        filled = f"填了“{line.text('本年值')}”" if given else "没有数"
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
    """Grade a figure: A with document and number, B without, C when rough, D when not final."""
    if missing is not None or PROVISIONAL in flags:
        return "D"
    if not {*WEAK}.isdisjoint(flags):
        return "C"
    return "A" if line.text("来源文件") and line.text("文号") else "B"
