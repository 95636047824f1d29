"""What is declared of an indicator, beside the function that works it out."""

from __future__ import annotations

import functools
import inspect
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, TypeVar, cast

import pandas as pd

from .formula import Formula, Gap

__all__ = ["Declaration", "Sector", "declared"]

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Sector:
    """A sector whose part in an intensity is known: its name and the codes of both its parts."""

    name: str
    numerator: str
    denominator: str


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """All that is said of an indicator, once; plans, templates, checks and reports read it here.

    Parameters
    ----------
    id : str
        Name of the function, and code of the ready-made value where departments are asked for it.
    name : str
        How a reader sees it.
    unit : str
        Of the value; empty for an index and for a word.
    states : tuple of str
        The ladder of words of a qualitative indicator, lowest rung first; empty for a number.
    value_name : str
        What the number is, where the indicator's name does not say it; put before it.
    asked : str
        What exactly a department is asked for; empty where only the inputs are asked.
    formula : str
        In words.
    document : str
        What prescribes it; empty where nothing was found.
    source, address : str
        Where the definition was read, or what was found instead, and under which address.
    basis : str
        On which of several lawful bases the value stands unless a department says otherwise.
    confidence : str
        已核 read in that document, 旁证 found elsewhere, 回忆 remembered, 推断 inferred; all but
        the first are shown as 未核.
    valid : str
        When a value holds.
    direction : str
        ``higher`` or ``lower`` is better, ``state`` for a ladder, empty where neither.
    limit_low, limit_high : Fraction or None
        Natural limits.
    positive : bool
        Whether it is 0 in no district, so that a 0 is a missing figure.
    decimals : int or None
        Digits after the point with which the value is reported and shown.
    resolution : Fraction or None
        ε: a change within it is no change.
    resolution_source : str
        The document that gives ε; empty where it is half a unit of the last digit.
    can_be_absent : bool
        Whether 无此类对象 is a possible answer.
    basis_matters : bool
        Whether the edition or scope of the figure has to be told.
    not_on : tuple of str
        Codes of bases on which a figure is one of another indicator.
    ended : int or None
        Last year for which the figure was published at all.
    successor : str
        Indicator that is published in its place since.
    reported_stands : bool
        Whether the department's figure counts and the result is only compared with it, because a
        superior verifies it or its inputs are rounded and revised.
    decline : str
        Code of the yearly decline that a superior verifies, by which changes can be chained.
    at_current_prices : bool
        Whether the level is at current prices, so that only that decline tells a change.
    monitored : str
        Which figure of the stations' own data it must agree with, such as ``air.share``.
    of_days : bool
        Whether it is the share of good days (first input) among the valid days (second) of a year.
    sample : str
        Code of the sample size, where the value is a survey's score.
    sectors : tuple of Sector
        Parts by which a change of the quotient is decomposed; what is left is the last one.
    function : callable
        The formula: arguments are codes.
    inputs : tuple of str
        Its arguments in order.
    optional : frozenset of str
        Inputs that may be missing.
    """

    id: str
    name: str
    unit: str = ""
    states: tuple[str, ...] = ()
    value_name: str = ""
    asked: str = ""
    formula: str
    document: str = ""
    confidence: Literal["已核", "旁证", "回忆", "推断"]
    source: str = ""
    address: str = ""
    basis: str = ""
    valid: str = ""
    direction: Literal["higher", "lower", "state", ""] = ""
    limit_low: Fraction | None = None
    limit_high: Fraction | None = None
    positive: bool = False
    decimals: int | None = None
    resolution: Fraction | None = None
    resolution_source: str = ""
    can_be_absent: bool = False
    basis_matters: bool = False
    not_on: tuple[str, ...] = ()
    ended: int | None = None
    successor: str = ""
    reported_stands: bool = False
    decline: str = ""
    at_current_prices: bool = False
    monitored: str = ""
    of_days: bool = False
    sample: str = ""
    sectors: tuple[Sector, ...] = ()
    function: Formula
    inputs: tuple[str, ...] = ()
    optional: frozenset[str] = frozenset()

    @property
    def kind(self) -> Literal["number", "state"]:
        """Whether the value is a number or a word."""
        return "state" if self.states else "number"

    @property
    def measure(self) -> Literal["level", "state"]:
        """How its values are called among the observations."""
        return "state" if self.states else "level"

    @property
    def verified(self) -> bool:
        """Whether the formula was read in the document that prescribes it."""
        return self.confidence == "已核"

    @property
    def analysed_with(self) -> tuple[str, ...]:
        """Codes that explain the value or its change without entering the formula."""
        sectors = [code for s in self.sectors for code in (s.numerator, s.denominator)]
        return (*sectors, self.sample) if self.sample else tuple(sectors)

    @property
    def only_reported(self) -> bool:
        """Whether the value is what a department says, at most refuted by other numbers."""
        return self.id in self.inputs


def declared(
    *,
    name: str,
    formula: str,
    confidence: Literal["已核", "旁证", "回忆", "推断"],
    unit: str = "",
    states: tuple[str, ...] = (),
    direction: Literal["higher", "lower", ""] = "higher",
    limits: tuple[int | None, int | None] = (None, None),
    decimals: int | None = None,
    resolution: str = "",
    **facts: Any,
) -> Callable[[F], F]:
    """Declare the indicator that a function works out; see `Declaration` for the entries.

    ``resolution`` is half a unit of the last digit unless it is given. The function afterwards
    takes exact numbers, or pandas Series, and carries its declaration as ``.declaration``.
    """

    def beside(function: F) -> F:
        parameters = inspect.signature(function).parameters
        wrapped = _on_series_too(function)
        half = None if decimals is None else Fraction(1, 2 * 10**decimals)
        vars(wrapped)["declaration"] = Declaration(
            id=function.__name__,
            name=name,
            unit=unit,
            states=states,
            formula=formula,
            confidence=confidence,
            direction="state" if states else direction,
            limit_low=None if limits[0] is None else Fraction(limits[0]),
            limit_high=None if limits[1] is None else Fraction(limits[1]),
            decimals=decimals,
            resolution=Fraction(resolution) if resolution else half,
            function=wrapped,
            inputs=tuple(parameters),
            optional=frozenset(n for n, p in parameters.items() if p.default is not p.empty),
            **facts,
        )
        return cast(F, wrapped)

    return beside


def _on_series_too(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let a formula on exact numbers also take Series, row by row, joined on their index."""
    signature = inspect.signature(function)
    needed = [n for n, p in signature.parameters.items() if p.default is p.empty]

    @functools.wraps(function)
    def indicator(*args: Any, **kwargs: Any) -> Any:
        given = signature.bind(*args, **kwargs).arguments
        if not any(isinstance(value, pd.Series) for value in given.values()):
            return function(*args, **kwargs)
        table = pd.DataFrame(given)
        rows = table.astype(object).to_dict("records")
        results = [_applied(function, row, needed) for row in rows]
        return _series(results, _is_exact(rows), table.index, function.__name__)

    return indicator


def _applied(
    function: Callable[..., Any], row: Mapping[Any, Any], needed: Sequence[str]
) -> Fraction | str | None:
    """Return the result of one row; None where an input is missing or the formula has a gap."""
    given = {name: _exactly(value) for name, value in row.items()}
    if any(given[name] is None for name in needed):
        return None
    result = function(**given)
    return None if isinstance(result, Gap) else result


def _exactly(value: Any) -> Any:
    """Take a float of a table for the number that it prints, so that 0.1 is a tenth."""
    if value is None or isinstance(value, str | Fraction):
        return value
    if isinstance(value, float):
        return Fraction(repr(float(value))) if math.isfinite(value) else None
    return None if pd.isna(value) else int(value)


def _is_exact(rows: Sequence[Mapping[Any, Any]]) -> bool:
    return any(isinstance(value, str | Fraction) for row in rows for value in row.values())


def _series(
    results: Sequence[Fraction | str | None], exact: bool, index: pd.Index, name: str
) -> pd.Series:
    """Give words and exact numbers as objects, with None for a gap; else floats, with NaN."""
    if exact:
        return pd.Series(results, index=index, name=name, dtype=object)
    floats = [float("nan") if result is None else float(result) for result in results]
    return pd.Series(floats, index=index, name=name)
