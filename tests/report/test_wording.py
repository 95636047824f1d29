"""Short sentences: hand-checked numbers, units, and no sentence beyond its length."""

import csv
import shutil
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from jbeco.assessment import AssessedYear
from jbeco.pipeline.evaluate import assess_year
from jbeco.report import wording
from jbeco.report.wording import (
    LONGEST,
    change,
    in_quotes,
    quantity,
    readable,
    verdict_in_full,
    verdict_sentence,
)


@pytest.mark.parametrize(
    ("before", "after", "decimals", "unit", "said"),
    [
        ("95.3", "96.8", 1, "%", "提高 1.5 个百分点"),
        ("36", "24", 0, "微克/立方米", "下降 12 微克/立方米"),
        ("99.04", "99.0", 1, "%", "持平"),
        ("0", "0.25", 1, "分", "提高 0.2 分"),
    ],
)
def test_change(before: str, after: str, decimals: int, unit: str, said: str) -> None:
    assert change(Fraction(before), Fraction(after), decimals, unit) == said


def test_quantity() -> None:
    assert quantity(Fraction(88), 0, "%") == "88%"
    assert quantity(Fraction("12.834"), 2, "平方米/人") == "12.83 平方米/人"


@pytest.fixture(scope="module")
def shipped(
    base_year: AssessedYear,
    example_year: Callable[[int], AssessedYear],
    public_midterm: AssessedYear,
) -> dict[str, AssessedYear]:
    return {
        "raw 2019": base_year,
        "example 2023": example_year(2023),
        "example 2025": example_year(2025),
        "public 2025": public_midterm,
    }


@pytest.mark.parametrize("name", ["raw 2019", "example 2023", "example 2025", "public 2025"])
def test_no_sentence_is_too_long_or_says_a_clause_twice(
    shipped: dict[str, AssessedYear], name: str
) -> None:
    assessed = shipped[name]
    for verdict in assessed.verdicts:
        said = verdict_sentence(assessed, verdict)
        assert 0 < len(said) <= LONGEST, said
        clauses = said.replace("目标", "").split("，")
        assert len(clauses) == len(set(clauses)), said


@pytest.mark.parametrize(
    ("criterion", "said"),
    [
        ("N29", "96.61%，低于目标 97%，较 2019 年提高 0.32 个百分点"),
        ("N25-2", "99.0%，未持续提高，与 2019 年持平"),
        ("N01", "达到“制定实施”"),
        ("N07-2", "24 微克/立方米，不高于目标 25 微克/立方米，考核任务完成"),
        ("P40", "12.83 平方米/人，低于目标 13 平方米/人"),
        ("N39", "93.80%，自 2020 年起持续提高"),
        ("N10", "59.90，自 2021 年起持续提高"),
        ("P13", "0.175 立方米/公顷，各年都高于 0，即逐年提高"),
        ("N26", "99.7%，持续提高"),
        ("P28-1", "无法判定：缺全省对照值"),
        ("N12-3", "不适用：无此类对象"),
    ],
)
def test_sentences_of_the_mid_term(
    example_year: Callable[[int], AssessedYear], criterion: str, said: str
) -> None:
    assessed = example_year(2025)
    assert verdict_sentence(assessed, assessed.verdict(criterion)) == said


def test_in_full_each_clause_that_decides_is_said(
    example_year: Callable[[int], AssessedYear],
) -> None:
    """Water per GDP asks for two things, and its value alone takes most of a short sentence."""
    assessed = example_year(2025)
    said = verdict_in_full(assessed, assessed.verdict("N21"))
    assert said.startswith(verdict_sentence(assessed, assessed.verdict("N21")))
    assert said.endswith("，考核任务完成，不劣于推算的 2019 年")


def test_a_number_held_on_to_is_that_of_the_earlier_target(
    example_year: Callable[[int], AssessedYear],
) -> None:
    """The wording of 2030 has no number for N11 (R42 holds on to 26.5), and has 99.8 for N26."""
    assessed = example_year(2030)
    assert "不低于 2025 年目标 26.5%" in verdict_sentence(assessed, assessed.verdict("N11"))
    assert "2025 年" not in verdict_sentence(assessed, assessed.verdict("N26"))


def test_the_base_year_is_held_against_itself_only(base_year: AssessedYear) -> None:
    said = verdict_sentence(base_year, base_year.verdict("N21"))
    assert said == "14.7 立方米/万元，考核任务完成，基准年视为保持"


def test_quotation_marks_inside_others_are_single() -> None:
    assert in_quotes("按“开展”判") == "“按‘开展’判”"


def test_a_missed_task_is_told_in_numbers(
    raw_data: Path, tmp_path: Path, base_year: AssessedYear
) -> None:
    data = Path(shutil.copytree(raw_data, tmp_path / "raw"))
    table = data / "2019" / "superior_tasks.csv"
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["reached"] = ""
        if row["indicator"] == "good_air_days":
            row.update(required="82", reached="79.5", required_text="优良天数比例不低于 82%")
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assessed = assess_year(2019, data)
    said = verdict_in_full(assessed, assessed.verdict("N07-1"))
    assert "考核任务未完成，任务是优良天数比例不低于 82%，完成值 79.5" in said
    told = verdict_in_full(base_year, base_year.verdict("N07-1"))
    assert "考核任务未完成" in told
    assert "完成值" not in told


@pytest.mark.parametrize(
    ("criterion", "said"),
    [
        ("N28", "94.0%，低于 100%"),
        ("P36", "94.0%，低于 95%"),
        ("N20", "同比上升 0.9%，考核任务未完成，不如上年"),
        ("N29", "96.29%，不低于 85%"),  # the target of 97 is not due yet
        ("N15", "达到“建立”"),
        ("N22", "8.48%，不低于 4.5%"),  # its own base year is 2018
    ],
)
def test_the_base_year_is_told_by_the_standard(
    base_year: AssessedYear, criterion: str, said: str
) -> None:
    assert verdict_sentence(base_year, base_year.verdict(criterion)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1175/13", "90.3846…"),
        ("-1/3", "-0.3333…"),
        ("0.45", "0.45"),
        ("完成", "完成"),
        ("3/4", "0.75"),
        ("保持/改善", "保持/改善"),
    ],
)
def test_an_exact_quotient_is_written_out(text: str, said: str) -> None:
    assert readable(text) == said


def test_why_it_failed_is_never_left_out_for_a_long_value(
    example_year: Callable[[int], AssessedYear], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = example_year(2030)
    whole = "强度下降 2.47%，考核任务未完成"
    assert verdict_sentence(told, told.verdict("P27-1")) == whole
    monkeypatch.setattr(wording, "value_text", lambda *_: "很长的名称" * 7)
    assert verdict_sentence(told, told.verdict("P27-1")) == whole.partition("，")[2]


def test_a_base_number_that_was_worked_out_is_said_to_be(
    example_year: Callable[[int], AssessedYear],
) -> None:
    """Of N20 the plan has no level of 2019; of N07-1 it has."""
    told = example_year(2025)
    assert verdict_sentence(told, told.verdict("N20")).endswith("不劣于推算的 2019 年")
    assert "不劣于 2019 年" in verdict_sentence(told, told.verdict("N07-1"))
