"""When a run of years allows no probability, and how that is said."""

from __future__ import annotations

from fractions import Fraction

from ..plan import Criterion
from ..plan.outlook_methods import OutlookMethods
from ..standards.rounding import exact_text, shown
from .numeric_target import NumericTarget
from .scales import is_saturated
from .yearly_run import Run

__all__ = ["why_silent"]


def why_silent(
    methods: OutlookMethods, run: Run, target: NumericTarget, criterion: Criterion
) -> tuple[str, str] | None:
    """Return code and full reason where no probability can be given, else None.

    Parameters
    ----------
    methods : OutlookMethods
        Least number of years.
    run : Run
        Comparable yearly values.
    target : NumericTarget
        With the natural limit on its side.
    criterion : Criterion
        Its resolution: a series that keeps to a straight line within it shows no error to judge
        the future by, and a model would call it certain.
    """
    n = len(run.years)
    if n < methods.minimum_years:
        after = f"（{run.years[0]} 年口径变更以后）" if run.dropped else ""
        broken = n + len(run.dropped) >= methods.minimum_years
        says = f"不作前景判断：只有 {n} 个年度值{after}"
        return ("basis_break" if broken else "too_few"), says
    if is_saturated(run.numbers, target.limit):
        at = exact_text(run.numbers[0])
        return "saturated", f"{run.years[0]}—{run.years[-1]} 年都是 {at}，已到自然界限"
    resolution = criterion.resolution or Fraction(0)
    if not run.has_spread(resolution):
        within = f"各年与直线相差都不超过分辨率 {exact_text(resolution)}，无从估计误差"
        return "no_spread", f"不作前景判断：{within}；{_ahead(run, target, criterion)}"
    return None


def _ahead(run: Run, target: NumericTarget, criterion: Criterion) -> str:
    """Say where the straight line leads, which needs no error."""
    number, low, high = run.at(target.year), criterion.limit_low, criterion.limit_high
    if low is not None and number < low:
        return f"照直线到 {target.year} 年已低过自然界限 {exact_text(low)}"
    if high is not None and number > high:
        return f"照直线到 {target.year} 年已高过自然界限 {exact_text(high)}"
    return f"照直线到 {target.year} 年为 {shown(number, criterion.decimals or 0, target.goal)}"
