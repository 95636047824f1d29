"""Two ways to one number: what formulas and stations give, against what a department reported."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator, Mapping
from fractions import Fraction

import pandas as pd

from ..indicators import Value, Values
from ..intake import Observation
from ..interval import Interval
from ..plan import ObservationCode
from ..problems import Level, Problem
from ..values.monitored_air import PLAN_EDITION
from ..values.monitored_figures import AIR_FIGURES, WATER_FIGURES, exact_figure
from .balances import again_text, agree
from .context import CheckContext, is_resolved, name_of, said

__all__ = ["check_formulas", "check_monitoring"]

AT_LEAST = ("water.sections_class4", "water.sections_class5", "water.sections_inferior5")
"""Figures that sections without a class can only make larger."""


def check_formulas(context: CheckContext, values: Values) -> Iterator[Problem]:
    """Find figures and words that the formulas contradict.

    The exact ratios are compared elsewhere; here follow the figures that stand beside a formula (a
    decline, an intensity): two ways to one number, of which none is believed until a resolution
    names the figure; and the words that numbers refute, of which the value says so itself.
    """
    for (indicator, series, _, year), result in values.worked_out.items():
        if year != context.year:
            continue
        own = _own(context, indicator, series)
        if own is None or is_resolved(own):
            continue
        if result.missing == "refuted":
            yield _refuted(context, own, result)
        elif context.plan.indicators[indicator].reported_stands and result.interval is not None:
            yield from _differing(context, own, result.interval, result)


def check_monitoring(
    context: CheckContext, tables: Mapping[str, pd.DataFrame]
) -> Iterator[Problem]:
    """Find figures that differ from what the stations' own data give by more than their digit.

    These are two ways to one number: none of them is believed until a resolution names the figure.
    The days are counted by the edition of the air standards in force, or by the plan's edition
    where the basis that the department named says so.

    Parameters
    ----------
    context : CheckContext
        The year and what was reported.
    tables : mapping of DataFrame
        ``air_days``, ``air_year`` and ``water_year``.
    """
    of_year = {name: frame[frame["year"] == context.year] for name, frame in tables.items()}
    if len(of_year["air_year"]):
        yield from _air(context, of_year["air_days"], of_year["air_year"])
    if len(of_year["water_year"]):
        yield from _water(context, of_year["water_year"])


def _air(context: CheckContext, days: pd.DataFrame, figures: pd.DataFrame) -> Iterator[Problem]:
    file = str(figures["file"].iloc[0])
    codes = _monitored(context, "air")
    if len(days) < (366 if isleap(context.year) else 365):
        what = f"空气监测只有 {len(days)} 天，不足全年，没有与填报数核对"
        blocks = context.blocks(*(code.code for code in codes))
        yield Problem(file, what, "请补齐全年的监测值", Level.WARNING, blocks)
        return
    for code in codes:
        statistic, pollutant = AIR_FIGURES[code.monitored]
        mine = figures[(figures["statistic"] == statistic) & (figures["pollutant"] == pollutant)]
        own = context.figure(code.code, "")
        on_plan = own is not None and not pollutant and PLAN_EDITION in own.basis
        mine = mine[mine["basis"] == ("plan" if on_plan else "in_force")]
        number = exact_figure(mine)
        if number is not None:
            yield from _against(context, code.code, Interval.point(number), f" {file} 的监测值")


def _water(context: CheckContext, figures: pd.DataFrame) -> Iterator[Problem]:
    codes = _monitored(context, "water")
    without = next((why for why in figures["why"] if why), "")
    if without:
        yield from _without_class(context, codes, without)
    for code in codes:
        found = [
            exact_figure(figures[figures["statistic"] == name])
            for name in WATER_FIGURES[code.monitored]
        ]
        known = [number for number in found if number is not None]
        if not known or (without and code.monitored not in AT_LEAST):
            continue
        number = sum(known, Fraction(0))
        again = Interval(number, None) if without else Interval.point(number)
        yield from _against(context, code.code, again, "断面的月值")


def _without_class(
    context: CheckContext, codes: list[ObservationCode], without: str
) -> Iterator[Problem]:
    """Find figures of sections that rest on classes which their monthly values do not give."""
    own = [context.figure(code.code, "") for code in codes]
    open_to_doubt = [seen for seen in own if seen is not None and not is_resolved(seen)]
    if open_to_doubt:
        first = open_to_doubt[0]
        name = name_of(context.code(first), "")
        what = f"断面的月值有{without}，{name}填 {said(first)}，与别的断面数一样没有依据"
        mend = "请补报所缺的月值；另有依据的，写入“更正与裁决”的“裁决”表"
        blocks = context.blocks(*(seen.indicator for seen in open_to_doubt))
        yield Problem(
            str(first.source), what, mend, Level.WARNING, blocks, about="", contradicts=True
        )


def _monitored(context: CheckContext, kind: str) -> list[ObservationCode]:
    """Return the codes whose figure the stations of a kind give too."""
    codes = context.plan.observations.values()
    known = AIR_FIGURES if kind == "air" else WATER_FIGURES
    return [code for code in codes if code.monitored in known]


def _against(context: CheckContext, code: str, again: Interval, where: str) -> Iterator[Problem]:
    own = context.figure(code, "") if code in context.plan.observations else None
    if own is None or is_resolved(own) or agree(own, again):
        return
    name = name_of(context.code(own), "")
    what = f"{name}填 {said(own)}，由{where}算得 {again_text(own, again)}"
    mend = (
        "请核对站点或断面名单、有效性与例外事件的口径；不同的写明依据，写入“更正与裁决”的“裁决”表"
    )
    yield _contradiction(context, own, what, mend)


def _contradiction(context: CheckContext, own: Observation, what: str, mend: str) -> Problem:
    """Return the finding that another way to a figure gives something else."""
    blocks = context.blocks(own.indicator)
    return Problem(str(own.source), what, mend, Level.WARNING, blocks, about="", contradicts=True)


def _own(context: CheckContext, indicator: str, series: str) -> Observation | None:
    figure = context.figure(indicator, series)
    if figure is not None:
        return figure
    return next((seen for seen in context.entries(indicator, series) if seen.state), None)


def _refuted(context: CheckContext, own: Observation, result: Value) -> Problem:
    name = name_of(context.code(own), own.series)
    numbers = "、".join(str(source) for source in result.sources if source != own.source)
    what = f"{name}填“{said(own)}”，与同时填报的数字不符（{numbers}）"
    mend = "请核对状态与数字，改成一致；不一致时该项无法判定"
    return Problem(str(own.source), what, mend, blocks=context.blocks(own.indicator), about="")


def _differing(
    context: CheckContext, own: Observation, again: Interval, result: Value
) -> Iterator[Problem]:
    if agree(own, again):
        return
    name = name_of(context.code(own), own.series)
    sources = "、".join(str(source) for source in result.sources)
    text = again_text(own, again)
    what = f"{name}填 {said(own)}，由 {sources} 算得 {text}，相差超过末位的一半"
    mend = (
        "请核对两边的口径（价格基期、调查版本、扣除量）；"
        "以填报数为准的，请写入“更正与裁决”的“裁决”表"
    )
    yield _contradiction(context, own, what, mend)
