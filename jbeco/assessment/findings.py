"""What the judging of every part of a rule has in common: usable values, and findings."""

from __future__ import annotations

from fractions import Fraction

from ..indicators import Value
from ..plan import Rule
from ..standards.rounding import exact_text, shown
from ..submissions import Comparator
from ..submissions.layout import EXAMPLE_MARK
from .evidence import Case, Finding, worst_grade

__all__ = ["found", "short", "unknown", "usable", "year_words"]


def usable(case: Case, value: Value | None) -> str | None:
    """Return the reason code why a value cannot be used, or None when it can."""
    if value is None:
        return "not_reported"
    if value.missing is not None:
        return value.missing
    lags = value.data_year != case.year and not case.may_lag(case.year)
    return "lagged" if lags else None


def unknown(rule: Rule, case: Case, code: str, about: str, value: Value | None = None) -> Finding:
    """Return an unknown finding: what it is about, why, and the cells that say so."""
    word = case.plan.methods.words.reason[code]
    note = "" if value is None else value.note.removeprefix(EXAMPLE_MARK).lstrip("：")
    note = f"（{note}）" if note else ""
    sources = value.sources if value is not None else ()
    says = f"{about}：{word}{note}"
    return Finding(rule, None, says, code, grade="D", sources=sources)


def found(
    rule: Rule,
    truth: bool,
    says: str,
    value: Value,
    number: Fraction | None = None,
    bound: Fraction | None = None,
    comparators: tuple[Comparator, ...] = (),
) -> Finding:
    """Return a definite finding with the numbers compared and the worst grade among them."""
    derived = any(comparator.derived for comparator in comparators)
    return Finding(
        node=rule,
        truth=truth,
        says=says,
        value=value.state if number is None else exact_text(number),
        bound=None if bound is None else exact_text(bound),
        grade=worst_grade([value.grade, "C" if derived else None]),
        sources=(*value.sources, *(comparator.source for comparator in comparators)),
    )


def year_words(case: Case, value: Value) -> str:
    """Say which series and year a number is of, and that it is an older one if so."""
    lag = f"（用的是 {value.data_year} 年数据）" if value.data_year != case.year else ""
    series = f"{case.series} " if case.series else ""
    return f"{series}{case.year} 年{lag}"


def short(number: Fraction, against: Fraction | None = None) -> str:
    """Write a change with two digits, or more where its comparison needs them."""
    return shown(number, 2, against)
