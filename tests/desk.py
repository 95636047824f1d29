"""A small invented plan whose departments answer with workbooks, and the records of their cells."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from jbeco.checks.run import CheckContext
from jbeco.indicators import Balance, Term
from jbeco.intake.records import (
    Comparator,
    Evidence,
    Observation,
    Progress,
    Source,
    Submissions,
    Task,
)
from jbeco.plan import SINGLE, Criterion, Department, ObservationCode, Plan
from jbeco.plan.methods import Checks
from jbeco.problems import Problem

YEAR = 2025
DEPARTMENTS = {"ecology": "生态局", "statistics": "统计局", "housing": "住建局"}
CHECKS = {
    "slip_factors": tuple(Fraction(f) for f in (10, 15, 100, 10_000)),
    "slip_tolerance": Fraction(25, 100),
    "jump_share": Fraction(30, 100),
    "binding_needs_evidence": True,
}
Record = Observation | Evidence | Task | Progress | Comparator
Check = Callable[[CheckContext], Iterator[Problem]]


class Desk:
    """Builds a plan from codes, and one department's answers as the reader would give them."""

    year = YEAR

    def __init__(self, bench: Any) -> None:
        self.bench = bench

    def code(self, code: str, role: str = "part", unit: str = "吨", **changes: Any) -> Any:
        """Ask for one number; ``indicators`` are the code itself unless told otherwise."""
        fields = {
            "code": code,
            "name": f"名称{code}",
            "asked": "",
            "unit": unit,
            "kind": "number",
            "states": (),
            "series": (SINGLE,),
            "indicators": (code,),
            "role": role,
            "department": "ecology",
            "limit_low": Fraction(0),
            "limit_high": None,
            "basis_matters": False,
            "same_as": "",
        }
        return ObservationCode(**(fields | changes))

    def share(self, code: str = "rate", **changes: Any) -> tuple[ObservationCode, ...]:
        """Ask for a percentage with its numerator ``part`` and its denominator ``whole``."""
        return (
            self.code(code, "value", "%", limit_high=Fraction(100), **changes),
            self.code("part", indicators=(code,), **changes),
            self.code("whole", indicators=(code,), **changes),
        )

    def balance(self, left: str, relation: str, right: str, tolerance: str = "0", unit="吨") -> Any:
        return Balance(
            "B1", "收支平衡", _terms(left), relation, _terms(right), Fraction(tolerance), unit, ""
        )

    def plan(
        self,
        *codes: ObservationCode,
        criteria: tuple[Criterion, ...] | None = None,
        balances: tuple[Balance, ...] = (),
        series: tuple[str, ...] = (SINGLE,),
        states: tuple[str, ...] = (),
        inputs: Mapping[str, tuple[str, ...]] | None = None,
        **checks: Any,
    ) -> Plan:
        """Make a plan; unless told otherwise one binding criterion N01 hangs on the first code.

        ``inputs`` are those of the indicators' functions, by default ``part`` and ``whole``.
        """
        if criteria is None:
            indicator = codes[0].indicators[0] if codes else "river_quality"
            criteria = (self.bench.criterion(indicator=indicator),)
        plan = self.bench.plan(*criteria, series=series, states=states)
        taken = {"rate": ("part", "whole")} if inputs is None else inputs
        return replace(
            plan,
            indicators={i: replace(d, inputs=taken.get(i, ())) for i, d in plan.indicators.items()},
            observations={code.code: code for code in codes},
            balances=balances,
            departments={i: Department(i, n, "government", "", "") for i, n in DEPARTMENTS.items()},
            methods=replace(plan.methods, checks=Checks(**(CHECKS | checks))),
        )

    def row(self, code: str, said: Any = None, line: int = 2, **changes: Any) -> Observation:
        """Answer a question: a number as it was typed, a word with ``measure="state"``, or None."""
        year = changes.get("year", YEAR)
        file = changes.pop("file", f"{year}/{year}-ecology-生态局.xlsx")
        word = changes.get("measure") == "state"
        fields = {
            "criterion": "",
            "indicator": code,
            "series": SINGLE,
            "year": year,
            "measure": "level",
            "number": None if said is None or word else Fraction(str(said)),
            "state": said if word else None,
            "missing": "not_reported" if said is None else None,
            "unit": "吨",
            "data_year": year,
            "basis": "",
            "grade": "A",
            "document": "",
            "verbatim": "",
            "note": "",
            "source": Source(file, f"数据!F{line}", ""),
            "department": "ecology",
            "entered": "" if said is None else str(said),
        }
        return Observation(**(fields | changes))

    def evidence(self, criterion: str = "N01", **changes: Any) -> Evidence:
        fields = {
            "criterion": criterion,
            "year": YEAR,
            "title": "通知",
            "number": "甬环〔2025〕1号",
            "dated": date(YEAR, 6, 1),
            "issuer": "生态局",
            "note": "",
            "department": "ecology",
            "source": Source(f"{YEAR}/{YEAR}-ecology-生态局.xlsx", "佐证!B3", ""),
        }
        return Evidence(**(fields | changes))

    def progress(self, **changes: Any) -> Progress:
        fields = {
            "id": "M01-1",
            "year": YEAR,
            "state": 2,
            "share": None,
            "done": None,
            "promised": None,
            "document_number": "",
            "note": "",
            "department": "ecology",
            "source": Source(f"{YEAR}/{YEAR}-ecology-生态局.xlsx", "措施!E4", ""),
        }
        return Progress(**(fields | changes))

    def submissions(
        self, *records: Record, problems: tuple[Problem, ...] = (), **changes: Any
    ) -> Submissions:
        fields = {
            "year": YEAR,
            "observations": tuple(r for r in records if isinstance(r, Observation)),
            "tasks": tuple(r for r in records if isinstance(r, Task)),
            "comparators": tuple(r for r in records if isinstance(r, Comparator)),
            "files": tuple((f"{year}/某表.xlsx", "") for year in range(2019, YEAR + 1)),
            "problems": problems,
            "evidence": tuple(r for r in records if isinstance(r, Evidence)),
            "progress": tuple(r for r in records if isinstance(r, Progress)),
            "departments": {d: (f"{YEAR}/{YEAR}-{d}-{n}.xlsx",) for d, n in DEPARTMENTS.items()},
        }
        return Submissions(**(fields | changes))

    def context(self, plan: Plan, *records: Record, **changes: Any) -> CheckContext:
        given = self.submissions(*records, **changes)
        return CheckContext(plan, given, given.year)

    def find(self, check: Check, plan: Plan, *records: Record, **changes: Any) -> list[Problem]:
        """Run one check; the records' order must not matter."""
        found = sorted(check(self.context(plan, *records, **changes)))
        assert sorted(check(self.context(plan, *records[::-1], **changes))) == found
        return found

    def one(self, check: Check, plan: Plan, *records: Record, **changes: Any) -> Problem:
        """Run one check that must find just one problem."""
        (problem,) = self.find(check, plan, *records, **changes)
        return problem


def _terms(text: str) -> tuple[Term, ...]:
    """``a + b - c`` or ``366``."""
    terms, sign = [], 1
    for word in text.split():
        if word in "+-":
            sign = {"+": 1, "-": -1}[word]
        else:
            number = Fraction(word) if word.isdecimal() else None
            terms.append(Term(sign, None if number is not None else word, number))
            sign = 1
    return tuple(terms)


@pytest.fixture(scope="session")
def desk(bench: Any) -> Desk:
    """Builds plans and answers; keeps nothing between two calls."""
    return Desk(bench)
