"""Reads the rows of the sheet 数据: one number or state for each observation code and series."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..plan import ObservationCode
from ..problems import Level
from ..standards.rounding import exact_text
from .collector import Collector
from .layout import DEPARTMENT_REASONS, HAS_DATA
from .model import Observation
from .sheet_lines import Line, dated, plain
from .spelling import read_number
from .workbook import CellText

__all__ = ["read_number_row"]


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
