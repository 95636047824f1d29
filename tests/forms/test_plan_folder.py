"""A plan entered in the workbook is the plan in the folder; nothing is taken that nobody confirmed.

The shipped plan is entered as a person would: its wordings, its figures, its departments.
"""

import csv
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from jbeco.forms.plan_folder import PlanDraft, begin_plan, read_plan_folder
from jbeco.forms.plan_layout import ACTIONS, COMMITMENTS, DEPARTMENTS, RULINGS, PlanTable
from jbeco.frameworks import PUBLISHED
from jbeco.plan import PACKAGE_PLAN, Plan, load_plan
from jbeco.problems import JbecoError
from tests.plan_writer import DISTRICT, PlanBook

SETS = ["national-2019", "zhejiang-2019"]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of_shipped(name: str) -> list[dict[str, str]]:
    return table(PACKAGE_PLAN / name)


@pytest.fixture(scope="module")
def shipped() -> Plan:
    return load_plan()


# --- the shipped plan, entered -----------------------------------------------------------------


def entered_targets(plan: Plan) -> dict[str, dict[str, str]]:
    values: dict[str, list[dict[str, str]]] = {}
    for row in of_shipped("base_values.csv"):
        values.setdefault(row["criterion"], []).append(row)
    known = plan.methods.words.reason
    found = {}
    for row in of_shipped("criteria.csv"):
        if row["applicable"] == "no":
            continue
        levels = [v for v in values[row["id"]] if v["measure"] != "decline"]
        indicator = plan.indicators[plan.criterion(row["id"]).indicator]
        reason = levels[0]["missing"]
        found[row["id"]] = {
            "指标值规则": row["standard_rule"],
            "基准年": row["base_year"],
            "分类": ";".join(series for series in indicator.series if series),
            "现状": row["base_text"],
            "现状值": ";".join(v["value"] for v in levels) if not reason else "",
            "缺数原因": known[reason] if reason else "",
            "牵头部门": plan.departments[indicator.department].name,
            "近期目标": row["target_2025_text"],
            "远期目标": row["target_2030_text"],
            "备注": row["note"],
        }
    return found


def entered_rows(of: PlanTable, plan: Plan) -> Iterator[dict[str, str]]:
    """Yield the rows of a shipped table as a person writes them into its sheet."""
    leaf_on = {one.indicator: one.id for one in reversed(plan.criteria)}
    words = {
        "部门": {one.id: one.name for one in plan.departments.values()},
        "体系": {**plan.systems, "safeguard": "保障措施"},
    }
    for row in of_shipped(of.file):
        cells = {}
        for one in of.fields:
            codes = {code: word for word, code in one.words.items()} or words.get(one.listed)
            cells[one.column] = codes[row[one.name]] if codes else row[one.name]
        if "服务的子项" in cells:
            served = [name for name in row["serves"].split(";") if name]
            cells["服务的子项"] = "；".join(leaf_on[name] for name in served)
        yield cells


ABOUT = {
    **DISTRICT,
    "规划名称": "宁波市江北区生态文明建设规划（2020–2030年）",
    "地区": "宁波市江北区",
    "省份": "浙江省",
    "基准年": "2019",
    "远期目标年": "2030",
}
OWN_RULES = {
    "N08-2": "＝ 0",
    "P13": "＞0 every year",
    "P14-3": "kept",
}
"""Rules of the wordings that get no suggestion."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, shipped: Plan) -> Path:
    """The shipped plan's content in the workbook, with nothing confirmed."""
    found = tmp_path_factory.mktemp("entered") / "plan"
    begin_plan(SETS, found)
    book = PlanBook(found)
    book.about(ABOUT)
    for one in (DEPARTMENTS, ACTIONS, COMMITMENTS, RULINGS):
        book.rows(one.name, entered_rows(one, shipped))
    book.targets(entered_targets(shipped))
    reporters = {row["code"]: row["department"] for row in of_shipped("reporters.csv")}
    sheet = book.book["报送"]
    for line in range(2, sheet.max_row + 1):
        code = str(sheet.cell(line, 1).value)
        if code in reporters:
            book.put("报送", line, {"部门": shipped.departments[reporters[code]].name})
    book.save()
    return found


@pytest.fixture(scope="module")
def unconfirmed(folder: Path) -> PlanDraft:
    return read_plan_folder(folder)


@pytest.fixture(scope="module")
def confirmed(folder: Path, unconfirmed: PlanDraft) -> PlanDraft:
    """After a person looked at the suggestions and wrote the rules that there were none for."""
    book = PlanBook(folder)
    sheet = book.book["目标"]
    for line in range(2, sheet.max_row + 1):
        rule = OWN_RULES.get(str(sheet.cell(line, 1).value))
        if rule:
            book.put("目标", line, {"近期规则": rule, "远期规则": rule})
    book.confirm()
    book.save()
    return read_plan_folder(folder)


def test_nothing_is_taken_before_somebody_confirms(folder: Path, unconfirmed: PlanDraft) -> None:
    assert unconfirmed.plan is None
    words = ("还没有确认", "读不准", "要等近期的规则定了才读")
    asked = [p for p in unconfirmed.missing if any(word in p.what for word in words)]
    assert len(asked) == len(unconfirmed.missing) == 2 * 95
    assert "规划录入.xlsx!目标!" in asked[0].where


def test_the_suggestions_are_in_the_workbook_and_the_entry_is_kept(
    folder: Path, unconfirmed: PlanDraft
) -> None:
    book = PlanBook(folder)
    said = book.said("N07-1", "近期建议")
    assert said.startswith("“①≥88%，完成上级规定的考核任务；保持稳定或持续改善”：不低于 88，")
    assert said.endswith("｜>= 88 and task met and not worse")
    assert book.said("P13", "近期建议") == "“逐年提高”：读不准，请写规则"
    assert PlanBook(folder / "上一稿").said("N07-1", "近期建议") == ""


def test_confirmed_it_is_the_shipped_plan(
    folder: Path, confirmed: PlanDraft, shipped: Plan
) -> None:
    assert [str(problem) for problem in confirmed.missing] == []
    plan = confirmed.plan
    assert plan is not None
    for one, other in zip(plan.criteria, shipped.criteria, strict=True):
        assert (one.id, one.applicable) == (other.id, other.applicable)
        if one.applicable:
            assert (one.standard, one.targets) == (other.standard, other.targets)
            assert (one.base_year, one.base_values) == (other.base_year, other.base_values)
    assert plan.actions == shipped.actions
    assert plan.departments == shipped.departments
    theirs = [(ruling.id, ruling.question, ruling.taken) for ruling in shipped.rulings]
    assert [(ruling.id, ruling.question, ruling.taken) for ruling in plan.rulings] == theirs


def test_what_is_asked_of_whom_is_what_the_shipped_plan_asks(
    confirmed: PlanDraft, shipped: Plan
) -> None:
    assert confirmed.plan is not None
    asked = {code.code: code.department for code in confirmed.plan.asked}
    expected = {code.code: code.department for code in shipped.asked}
    # The successor of an ended indicator, and the other reading of a ruling, stand in tables that
    # the workbook does not hold.
    for code in ("ecological_quality_index", "surface_water_class5_share"):
        del expected[code]
    del expected["surface_sections_class5"]
    assert asked == expected


def test_reading_again_changes_nothing(folder: Path, confirmed: PlanDraft) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    again = read_plan_folder(folder)
    assert (again.written, again.missing) == ((), ())
    assert before == {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_wording_that_changes_must_be_confirmed_again(
    folder: Path, confirmed: PlanDraft, tmp_path: Path
) -> None:
    other = Path(shutil.copytree(folder, tmp_path / "plan"))
    book = PlanBook(other)
    [line] = [n for n in range(2, 200) if book.book["目标"].cell(n, 1).value == "N29"]
    book.put("目标", line, {"近期目标": "96"})
    book.save()
    draft = read_plan_folder(other)
    # The near target changed, and the far one builds on it: 持续提高 keeps its number.
    assert [("作废" in p.what, "N29" in p.what) for p in draft.missing] == [(True, False)] * 2
    rules = {row["id"]: row for row in table(other / "criteria.csv")}["N29"]
    assert (rules["target_2025_rule"], rules["target_2030_rule"]) == ("", "")
    book = PlanBook(other)
    assert book.said("N29", "近期建议") == "“96”：不低于 96｜>= 96"
    assert book.said("N29", "近期确认") == ""
    assert book.said("N28", "近期确认") == "是"


def test_what_a_reading_replaces_is_kept_and_other_files_are_left_alone(
    folder: Path, confirmed: PlanDraft, tmp_path: Path
) -> None:
    other = Path(shutil.copytree(folder, tmp_path / "plan"))
    (other / "departments.csv").write_text("手工改过\n", encoding="utf-8")
    effects = "ruling,table,row,field,default,other\nR01,base_values,P29,value,8.481,8.48\n"
    (other / "ruling_effects.csv").write_text(effects, encoding="utf-8")
    draft = read_plan_folder(other)
    assert draft.written == ("departments.csv",)
    assert (other / "上一稿" / "departments.csv").read_text("utf-8") == "手工改过\n"
    assert (other / "ruling_effects.csv").read_text("utf-8") == effects


# --- what is refused ---------------------------------------------------------------------------


def refused(names: list[str], folder: Path) -> str:
    with pytest.raises(JbecoError) as caught:
        begin_plan(names, folder)
    return "\n".join(map(str, caught.value.problems))


def test_an_edition_that_nobody_read_is_no_set(tmp_path: Path) -> None:
    said = refused(["national-2021"], tmp_path / "plan")
    assert "环办生态函〔2021〕353号" in said
    assert "没有读到全文" in said
    assert not (tmp_path / "plan").exists()


def test_two_sets_with_the_same_ids_are_refused(tmp_path: Path) -> None:
    own = tmp_path / "north.csv"
    shutil.copy(PUBLISHED / "national-2019.csv", own)
    assert "都以 N 开头" in refused(["national-2019", str(own)], tmp_path / "plan")


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "稿.docx").write_text("x")
    assert "不能覆盖" in refused(["national-2019"], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["稿.docx"]


def test_a_set_of_ones_own_is_copied_into_the_folder(tmp_path: Path) -> None:
    own = tmp_path / "guilin-2021.csv"
    lines = (PUBLISHED / "national-2019.csv").read_text("utf-8").splitlines()
    own.write_text("\n".join(lines[:6]) + "\n", encoding="utf-8")
    begin_plan([str(own)], tmp_path / "plan")
    draft = read_plan_folder(tmp_path / "plan")
    assert (tmp_path / "plan" / own.name).read_bytes() == own.read_bytes()
    assert len([p for p in draft.missing if "（适用）" in p.where]) == 5
    assert PlanBook(tmp_path / "plan").said("G05", "指标") == "生态环境信息公开率"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("eco_plan", "eco_plans", "没有指标“eco_plans”"), ("status >= 制定", "满足 制定", "读不懂")],
)
def test_a_set_that_cannot_be_judged_is_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    own = tmp_path / "guilin-2021.csv"
    text = (PUBLISHED / "national-2019.csv").read_text("utf-8")
    own.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert said in refused([str(own)], tmp_path / "plan")


def test_what_is_missing_is_named_before_anything_is_filled_in(tmp_path: Path) -> None:
    begin_plan(["national-2019"], tmp_path / "plan")
    draft = read_plan_folder(tmp_path / "plan")
    said = "\n".join(map(str, draft.missing))
    assert draft.plan is None
    assert "规划录入.xlsx!基本情况!B2（内容）｜“规划名称”还没有填" in said
    assert said.count("“适用”") == 1  # all of them at once
    assert "还有 52 行没有选“适用”，由第 2 行起" in said
    assert not (tmp_path / "plan" / "criteria.csv").exists()  # no year names its columns yet


def test_texts_with_quotes_stay_whole_in_the_toml(tmp_path: Path) -> None:
    begin_plan(["national-2019"], tmp_path / "plan")
    book = PlanBook(tmp_path / "plan")
    told: Mapping[str, str] = {**DISTRICT, "来源": '2021 年"送审稿"\\第二版'}
    book.about(told)
    book.save()
    read_plan_folder(tmp_path / "plan")
    header = tomllib.loads((tmp_path / "plan" / "plan.toml").read_text("utf-8"))
    assert header["source"] == told["来源"]
    assert header["frameworks"]["national"]["published"] == "national-2019"
    assert (header["base_year"], header["final_year"]) == (2020, 2035)


def test_what_the_loader_finds_is_told_by_the_cell_of_the_workbook(
    folder: Path, confirmed: PlanDraft, tmp_path: Path
) -> None:
    shutil.copytree(folder, tmp_path / "plan")
    book = PlanBook(tmp_path / "plan")
    book.put("措施", 3, {"编号": "M01"})
    book.save()
    draft = read_plan_folder(tmp_path / "plan")
    places = [problem.where for problem in draft.missing]
    assert "规划录入.xlsx!措施!A3（编号）" in places
    assert not [place for place in places if place.startswith("actions.csv")]


def test_the_shipped_plan_raises_no_doubt(confirmed: PlanDraft) -> None:
    assert [str(problem) for problem in confirmed.doubts] == []
