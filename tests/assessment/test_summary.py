"""Counts of rows, and the pass rule: binding all met, reference at or above four fifths."""

from dataclasses import replace

import pytest

from jbeco.assessment.summary import (
    count_rows,
    meets_standard,
    pass_conclusion,
    standard_conclusion,
)
from jbeco.assessment.verdicts import row_verdicts

T, F, U = True, False, None
VALUES = {"met": 90, "not_met": 70, "unknown": None}


def framework(bench, binding: str = "", reference: str = ""):
    """Return plan and rows; each letter is a row: m met, n not met, u unknown, - not applicable."""
    codes = {"m": "met", "n": "not_met", "u": "unknown", "-": "not_applicable"}
    criteria, reports = [], []
    letters = [("binding", x) for x in binding] + [("reference", x) for x in reference]
    for number, (attribute, letter) in enumerate(letters, start=1):
        name = f"thing_{number}"
        criteria.append(
            bench.criterion(
                id=f"N{number:02d}",
                indicator=name,
                attribute=attribute,
                applicable=letter != "-",
                domain="living" if number % 2 == 0 else "security",
            )
        )
        if VALUES.get(codes[letter]) is not None:
            reports.append(bench.level(2025, VALUES[codes[letter]], indicator=name))
    verdicts = bench.verdicts(criteria, 2025, *reports)
    assert [v.code for v in verdicts] == [codes[letter] for _, letter in letters]
    return bench.plan(*criteria), row_verdicts(verdicts)


def test_rows_are_counted_by_framework_system_and_attribute(bench) -> None:
    plan, rows = framework(bench, binding="mmnu-", reference="m")
    groups = {(g.framework, g.system, g.attribute): g for g in count_rows(plan, rows)}
    assert {key: group.counts for key, group in groups.items()} == {
        ("national", "security", "binding"): {"met": 1, "not_met": 1, "not_applicable": 1},
        ("national", "living", "binding"): {"met": 1, "unknown": 1},
        ("national", "living", "reference"): {"met": 1},
    }
    security = groups["national", "security", "binding"]
    assert (security.applicable, security.judged) == (2, 2)
    living = groups["national", "living", "binding"]
    assert (living.applicable, living.judged) == (2, 1)


@pytest.mark.parametrize(
    ("binding", "truth", "met"),
    [("mmm", T, 3), ("mmn", F, 2), ("mmu", U, 2), ("nuu", F, 0), ("mm-", T, 2)],
)
def test_binding_rows_must_all_be_met(bench, binding, truth, met) -> None:
    plan, rows = framework(bench, binding=binding, reference="m")
    found = pass_conclusion(plan, rows, "national")
    assert found.binding is truth
    assert (found.binding_met, found.binding_due) == (met, len(binding.replace("-", "")))


@pytest.mark.parametrize(
    ("reference", "truth"),
    [
        ("mmmmn", T),  # 4/5 is just enough
        ("mmmnn", F),
        ("mmmun", U),
        ("mmunn", F),  # even with the unknown one only 3/5
        ("mmmmu", T),  # enough without the unknown one
        ("uuuuu", U),
        ("mmmm-", T),
        ("mmmn-", F),
    ],
)
def test_four_fifths_of_the_reference_rows_are_enough(bench, reference, truth) -> None:
    plan, rows = framework(bench, binding="m", reference=reference)
    assert pass_conclusion(plan, rows, "national").reference is truth


@pytest.mark.parametrize(
    ("binding", "reference", "whole"),
    [
        ("m", "m", T),
        ("n", "m", F),
        ("m", "n", F),
        ("u", "m", U),
        ("u", "n", F),
        ("n", "u", F),
    ],
)
def test_the_whole_needs_both(bench, binding, reference, whole) -> None:
    plan, rows = framework(bench, binding=binding, reference=reference)
    assert pass_conclusion(plan, rows, "national").whole is whole


def test_a_framework_is_counted_apart_from_the_other(bench) -> None:
    criteria = [bench.criterion(id="N01"), bench.criterion(id="P01", standard=">= 95")]
    rows = row_verdicts(bench.verdicts(criteria, 2025, bench.level(2025, 90)))
    plan = bench.plan(*criteria)
    assert pass_conclusion(plan, rows, "national").binding is T
    assert pass_conclusion(plan, rows, "provincial").binding is F


def test_a_row_already_met_counts_as_met_between_milestones(bench) -> None:
    criteria = [bench.criterion(id="N01")]
    rows = row_verdicts(bench.verdicts(criteria, 2022, bench.level(2022, 90)))
    found = pass_conclusion(bench.plan(*criteria), rows, "national")
    assert (rows[0].code, found.binding) == ("already_met", T)


def test_a_missed_target_above_the_standard_passes_by_the_standard(bench) -> None:
    """The plan aims at 90 where the framework asks for 80."""
    criteria = [bench.criterion(id="N01", standard=">= 80", midterm=">= 90")]
    verdicts = bench.verdicts(criteria, 2025, bench.level(2025, 85))
    plan, rows = bench.plan(*criteria), row_verdicts(verdicts)
    assert [v.code for v in verdicts] == ["not_met"]
    assert pass_conclusion(plan, rows, "national").binding is False
    assert standard_conclusion(plan, rows, "national").binding is True


def test_what_is_not_known_is_not_known_by_the_standard(bench) -> None:
    plan, rows = framework(bench, binding="mu")
    assert [meets_standard(row) for row in rows] == [True, None]
    assert standard_conclusion(plan, rows, "national").binding is None


def test_a_doubted_verdict_is_not_believed_for_the_standard(bench) -> None:
    _, rows = framework(bench, binding="m")
    [leaf] = rows[0].leaves
    assert leaf.standard.truth is True
    doubted = replace(leaf, code="doubtful")
    assert meets_standard(replace(rows[0], leaves=(doubted,))) is None
    open_task = replace(leaf, code="unknown", target=replace(leaf.target, truth=None))
    assert meets_standard(replace(rows[0], leaves=(open_task,))) is True
