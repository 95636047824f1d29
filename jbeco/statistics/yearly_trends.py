"""The trend of every indicator's yearly values: supporting evidence, never a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..indicators import Values
from ..plan import Criterion, Indicator, Plan
from .sen import SenSlope, sen_slope
from .spearman import SpearmanTrend, spearman_trend
from .trend import MannKendall, mann_kendall
from .yearly_run import Run, yearly_run

__all__ = ["YearlyTrend", "yearly_trends"]

COVID_YEAR = 2020
LEAST = 5
SMALL = 7
LEVEL = 0.05


@dataclass(frozen=True)
class YearlyTrend:
    """The trend of one indicator and series over the years of one basis.

    ``family`` is binding or reference: q-values hold within it. ``without`` is the p-value with
    2020 left out. ``word`` says in Chinese what the data can bear, ``note`` why no more.
    """

    indicator: Indicator
    series: str
    family: str
    years: tuple[int, ...]
    kendall: MannKendall | None
    slope: SenSlope | None
    ranks: SpearmanTrend | None
    without: float | None
    q: float | None
    word: str
    note: str

    @property
    def key(self) -> str:
        """Name of the tested series."""
        return f"{self.indicator.id}@{self.series}"

    @property
    def n(self) -> int:
        """Number of yearly values."""
        return len(self.years)


def yearly_trends(plan: Plan, values: Values, year: int) -> tuple[YearlyTrend, ...]:
    """Test every indicator that an applicable criterion judges, each once.

    Parameters
    ----------
    plan : Plan
        Two frameworks that judge one indicator share its one test.
    values : Values
        Of the base year to ``year``; values beyond a basis break are left out.
    year : int
        Last year looked at.

    Returns
    -------
    tuple of YearlyTrend
        With Benjamini–Hochberg q-values within the binding and within the reference indicators.
        Below five values there is no statement, up to seven only direction and size.
    """
    found = [
        trend
        for indicator in plan.indicators.values()
        if indicator.kind == "number"
        for trend in _of_indicator(plan, indicator, values, year)
    ]
    q = _q_values(found)
    return tuple(replace(one, q=q.get(one.key)) for one in found)


def _q_values(trends: Sequence[YearlyTrend]) -> dict[str, float]:
    """Return the Benjamini–Hochberg q-values of the tests that were made, by family."""
    from scipy.stats import false_discovery_control

    found: dict[str, float] = {}
    for family in sorted({one.family for one in trends}):
        tested = [
            (one.key, one.kendall.p)
            for one in trends
            if one.family == family and one.kendall is not None and one.kendall.p is not None
        ]
        if tested:
            keys, p = zip(*tested, strict=True)
            found |= dict(zip(keys, map(float, false_discovery_control(p)), strict=True))
    return found


def _of_indicator(
    plan: Plan, indicator: Indicator, values: Values, year: int
) -> Iterator[YearlyTrend]:
    judged = [c for c in plan.criteria if c.applicable and c.indicator == indicator.id]
    if not judged:
        return
    family = "binding" if any(c.attribute == "binding" for c in judged) else "reference"
    for series in indicator.series:
        run = yearly_run(values, indicator.id, series, plan.base_year, year, plan.bases)
        yield _trend(indicator, series, family, run, judged[0])


def _trend(
    indicator: Indicator, series: str, family: str, run: Run, criterion: Criterion
) -> YearlyTrend:
    note = f"{run.dropped[-1] + 1} 年起口径变更，此前不用" if run.dropped else ""
    empty = YearlyTrend(
        indicator, series, family, run.years, None, None, None, None, None, "", note
    )
    if len(run.years) < LEAST:
        return replace(empty, word=f"不作趋势判断：只有 {len(run.years)} 个年度值")
    if len(set(run.numbers)) == 1:
        return replace(empty, word="各年相同")
    kendall = mann_kendall(run.floats)
    slope = sen_slope(run.floats, run.years)
    rest = run.without(COVID_YEAR)
    fewer = COVID_YEAR in run.years and len(rest.years) >= LEAST
    if len(run.years) <= SMALL:
        note = "；".join(text for text in (note, "样本量小，只说方向与幅度") if text)
    return replace(
        empty,
        kendall=kendall,
        slope=slope,
        ranks=spearman_trend(run.floats),
        without=mann_kendall(rest.floats).p if fewer else None,
        word=_word(kendall, slope, criterion),
        note=note,
    )


def _word(kendall: MannKendall, slope: SenSlope, criterion: Criterion) -> str:
    """Say where it goes and whether chance could do that; better or worse by the plan's wish."""
    if slope.slope is None or slope.slope == 0 or kendall.s == 0:
        return "没有方向"
    rising = kendall.s > 0
    word = "上升" if rising else "下降"
    if criterion.direction in ("higher", "lower"):
        better = rising == (criterion.direction == "higher")
        word += "（变好）" if better else "（变差）"
    if kendall.p is None or kendall.p > LEVEL:
        return f"{word}，不能排除偶然"
    return f"{word}，p ≤ {LEVEL}"
