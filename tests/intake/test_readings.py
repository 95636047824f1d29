"""Measurements: exact, below the detection limit, a gap, or no measurement at all."""

from fractions import Fraction

import pytest

from jbeco.intake.readings import Reading, read_measurement


@pytest.mark.parametrize(
    ("text", "value", "limit"),
    [
        ("0.32", "0.32", None),
        (".03", "0.03", None),
        ("１.2", "1.2", None),
        ("0.05L", "0.025", "0.05"),
        ("＜0.05", "0.025", "0.05"),
        ("0.0003l", "0.00015", "0.0003"),
        ("未检出(0.001)", "0.0005", "0.001"),
        ("50μg/L", "0.05", None),
    ],
)
def test_a_measurement(text: str, value: str, limit: str | None) -> None:
    expected = Reading(Fraction(value), None if limit is None else Fraction(limit))
    assert read_measurement(text, "毫克/升") == expected


@pytest.mark.parametrize("text", ["—", "", "/", "NA", "━━━━", "停测", "未监测", "无"])
def test_a_gap(text: str) -> None:
    assert read_measurement(text, "毫克/升") == Reading()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("未检出", "没有写检出限"),
        ("abc", "认不出是数"),
        ("-1", "“-1”是负数"),
        ("1/2", "分数"),
        ("9999", "占位数"),
        ("约4", "“约4”不是监测值"),
        ("3～4", "不是监测值"),
        (">3", "不是监测值"),
        ("3（预计）", "不是监测值"),
        ("全市0", "较大的范围"),
        ("1e999999999", "指数过大"),
    ],
)
def test_what_is_no_measurement_says_why(text: str, why: str) -> None:
    reading = read_measurement(text, "毫克/升")
    assert (reading.value, reading.limit) == (None, None)
    assert why in reading.why
