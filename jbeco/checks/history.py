"""Figures against history: sudden jumps, and last year's figure told differently this year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from ..indicators import Basis, basis_codes, breaks
from ..intake.layout import place
from ..intake.records import Observation
from ..plan import ObservationCode
from ..problems import Level, Problem
from ..standards.rounding import exact_text, shown
from .balances import half_last_digit
from .context import CheckContext, is_confirmed, name_of, said
from .limits import beyond, is_missing_zero, small_count, suspected_slip

__all__ = [
    "check_approved_changes",
    "check_basis",
    "check_edited_previous",
    "check_jumps",
    "check_retold_history",
    "check_signs",
]

ASKED_AGAIN = "_previous"
"""Ending of a code that asks again for last year's figure of the code (or its total) before it."""

APPROVED = "_approved"
"""Ending of a code that asks for what a superior approved: it changes by a document alone."""


def check_jumps(context: CheckContext) -> Iterator[Problem]:
    """Find figures that changed by more than the method profile's share since the latest one.

    A number that may be negative is itself a change and is not looked at; neither is what has a
    problem of its own (a suspected slip, what lies outside its limits), nor what was confirmed.
    From zero no share can be told: that is a note.
    """
    for seen in (seen for seen in context.rows if not is_confirmed(seen)):
        code = context.code(seen)
        before = next(context.history(code, seen.series), None)
        impossible = beyond(seen, code.limit_low, code.limit_high) or is_missing_zero(code, seen)
        if before is not None and code.limit_low is not None and not impossible:
            yield from _jump(context, code, seen, before)


def _jump(
    context: CheckContext, code: ObservationCode, seen: Observation, before: Observation
) -> Iterator[Problem]:
    checks = context.plan.methods.checks
    now, then = seen.number, before.number
    if now is None or then is None or suspected_slip(code, seen, before, checks):
        return
    if now == then or small_count(code, max(now, then)):
        return
    name = name_of(code, seen.series)
    blocks = context.blocks(code.code)
    if then == 0:
        what = f"{name}由 {before.year} 年的 0 变为 {said(seen)}"
        yield Problem(str(seen.source), what, "请核实", Level.NOTE, blocks)
        return
    change = (now - then) / abs(then)
    if abs(change) > checks.jump_share:
        beside = Fraction(1) if change < 0 else checks.jump_share
        share = shown(abs(change) * 100, 0, beside * 100)
        what = (
            f"{name}为 {said(seen)}，{before.year} 年是 {said(before)}，"
            f"{'增加' if change > 0 else '减少'} {share}%"
        )
        mend = "请核实；确实如此的，请在备注写明原因"
        yield Problem(str(seen.source), what, mend, Level.WARNING, blocks)


def check_signs(context: CheckContext) -> Iterator[Problem]:
    """Find declines whose sign contradicts the levels of both years: a fall is positive.

    None of the two is believed until the cell is put right or a resolution names it. Levels at
    current prices, or on two bases, do not tell.
    """
    for indicator in context.plan.indicators.values():
        code = context.plan.observations.get(indicator.decline)
        level = context.plan.observations.get(indicator.id)
        if code is None or level is None or indicator.at_current_prices:
            continue
        for series in code.series:
            told, now = context.figure(code.code, series), context.figure(level.code, series)
            before = next(context.history(level, series), None)
            if told is None or now is None or before is None or is_confirmed(told):
                continue
            if _is_reversed(context, told, now, before):
                way = "下降" if before.number > now.number else "上升"  # type: ignore[operator]
                what = (
                    f"{name_of(code, series)}填 {said(told)}，"
                    f"但{level.name}由 {before.year} 年的 {said(before)} 变为 {said(now)}"
                    f"（{now.source}），是{way}：正负号可能写反"
                )
                mend = "下降填正值，上升填负值；无误的，请写入“更正与裁决”的“裁决”表"
                blocks = context.blocks(code.code)
                yield Problem(
                    str(told.source),
                    what,
                    mend,
                    Level.WARNING,
                    blocks,
                    about="",
                    contradicts=True,
                )


def _is_reversed(
    context: CheckContext, told: Observation, now: Observation, before: Observation
) -> bool:
    """Whether a decline has the other sign than the levels, which differ by more than a digit."""
    numbers = (told.number, now.number, before.number)
    if None in numbers or before.year != context.year - 1:
        return False
    bases = context.plan.bases
    if breaks(_codes(before, bases), _codes(now, bases), bases):
        return False
    decline, level, last = (number or Fraction(0) for number in numbers)
    told_apart = abs(level - last) > half_last_digit(now) + half_last_digit(before)
    return told_apart and decline != 0 and (decline > 0) != (last > level)


def check_retold_history(context: CheckContext) -> Iterator[Problem]:
    """Find codes that ask again for last year's figure and get another one."""
    for seen in context.rows:
        before = _asked_before(context, seen)
        if seen.number is None or before is None or before.number is None:
            continue
        if abs(seen.number - before.number) > half_last_digit(seen):
            code = context.code(seen)
            what = (
                f"{name_of(code, seen.series)}填 {said(seen)}，"
                f"{before.year} 年报送的是 {said(before)}（{before.source}）：历史数被改"
            )
            mend = "上年数确已修订的，请在备注写明依据，并补报修订后的上年数；否则请改回"
            blocks = context.blocks(code.code)
            yield Problem(str(seen.source), what, mend, Level.WARNING, blocks)


def check_edited_previous(context: CheckContext) -> Iterator[Problem]:
    """Find last year's accepted value, shown in the template, that came back as another one."""
    for seen in context.rows:
        before = _accepted_last_year(context, seen)
        if not seen.shown_previous or before is None:
            continue
        if seen.shown_previous != said_bare(before):
            code = context.code(seen)
            what = (
                f"{name_of(code, seen.series)}的上年已采信值被改成“{seen.shown_previous}”，"
                f"{before.year} 年采信的是 {said_bare(before)}（{before.source}）：历史数被改"
            )
            mend = "请改回；上年数确须修订的，请另函说明并补报上年的表"
            where = place(seen.source, "上年已采信值")
            yield Problem(where, what, mend, Level.WARNING, context.blocks(code.code))


def said_bare(seen: Observation) -> str:
    """Write an entry as the template shows it: without its unit."""
    return exact_text(seen.number) if seen.number is not None else seen.state or ""


def _accepted_last_year(context: CheckContext, seen: Observation) -> Observation | None:
    """Return what the template showed: last year's number or word, if it was undisputed."""
    entries = [
        entry
        for entry in context.earlier_entries(seen.indicator, seen.series)
        if entry.year == context.year - 1 and entry.missing is None and entry.measure != "decline"
    ]
    return entries[0] if len({said_bare(entry) for entry in entries}) == 1 else None


def _asked_before(context: CheckContext, seen: Observation) -> Observation | None:
    """Return last year's own entry of a figure that is asked again this year."""
    if not seen.indicator.endswith(ASKED_AGAIN):
        return None
    stem = seen.indicator.removesuffix(ASKED_AGAIN)
    for name in (stem, f"{stem}_total"):
        code = context.plan.observations.get(name)
        latest = None if code is None else next(context.history(code, seen.series), None)
        if latest is not None and latest.year == context.year - 1 and latest.unit == seen.unit:
            return latest
    return None


def check_approved_changes(context: CheckContext) -> Iterator[Problem]:
    """Find approved figures that changed since they were last told, without a document."""
    for seen in context.rows:
        code = context.code(seen)
        before = next(context.history(code, seen.series), None)
        if not code.code.endswith(APPROVED) or before is None or seen.number is None:
            continue
        if seen.number != before.number and not (seen.document_number and seen.dated):
            name = name_of(code, seen.series)
            what = f"{name}由 {before.year} 年的 {said(before)} 改为 {said(seen)}，没有写批复文件"
            mend = "请写明批复的文号与出表日期；没有新批复的，请改回"
            yield Problem(
                place(seen.source, "文号"),
                what,
                mend,
                Level.WARNING,
                context.blocks(code.code),
                about="",
                contradicts=True,
            )


def check_basis(context: CheckContext) -> Iterator[Problem]:
    """Find figures without the basis that they need, and bases that differ from the latest one."""
    for seen in context.rows:
        code = context.code(seen)
        if seen.missing is not None:
            continue
        where, name = place(seen.source, "口径"), name_of(code, seen.series)
        blocks = context.blocks(code.code)
        if not seen.basis:
            if code.basis_matters:
                what = f"{name}没有写口径"
                mend = "请写明标准版本、价格基期、普查修订或名单版本"
                yield Problem(where, what, mend, Level.WARNING, blocks)
            continue
        earlier = context.earlier_entries(code.code, seen.series)
        before = next((entry for entry in earlier if entry.basis), None)
        bases = context.plan.bases
        if before is not None and breaks(_codes(before, bases), _codes(seen, bases), bases):
            what = f"{name}口径变更：{before.year} 年是“{before.basis}”，今年是“{seen.basis}”"
            mend = "口径确已变更的，两年的数不可直接比较，请在 bridges.csv 写明如何衔接；否则请改回"
            yield Problem(where, what, mend, Level.WARNING, blocks)


def _codes(entry: Observation, bases: Mapping[str, Basis]) -> tuple[str, ...]:
    """Return the bases of a figure; a percentage is a change within its own year's prices."""
    codes = basis_codes(entry.basis, entry.data_year, bases)
    if entry.unit == "%":
        return tuple(code for code in codes if code not in bases or bases[code].family != "prices")
    return codes
