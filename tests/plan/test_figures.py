"""The numbers of a wording are its own: no part signs, no years."""

from decimal import Decimal

import pytest

from jbeco.plan.figures import numbers_in


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("②PM2.5浓度≤25μg/m3，完成任务", ["25"]),
        (">= 26.5 and rising", ["26.5"]),
        ("较2020年提高到８８％", ["88"]),
        ("持续提高", []),
    ],
)
def test_numbers_of_a_wording(text: str, numbers: list[str]) -> None:
    assert numbers_in(text) == {Decimal(number) for number in numbers}
