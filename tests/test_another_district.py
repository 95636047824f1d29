"""An invented county with fewer indicators, other departments and years, from plan to verdict.

Nothing in the package may know an indicator, a department or a year of the shipped plan by heart.
Its 2021 and 2022 are worked out here by hand.
"""

import re
import shutil
from collections.abc import Mapping
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import nbformat
import pytest
from openpyxl import load_workbook

import jbeco
from jbeco.assessment import default_review
from jbeco.forms.template import write_templates
from jbeco.indicators import INDICATORS, INPUTS
from jbeco.intake.read import previous_values
from jbeco.pipeline.run import NOTEBOOKS
from jbeco.plan import PACKAGE_PLAN, Plan, load_plan
from jbeco.problems import JbecoError
from jbeco.report import document
from jbeco.report.chapters import chapters_of
from jbeco.report.plan_listing import plan_counts
from jbeco.stage_tables import TABLES
from jbeco.standards.air import POLLUTANTS
from jbeco.year import Year

FOLDER = Path(__file__).parent / "data" / "another_district"

FIRST_YEAR: Mapping[str, Any] = {
    "eco_plan": "已制定",
    "good_air_days": 83.6,
    "air_days_good": 305,
    "air_days_valid": 365,
    "pm25": 32,
    "surface_water_class3_share": 80,
    "surface_sections_class3": 4,
    "surface_sections": 5,
    "emergency_mechanism": "建立",
    "emergency_drills": 1,
    "emergency_events_major": 0,
    "public_satisfaction_share": 84.2,
    "sewage_treatment_rate": 89.5,
    "sewage_treated": 895,
    "sewage_discharged": 1000,
    "household_waste_treatment_rate": 98,
    "household_waste_treated": 49000,
    "household_waste_generated": 50000,
    "park_green_per_capita": 13.5,
    "park_green_area": 1350000,
    "urban_resident_population": 100000,
    "sanitary_toilet_rate": 94,
    "households_sanitary_toilet": 47000,
    "rural_households": 50000,
    "disposable_goods_per_capita": 6,
    "disposable_goods_used": 1800000,
    "resident_population": 300000,
}
NEXT_YEAR: Mapping[str, Any] = {
    "eco_plan": "制定实施",
    "good_air_days": 86.3,
    "air_days_good": 315,
    "pm25": 29,
    "emergency_mechanism": "严格执行",
    "emergency_drills": 2,
    "public_satisfaction_share": 85.1,
    "sewage_treatment_rate": 91,
    "sewage_treated": 910,
    "household_waste_treatment_rate": 100,
    "household_waste_treated": 50000,
    "park_green_per_capita": 13.9,
    "park_green_area": 1390000,
    "sanitary_toilet_rate": 95,
    "households_sanitary_toilet": 47500,
    "disposable_goods_per_capita": 5.9,
    "disposable_goods_used": 1770000,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county's plan folder, complete."""
    found = tmp_path_factory.mktemp("another") / "plan"
    shutil.copytree(FOLDER, found)
    shutil.copy(PACKAGE_PLAN / "methods.toml", found)
    return found


@pytest.fixture(scope="module")
def plan(folder: Path) -> Plan:
    return load_plan(folder)


def filled(path: Path, answers: Mapping[str, Any]) -> None:
    """Fill in one department's template as its clerk does; the file stays where it is."""
    book = load_workbook(path)
    sheet = book["数据"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        code = sheet.cell(row, columns["代码"]).value
        sheet.cell(row, columns["本年值"], answers[code])
        sheet.cell(row, columns["口径"], "现行口径")
        sheet.cell(row, columns["文号"], "松政〔2023〕1号")
        sheet.cell(row, columns["出表日期"], date(2023, 2, 1))
    book.save(path)


@pytest.fixture(scope="module")
def data(plan: Plan, folder: Path) -> Path:
    """What both departments reported for 2021 and 2022."""
    found = folder.parent / "raw"
    answers: dict[str, Any] = {}
    for year, given in ((2021, FIRST_YEAR), (2022, NEXT_YEAR)):
        answers |= given
        previous = previous_values(plan, found, year)
        for path in write_templates(plan, year, found / str(year), previous):
            filled(path, answers)
    return found


@pytest.fixture(scope="module")
def year(data: Path, folder: Path) -> Year:
    return jbeco.open(2022, data, folder)


# --- the plan ----------------------------------------------------------------------------------


def test_the_plan_is_its_own(plan: Plan) -> None:
    assert (plan.district, plan.province) == ("松溪县", "南江省")
    assert (plan.base_year, *plan.milestones) == (2020, 2028, 2035)
    reviews = [default_review(plan, when) for when in (2022, 2028, 2035)]
    assert reviews == ["annual", "midterm", "final"]
    found = plan_counts(plan)["frameworks"]["national"]
    # 36-3 is the only leaf of its row that the county lists: the row counts once.
    assert (found["rows"], found["rows_applicable"], found["leaves_applicable"]) == (40, 10, 11)


def test_what_nobody_is_asked_for_is_named_with_what_to_do(folder: Path, tmp_path: Path) -> None:
    wrong = Path(shutil.copytree(folder, tmp_path / "plan"))
    reporters = wrong / "reporters.csv"
    text = reporters.read_text("utf-8").replace("sewage_discharged,construction\n", "")
    reporters.write_text(text, "utf-8")
    with pytest.raises(JbecoError) as caught:
        load_plan(wrong)
    [problem] = caught.value.problems
    assert problem.where == "reporters.csv"
    assert "sewage_discharged（污水排放总量）没有人报" in problem.what
    assert "sewage_discharged,部门" in problem.mend
    assert "N29" in problem.mend


# --- what departments are asked for ------------------------------------------------------------


def test_each_department_gets_its_sheets_and_who_measures_the_monitoring(data: Path) -> None:
    books = {path.name: load_workbook(path) for path in (data / "2022").glob("*.xlsx")}
    assert sorted(books) == [
        "2022-construction-县住房和城乡建设局.xlsx",
        "2022-environment-县生态环境分局.xlsx",
        "更正与裁决.xlsx",
    ]
    monitoring = {"空气小时值", "水质断面"}
    assert monitoring <= set(books["2022-environment-县生态环境分局.xlsx"].sheetnames)
    assert not monitoring & set(books["2022-construction-县住房和城乡建设局.xlsx"].sheetnames)


TASKS = ("优良天数比例", "PM2.5 年均浓度", "地表水达到或优于Ⅲ类比例")
"""What the county's office for the environment is asked of its superiors' tasks."""


def test_what_they_sent_lacks_only_the_superiors_tasks(year: Year) -> None:
    found = year.problems.query("level != '提示'")
    assert set(found["level"]) == {"警告"}
    names = "、".join(f"“{name}”" for name in TASKS)
    assert set(found["what"]) == {
        f"3 项上级任务都没有填考核结果：{names}",
        "上级任务“农村无害化卫生厕所普及率”没有填考核结果",
    }


# --- verdicts ----------------------------------------------------------------------------------


def test_the_verdicts_are_those_worked_out_by_hand(year: Year) -> None:
    """2022 is 2 of the 8 years to 2028: τ = 1/4."""
    verdicts = year.verdicts.query("code != 'not_applicable'").set_index("criterion")
    assert dict(verdicts["code"]) == {
        "N01": "already_met",  # 制定实施
        "N07-1": "unknown",  # no superior's task was told
        "N07-2": "unknown",
        "N08-1": "behind",  # 80 as in the base year: P = 0
        "N16": "already_met",  # 严格执行, two drills, no event
        "N29": "on_track",  # 88.5 → 91 of 92: P = 5/7
        "N30": "already_met",  # 100
        "N31": "on_track",  # 13.2 → 13.9 of 15: P = 7/18
        "N32": "on_track",  # 92 → 95 of 98: P = 1/2
        "N36-3": "already_met",  # 6.1, 6.0, 5.9: falls
        "N39": "already_met",  # 84.2 → 85.1; nothing for 2020, so from 2021, the first year
    }
    paces = year.verdicts.set_index("criterion")["pace_progress_exact"].dropna()
    assert dict(paces)["N29"] == "5/7"
    assert "县生态环境分局" in verdicts.loc["N07-1", "reason"]


def test_what_if_and_why_work_for_any_plan(year: Year) -> None:
    assert "进度 71.4%" in year.why("N29")
    changed = year.values
    row = changed.eval("indicator == 'sewage_treatment_rate' and year == 2022")
    changed.loc[row & (changed["measure"] == "level"), "exact"] = "92"
    again = year.judge(values=changed).verdicts.set_index("criterion")["code"]
    assert again["N29"] == "already_met"


def test_every_section_of_the_report_is_there(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces: list[str] = []
    monkeypatch.setattr(document, "display", lambda shown: pieces.append(shown.data))
    monkeypatch.setattr(document, "show_chart", lambda drawn, caption: pieces.append(drawn.alt))
    shown = document.Document(year.assessed)
    shown.cover()
    shown.show(*(chapter.key for chapter in chapters_of(year.assessed)))
    report = "".join(pieces)
    assert "列入 10\N{NO-BREAK SPACE}项，应判 10\N{NO-BREAK SPACE}项" in unescape(report)
    assert "松溪县" in report
    assert not re.search("江北|宁波|浙江|区里", report)
    assert "待确认" not in report  # its departments are confirmed


@pytest.mark.parametrize(
    ("name", "rows"),
    [("air_days", 0), ("surveys", 0), ("decomposition", 4)],  # two effects of two quotients
)
def test_two_years_leave_whole_tables(year: Year, name: str, rows: int) -> None:
    found = year.tables[name]
    assert list(found.columns) == TABLES[name].stored
    assert len(found) == rows


def test_two_years_are_too_few_for_an_outlook_or_a_trend(year: Year) -> None:
    assert set(year.outlook["code"]) == {"too_few", "external", "qualitative", "no_number"}
    assert year.trends["word"].str.fullmatch("不作趋势判断：只有 [23] 个年度值").all()


def test_the_base_year_can_be_judged_too(folder: Path, data: Path, tmp_path: Path) -> None:
    (tmp_path / "2020").mkdir()
    base = jbeco.open(2020, tmp_path, folder)
    assert dict(base.verdicts[["criterion", "code"]].to_numpy())["N29"] == "met"  # 88.5 >= 85


# --- notebooks ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_no_notebook_knows_an_indicator_a_criterion_or_a_place(path: Path) -> None:
    """A comment may give one as an example; pollutants are columns of the stations' data."""
    codes = {*INDICATORS, *INPUTS} - set(POLLUTANTS)
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            source = re.sub(r"#.*", "", cell.source)
            assert not codes & set(re.findall(r"\w+", source))
            assert not re.search(r"\b[NP]\d\d\b|江北|宁波|浙江", source)
