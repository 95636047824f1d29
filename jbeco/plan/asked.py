"""Which indicators a plan uses, what departments are asked for, and whether nothing is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from ..indicators import INDICATORS, INPUTS, Declaration
from ..problems import Problem
from ..schema import Records, cell_problem, exact, is_exact
from .models import SINGLE, Criterion, Effect, Indicator, ObservationCode, Reporter

__all__ = ["indicators_of", "missing_reporters", "observation_codes", "unused_reporters"]


TAKERS = {code: [d.id for d in INDICATORS.values() if code in d.inputs] for code in INPUTS}
EXPLAINED = {
    code: [d.id for d in INDICATORS.values() if code in d.analysed_with] for code in INPUTS
}
"""Indicators whose function takes an input, and those of which it explains a change."""


def indicators_of(
    used: Collection[str],
    reporters: Mapping[str, str],
    series: Mapping[str, Sequence[str]],
    changes: Sequence[Effect],
) -> dict[str, Indicator]:
    """Return the indicators that a plan uses, in the order of their declarations.

    Parameters
    ----------
    used : collection of str
        Their ids; what is not declared is left out.
    reporters : mapping
        Department by code: who reports the value, else who reports the first input, answers for it.
    series : mapping
        Names of the series that the plan reports apart, by indicator.
    changes : sequence of Effect
        What rulings change; those on the table ``indicators`` replace a resolution.
    """
    found = {}
    for declaration in INDICATORS.values():
        if declaration.id not in used:
            continue
        codes = (declaration.id, *declaration.inputs)
        department = next((reporters[code] for code in codes if code in reporters), "")
        indicator = Indicator(
            **vars(declaration),
            department=department,
            series=tuple(series.get(declaration.id, (SINGLE,))),
        )
        for effect in changes:
            mine = (effect.table, effect.row) == ("indicators", declaration.id)
            if mine and is_exact(effect.other):  # another text is named among the readings
                indicator = replace(indicator, resolution=exact(effect.other))
        found[declaration.id] = indicator
    return found


def observation_codes(
    reporters: Mapping[str, str], indicators: Mapping[str, Indicator]
) -> dict[str, ObservationCode]:
    """Return what is asked of each department, by code, in the order of the reporters."""
    found = {}
    for code, department in reporters.items():
        fed = _fed(code, indicators)
        if fed:
            found[code] = _code(code, department, fed, indicators)
    return found


def _code(
    code: str, department: str, fed: tuple[str, ...], indicators: Mapping[str, Indicator]
) -> ObservationCode:
    own = indicators.get(code)
    declared = own or INPUTS[code]
    return ObservationCode(
        code=code,
        name=declared.name,
        asked=declared.asked,
        unit=declared.unit,
        kind=own.kind if own else "number",
        states=own.states if own else (),
        series=indicators[fed[0]].series,
        indicators=fed,
        role="value" if own else "part",
        department=department,
        limit_low=declared.limit_low,
        limit_high=declared.limit_high,
        basis_matters=declared.basis_matters,
        same_as="" if own else INPUTS[code].same_as,
        monitored=declared.monitored,
        positive=declared.positive,
    )


def _fed(code: str, indicators: Collection[str]) -> tuple[str, ...]:
    """Return which indicators of a plan a code feeds.

    An indicator's own code feeds it, and the indicator that it took the place of. Of inputs, those
    named with it come first, then those whose function takes it; where there are none, those
    of which it explains a change (a sector's part, a survey's sample).
    """
    if code not in INPUTS:
        before = [name for name in indicators if INDICATORS[name].successor == code]
        return (code, *before) if code in indicators else ()
    fed = [name for name in (*INPUTS[code].feeds, *TAKERS[code]) if name in indicators]
    explained = [name for name in EXPLAINED[code] if name in indicators]
    return tuple(dict.fromkeys(fed or explained))


def unused_reporters(
    table: Records[Reporter], indicators: Mapping[str, Indicator], complete: bool
) -> Iterator[Problem]:
    """Name codes in ``reporters.csv`` that nobody knows, and those that nobody uses.

    ``complete`` says whether all frameworks could be read, so that what is not used is not used.
    """
    for row in table.rows:
        code = row["code"]
        if code in INPUTS:
            if complete and not _fed(code, indicators):
                yield cell_problem(row, "code", "没有子项用到", "请删去这一行")
        elif code not in INDICATORS:
            mend = "请对照 jbeco/indicators 里的函数名与 inputs.csv 的 code"
            yield cell_problem(row, "code", "不是指标或输入的代码", mend)
        elif not INDICATORS[code].asked:
            inputs = "、".join(INDICATORS[code].inputs)
            yield cell_problem(row, "code", f"不单独填报，由 {inputs} 得出", "请删去这一行")
        elif complete and code not in indicators:
            yield cell_problem(row, "code", "没有子项用到", "请删去这一行")


def missing_reporters(
    reporters: Mapping[str, str],
    indicators: Mapping[str, Indicator],
    criteria: Sequence[Criterion],
) -> Iterator[Problem]:
    """Name what applicable criteria need and nobody is asked for, each code once."""
    judged: dict[str, list[str]] = {}
    for criterion in criteria:
        if criterion.applicable:
            judged.setdefault(criterion.indicator, []).append(criterion.id)
    lacking: dict[str, list[Indicator]] = {}
    for name in judged:
        for code in _needed(indicators[name]):
            if code not in reporters:
                lacking.setdefault(code, []).append(indicators[name])
    for code, for_whom in lacking.items():
        ids = "、".join(ident for indicator in for_whom for ident in judged[indicator.id])
        names = "、".join(f"{indicator.id}（{indicator.name}）" for indicator in for_whom)
        what = f"指标 {names}要用的 {code}（{_name(code)}）没有人报"
        mend = f"请在 reporters.csv 加一行“{code},部门”；不评的，把 {ids} 的 applicable 改为 no"
        yield Problem("reporters.csv", what, mend)


def _needed(declaration: Declaration) -> list[str]:
    own = [declaration.id] if declaration.asked else []
    return list(dict.fromkeys([*own, *declaration.inputs]))


def _name(code: str) -> str:
    return INPUTS[code].name if code in INPUTS else INDICATORS[code].name
