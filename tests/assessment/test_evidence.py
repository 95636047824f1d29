"""Kleene's tables, written out; True, False, unknown."""

from itertools import permutations

import pytest

from jbeco.assessment.evidence import all_of, any_of

T, F, U = True, False, None


@pytest.mark.parametrize(
    ("a", "b", "both", "either"),
    [
        (T, T, T, T),
        (T, F, F, T),
        (T, U, U, T),
        (F, F, F, F),
        (F, U, F, U),
        (U, U, U, U),
    ],
)
def test_two_parts(a, b, both, either) -> None:
    for pair in ([a, b], [b, a]):
        assert all_of(pair) is both
        assert any_of(pair) is either


@pytest.mark.parametrize("order", list(permutations([T, F, U])))
def test_one_part_may_settle_it_whatever_its_place(order) -> None:
    assert all_of(order) is F
    assert any_of(order) is T


def test_no_parts() -> None:
    assert all_of([]) is T
    assert any_of([]) is F


def test_the_parts_may_come_from_a_generator() -> None:
    assert all_of(x for x in [T, U]) is U
    assert any_of(x for x in [F, U]) is U
