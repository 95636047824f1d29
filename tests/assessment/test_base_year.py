"""The plan's own base year 2019: what the plan's text says of it, and what one cell changes.

Every leaf stands in ``tests/golden/raw-2019``, whose verdicts were once read against 表一 and 表二
cell by cell.
"""

from collections import Counter
from pathlib import Path

import pytest

from jbeco.pipeline.evaluate import assess_year
from jbeco.problems import Level

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"

UNKNOWN = {
    "N39": ("wrong_basis", "leading_group_office"),
    "N40": ("wrong_basis", "leading_group_office"),
    "P19": ("not_yet", "agriculture"),
    "P22-2": ("drafting", "planning"),
    "P22-3": ("drafting", "planning"),
    "P07": ("word_only", "financial_office"),
    "P28-2": ("word_only", "water_resources"),
}
NOT_MET_LEAVES = {"N07-1", "N20", "N28", "P08-1", "P27-1", "P36", "P40"}


PRINTED = {"national": 40, "provincial": 49}
"""Rows of 表一 and 表二; what is added to a framework later is not among these facts."""


def is_printed(criterion) -> bool:
    return criterion.number <= PRINTED[criterion.framework]


def codes(assessed) -> dict[str, str]:
    return {v.criterion.id: v.code for v in assessed.verdicts if is_printed(v.criterion)}


def of(assessed, code: str) -> set[str]:
    return {i for i, found in codes(assessed).items() if found == code}


def test_the_submissions_of_2019_are_clean(base_year) -> None:
    assert base_year.problems == ()
    assert base_year.review == "annual"


def test_what_the_plan_itself_calls_missed_is_not_met(base_year) -> None:
    assert of(base_year, "not_met") == NOT_MET_LEAVES


def test_what_the_plan_gives_no_number_for_is_unknown(base_year) -> None:
    unknown = of(base_year, "unknown")
    assert {i: _owed(base_year.verdict(i)) for i in unknown} == UNKNOWN
    assert {base_year.verdict(i).grade for i in unknown} == {"D"}


def _owed(verdict) -> tuple[str, str]:
    return verdict.reason_code, verdict.owed_by


def test_what_does_not_apply(base_year) -> None:
    reasons = Counter(base_year.verdict(i).reason_code for i in of(base_year, "not_applicable"))
    idle = sum(is_printed(c) and not c.applicable for c in base_year.plan.criteria)
    assert reasons == {"not_listed": idle, "no_object": 4, "no_task": 2}
    no_object = {v.criterion.id for v in base_year.verdicts if v.reason_code == "no_object"}
    # 表一 writes N12-3 and N17-2 as kept, 表二 that there is no such thing: rulings R15 and R16
    assert no_object == {"P14-3", "P23", "N12-3", "N17-2"}
    # the plan itself is the document by which no water task had been set
    no_task = {v.criterion.id for v in base_year.verdicts if v.reason_code == "no_task"}
    assert no_task == {"N19", "P26"}


def test_all_others_are_met(base_year) -> None:
    others = of(base_year, "not_met") | of(base_year, "unknown") | of(base_year, "not_applicable")
    assert of(base_year, "met") == set(codes(base_year)) - others


@pytest.mark.parametrize("criterion_id", ["N07-2", "P08-2"])
def test_pm25_meets_its_task_but_has_no_base_to_pace_from(base_year, criterion_id) -> None:
    verdict = base_year.verdict(criterion_id)
    assert verdict.code == "met"
    assert (verdict.meets_standard, verdict.task_met, verdict.meets_target) == (True, True, None)
    assert verdict.pace is None


@pytest.mark.parametrize("criterion_id", ["N22", "P29"])
def test_land_per_gdp_stands_on_2018(base_year, criterion_id: str) -> None:
    verdict = base_year.verdict(criterion_id)
    assert (verdict.code, verdict.grade) == ("met", "C")
    assert verdict.reason == "2019 年（用的是 2018 年数据）为 8.48%，不低于 4.5%"


def test_rows_fail_by_their_weakest_leaf(base_year) -> None:
    rows = {row.row: row for row in base_year.rows if is_printed(row.first)}
    assert len(rows) == sum(PRINTED.values())
    assert (rows["N07"].code, rows["N07"].decided_by) == ("not_met", "N07-1")
    assert (rows["P22"].code, rows["P22"].decided_by) == ("unknown", "P22-2")
    assert (rows["P14"].code, rows["P23"].code) == ("met", "not_applicable")
    failed = {name for name, row in rows.items() if row.code == "not_met"}
    assert failed == {"N07", "N20", "N28", "P08", "P27", "P36", "P40"}
    unknown = {name for name, row in rows.items() if row.code == "unknown"}
    assert unknown == {"N39", "N40", "P19", "P22", "P07", "P28"}


def test_counts_by_attribute(base_year) -> None:
    counts: dict[tuple[str, str], Counter] = {}
    grouped: dict[tuple[str, str], Counter] = {}
    for row in base_year.rows:
        kind = (row.first.framework, row.first.attribute)
        if is_printed(row.first):
            counts.setdefault(kind, Counter()).update([row.code])
        grouped.setdefault(kind, Counter()).update([row.code])
    for group in base_year.groups:
        grouped[group.framework, group.attribute].subtract(group.counts)
    assert not any(number for counter in grouped.values() for number in counter.values())
    assert counts == {
        ("national", "binding"): {"met": 16, "not_met": 3, "not_applicable": 3},
        ("national", "reference"): {"met": 10, "unknown": 2, "not_applicable": 6},
        ("provincial", "binding"): {"met": 18, "not_met": 3, "unknown": 3, "not_applicable": 4},
        ("provincial", "reference"): {"met": 14, "not_met": 1, "unknown": 1, "not_applicable": 5},
    }


def test_neither_framework_passes_as_a_whole(base_year) -> None:
    national, provincial = base_year.conclusions
    assert (national.binding, national.reference, national.whole) == (False, True, False)
    assert (provincial.binding, provincial.reference, provincial.whole) == (False, True, False)
    for framework, found in (("national", national), ("provincial", provincial)):
        rows = [row for row in base_year.rows if row.first.framework == framework]
        met = Counter(row.first.attribute for row in rows if row.code == "met")
        unknown = Counter(row.first.attribute for row in rows if row.code == "unknown")
        due = Counter(row.first.attribute for row in rows if row.code != "not_applicable")
        assert (found.binding_met, found.binding_due) == (met["binding"], due["binding"])
        assert (found.reference_met, found.reference_due) == (met["reference"], due["reference"])
        assert found.reference_unknown == unknown["reference"]


# ---------------------------------------------------------------- one cell changed


def changed(base_year, *, data: Path | None = None, plan: Path | None = None) -> dict[str, str]:
    """Return the verdicts that differ from those of the shipped data and plan."""
    before, after = codes(base_year), codes(assess_year(2019, data or RAW, plan))
    return {i: code for i, code in after.items() if code != before[i]}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("N28,,level,94,", "N28,,level,100,", {"N28": "met"}),
        ("P36,,level,94,", "P36,,level,95,", {"P36": "met"}),
        ("P40,,level,11.61,", "P40,,level,12.999,", {}),
        ("P40,,level,11.61,", "P40,,level,13,", {"P40": "met"}),
        ("P19,,level,,2019,,not_yet,D", "P19,,level,92,2019,,,B", {"P19": "met"}),
        ("P19,,level,,2019,,not_yet,D", "P19,,level,91.99,2019,,,B", {"P19": "not_met"}),
        (
            "N03,城区街道,level,26.6,",
            "N03,城区街道,level,19,",
            {"N03": "unknown", "P03": "unknown"},
        ),
        ("P22-2,,state,,2019,,drafting,D", "P22-2,,state,保持,2019,,,B", {"P22-2": "met"}),
        ("P33-2,,level,0.162,", "P33-2,,level,0.171,", {"P33-2": "not_met"}),
        ("P24,,state,保持,", "P24,,state,未保持,", {"P24": "not_met"}),
    ],
)
def test_one_cell_changes_just_the_verdicts_it_should(
    plan_copy: Path, base_year, edit, old: str, new: str, expected: dict[str, str]
) -> None:
    edit(plan_copy / "base_values.csv", old, new)
    assert changed(base_year, plan=plan_copy) == expected


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        ("good_air_days", {"P08-1": "met", "N07-1": "met"}),
        ("energy_intensity", {}),  # the task is met now, yet the intensity rose by 0.9 %
    ],
)
def test_a_task_that_is_met_after_all(data_copy: Path, base_year, edit, task, expected) -> None:
    table = data_copy / "2019" / "superior_tasks.csv"
    (line,) = [x for x in table.read_text(encoding="utf-8").splitlines() if x.startswith(task)]
    edit(table, line, line.replace(",not_met,", ",met,"))
    assert changed(base_year, data=data_copy) == expected


def test_a_shared_fact_changed_in_one_table_is_a_conflict_of_both(
    plan_copy: Path, base_year, edit
) -> None:
    edit(plan_copy / "base_values.csv", "N29,,level,96.29,", "N29,,level,84.9,")
    assert changed(base_year, plan=plan_copy) == {"N29": "unknown", "P37": "unknown"}
    assessed = assess_year(2019, RAW, plan_copy)
    assert {assessed.verdict(i).reason_code for i in ("N29", "P37")} == {"check_failed"}
    (error,) = [p for p in assessed.problems if p.level is Level.ERROR]
    assert error.blocks == ("N29", "P37")
    assert all("前后不一" in assessed.verdict(i).reason for i in ("N29", "P37"))


def test_a_shared_fact_changed_in_both_tables_changes_both_criteria(
    plan_copy: Path, base_year, edit
) -> None:
    for criterion_id in ("N29", "P37"):
        old = f"{criterion_id},,level,96.29,"
        edit(plan_copy / "base_values.csv", old, f"{criterion_id},,level,84.9,")
    assert changed(base_year, plan=plan_copy) == {"N29": "not_met", "P37": "not_met"}
    errors = [p for p in assess_year(2019, RAW, plan_copy).problems if p.level is Level.ERROR]
    assert errors == []


def test_one_fact_two_thresholds(plan_copy: Path, base_year, edit) -> None:
    # 秸秆: 90 in 表一, 95 in 表二
    for criterion_id in ("N25-1", "P32-1"):
        old = f"{criterion_id},,level,95.3,"
        edit(plan_copy / "base_values.csv", old, f"{criterion_id},,level,94.9,")
    assert changed(base_year, plan=plan_copy) == {"P32-1": "not_met"}
