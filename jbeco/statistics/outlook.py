"""How likely each numeric target is to be reached: the second layer, which overrides no verdict."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from statistics import median

from ..indicators import Values
from ..plan import Criterion, Plan
from ..plan.methods import OutlookMethods
from ..plan.rules import rule_for
from ..standards.rounding import exact_text, shown
from .numeric_target import NumericTarget, numeric_target
from .projection import Projection, Scale, choose_scale, project
from .sen import pair_slopes
from .yearly_run import Run, yearly_run

__all__ = ["Outlook", "outlook"]

AT_LIMIT = "有数值或目标正在上下限上，用原尺度预测，越过界限的算作到达"


@dataclass(frozen=True)
class Outlook:
    """What can be said in one year about one criterion, one series and its next target.

    Parameters
    ----------
    criterion, series : str
        Whose target.
    year, target_year : int
        Year of the assessment, and the next milestone after it; None when there is none left.
    rule, bound : str
        The whole target rule and its number, such as ``>= 88``; empty where there is none.
    code, word : str
        The likelihood, or why none is given; the word is the method profile's.
    reason : str
        Why no probability is given, in full; empty where one is.
    years : tuple of int
        Data years that were used; n is their count.
    value : Fraction or None
        Value of the last of them.
    needed, recent : Fraction or None
        Change per year still needed from there to the target (0 when it is there), and the median
        yearly change so far (Theil–Sen).
    probability : float or None
        Of the number's being reached in the target year.
    left_out, probability_without : int or None, float or None
        The special year, if it was used, and the probability without it.
    low, median, high : float or None
        Prediction interval of the target year and its middle.
    scale : str
        ``raw`` or ``logit``.
    notes : tuple of str
        What a reader must know beside the number.
    """

    criterion: str
    series: str
    year: int
    target_year: int | None
    rule: str = ""
    bound: str = ""
    code: str = ""
    word: str = ""
    reason: str = ""
    years: tuple[int, ...] = ()
    value: Fraction | None = None
    needed: Fraction | None = None
    recent: Fraction | None = None
    probability: float | None = None
    left_out: int | None = None
    probability_without: float | None = None
    low: float | None = None
    median: float | None = None
    high: float | None = None
    scale: str = ""
    notes: tuple[str, ...] = ()

    @property
    def n(self) -> int:
        """Number of yearly values."""
        return len(self.years)


def outlook(plan: Plan, values: Values, year: int) -> tuple[Outlook, ...]:
    """Say how likely the next targets are to be reached.

    Parameters
    ----------
    plan : Plan
        With the thresholds and words in its methods.
    values : Values
        Of the base year to ``year``.
    year : int
        The assessed year; later values are not looked at.

    Returns
    -------
    tuple of Outlook
        One for each applicable criterion and series, in the plan's order. Where no probability
        can be given, ``reason`` says why.

    Notes
    -----
    The models and the words are the house's own (推断); ``scripts/calibration`` measures that the
    words mean what they say. A probability never changes a verdict.
    """
    return tuple(
        _one(plan, criterion, series, values, year)
        for criterion in plan.criteria
        if criterion.applicable
        for series in plan.indicators[criterion.indicator].series
    )


def _one(plan: Plan, criterion: Criterion, series: str, values: Values, year: int) -> Outlook:
    target_year = next((due for due in plan.milestones if due > year), None)
    start = Outlook(criterion.id, series, year, target_year)
    if target_year is None:
        return _silent(plan, start, "reached")
    demand = criterion.targets.get(target_year)
    rule = None if demand is None or demand.rule is None else rule_for(demand.rule, series)
    if rule is None:
        return _silent(plan, start, "no_target")
    start = replace(start, rule=str(rule))
    target = numeric_target(rule, criterion, target_year)
    if isinstance(target, str):
        return _silent(plan, start, target)
    first = min(plan.base_year, criterion.base_year)
    run = yearly_run(values, criterion.indicator, series, first, year, plan.bases)
    start = _described(start, run, target)
    silence = _why_silent(plan.methods.outlook, run, target, criterion)
    if silence is not None:
        return _silent(plan, start, *silence)
    return _projected(plan, criterion, start, run, target)


def _silent(plan: Plan, start: Outlook, code: str, reason: str = "") -> Outlook:
    word = plan.methods.words.outlook[code]
    return replace(start, code=code, word=word, reason=reason or word)


def _why_silent(
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
        says = f"不作推断：只有 {n} 个年度值{after}"
        return ("basis_break" if broken else "too_few"), says
    if target.limit is not None and all(number == target.limit for number in run.numbers):
        at = exact_text(run.numbers[0])
        return "saturated", f"{run.years[0]}—{run.years[-1]} 年都是 {at}，已达上（下）限"
    resolution = criterion.resolution or Fraction(0)
    if not run.has_spread(resolution):
        within = f"各年与直线相差都不超过最小有效变化 {exact_text(resolution)}，无从估计误差"
        return "no_spread", f"不估计概率：{within}；{_ahead(run, target, criterion)}"
    return None


def _ahead(run: Run, target: NumericTarget, criterion: Criterion) -> str:
    """Say where the straight line leads, which needs no error."""
    number, low, high = run.at(target.year), criterion.limit_low, criterion.limit_high
    if low is not None and number < low:
        return f"照直线到 {target.year} 年已低过上下限 {exact_text(low)}"
    if high is not None and number > high:
        return f"照直线到 {target.year} 年已高过上下限 {exact_text(high)}"
    return f"照直线到 {target.year} 年为 {shown(number, criterion.decimals or 0, target.goal)}"


def _described(start: Outlook, run: Run, target: NumericTarget) -> Outlook:
    """Add what needs no model: the run, the pace so far and the pace still needed."""
    value = run.numbers[-1] if run.numbers else None
    needed = None
    if value is not None:
        left = target.year - run.years[-1]
        needed = Fraction(0) if target.reached_by(value) else (target.goal - value) / left
    slopes = pair_slopes(run.numbers, run.years)
    notes = [target.note] if target.note else []
    if run.dropped:
        notes.append(f"{run.years[0]} 年口径变更，此前的 {len(run.dropped)} 个年度值不用")
    if run.unstated:
        unstated = "、".join(str(year) for year in run.unstated)
        notes.append(f"{unstated} 年没有写明口径，按没有变更处理")
    if run.years and run.years[-1] < start.year:
        notes.append(f"最近的数据是 {run.years[-1]} 年的")
    return replace(
        start,
        bound=str(target.bound),
        years=run.years,
        value=value,
        needed=needed,
        recent=median(slopes) if slopes else None,
        notes=tuple(notes),
    )


def _projected(
    plan: Plan, criterion: Criterion, start: Outlook, run: Run, target: NumericTarget
) -> Outlook:
    methods = plan.methods.outlook
    limits = (_float(criterion.limit_low), _float(criterion.limit_high))
    scale = choose_scale(run.floats, float(target.goal), *limits, methods.share_scale)
    at_limit = scale.name != methods.share_scale and None not in limits
    notes = [*start.notes, *([AT_LIMIT] if at_limit else [])]
    ahead = _projected_run(methods, run, target, scale)
    interval = ahead.interval(float(methods.interval_level))
    low, middle, high = _within([float(scale.back(end)) for end in interval], limits, notes)
    probability = _probability(ahead, target, scale)
    rest = run.without(methods.special_year)
    enough = methods.minimum_years <= len(rest.years) < len(run.years)
    both = enough and rest.has_spread(criterion.resolution or Fraction(0))
    without = None
    if both:
        without = _probability(_projected_run(methods, rest, target, scale), target, scale)
    code = methods.likelihood(probability)
    return replace(
        start,
        code=code,
        word=plan.methods.words.outlook[code],
        probability=probability,
        left_out=methods.special_year if both else None,
        probability_without=without,
        low=low,
        median=middle,
        high=high,
        scale=scale.name,
        notes=tuple(notes),
    )


def _projected_run(
    methods: OutlookMethods, run: Run, target: NumericTarget, scale: Scale
) -> Projection:
    weight = float(methods.trend_weight)
    return project(run.years, scale.forward(run.floats), target.year, weight)


def _probability(ahead: Projection, target: NumericTarget, scale: Scale) -> float:
    return float(ahead.attaining(scale.forward(float(target.goal)), target.direction))


def _within(
    interval: list[float],
    limits: tuple[float | None, float | None],
    notes: list[str],
) -> tuple[float, float, float]:
    """Put what lies beyond a natural limit at the limit, and say so."""
    low, high = limits
    ends = [end if low is None else max(end, low) for end in interval]
    ends = [end if high is None else min(end, high) for end in ends]
    if ends != interval:
        notes.append(f"区间算得 {interval[0]:.4g}～{interval[2]:.4g}，超出可能的范围的按界限给出")
    return ends[0], ends[1], ends[2]


def _float(number: Fraction | None) -> float | None:
    return None if number is None else float(number)
