"""Results as canonical JSON and tables for people."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from jbeco.assessment import AssessedYear
from jbeco.pipeline.evaluate import assess_year
from jbeco.plan import PACKAGE_PLAN
from jbeco.problems import Level, Problem, problem_record, problem_table
from jbeco.report.results import (
    conclusion_word,
    observation_table,
    results,
    verdict_records,
    verdict_table,
)
from jbeco.tables import canonical_json, table_text

Read = Callable[[str], list[dict[str, str]]]


def of_id(records: list[dict[str, Any]], wanted: str) -> dict[str, Any]:
    [record] = [record for record in records if record["id"] == wanted]
    return record


# --- JSON --------------------------------------------------------------------------------------


def test_canonical_json_is_the_same_for_the_same_content() -> None:
    text = canonical_json({"乙": 1, "甲": [True, None, "x"]})
    assert text == canonical_json({"甲": [True, None, "x"], "乙": 1})
    assert "乙" in text
    assert text.endswith("}\n")
    assert json.loads(text) == {"乙": 1, "甲": [True, None, "x"]}


def test_results_of_the_base_year(base_year: AssessedYear, raw_data: Path) -> None:
    found = json.loads(canonical_json(results(base_year)))
    assert (found["year"], found["review"]) == (2019, "annual")
    assert len(found["verdicts"]) == 116
    assert len(found["rows"]) == 40 + 49
    assert len(found["rulings"]) == len(base_year.plan.rulings)
    assert not [problem for problem in found["problems"] if problem["level"] == "错误"]
    hashes = {entry["file"]: entry["sha256"] for entry in found["inputs"]}
    content = (raw_data / "2019" / "superior_tasks.csv").read_bytes()
    assert hashes["2019/superior_tasks.csv"] == hashlib.sha256(content).hexdigest()
    tables = {entry["file"]: entry["sha256"] for entry in found["plan_files"]}
    content = (PACKAGE_PLAN / "base_values.csv").read_bytes()
    assert tables["base_values.csv"] == hashlib.sha256(content).hexdigest()
    assert "frameworks/national-2019.csv" in tables


def test_counts_agree_with_the_rows(base_year: AssessedYear) -> None:
    found = results(base_year)
    rows = Counter(row["verdict"] for row in found["rows"])
    summed: Counter[str] = Counter()
    for group in found["counts"]:
        summed.update(group["verdicts"])
        due = sum(group["verdicts"].values()) - group["verdicts"].get("not_applicable", 0)
        assert group["applicable"] == due
        assert group["judged"] == due - group["verdicts"].get("unknown", 0)
    assert summed == rows
    assert sum(rows.values()) == 89


def test_verdict_keeps_the_evidence_down_to_the_cell(base_year: AssessedYear) -> None:
    verdict = of_id(results(base_year)["verdicts"], "N28")
    assert verdict["verdict_code"] == "not_met"
    assert verdict["verdict"] == "未达标"
    assert (verdict["meets_standard"], verdict["meets_target"], verdict["task_met"]) == (
        False,
        False,
        None,
    )
    assert verdict["standard_rule"] == "= 100"
    assert verdict["target_rules"].keys() == {"2025", "2030"}
    finding = verdict["standard"]
    assert (finding["truth"], finding["value"], finding["bound"]) == (False, "94", "100")
    [source] = finding["sources"]
    assert source["file"] == "规划/base_values.csv"
    assert source["cell"].startswith("D")
    assert len(source["sha256"]) == 64
    assert verdict["task"] is None


def test_unknown_names_who_owes_the_figure(base_year: AssessedYear) -> None:
    verdict = of_id(verdict_records(base_year), "P19")
    assert verdict["verdict"] == "无法判定"
    assert verdict["reason_code"] == "not_yet"
    assert verdict["owed_by"] in base_year.plan.departments
    assert verdict["grade"] == "D"
    assert verdict["meets_standard"] is None


def test_parts_are_kept(base_year: AssessedYear) -> None:
    verdict = of_id(results(base_year)["verdicts"], "N07-1")
    parts = verdict["target"]["parts"]
    assert [part["truth"] for part in parts] == [False, False, True]
    assert [part["rule"] for part in parts] == [">= 88", "task met", "not worse"]


def test_pace_is_exact_in_the_results(county: AssessedYear) -> None:
    verdict = of_id(results(county)["verdicts"], "C01")
    assert verdict["verdict_code"] == "on_track"
    assert verdict["pace_detail"] == {
        "target_year": 2027,
        "base_year": 2022,
        "base": "80",
        "value": "83.8",
        "goal": "90",
        "progress": "0.38",
        "elapsed": "0.4",
        "ratio": "0.95",
    }
    assert of_id(verdict_records(county), "C01")["pace"] == 0.95
    assert of_id(verdict_records(county), "C03")["pace"] is None


def test_numbers_of_findings_are_exact_text(base_year: AssessedYear) -> None:
    for name in ("value", "bound"):
        numbers = [
            verdict["standard"][name]
            for verdict in results(base_year)["verdicts"]
            if verdict["standard"] and verdict["standard"][name] is not None
        ]
        assert len(numbers) > 20
        assert all(isinstance(number, str) for number in numbers)


def test_results_do_not_depend_on_where_the_data_lie(
    raw_data: Path, base_year: AssessedYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(raw_data.parent)
    again = assess_year(2019, Path("raw"))
    assert canonical_json(results(again)) == canonical_json(results(base_year))
    assert str(raw_data) not in canonical_json(results(base_year))


def test_problem_record() -> None:
    problem = Problem("a.csv!D2", "读不懂", "请改", Level.WARNING, ("N01", "N02"))
    record = json.loads(json.dumps(problem_record(problem)))
    assert record["level"] == "警告"
    assert record["where"] == "a.csv!D2"
    assert record["mend"] == "请改"
    assert record["blocks"] == ["N01", "N02"]
    assert "读不懂" in record.values()


# --- tables for people -------------------------------------------------------------------------


def test_table_opens_in_a_spreadsheet_and_reads_back(read_table: Read) -> None:
    rows = [{"甲": '引号"与,逗号', "乙": "两\n行"}, {"甲": "回\r\n车", "乙": ""}]
    text = table_text(rows)
    assert text.startswith("\ufeff甲,乙\r\n")
    assert text.endswith("\r\n")
    assert text.count("\ufeff") == 1
    assert read_table(text) == rows


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_text_that_looks_like_a_formula_stays_text(start: str, read_table: Read) -> None:
    text = f"{start}cmd|' /C calc'!A0"
    [row] = read_table(table_text([{"列": text}]))
    assert row["列"] == f"'{text}"


@pytest.mark.parametrize("number", ["-0.9", "-12", "0", "84.40", -3, 2019, Decimal("-1.50")])
def test_numbers_stay_numbers(number: object, read_table: Read) -> None:
    [row] = read_table(table_text([{"列": number}]))
    assert row["列"] == str(number)


@pytest.mark.parametrize("text", ["", "a=b", "1-2", "生态", "（=1）", "—", "–"])
def test_other_text_is_left_alone(text: str, read_table: Read) -> None:
    [row] = read_table(table_text([{"列": text, "乙": "x"}]))
    assert row["列"] == text


def test_empty_table_is_still_a_text_file() -> None:
    assert table_text([]) == "\ufeff（没有内容）\r\n"


def test_verdict_table_has_one_row_per_leaf(base_year: AssessedYear, read_table: Read) -> None:
    rows = read_table(table_text(verdict_table(base_year)))
    assert [row["编号"] for row in rows] == [c.id for c in base_year.plan.criteria]
    assert len(rows) == 116
    row = next(row for row in rows if row["编号"] == "N28")
    assert (row["判定"], row["达标准"], row["达规划目标"]) == ("未达标", "否", "否")
    assert row["属性"] == "约束性"
    assert row["责任部门"] in {d.name for d in base_year.plan.departments.values()}
    assert {row["判定"] for row in rows} == {"达标", "未达标", "无法判定", "不适用"}


def test_observation_table_says_where_each_number_stands(
    base_year: AssessedYear, read_table: Read
) -> None:
    observations = base_year.submissions.observations
    rows = read_table(table_text(observation_table(observations)))
    assert len(rows) == len(observations) >= 100
    [row] = [row for row in rows if row["编号"] == "N20" and row["类别"] == "同比下降率"]
    assert row["值"] == "-0.9"
    [row] = [row for row in rows if row["编号"] == "P07"]
    assert (row["值"], row["缺数原因"]) == ("", "word_only")
    assert row["文件与格"].startswith("规划/base_values.csv!")
    for row in rows:
        assert (row["值"] == "") != (row["缺数原因"] == "")
    assert not [text for row in rows for text in row.values() if text == "'"]


def test_problem_table(
    plan_copy: Path, raw_data: Path, edit: Callable[..., None], read_table: Read
) -> None:
    edit(plan_copy / "base_values.csv", "N28,,level,94,", "N28,,level,194.5,")
    assessment = assess_year(2019, raw_data, plan_copy)
    rows = read_table(table_text(problem_table(assessment.problems)))
    assert len(rows) == len(assessment.problems) >= 1
    [row] = [row for row in rows if any("194.5" in text for text in row.values())]
    assert row["级别"] == "错误"
    assert "规划/base_values.csv" in "".join(row.values())
    assert all(row["怎么改"] for row in rows)


@pytest.mark.parametrize(("truth", "word"), [(True, "是"), (False, "否"), (None, "无法判定")])
def test_conclusion_words(base_year: AssessedYear, truth: bool | None, word: str) -> None:
    finding = base_year.verdict("N28").standard
    assert conclusion_word(base_year, truth, finding) == word
    assert conclusion_word(base_year, truth, None) == "—"


def test_a_pace_that_does_not_end_is_kept_as_a_fraction(
    county_plan: Path, county_data: Path, edit: Callable[..., None]
) -> None:
    edit(county_data / "2024" / "plan_baseline.csv", "C01,,level,83.8,", "C01,,level,83.7,")
    edit(county_plan / "criteria.csv", ",80,90,>= 90,", ",80,89,>= 89,")
    found = of_id(results(assess_year(2024, county_data, county_plan))["verdicts"], "C01")
    exact = Fraction(37, 90) / Fraction(2, 5)
    assert Fraction(found["pace_detail"]["ratio"]) == exact
    assert found["pace"] == pytest.approx(float(exact))
