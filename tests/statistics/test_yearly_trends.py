"""q-values within their family: those of SciPy, over the tests that were made."""

from types import SimpleNamespace

import pytest

from jbeco.statistics.trend import mann_kendall
from jbeco.statistics.yearly_trends import _q_values


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
