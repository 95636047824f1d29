"""Blocks: what their words are, whatever they are written in."""

from fractions import Fraction

import pytest

from jbeco.report.blocks import (
    Badge,
    Inline,
    Link,
    Small,
    Strong,
    Way,
    cell,
    joined,
    line_text,
    plain_text,
)


@pytest.mark.parametrize(
    ("piece", "said"),
    [
        ("八成", "八成"),
        (Badge("not_met", "未达标"), "未达标"),
        (Link("N29 污水", "N29"), "N29 污水"),
        (Strong("合计"), "合计"),
        (Small("（县发改局）"), "（县发改局）"),
        (Way("96.29", "96.61", "97", "%", Fraction(32, 71)), "96.29 → 96.61 → 97%"),
        (Way("11.6", "12.4", "13", "平方米/人", Fraction(4, 7)), "11.6 → 12.4 → 13 平方米/人"),
        (Way("59", "61", "64", "", Fraction(2, 5)), "59 → 61 → 64"),
    ],
)
def test_the_words_of_a_piece(piece: Inline, said: str) -> None:
    assert plain_text(piece) == said


def test_the_words_of_a_line_are_those_of_its_pieces() -> None:
    line = (Strong("污水"), " ", Badge("behind", "滞后"), "（", Link("N29", "N29"), "）")
    assert line_text(line) == "污水 滞后（N29）"


def test_joined_puts_the_mark_between_pieces_and_lines_alike() -> None:
    first, second = Link("N01", "N01"), Link("P01", "P01")
    assert joined([first, second]) == (first, "、", second)
    assert joined([(first, "（甲）"), second], "；") == (first, "（甲）", "；", second)
    assert joined([]) == ()


def test_each_argument_of_a_cell_is_a_line() -> None:
    link = Link("N01", "N01")
    assert cell("甲") == (("甲",),)
    assert cell("甲", (link, "乙")) == (("甲",), (link, "乙"))
    assert cell([link, "乙"]) == ((link, "乙"),)
    assert cell() == ()
