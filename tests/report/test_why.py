"""Why this verdict: from the word back to rules, numbers and cells."""

from collections.abc import Callable

import pytest

from jbeco.assessment import AssessedYear
from jbeco.plan import PACKAGE_PLAN
from jbeco.problems import JbecoError
from jbeco.report.why import conclusion_words, why_text
from jbeco.tables import cell_name


def test_leaf_says_rule_numbers_and_cell(base_year: AssessedYear) -> None:
    text = why_text(base_year, "N28")
    assert "■ 未达标" in text.splitlines()[0]
    assert "2019 年" in text.splitlines()[0]
    for said in ("= 100", "94", "达到指标值：否", "达到 2025 年目标：未到期", "数据等级 B"):
        assert said in text
    lines = (PACKAGE_PLAN / "base_values.csv").read_text(encoding="utf-8").splitlines()
    [number] = [n for n, line in enumerate(lines, start=1) if line.startswith("N28,")]
    column = lines[0].split(",").index("value") + 1
    assert f"规划/base_values.csv!{cell_name(column, number)}" in text


def test_row_explains_all_its_leaves(base_year: AssessedYear) -> None:
    text = why_text(base_year, "N07")
    assert text.splitlines()[0].startswith("N07 ")
    assert "由最差的子项 N07-1 决定" in text.splitlines()[0]
    assert why_text(base_year, "N07-1") in text
    assert why_text(base_year, "N07-2") in text


def test_leaf_that_is_its_row_is_explained_as_a_leaf(base_year: AssessedYear) -> None:
    assert "由最差" not in why_text(base_year, "N28")


def test_unknown_says_what_is_missing_and_who_owes_it(base_year: AssessedYear) -> None:
    text = why_text(base_year, "P19")
    assert "○ 无法判定" in text
    assert "? 规则" in text
    department = base_year.plan.departments[base_year.verdict("P19").owed_by].name
    assert department in text


def test_not_listed_shows_no_rule(base_year: AssessedYear) -> None:
    text = why_text(base_year, "N09")
    assert "规划未列入" in text
    assert "不适用" not in text
    assert "规则" not in text
    assert base_year.plan.criterion("N09").base_text in text


def test_other_reading_of_the_plan_is_told(base_year: AssessedYear) -> None:
    [contest] = [c for c in base_year.contests if c.criterion == "P48"]
    text = why_text(base_year, "P48")
    assert contest.ruling.id in text
    assert base_year.plan.methods.words.verdict[contest.other] in text.split(contest.ruling.id)[1]
    assert "另一口径" not in why_text(base_year, "N28")


def test_unverified_formula_is_called_so(base_year: AssessedYear) -> None:
    for leaf in ("N28", "N01"):
        indicator = base_year.plan.indicators[base_year.plan.criterion(leaf).indicator]
        assert ("未核" in why_text(base_year, leaf)) is not indicator.verified


def test_pace_is_told_with_its_parts(county: AssessedYear) -> None:
    text = why_text(county, "C01")
    assert "▲ 符合序时" in text
    assert "r = 0.9500 = P 0.38 ÷ τ 0.4" in text
    assert "达到 2027 年目标" in text


def test_series_are_told_one_by_one(county: AssessedYear) -> None:
    text = why_text(county, "C02-1")
    assert "城区 2024 年为 11.60" in text
    assert "镇区 2024 年为 12.40" in text


@pytest.mark.parametrize("wanted", ["XX", "N7", "N07-3", "", "N28 "])
def test_unknown_id_is_an_error(base_year: AssessedYear, wanted: str) -> None:
    with pytest.raises(JbecoError) as caught:
        why_text(base_year, wanted)
    [problem] = caught.value.problems
    assert problem.where == wanted
    assert "N28" in problem.mend


def test_small_letters_will_do(base_year: AssessedYear) -> None:
    assert why_text(base_year, "n28") == why_text(base_year, "N28")


def test_of_what_does_not_apply_nothing_is_asked(
    example_year: Callable[[int], AssessedYear],
) -> None:
    told = example_year(2025)
    shore = told.verdict("N19")  # no task was issued, so it does not apply this year
    assert (shore.code, shore.target is None) == ("not_applicable", False)
    assert conclusion_words(told, shore) == ("—", "—", "—")
    assert conclusion_words(told, told.verdict("N29")) == ("是", "否", "—")
