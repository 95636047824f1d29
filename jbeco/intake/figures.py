"""From a row of the sheet 数据 to an observation; what cannot be read is named with its cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..interval import Interval, interval_text
from ..plan import ObservationCode
from ..problems import Level
from ..standards.rounding import exact_text
from .bounds import WEAK, Spelled
from .collector import Collector
from .layout import DEPARTMENT_REASONS, HAS_DATA
from .numbers import PROVISIONAL, names_provisional, read_number
from .records import Observation
from .sheet_lines import Line, dated

__all__ = ["read_figure"]


@dataclass(frozen=True)
class Said:
    """What 本年值 says: a word, or a number or the reason for none as it was spelled."""

    state: str | None = None
    spelled: Spelled = field(default_factory=Spelled)


def read_figure(line: Line, year: int, department: str, into: Collector) -> None:
    """Read one row into an observation, or note every reason why it cannot be."""
    code = into.plan.observations.get(line.text("代码"))
    if code is None or code.department != department:
        _lose_unknown(line, code, year, department, into)
        return
    if not _as_asked(line, code, into):
        _lose(line, code, year, into, department)
        return
    said = _said(line, code, into)
    agrees = _answer_agrees(line, code, said, into)
    day = dated(line, "出表日期", into, code.code)
    if said is None or not agrees:
        _lose(line, code, year, into, department)
        return
    spelled, flags = said.spelled, _flags(line, said.spelled)
    into.observations.append(
        Observation(
            criterion="",
            indicator=code.code,
            series=line.text("系列"),
            year=year,
            measure="state" if code.kind == "state" else "level",
            number=spelled.number,
            state=said.state,
            missing=_reason(line, spelled.missing, into),
            unit=code.unit,
            data_year=year,
            basis=line.text("口径"),
            grade=_grade(line, spelled.missing, flags),
            document=line.text("来源文件"),
            verbatim=line.text("本年值"),
            note=line.text("备注"),
            source=line.source("本年值"),
            department=department,
            entered=line.text("本年值"),
            flags=flags,
            document_number=line.text("文号"),
            dated=day,
            shown_previous=line.text("上年已采信值"),
            low=spelled.low,
            high=spelled.high,
        )
    )


def _lose_unknown(
    line: Line, code: ObservationCode | None, year: int, department: str, into: Collector
) -> None:
    """Note a row whose code is none of ours; its name tells which figures it may have been."""
    asked = [code for code in into.plan.asked if code.department == department]
    meant = [code.code for code in asked if code.name == line.text("名称")]
    what = f"“{line.text('代码')}”不是原始数代码，这一行没有读入"
    if code is not None:
        owner = into.plan.departments[code.department].name
        what = f"“{code.name}”由{owner}填报，这一行没有读入"
    where = line.where("代码")
    blocks = into.blocks(*meant) or into.blocks(*([code.code] if code else []))
    into.problem(where, what, "请从模板恢复这一行", blocks=blocks)
    into.lose(meant or [code.code for code in asked], year, where)


def _lose(line: Line, code: ObservationCode, year: int, into: Collector, department: str) -> None:
    """Note which figure a row would have given; one of no known series may be any of them.

    The place is that of the first error that was said of the row.
    """
    row = {line.where(column) for column in line.sheet.columns}
    where = next(p.where for p in into.problems if p.where in row and p.level is Level.ERROR)
    series = line.text("系列")
    if series in code.series:
        into.lose_one(
            code.code,
            series,
            year,
            where,
            entered=line.text("本年值"),
            department=department,
            basis=line.text("口径"),
            document=line.text("来源文件"),
            document_number=line.text("文号"),
        )
    else:
        into.lose([code.code], year, where)


def _as_asked(line: Line, code: ObservationCode, into: Collector) -> bool:
    """Whether series and unit are those of the template; notes what is not."""
    good = True
    if line.text("系列") not in code.series:
        mend = f"可选：{'、'.join(s or '（空）' for s in code.series)}"
        into.problem(line.where("系列"), f"没有系列“{line.text('系列')}”", mend, code=code.code)
        good = False
    if line.text("单位") != code.unit:
        what = f"单位被改成“{line.text('单位')}”，应为“{code.unit}”"
        into.problem(line.where("单位"), what, "请恢复单位，并按它换算数值", code=code.code)
        good = False
    return good


def _said(line: Line, code: ObservationCode, into: Collector) -> Said | None:
    """Read 本年值; None, and a problem, when it cannot be read."""
    where, text = line.where("本年值"), line.text("本年值")
    cause = into.cell_faults.pop(where, None)
    if cause is not None:
        into.problem(where, f"{code.name}：{cause.what}", cause.mend, code=code.code)
        return None
    if code.kind == "number":
        return _number(line, code, into)
    if text and text not in code.states:
        mend = f"可选：{'、'.join(code.states)}"
        into.problem(where, f"{code.name}：“{text}”不是规定的用词", mend, code=code.code)
        return None
    return Said(text) if text else Said(spelled=Spelled(missing="not_reported"))


def _number(line: Line, code: ObservationCode, into: Collector) -> Said | None:
    cell, where = line.cells["本年值"], line.where("本年值")
    limits = Interval(code.limit_low, code.limit_high)
    spelled = read_number(cell.value, cell.number_format, code.unit, limits)
    if spelled.error is not None:
        mend = f"请填一个以“{code.unit}”为单位的数" if code.unit else "请填一个数"
        into.problem(where, f"{code.name}：{spelled.error}", mend, code=code.code)
        return None
    _say_how(line, code, spelled, into)
    return Said(spelled=spelled)


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


def _reason(line: Line, missing: str | None, into: Collector) -> str | None:
    """Return why there is no figure, as the department says it; None where there is one."""
    return None if missing is None else _reasons(into).get(line.text("无数据原因"), missing)


def _answer_agrees(line: Line, code: ObservationCode, said: Said | None, into: Collector) -> bool:
    """Whether 有无数据 and 无数据原因 fit what 本年值 says; notes misfits.

    Where 本年值 cannot be read (None), only the words are looked at.
    """
    given = None if said is None else said.state is not None or said.spelled.missing is None
    has, why = line.text("有无数据"), line.text("无数据原因")
    reasons = _reasons(into)
    faults = []
    if has and has not in HAS_DATA:
        faults.append(("有无数据", f"“{has}”不是“有”或“无”", "请从下拉表里选"))
    elif has and given is not None and HAS_DATA[has] != given:
        filled = f"填了“{line.text('本年值')}”" if given else "没有数"
        faults.append(("有无数据", f"写“{has}”数据，本年值却{filled}", "请改成一致"))
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
