"""What departments are asked for beside the indicators themselves, and what must balance in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import PlainValidator

from ..problems import JbecoError, Problem
from ..schema import (
    MisreadError,
    Names,
    Number,
    OptionalNumber,
    Records,
    YesNo,
    exact,
    read_records,
)

__all__ = ["BALANCES", "INPUTS", "Balance", "Input", "Term"]

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Input:
    """One number that is no indicator: a numerator, a denominator, another part.

    ``positive`` says that it is 0 in no district. ``feeds`` names indicators beside those whose
    function takes it. ``same_as`` is the code of the same fact that another department is asked for
    too. ``monitored`` is the figure of the stations' own data that it must agree with, such as
    ``air.good_days``.
    """

    code: str
    name: str
    asked: str
    unit: str
    limit_low: OptionalNumber
    limit_high: OptionalNumber
    positive: YesNo
    basis_matters: YesNo
    same_as: str
    feeds: Names
    monitored: str
    note: str


@dataclass(frozen=True)
class Term:
    """One signed summand of a balance: a code or a plain number."""

    sign: int
    code: str | None
    number: Fraction | None


def _terms(text: str) -> tuple[Term, ...]:
    terms = []
    for sign, word in re.findall(r"([+-]?) *([^\s+-]+)", text):
        factor = -1 if sign == "-" else 1
        try:
            terms.append(Term(factor, None, exact(word)))
        except ValueError:
            if not word.isidentifier():
                raise MisreadError("读不懂", "应为代码的和") from None
            terms.append(Term(factor, word, None))
    return tuple(terms)


Terms = Annotated[tuple[Term, ...], PlainValidator(_terms)]


@dataclass(frozen=True)
class Balance:
    """An identity or inequality among the numbers of one year."""

    id: str
    name: str
    left: Terms
    relation: Literal["=", "<="]
    right: Terms
    tolerance: Number
    unit: str
    note: str

    @property
    def codes(self) -> frozenset[str]:
        """The codes on both sides."""
        return frozenset(t.code for t in (*self.left, *self.right) if t.code is not None)


def _records(name: str, kind: type, key: str) -> list[Any]:
    problems: list[Problem] = []
    table: Records[Any] = read_records(HERE / name, kind, problems, key=key)
    if problems:
        raise JbecoError(problems)
    return [record for _, record in table.pairs]


INPUTS: Mapping[str, Input] = MappingProxyType(
    {record.code: record for record in _records("inputs.csv", Input, "code")}
)
"""Every input by its code."""

BALANCES: tuple[Balance, ...] = tuple(_records("balances.csv", Balance, "id"))
"""Every balance; a plan that does not ask for all of its codes leaves it out."""
