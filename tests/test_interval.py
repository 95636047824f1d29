"""Intervals are compared in three-valued logic."""

from fractions import Fraction
from itertools import product
from operator import eq, ge, gt, le, lt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.interval import Interval, compare, intersection

OPERATORS = {">=": ge, "<=": le, ">": gt, "<": lt, "=": eq}


def interval(low: str | None, high: str | None) -> Interval:
    return Interval(*(None if end is None else Fraction(end) for end in (low, high)))


@pytest.mark.parametrize(
    ("operator", "low", "high", "bound", "truth"),
    [
        (">=", "96.5", "97.5", "97", None),
        (">=", "97", "97.5", "97", True),
        (">=", "96.5", "96.9", "97", False),
        (">=", "84", None, "80", True),
        (">=", "84", None, "85", None),
        ("<=", "0", "0.05", "0.05", True),
        ("<", "0", "0.05", "0.05", None),
        ("=", "100", "100", "100", True),
        ("=", "99", "100", "100", None),
        ("=", "98", "99", "100", False),
        (">", None, "20", "20", False),
        (">", None, "21", "20", None),
    ],
)
def test_a_bound(
    operator: str, low: str | None, high: str | None, bound: str, truth: bool | None
) -> None:
    assert compare(operator, interval(low, high), Interval.point(Fraction(bound))) is truth


ends = st.integers(-4, 4)


@given(st.sampled_from(sorted(OPERATORS)), ends, ends, ends, ends)
def test_it_is_what_all_numbers_within_say(operator: str, a: int, b: int, c: int, d: int) -> None:
    left, right = (Interval(Fraction(min(p)), Fraction(max(p))) for p in ((a, b), (c, d)))
    halves = [Fraction(n, 2) for n in range(-8, 9)]
    pairs = product(
        [n for n in halves if left.low <= n <= left.high],
        [n for n in halves if right.low <= n <= right.high],
    )
    said = {OPERATORS[operator](*pair) for pair in pairs}
    assert compare(operator, left, right) is (said.pop() if len(said) == 1 else None)


def test_intersection() -> None:
    assert intersection([interval("96", None), interval("90", "97")]) == interval("96", "97")
    assert intersection([interval("96", None), interval("90", "95")]) is None
    assert intersection([interval(None, None)]) == interval(None, None)
