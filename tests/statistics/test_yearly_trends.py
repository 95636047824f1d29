"""q-values within their family: those of SciPy, over the tests that were made."""

from types import SimpleNamespace

import pytest

from jbeco.statistics.trend import mann_kendall
from jbeco.statistics.yearly_trends import _q_values, _word


def trend(key: str, family: str, p: float | None):
    kendall = None if p is None else SimpleNamespace(p=p)
    return SimpleNamespace(key=key, family=family, kendall=kendall)


def test_families_apart_and_what_was_not_tested_does_not_count() -> None:
    trends = [
        trend("空气", "binding", 0.01),
        trend("水", "binding", 0.04),
        trend("满意度", "reference", 0.03),
        trend("红线", "binding", None),
    ]
    assert _q_values(trends) == pytest.approx({"空气": 0.02, "水": 0.04, "满意度": 0.03})


def test_six_values_need_four_perfect_indicators_among_sixty() -> None:
    """The smallest p at n = 6 is 1/360: three of them do not pass 5 % among sixty tests."""
    smallest = mann_kendall(range(6)).p
    for perfect, significant in ((3, False), (4, True)):
        p = [smallest] * perfect + [0.5] * (60 - perfect)
        q = _q_values([trend(str(k), "binding", one) for k, one in enumerate(p)])
        assert (q["0"] <= 0.05) is significant


@pytest.mark.parametrize(
    ("slope", "s", "p", "direction", "word"),
    [
        (None, 3, 0.01, "higher", "没有方向"),
        (0, 3, 0.01, "higher", "没有方向"),
        (1.0, 0, 0.01, "higher", "没有方向"),
        (1.0, 3, 0.05, "higher", "上升（变好），p ≤ 0.05"),
        (1.0, 3, 0.06, "higher", "上升（变好），不能排除偶然"),
        (1.0, 3, None, "lower", "上升（变差），不能排除偶然"),
        (-1.0, -3, 0.01, "lower", "下降（变好），p ≤ 0.05"),
        (-1.0, -3, 0.01, "", "下降，p ≤ 0.05"),
    ],
)
def test_a_trend_is_told_with_its_direction_and_whether_chance_could_do_that(
    slope: float | None, s: int, p: float | None, direction: str, word: str
) -> None:
    found = SimpleNamespace(s=s, p=p), SimpleNamespace(slope=slope)
    assert _word(*found, SimpleNamespace(direction=direction)) == word
