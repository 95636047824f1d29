"""Every cell of the table of METHODS: what each kind of evidence gives under each kind of rule."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from jbeco.assessment.evidence import Facts, finding_leaves
from jbeco.assessment.verdicts import judge
from jbeco.indicators import collect_values
from jbeco.intake.records import Bridge, Source

TABLE = Path(__file__).parents[2] / "docs" / "evidence_rules.csv"
with TABLE.open(encoding="utf-8", newline="") as file:
    CELLS = list(csv.DictReader(file))

NAME, YEAR = "river_quality", 2025
STATES = ("未实施", "实施")
WORDS = ("status", "kept")
DOCUMENT = {"document_number": "某发〔2025〕1号", "issuer": "某局", "dated": date(2025, 3, 1)}
NO_DOCUMENT = {"document_number": "", "issuer": "", "dated": None}
OLD, NEW = {"basis": "2015年可比价"}, {"basis": "2020年可比价"}


@dataclass
class Situation:
    """What was sent and found about one criterion that would be met if all were in order."""

    reports: list[Any]
    base: str | None = "80"
    documented: bool = False
    states: tuple[str, ...] = ()
    declared: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)


def numbers(bench, last: Any = 90, **changes: Any) -> list[Any]:
    """Report 80 in 2019, a little more each year, and the last as told."""
    course = [bench.level(2019 + n, 80 + n) for n in range(6)]
    return [*(replace(seen, grade="A") for seen in course), bench.level(YEAR, last, **changes)]


def told(bench, rule: str, word: str | None = None, **document: Any) -> Situation:
    """Say by a word that it was done: a task's result, or a state."""
    if rule == "task met":
        return Situation([bench.task(YEAR, word or "met", **(document or NO_DOCUMENT))])
    report = bench.state(YEAR, word or "实施", grade="B")
    return Situation([report], states=STATES, documented=bool(document))


def situation(bench, kind: str, rule: str) -> Situation:
    by_word = rule.startswith(WORDS) or rule == "task met"
    at = ("task" if rule == "task met" else "value", NAME, YEAR)
    bridge = Bridge(
        *(
            NAME,
            "prices-2015",
            "prices-2020",
            "factor",
            Fraction(1),
            "某说明",
            "某人",
            "2022-01-01",
        ),
        Source("某年/bridges.csv", "A2", ""),
    )
    over = [*numbers(bench)[1:6], bench.level(2019, 80, **OLD), bench.level(YEAR, 90, **NEW)]
    declines = [bench.decline(year, "-1") for year in range(2020, YEAR + 1)]
    absent = [bench.level(YEAR, None, missing="no_object", grade="B")]
    match kind:
        case "exact_documented":
            reports = [*numbers(bench, grade="A"), bench.province(YEAR, 70)]
            return Situation(reports, documented=True)
        case "exact_alone":  # whatever grade the department gives itself
            return Situation([*numbers(bench, grade="A"), bench.province(YEAR, 70)])
        case "bounds_inside":
            bounds = {"low": Fraction(88), "high": Fraction(92), "missing": None, "grade": "B"}
            return Situation([*numbers(bench, None, **bounds), bench.province(YEAR, 70)])
        case "bounds_across":
            bounds = {"low": Fraction(75), "high": Fraction(90), "missing": None, "grade": "B"}
            return Situation([*numbers(bench, None, **bounds), bench.province(YEAR, 80)])
        case "provisional":
            return Situation([*numbers(bench, flags=("暂估",)), bench.province(YEAR, 70)])
        case "contradicted":
            good = told(bench, rule, **DOCUMENT) if by_word else Situation(numbers(bench))
            return replace(good, facts={"contradicted": {"N01": ("两处不一致",)}})
        case "basis_break":
            return Situation([*over, bench.province(YEAR, 70, **OLD)])
        case "bridged":
            return Situation(over, facts={"bridges": (bridge,)})
        case "chained":
            return Situation([*declines, bench.level(YEAR, 90)], base=None)
        case "later_start":
            return Situation(numbers(bench)[1:], base=None)
        case "no_base":
            return Situation([bench.level(YEAR, 90)], base=None)
        case "older_year":
            return Situation(numbers(bench, data_year=2024))
        case "wrong_basis":
            return Situation(numbers(bench, basis="EQI"), declared={"not_on": ("eqi-2021",)})
        case "missing":
            return Situation([], states=STATES if rule.startswith(WORDS) else ())
        case "check_error":
            good = told(bench, rule, **DOCUMENT) if by_word else Situation(numbers(bench))
            return replace(good, facts={"barred": {at: "某表!F7 超出界限"}})
        case "no_province":
            return Situation(numbers(bench))
        case "derived_province":
            return Situation([*numbers(bench), bench.province(YEAR, 70, derived=True)])
        case "word_documented":
            return told(bench, rule, **DOCUMENT)
        case "word_alone":
            return told(bench, rule)
        case "failure_owned":
            return told(bench, rule, "not_met" if rule == "task met" else "未实施")
        case "not_set_documented":
            return told(bench, rule, "none", **DOCUMENT)
        case "not_set_alone":
            return told(bench, rule, "none")
        case "partly_set":
            tasks = [bench.task(YEAR, word, **DOCUMENT) for word in ("met", "none")]
            return Situation(tasks)
        case "partly_set_alone":
            return Situation(
                [bench.task(YEAR, "met", **DOCUMENT), bench.task(YEAR, "none", **NO_DOCUMENT)]
            )
        case "absent_documented":
            return Situation(absent, documented=True, declared={"can_be_absent": True})
        case "absent_alone":
            return Situation(absent, declared={"can_be_absent": True})
        case "absent_impossible":
            return Situation(absent, documented=True)
    raise ValueError(kind)


@pytest.mark.parametrize(
    "cell", CELLS, ids=[f"{c['id']}-{c['rule']}-{c['attribute']}" for c in CELLS]
)
def test_each_cell(bench, cell: dict[str, str]) -> None:
    given = situation(bench, cell["id"], cell["rule"])
    criterion = bench.criterion(
        standard=cell["rule"],
        attribute=cell["attribute"],
        base=given.base,
        direction="state" if given.states else "higher",
    )
    plan = bench.plan(criterion, states=given.states)
    own = replace(plan.indicators[NAME], **given.declared)
    plan = replace(plan, indicators={NAME: own})
    sent = bench.submissions(YEAR, *given.reports)
    facts = Facts(
        plan,
        YEAR,
        collect_values(sent.observations, Fraction(0)),
        sent.tasks,
        sent.comparators,
        documented=frozenset({(NAME, YEAR)} if given.documented else ()),
        **given.facts,
    )
    (verdict,) = judge(facts)
    found = (verdict.code, verdict.reason_code or "", verdict.grade)
    assert found == (cell["code"], cell["reason"], cell["grade"]), verdict.reason
    parts = filter(None, (verdict.standard, verdict.target))
    told = [leaf.grade for part in parts for leaf in finding_leaves(part)]
    assert given.documented or "A" not in told


def test_no_cell_stands_twice() -> None:
    keys = [(cell["id"], cell["rule"], cell["attribute"]) for cell in CELLS]
    assert len(keys) == len(set(keys))


def test_one_kind_of_evidence_has_one_name() -> None:
    names = {(cell["id"], cell["evidence"]) for cell in CELLS}
    assert len(names) == len({name for name, _ in names}) == len({words for _, words in names})
