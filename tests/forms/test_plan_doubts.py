"""Years and commitments that are possible and rarely meant."""

import pytest

from jbeco.forms.plan_doubts import commitment_doubts, year_doubts
from jbeco.forms.plan_layout import COMMITMENTS
from jbeco.problems import Level
from jbeco.tables import Row

YEARS = ["2020", "2025", "2035"]
PROMISE = {"编号": "M01-1", "要求": "不低于", "数量": "12", "单位": "公里", "期限年": "2025"}


def promise(**cells: str) -> list[str]:
    texts = dict.fromkeys(COMMITMENTS.sheet.columns, "") | PROMISE | cells
    return [str(p) for p in commitment_doubts([Row("承诺", 2, texts)], YEARS)]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"期限年": "2052"}, "“2052”不在规划期内"),
        ({"期限年": "２０１２"}, "不在规划期内"),
        ({"数量": ""}, "“不低于”没有数量"),
        ({"数量": "0.95", "单位": "%"}, "“0.95”单位是 %，疑为小数"),
    ],
)
def test_a_commitment_that_cannot_be_meant_so_is_named(cells: dict[str, str], told: str) -> None:
    [said] = promise(**cells)
    assert told in said


def test_what_is_in_order_is_not_doubted() -> None:
    assert promise() == []
    assert promise(要求="完成", 数量="", 期限年="") == []
    assert promise(数量="95", 单位="%") == []


def years(base: str, middle: str, final: str) -> list[tuple[Level, str]]:
    rows = [
        Row("基本情况", line, {"项目": name, "内容": text})
        for line, (name, text) in enumerate(
            (("基准年", base), ("近期目标年", middle), ("远期目标年", final)), start=2
        )
    ]
    entries = {"base_year": base, "midterm_year": middle, "final_year": final}
    return [(p.level, p.what) for p in year_doubts(rows, entries)]


def test_the_years_of_a_plan_follow_each_other() -> None:
    assert years("2020", "2025", "2035") == []
    assert years("2020", "", "2035") == []
    [(level, said)] = years("2020", "2036", "2035")
    assert (level, "先后不对" in said) == (Level.ERROR, True)
    [(level, said)] = years("2020", "2025", "2305")
    assert (level, "有 285 年" in said) == (Level.WARNING, True)
