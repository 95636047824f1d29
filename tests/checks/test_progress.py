"""Measures: what is called done, and what share, against what was promised and delivered."""

from dataclasses import replace
from fractions import Fraction

import pytest

from jbeco.checks.progress import check_progress
from jbeco.plan import load_plan
from jbeco.problems import Level

FILE = "2025/2025-ecology-生态局.xlsx"


@pytest.fixture
def plan(desk):
    """One action with a promise of 10 万吨/日, and one without an amount."""
    action = next(one for one in load_plan().actions if one.commitments)
    promise = replace(action.commitments[0], id="M01-1", relation=">=", amount=10, unit="万吨/日")
    parts = (promise, replace(promise, id="M01-2", amount=None))
    return replace(desk.plan(), actions=(replace(action, id="M01", commitments=parts),))


@pytest.mark.parametrize(
    ("state", "share", "done", "cells"),
    [
        (3, 80, 8, []),
        (4, 100, 10, []),
        (4, 100, 12, []),  # more than was promised is all of it
        (3, 79, 8, []),  # written without decimals
        (3, None, 8, []),
        (3, 80, None, []),
        (4, 80, 8, ["措施!E4"]),
        (3, 86, 8, ["措施!F4"]),
        (4, 100, 8, ["措施!E4", "措施!F4"]),
        (2, 100, 10, []),  # delivered, and not yet accepted
        (1, 0, 0, []),
    ],
)
def test_state_and_share_agree_with_the_amounts(desk, plan, state, share, done, cells) -> None:
    told = desk.progress(
        state=state,
        share=None if share is None else Fraction(share),
        done=None if done is None else Fraction(done),
    )
    found = desk.find(check_progress, plan, told)
    assert [problem.where for problem in found] == [f"{FILE}!{cell}" for cell in cells]
    assert all(problem.level is Level.WARNING and not problem.blocks for problem in found)


def test_both_numbers_are_named(desk, plan) -> None:
    told = desk.progress(state=3, share=Fraction(86), done=Fraction(8))
    problem = desk.one(check_progress, plan, told)
    assert problem.what == "M01-1 的完成比例是 86%，完成数量 8，承诺 10 万吨/日，是 80%"


def test_without_an_amount_nothing_can_be_said(desk, plan) -> None:
    told = desk.progress(id="M01-2", state=4, share=Fraction(50), done=Fraction(1))
    assert desk.find(check_progress, plan, told) == []


def test_of_another_year_nothing_is_said(desk, plan) -> None:
    told = desk.progress(year=2024, state=4, done=Fraction(1))
    assert desk.find(check_progress, plan, told) == []
