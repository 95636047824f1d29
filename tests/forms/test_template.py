"""The workbook that a department gets: content, locks, dropdowns, print setup, same bytes."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from jbeco.forms.rows import CONTACTS
from jbeco.forms.template import write_template, write_templates
from jbeco.intake.duties import duties_of
from jbeco.intake.files import read_file
from jbeco.intake.layout import (
    ACTION_STATES,
    ACTIONS,
    AIR,
    COVER,
    EVIDENCE,
    META,
    NUMBERS,
    REMARKS,
    TASK_RESULTS,
    TASKS,
    TEMPLATE_VERSION,
    WATER,
    Sheet,
    workbook_name,
)
from jbeco.intake.workbook import read_workbook
from jbeco.plan import Plan, load_plan
from jbeco.problems import JbecoError

YEAR = 2025
DRAWN = 25
"""Rows that every sheet with free rows draws at least."""
USUAL_SHEETS = (COVER, NUMBERS, EVIDENCE, TASKS, ACTIONS, REMARKS)
MONITORING_SHEETS = (AIR, WATER)
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "＝1", "#N/A", "=cmd|' /C calc'!A0")
SOFFICE = shutil.which("soffice")
needs_soffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan()


@pytest.fixture(scope="module")
def ecology(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("template") / "ecology.xlsx"
    previous = {("good_air_days", ""): "79.50", ("pm25", ""): "约30", ("air_days_good", ""): "290"}
    write_template(plan, YEAR, "ecology", path, previous)
    return load_workbook(path)


def texts(sheet: Worksheet, layout: Sheet, column: str) -> list[str | None]:
    cells = sheet[get_column_letter(layout.column(column))][1:]
    return [None if cell.value is None else str(cell.value) for cell in cells]


def validation_of(sheet: Worksheet, address: str) -> DataValidation:
    found = [rule for rule in sheet.data_validations.dataValidation if address in rule.cells]
    assert len(found) == 1, f"{address} has {len(found)} validations"
    return found[0]


def row_of(sheet: Worksheet, text: str) -> int:
    return [cell.value for cell in sheet["A"]].index(text) + 1


def every_validation(workbook: Workbook) -> Iterator[DataValidation]:
    for sheet in workbook.worksheets:
        yield from sheet.data_validations.dataValidation


class TestSheets:
    def test_every_sheet_has_the_header_of_the_layout_in_row_1(self, ecology: Workbook) -> None:
        for layout in (*USUAL_SHEETS, *MONITORING_SHEETS, META):
            found = tuple(cell.value for cell in ecology[layout.name][1])
            assert found == layout.columns, layout.name

    def test_only_the_monitoring_department_gets_the_monitoring_sheets(
        self, plan: Plan, ecology: Workbook, tmp_path: Path
    ) -> None:
        write_template(plan, YEAR, "organization", tmp_path / "a.xlsx", {})
        names = [sheet.name for sheet in USUAL_SHEETS]
        assert load_workbook(tmp_path / "a.xlsx").sheetnames == [*names, META.name]
        monitoring = [sheet.name for sheet in MONITORING_SHEETS]
        assert ecology.sheetnames == [*names, *monitoring, META.name]

    def test_no_cell_is_merged(self, ecology: Workbook) -> None:
        assert all(not sheet.merged_cells.ranges for sheet in ecology.worksheets)

    def test_the_hidden_sheet_says_what_the_workbook_is(
        self, plan: Plan, ecology: Workbook
    ) -> None:
        sheet = ecology[META.name]
        assert sheet.sheet_state == "veryHidden"
        assert {row[0].value: row[1].value for row in sheet.iter_rows(min_row=2)} == {
            "template_version": TEMPLATE_VERSION,
            "year": "2025",
            "department": "ecology",
            "plan": plan.name,
        }

    def test_print_setup(self, ecology: Workbook) -> None:
        for sheet in ecology.worksheets[:-1]:
            assert sheet.page_setup.paperSize == 9  # A4
            assert sheet.page_setup.fitToWidth == 1
            assert sheet.page_setup.fitToHeight == 0  # as many pages as are needed
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert sheet.print_title_rows == "$1:$1"
            assert sheet.freeze_panes[-1] == "2"
            assert "&P" in sheet.oddFooter.right.text
            upright = sheet.title == COVER.name
            assert sheet.page_setup.orientation == ("portrait" if upright else "landscape")


class TestContent:
    def test_one_row_per_code_and_series_in_the_order_of_the_plan(
        self, plan: Plan, tmp_path: Path
    ) -> None:
        write_template(plan, YEAR, "organization", tmp_path / "a.xlsx", {})
        sheet = load_workbook(tmp_path / "a.xlsx")[NUMBERS.name]
        codes = duties_of(plan, "organization", YEAR).codes
        expected = [
            (code.code, code.name, code.asked, code.unit or None, series or None)
            for code in codes
            for series in code.series
        ]
        assert any(series for *_, series in expected)
        found = [tuple(c.value for c in row) for row in sheet.iter_rows(min_row=2, max_col=5)]
        assert found == expected

    def test_last_years_value_keeps_its_decimals_and_is_a_number_where_it_is_one(
        self, ecology: Workbook
    ) -> None:
        sheet = ecology[NUMBERS.name]
        column = NUMBERS.column("上年已采信值")
        rate = sheet.cell(row_of(sheet, "good_air_days"), column)
        assert (rate.value, rate.number_format, rate.data_type) == (79.5, "0.00", "n")
        days = sheet.cell(row_of(sheet, "air_days_good"), column)
        assert (days.value, days.number_format) == (290, "0")
        about = sheet.cell(row_of(sheet, "pm25"), column)
        assert (about.value, about.data_type) == ("约30", "s")
        assert sheet.cell(row_of(sheet, "air_days_valid"), column).value is None

    def test_nothing_is_filled_in_for_the_department(self, ecology: Workbook) -> None:
        sheet = ecology[NUMBERS.name]
        for column in NUMBERS.open_columns:
            assert set(texts(sheet, NUMBERS, column)) == {None}, column

    def test_tasks_are_the_indicators_whose_rules_ask_for_one(self, ecology: Workbook) -> None:
        asked = ["good_air_days", "pm25", "surface_water_class3_share"]
        found = texts(ecology[TASKS.name], TASKS, "指标量")
        assert found == [*asked, "surface_water_inferior5_share"]

    def test_a_measure_has_one_row_per_commitment_or_one_for_itself(
        self, plan: Plan, ecology: Workbook
    ) -> None:
        expected = []
        for action in plan.actions:
            if action.department == "ecology":
                expected += [promise.id for promise in action.commitments] or [action.id]
        assert texts(ecology[ACTIONS.name], ACTIONS, "编号") == expected

    def test_a_promised_quantity_is_given_with_its_unit(
        self, plan: Plan, ecology: Workbook
    ) -> None:
        sheet = ecology[ACTIONS.name]
        mine = [a for a in plan.actions if a.department == "ecology"]
        promise = next(p for a in mine for p in a.commitments if p.amount is not None)
        row = row_of(sheet, promise.id)
        assert sheet.cell(row, ACTIONS.column("承诺数量")).value == promise.amount
        assert sheet.cell(row, ACTIONS.column("单位")).value == promise.unit

    def test_the_cover_names_plan_year_department_version_contacts_and_criteria(
        self, plan: Plan, ecology: Workbook
    ) -> None:
        pairs = {row[0].value: row[1].value for row in ecology[COVER.name].iter_rows(min_row=2)}
        assert pairs["规划"] == plan.name
        assert pairs["填报年份"] == "2025"
        assert pairs["部门"] == plan.departments["ecology"].name
        assert pairs["模板版本"] == TEMPLATE_VERSION
        assert "浅黄色" in pairs["说明1"]
        assert {label: pairs[label] for label in CONTACTS} == dict.fromkeys(CONTACTS)
        assert pairs["N07-1"] == "环境空气质量：优良天数比例（约束性）"

    def test_a_criterion_that_does_not_apply_is_not_offered(
        self, plan: Plan, ecology: Workbook
    ) -> None:
        assert not plan.criterion("N09").applicable
        assert "N09" not in texts(ecology[COVER.name], COVER, "项目")


class TestLocks:
    def test_all_sheets_are_protected_without_a_password(self, ecology: Workbook) -> None:
        for sheet in ecology.worksheets:
            assert sheet.protection.sheet, sheet.title
            assert sheet.protection.password is None

    @pytest.mark.parametrize("layout", [NUMBERS, EVIDENCE, TASKS, ACTIONS, AIR, WATER])
    def test_just_the_open_columns_are_unlocked(self, ecology: Workbook, layout: Sheet) -> None:
        sheet = ecology[layout.name]
        assert sheet.max_row > 1
        for row in sheet.iter_rows(min_row=2):
            unlocked = {
                name
                for name, cell in zip(layout.columns, row, strict=True)
                if not cell.protection.locked
            }
            assert unlocked == set(layout.open_columns)

    def test_headers_are_locked(self, ecology: Workbook) -> None:
        for sheet in ecology.worksheets:
            assert all(cell.protection.locked for cell in sheet[1]), sheet.title

    def test_of_the_cover_only_the_contacts_are_unlocked(self, ecology: Workbook) -> None:
        unlocked = {
            row[0].value
            for row in ecology[COVER.name].iter_rows()
            if not row[1].protection.locked or not row[0].protection.locked
        }
        assert unlocked == set(CONTACTS)

    @pytest.mark.parametrize("layout", [EVIDENCE, AIR, WATER])
    def test_sheets_with_free_rows_are_open_below_the_drawn_ones(
        self, ecology: Workbook, layout: Sheet
    ) -> None:
        columns = ecology[layout.name].column_dimensions
        letters = [get_column_letter(n) for n in range(1, len(layout.columns) + 1)]
        assert all(not columns[letter].protection.locked for letter in letters)

    def test_cells_to_fill_in_look_different_from_given_ones(self, ecology: Workbook) -> None:
        sheet = ecology[NUMBERS.name]
        row = row_of(sheet, "env_disclosure_rate")
        fills = {
            name: sheet.cell(row, NUMBERS.column(name)).fill.fgColor.rgb for name in NUMBERS.columns
        }
        given = set(NUMBERS.columns) - set(NUMBERS.open_columns)
        assert len({fills[name] for name in given}) == 1
        assert len({fills[name] for name in NUMBERS.open_columns}) == 1
        assert fills["本年值"] != fills["代码"]

    def test_a_basis_that_matters_is_coloured_as_required(
        self, plan: Plan, ecology: Workbook
    ) -> None:
        sheet = ecology[NUMBERS.name]
        colours: dict[bool, set[str]] = {True: set(), False: set()}
        for code in duties_of(plan, "ecology", YEAR).codes:
            cell = sheet.cell(row_of(sheet, code.code), NUMBERS.column("口径"))
            colours[code.basis_matters].add(cell.fill.fgColor.rgb)
        assert len(colours[True]) == len(colours[False]) == 1
        assert colours[True] != colours[False]


class TestAccepted:
    def test_a_state_is_chosen_from_its_ladder(self, plan: Plan, ecology: Workbook) -> None:
        sheet = ecology[NUMBERS.name]
        rule = validation_of(sheet, f"F{row_of(sheet, 'env_damage_compensation')}")
        states = plan.observations["env_damage_compensation"].states
        assert (rule.type, rule.formula1) == ("list", f'"{",".join(states)}"')
        assert rule.errorStyle in (None, "stop")

    def test_a_number_is_asked_for_within_its_limits_and_unit(self, ecology: Workbook) -> None:
        sheet = ecology[NUMBERS.name]
        rule = validation_of(sheet, f"F{row_of(sheet, 'good_air_days')}")
        assert (rule.type, rule.operator) == ("decimal", "between")
        assert (Decimal(rule.formula1), Decimal(rule.formula2)) == (0, 100)
        assert "单位：%" in rule.prompt
        assert rule.errorStyle == "warning"  # “<0.05” may be entered after a question

    def test_dates_lie_in_the_year_or_the_next(self, ecology: Workbook) -> None:
        rule = validation_of(ecology[NUMBERS.name], "K2")
        assert (rule.type, rule.formula1, rule.formula2) == ("date", "45658", "46387")

    def test_fixed_words_are_offered(self, plan: Plan, ecology: Workbook) -> None:
        numbers = ecology[NUMBERS.name]
        assert validation_of(numbers, "L2").formula1 == '"有,无"'
        reasons = validation_of(numbers, "M2").formula1.strip('"').split(",")
        words = plan.methods.words.reason
        assert reasons[0] == words["not_reported"]
        assert reasons[-1] == words["no_object"]
        assert len(reasons) == 6
        results = validation_of(ecology[TASKS.name], "F2").formula1
        assert results == f'"{",".join(TASK_RESULTS)}"'
        states = validation_of(ecology[ACTIONS.name], "E2").formula1
        assert states == f'"{",".join(ACTION_STATES)}"'

    def test_evidence_offers_the_departments_criteria_in_every_row(
        self, plan: Plan, ecology: Workbook
    ) -> None:
        rule = validation_of(ecology[EVIDENCE.name], "A900")
        sheet, _, area = rule.formula1.partition("!")
        offered = [row[0].value for row in ecology[sheet][area.replace("$", "")]]
        assert offered == [criterion.id for criterion in duties_of(plan, "ecology", YEAR).criteria]

    def test_every_validation_speaks_chinese_within_the_formats_limits(
        self, plan: Plan, tmp_path: Path
    ) -> None:
        for path in write_templates(plan, YEAR, tmp_path, {}):
            for rule in every_validation(load_workbook(path)):
                assert rule.promptTitle == "填报提示"
                assert 0 < len(rule.prompt) <= 255
                if rule.type is not None:
                    assert 0 < len(rule.error) <= 255
                    assert len(rule.formula1) <= 257
                assert any("\u4e00" <= letter <= "\u9fff" for letter in rule.prompt)

    @pytest.mark.parametrize("states", [("甲" * 130, "乙" * 130), ("有,无", "丙")])
    def test_words_that_no_dropdown_can_hold_are_refused(
        self, plan: Plan, tmp_path: Path, states: tuple[str, ...]
    ) -> None:
        code = replace(plan.observations["env_damage_compensation"], states=states)
        other = replace(plan, observations={code.code: code})
        with pytest.raises(JbecoError, match="放不进下拉列表"):
            write_template(other, YEAR, "ecology", tmp_path / "a.xlsx", {})
        assert list(tmp_path.iterdir()) == []


class TestFiles:
    def test_one_workbook_per_department_that_owes_anything(
        self, plan: Plan, tmp_path: Path
    ) -> None:
        paths = write_templates(plan, YEAR, tmp_path / "out", {})
        own = tmp_path / "out" / "更正与裁决.xlsx"
        assert sorted((tmp_path / "out").iterdir()) == sorted([*paths, own])
        names = {path.name for path in paths}
        assert workbook_name(YEAR, "finance", plan.departments["finance"].name) in names
        owing = {code.department for code in plan.observations.values()}
        owing |= {action.department for action in plan.actions}
        assert {name.split("-")[1] for name in names} == owing
        assert "party_school" not in owing

    def test_a_filled_workbook_is_never_replaced_by_an_empty_one(
        self, plan: Plan, tmp_path: Path
    ) -> None:
        first, *others = write_templates(plan, YEAR, tmp_path, {})
        filled = first.read_bytes() + b"filled"
        first.write_bytes(filled)
        others[0].unlink()
        with pytest.raises(JbecoError) as caught:
            write_templates(plan, YEAR, tmp_path, {})
        assert [problem.where for problem in caught.value.problems] == [str(first)]
        assert first.read_bytes() == filled
        assert not others[0].exists()

    @pytest.mark.parametrize("kind", ["folder", "link", "dangling link"])
    def test_whatever_has_the_name_of_a_template_stays(
        self, plan: Plan, tmp_path: Path, kind: str
    ) -> None:
        first, *others = write_templates(plan, YEAR, tmp_path / "out", {})
        elsewhere = first.rename(tmp_path / "elsewhere.xlsx")
        if kind == "folder":
            first.mkdir()
        else:
            first.symlink_to(elsewhere if kind == "link" else tmp_path / "nowhere")
        others[0].unlink()
        with pytest.raises(JbecoError, match="已有同名而内容不同的文件"):
            write_templates(plan, YEAR, tmp_path / "out", {})
        assert first.is_dir() or first.is_symlink()
        assert not others[0].exists()

    def test_a_file_in_the_place_of_the_folder_is_told(self, plan: Plan, tmp_path: Path) -> None:
        (tmp_path / "out").write_bytes(b"mine")
        with pytest.raises(JbecoError, match="写不进去"):
            write_templates(plan, YEAR, tmp_path / "out", {})
        assert (tmp_path / "out").read_bytes() == b"mine"

    def test_writing_the_same_again_is_no_fault(self, plan: Plan, tmp_path: Path) -> None:
        once = {p: p.read_bytes() for p in write_templates(plan, YEAR, tmp_path, {})}
        again = {p: p.read_bytes() for p in write_templates(plan, YEAR, tmp_path, {})}
        assert once == again

    def test_the_bytes_depend_on_no_hash_seed(self, tmp_path: Path) -> None:
        program = (
            "import sys; from pathlib import Path; from jbeco.plan import load_plan;"
            "from jbeco.forms.template import write_template;"
            "write_template(load_plan(), 2025, 'ecology', Path(sys.argv[1]), {})"
        )
        for seed in ("0", "1"):
            command = [sys.executable, "-c", program, str(tmp_path / f"{seed}.xlsx")]
            subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": seed})
        assert (tmp_path / "0.xlsx").read_bytes() == (tmp_path / "1.xlsx").read_bytes()

    def test_an_unknown_department_is_named(self, plan: Plan, tmp_path: Path) -> None:
        with pytest.raises(JbecoError, match="nobody｜规划里没有这个部门"):
            write_template(plan, YEAR, "nobody", tmp_path / "a.xlsx", {})

    @pytest.mark.parametrize("year", [2018, 2031])
    def test_a_year_outside_the_plan_is_refused(
        self, plan: Plan, tmp_path: Path, year: int
    ) -> None:
        with pytest.raises(JbecoError, match="不在规划期"):
            write_template(plan, year, "ecology", tmp_path / "a.xlsx", {})


def test_text_that_looks_like_a_formula_stays_text(plan: Plan, tmp_path: Path) -> None:
    code = plan.observations["good_air_days"]
    hostile = {
        f"code{n}": replace(code, code=f"code{n}", name=text, asked=text, unit=text)
        for n, text in enumerate(HOSTILE)
    }
    departments = dict(plan.departments)
    departments["ecology"] = replace(departments["ecology"], name="=1+1")
    other = replace(plan, observations=hostile, departments=departments, name="=2+2")
    path = tmp_path / "a.xlsx"
    previous = {(name, ""): text for name, text in zip(hostile, HOSTILE, strict=True)}
    write_template(other, YEAR, "ecology", path, previous)
    with ZipFile(path) as archive:
        for member in archive.namelist():
            assert b"<f>" not in archive.read(member)
    workbook = load_workbook(path)
    for column in ("名称", "填报要求", "单位", "上年已采信值"):
        assert texts(workbook[NUMBERS.name], NUMBERS, column) == list(HOSTILE)
    cells = [c for s in workbook.worksheets for row in s.iter_rows() for c in row if c.value]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert {c.value for c in cells if c.data_type == "s" and c.quotePrefix} >= set(HOSTILE[:5])


def fill(path: Path) -> None:
    workbook = load_workbook(path)
    sheet = workbook[NUMBERS.name]
    sheet.cell(2, NUMBERS.column("本年值")).value = 99.75
    sheet.cell(3, NUMBERS.column("本年值")).value = "约25"
    sheet.cell(3, NUMBERS.column("文号")).value = "示例〔2026〕1号"
    sheet.cell(3, NUMBERS.column("有无数据")).value = "有"
    evidence = workbook[EVIDENCE.name]
    for line in (2, 200):  # within the drawn rows and below them
        evidence.cell(line, EVIDENCE.column("子项编号")).value = "N07-1"
        evidence.cell(line, EVIDENCE.column("标题")).value = "公报"
    workbook.save(path)


@needs_soffice
def test_libreoffice_opens_and_saves_it_without_loss(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "ecology.xlsx"
    write_template(plan, YEAR, "ecology", path, {("good_air_days", ""): "79.50"})
    fill(path)
    profile = (tmp_path / "profile").as_uri()
    command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless"]
    command += ["--convert-to", "xlsx", "--outdir", str(tmp_path / "saved"), str(path)]
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=300)
    saved = tmp_path / "saved" / path.name
    limits = plan.methods.limits
    before, problems = read_workbook(read_file(path, path.name, limits), limits)
    after, problems_after = read_workbook(read_file(saved, path.name, limits), limits)
    assert problems == problems_after == ()
    assert [sheet.name for sheet in before] == [sheet.name for sheet in after]
    for first, second in zip(before, after, strict=True):
        values = [
            {cell.cell: cell.value for row in sheet.rows for cell in row if cell.value is not None}
            for sheet in (first, second)
        ]
        assert values[0] == values[1], first.name
    ours, theirs = load_workbook(path), load_workbook(saved)
    for sheet in ours.worksheets:
        again = theirs[sheet.title]
        assert again.protection.sheet
        assert again.sheet_state in (sheet.sheet_state, "hidden")  # it knows no very hidden sheet
        for row in sheet.iter_rows(max_row=DRAWN):
            for cell in row:
                assert again[cell.coordinate].protection.locked == cell.protection.locked
    assert len(saved.read_bytes()) < 5 * len(path.read_bytes())  # open columns are not spelled out
    listed = [rule for rule in every_validation(theirs) if rule.type == "list"]
    assert {rule.formula1 for rule in listed} == {
        rule.formula1 for rule in every_validation(ours) if rule.type == "list"
    }
