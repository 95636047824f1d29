"""Builders shared by the tests: one criterion judged in memory, and an invented plan on disk."""

import jbeco  # noqa: F401 - before openpyxl, which takes lxml otherwise

# isort: split
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from openpyxl import Workbook, load_workbook

from jbeco.assessment import Finding, Verdict
from jbeco.assessment.evaluate import evaluate
from jbeco.assessment.evidence import Case, Facts
from jbeco.assessment.verdicts import judge
from jbeco.checks import check_year
from jbeco.forms.amendment_book import write_amendment_book
from jbeco.forms.template import write_template
from jbeco.indicators import Values, collect_values
from jbeco.intake import Comparator, Observation, Source, Submissions, Task, read_submissions
from jbeco.intake.amendment_layout import AMENDMENT_BOOK
from jbeco.intake.amendment_layout import REQUIRED as DECISIONS
from jbeco.intake.layout import workbook_name
from jbeco.pipeline import page_pdf
from jbeco.pipeline.evaluate import assess_year
from jbeco.plan import PACKAGE_PLAN, SINGLE, Criterion, Demand, Indicator, Plan, load_plan
from jbeco.plan.methods import Methods
from jbeco.plan.models import Department
from jbeco.plan.rules import Rule, parse_rule
from jbeco.problems import Problem
from jbeco.values.values_table import indicator_values

pytest_plugins = [
    "tests.browser.chromium",
    "tests.desk",
    "tests.healed",
    "tests.notebook_writer",
    "tests.real_runs",
    "tests.shipped",
]

ROOT = Path(__file__).resolve().parents[1]

# the same examples on every machine, however slow it is, and no folder left behind
settings.register_profile("jbeco", deadline=None, derandomize=True, database=None)
settings.load_profile("jbeco")


@pytest.fixture(scope="session", autouse=True)
def _no_browser() -> Iterator[None]:
    """Let no run print its first page: the test of that does it once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_pdf, "browser", lambda: None)
        yield


REAL_RUNS = {"first_run", "revised_run", "place", "example_run", "page", "browser"}
"""Fixtures that need a real run: tests with one of them share a worker, and so the run."""


LONGEST = (
    *("real runs", "test_attacks.py", "test_write.py", "test_golden.py", "test_run.py"),
    *("test_batch_cluster.py", "test_damage.py", "test_kill_points.py", "test_calibration.py"),
)
"""Groups that take a minute and more, named by how they end; begun last, all wait for them."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep what shares a costly fixture on one worker: real runs, else the tests of a file."""
    ranks = {}
    for item in items:
        real = REAL_RUNS & set(getattr(item, "fixturenames", ()))
        group = "real runs" if real else item.path.as_posix()
        item.add_marker(pytest.mark.xdist_group(group))
        ends = [rank for rank, end in enumerate(LONGEST) if group.endswith(end)]
        ranks[item] = min(ends, default=len(LONGEST))
    items.sort(key=ranks.__getitem__)


Report = Observation | Task | Comparator


@cache
def shipped_plan() -> Plan:
    return load_plan()


class Bench:
    """Judges invented criteria of a plan 2019–2025–2030 on whatever is reported.

    A criterion wants, unless told otherwise, a percentage to be at least 80, higher is better, with
    natural limits 0 and 100 and ε = 0.05; it starts from 80 in 2019.
    """

    def methods(self, **changes) -> Methods:
        fixed = {
            "base_year_holds": True,
            "no_superior_target": "unknown",
            "accept_derived_comparators": True,
            "accept_lagged_values": True,
            "on_track": Fraction(95, 100),
            "partly": Fraction(60, 100),
            "kept_share": Fraction(7, 10),
            "falls_in_a_row": 3,
            "unmoved_until": Fraction(1, 2),
            "reference_share": Fraction(80, 100),
            "same_fact_tolerance": Fraction(0),
        }
        return replace(shipped_plan().methods, **(fixed | changes))

    def criterion(
        self,
        *,
        id: str = "N01",
        standard: str = ">= 80",
        midterm: str | None = None,
        final: str | None = None,
        base: str | Mapping[str, str] | None = "80",
        base_year: int = 2019,
        direction: str = "higher",
        low: str | None = "0",
        high: str | None = "100",
        decimals: int = 1,
        epsilon: str = "0.05",
        unit: str = "%",
        applicable: bool = True,
        attribute: str = "binding",
        domain: str = "security",
        indicator: str = "river_quality",
        row_name: str = "水",
    ) -> Criterion:
        midterm = standard if midterm is None else midterm
        final = midterm if final is None else final
        bases = {SINGLE: base} if isinstance(base, str) else (base or {})
        row, _, part = id[1:].partition("-")
        return Criterion(
            id=id,
            framework={"N": "national", "P": "provincial"}[id[0]],
            number=int(row),
            part=int(part) if part else None,
            domain=domain,
            task="",
            row_name=row_name,
            name=id,
            unit_text=unit,
            unit=unit,
            attribute=attribute,
            applicable=applicable,
            indicator=indicator,
            direction=direction,
            limit_low=None if low is None else Fraction(low),
            limit_high=None if high is None else Fraction(high),
            decimals=decimals,
            resolution=Fraction(epsilon),
            base_year=base_year,
            base_text="",
            base_value_text="",
            base_values={name: Fraction(text) for name, text in bases.items()},
            standard=Demand("", parse_rule(standard)),
            targets={
                2025: Demand("", parse_rule(midterm)),
                2030: Demand("", parse_rule(final)),
            },
            department="ecology",
            note="",
        )

    def plan(
        self,
        *criteria: Criterion,
        series: tuple[str, ...] = (SINGLE,),
        states: tuple[str, ...] = (),
        methods: Methods | None = None,
        can_be_absent: bool = False,
    ) -> Plan:
        indicators = {
            criterion.indicator: Indicator(
                id=criterion.indicator,
                name=criterion.indicator,
                unit=criterion.unit,
                series=series,
                states=states,
                department="ecology",
                formula="",
                confidence="推断",
                function=lambda reported: reported,
                can_be_absent=can_be_absent,
            )
            for criterion in criteria
        }
        return replace(
            shipped_plan(),
            name="某区规划",
            district="某区",
            leading_group="某组",
            province="某省",
            source="",
            base_year=2019,
            midterm_year=2025,
            final_year=2030,
            frameworks={"national": "表一", "provincial": "表二"},
            systems={"security": "生态安全", "living": "生态生活"},
            indicators=indicators,
            observations={},
            balances=(),
            criteria=criteria,
            actions=(),
            departments={"ecology": Department("ecology", "某分局", "government", "待确认", "")},
            rulings=(),
            methods=methods or self.methods(),
            files=(),
            base_values=(),
        )

    def level(self, year: int, number: str | int | Fraction | None, **changes) -> Observation:
        """Report a number, or with None its absence (``missing=`` says why)."""
        fields = {
            "criterion": "N01",
            "indicator": "river_quality",
            "series": SINGLE,
            "year": year,
            "measure": "level",
            "number": None if number is None else Fraction(number),
            "state": None,
            "missing": "not_reported" if number is None else None,
            "unit": "%",
            "data_year": year,
            "basis": "",
            "grade": "D" if number is None else "B",
            "document": "",
            "verbatim": "",
            "note": "",
            "source": Source("某年/某表.csv", f"A{year}", ""),
        }
        return Observation(**(fields | changes))

    def decline(self, year: int, number: str, **changes) -> Observation:
        return self.level(year, number, measure="decline", **changes)

    def state(self, year: int, word: str | None, **changes) -> Observation:
        missing = changes.pop("missing", "not_reported" if word is None else None)
        return self.level(year, None, measure="state", state=word, missing=missing, **changes)

    def task(self, year: int, result: str, **changes) -> Task:
        fields = {
            "indicator": "river_quality",
            "year": year,
            "name": "年度任务",
            "required": None,
            "required_text": "照文件",
            "result": result,
            "document": "考核通报",
            "verbatim": "",
            "note": "",
            "source": Source("某年/任务.csv", f"E{year}", ""),
            "document_number": f"某发〔{year}〕1号",
            "issuer": "某局",
            "dated": date(year, 3, 1),
        }
        return Task(**(fields | changes))

    def province(self, year: int, number: str | int | Fraction, **changes) -> Comparator:
        fields = {
            "indicator": "river_quality",
            "region": "某省",
            "year": year,
            "number": Fraction(number),
            "unit": "%",
            "derived": False,
            "address": "",
            "note": "",
            "source": Source("某年/对照.csv", f"D{year}", ""),
        }
        return Comparator(**(fields | changes))

    def submissions(self, year: int, *reports: Report) -> Submissions:
        return Submissions(
            year=year,
            observations=tuple(r for r in reports if isinstance(r, Observation)),
            tasks=tuple(r for r in reports if isinstance(r, Task)),
            comparators=tuple(r for r in reports if isinstance(r, Comparator)),
            files=(),
            problems=(),
        )

    def case(
        self,
        year: int,
        *reports: Report,
        states: tuple[str, ...] = (),
        methods: Methods | None = None,
        **criterion,
    ) -> Case:
        wanted = self.criterion(**criterion)
        plan = self.plan(wanted, states=states, methods=methods)
        given = self.submissions(year, *reports)
        values = collect_values(given.observations, plan.methods.same_fact_tolerance)
        facts = self.facts(plan, given, values)
        return Case(facts, wanted, SINGLE, year)

    def facts(self, plan: Plan, given: Submissions, values: Values) -> Facts:
        """Hand over what was submitted; a state word, and grade A, has its document on file."""
        told = {
            (s.indicator, s.data_year)
            for s in given.observations
            if s.measure == "state" or s.grade == "A"
        }
        return Facts(
            plan,
            given.year,
            values,
            given.tasks,
            given.comparators,
            documented=frozenset(told),
        )

    def assess(self, plan: Plan, given: Submissions) -> tuple[Verdict, ...]:
        """Judge every leaf of a plan on what was submitted."""
        values = indicator_values(plan, given.observations)
        return judge(self.facts(plan, given, values))

    def judge(self, rule: str | Rule, year: int, *reports: Report, **kinds) -> Finding:
        rule = parse_rule(rule) if isinstance(rule, str) else rule
        return evaluate(rule, self.case(year, *reports, **kinds))

    def verdicts(
        self,
        criteria: list[Criterion],
        year: int,
        *reports: Report,
        series: tuple[str, ...] = (SINGLE,),
        states: tuple[str, ...] = (),
        **declared: Any,
    ) -> tuple[Verdict, ...]:
        plan = self.plan(*criteria, series=series, states=states, **declared)
        return self.assess(plan, self.submissions(year, *reports))

    def verdict(
        self,
        year: int,
        *reports: Report,
        series: tuple[str, ...] = (SINGLE,),
        states: tuple[str, ...] = (),
        methods: Methods | None = None,
        can_be_absent: bool = False,
        **criterion,
    ) -> Verdict:
        kinds = {"series": series, "states": states, "methods": methods}
        kinds["can_be_absent"] = can_be_absent
        (only,) = self.verdicts([self.criterion(**criterion)], year, *reports, **kinds)
        return only


@pytest.fixture(scope="session")
def bench() -> Bench:
    """Builds criteria, reports and verdicts in memory; keeps nothing between two calls."""
    return Bench()


@pytest.fixture(scope="session")
def real_plan() -> Plan:
    """The plan that the package ships."""
    return shipped_plan()


def replace_once(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path.name} 里“{old}”出现 {text.count(old)} 次"
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="session")
def edit() -> Callable[[Path, str, str], None]:
    """Replace a text that must stand just once in a file."""
    return replace_once


@pytest.fixture
def plan_copy(tmp_path: Path) -> Path:
    """A copy of the shipped plan's tables, to be edited."""
    folder = tmp_path / "plan"
    folder.mkdir()
    for name in [*PACKAGE_PLAN.glob("*.csv"), *PACKAGE_PLAN.glob("*.toml")]:
        shutil.copy(name, folder)
    return folder


@pytest.fixture
def data_copy(tmp_path: Path, raw_data: Path) -> Path:
    """A copy of the shipped submissions, to be edited."""
    return Path(shutil.copytree(raw_data, tmp_path / "raw"))


# An invented plan: 云溪县, 2022 → 2027 → 2032, one framework of its own, four criteria.

COUNTY_PLAN = {
    "plan.toml": """\
name = "云溪县生态文明建设规划"
district = "云溪县"
leading_group = "美丽云溪领导小组"
province = "南江省"
source = "虚构"
base_year = 2022
midterm_year = 2027
final_year = 2032
[frameworks.county]
title = "县级指标体系"
published = "nanjiang-2020"
[systems]
security = "生态安全"
living = "生态生活"
[safeguard]
safeguard = "保障措施"
[series]
park_green_per_capita = ["城区", "镇区"]
""",
    "nanjiang-2020.csv": """\
number,part,system,task,row_name,name,unit_text,attribute,indicator,standard_text,standard_rule,note
1,,security,（一）田,秸秆利用,秸秆利用,%,binding,straw_use_rate,≥75,>= 75,
2,1,living,（二）居,人居环境,公园绿地,平方米,reference,park_green_per_capita,≥9,>= 9,
2,2,living,（二）居,人居环境,损害赔偿,-,reference,env_damage_compensation,实施,\
status >= 部分实施,
3,,living,（三）用,用水量,用水量,立方米,binding,water_per_gdp,≤50 或下降,\
<= 50 or (falling and fall > province),
""",
    "criteria.csv": """\
id,applicable,base_year,base_text,standard_rule,target_2027_text,target_2027_rule,\
target_2032_text,target_2032_rule,note
C01,yes,,80,,90,>= 90,95,>= 95,
C02-1,yes,,10；12,,14,>= 14,持续提高,rising,
C02-2,yes,,部分实施,,全面实施,status >= 全面实施,全面实施,status >= 全面实施,
C03,yes,,40,,持续下降并完成任务,falling and task met,持续下降,falling,
""",
    "base_values.csv": """\
criterion,series,measure,value,data_year,basis,missing,grade,document,document_row,note
C01,,level,80,2022,,,B,规划,1,
C02-1,城区,level,10,2022,,,B,规划,2,
C02-1,镇区,level,12,2022,,,B,规划,2,
C02-2,,state,部分实施,2022,,,B,规划,2,
C03,,level,40,2022,,,B,规划,3,
""",
    "reporters.csv": """\
code,department
straw_use_rate,ecology
straw_used,ecology
straw_collectable,ecology
park_green_per_capita,housing
env_damage_compensation,housing
park_green_area,housing
urban_resident_population,housing
water_per_gdp,water
water_use_total,water
gdp_current,water
""",
    "actions.csv": """\
id,system,chapter,section_number,section,name,text,lead,note,department,serves
A01,security,一,1,水,治水,每年清淤一次。,,,water,water_per_gdp
A02,safeguard,二,1,保障,组织,定期开会。,,,ecology,
""",
    "commitments.csv": """\
action,id,kind,text,what,relation,amount,unit,due_year,due_text,recurring,note
A01,A01-1,frequency,每年清淤一次,清淤,>=,1,次,,每年,yes,
""",
    "departments.csv": """\
id,name,kind,status,note
ecology,县生态局,government,待确认,
housing,县住建局,government,待确认,
water,县水利局,government,待确认,
""",
    "rulings.csv": """\
id,trap,question,default_reading,why,other_reading,what_would_change,plausible,plausibility,\
confirm_by,status,taken
R01,A,“75”是下限吗,是,常例,恰好等于,C01,yes,虚构,县生态局,待确认,default
R02,B,缺任务怎么判,无法判定,稳妥,不适用,无,no,虚构,县水利局,待确认,default
""",
    "successors.csv": "indicator,successor,standard_rule,source,note\n",
    "bases.csv": "code,kind,family,name,first_year,spellings,source\n",
    "ruling_effects.csv": """\
ruling,table,row,field,default,other
R01,nanjiang-2020,C01,standard_rule,>= 75,= 75
R02,methods,assessment,no_superior_target,unknown,not_applicable
""",
}

PUBLIC_HEADER = (
    "criterion,series,measure,value,unit,data_year,basis,missing,grade,document,document_row,"
    "verbatim,note\n"
)
COUNTY_DATA = {
    "2022/superior_tasks.csv": """\
indicator,name,required,required_text,result,document,document_row,verbatim,note
water_per_gdp,节水任务,,降 3%,met,县文,1,完成,
""",
    "2022/comparators.csv": """\
indicator,region,year,value,unit,derived,address,note
water_per_gdp,南江省,2022,60,立方米/万元,no,虚构,
""",
    "2024/public_values.csv": PUBLIC_HEADER
    + """\
C01,,level,83.8,%,2024,,,A,月报,1,83.8,
C02-1,城区,level,11.6,平方米/人,2024,,,B,月报,2,11.6,
C02-1,镇区,level,12.4,平方米/人,2024,,,B,月报,2,12.4,
C02-2,,state,未实施,,2024,,,B,月报,2,未实施,
C03,,level,,立方米/万元,2024,,not_yet,D,月报,3,,
""",
}


def write_files(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def county_plan(tmp_path: Path) -> Path:
    """Folder of the invented plan, to be edited."""
    folder = write_files(tmp_path / "county", COUNTY_PLAN)
    shutil.copy(PACKAGE_PLAN / "methods.toml", folder)
    return folder


@pytest.fixture
def county_data(tmp_path: Path) -> Path:
    """Folder of what the invented county reported for 2022 and 2024, to be edited."""
    return write_files(tmp_path / "county_raw", COUNTY_DATA)


# Workbooks on disk: departments of the invented county fill in their templates for 2024.


class Clerk:
    """Fills in templates of the county's departments: ``send("ecology", {"数据!F2": 83.8})``.

    ecology rows 2–4 of 数据 (straw_use_rate, straw_used, straw_collectable), row 2 of 措施 (A02);
    housing rows 2–4 of 数据 (park_green_per_capita of 城区, of 镇区, env_damage_compensation), then
    the parts of the first; water row 2 of 数据 (water_per_gdp), then its parts, row 2 of 上级任务
    (water_per_gdp) and of 措施 (A01-1).
    """

    year = 2024
    """The year that is checked; ``previous`` is what the templates show for the year before."""

    def __init__(self, plan_folder: Path, data: Path) -> None:
        self.plan_folder = plan_folder
        self.plan = load_plan(plan_folder)
        self.data = data
        self.folder = data / str(self.year)
        self.previous: dict[tuple[str, str], str] = {}

    def file(self, department: str, name: str = "", year: int = year) -> str:
        """Name a workbook as messages do."""
        usual = workbook_name(year, department, self.plan.departments[department].name)
        return f"{year}/{name or usual}"

    def send(
        self,
        department: str,
        cells: Mapping[str, Any] | None = None,
        *,
        change: Callable[[Workbook], None] = lambda book: None,
        name: str = "",
        year: int = year,
    ) -> Path:
        """Write a filled template into the year's folder; texts stay texts."""
        path = self.data / self.file(department, name, year)
        write_template(self.plan, year, department, path, self.previous)
        book = load_workbook(path)
        for address, value in (cells or {}).items():
            sheet, _, place = address.partition("!")
            cell = book[sheet][place]
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
        change(book)
        book.save(path)
        return path

    def table(self, name: str, *rows: str) -> Path:
        """Write one of the year's tables of decisions, such as ``corrections.csv``."""
        path = self.folder / name
        text = "\n".join([",".join(DECISIONS[name]), *rows, ""])
        path.write_text(text, encoding="utf-8")
        return path

    def acts(self, year: int = year, **rows: Sequence[Mapping[str, Any]]) -> Path:
        """Write 更正与裁决.xlsx: ``acts(更正=[{"部门": "县生态局", ...}])``."""
        path = self.data / str(year) / AMENDMENT_BOOK
        write_amendment_book(self.plan, year, path)
        book = load_workbook(path)
        for name, lines in rows.items():
            header = {cell.value: cell.column for cell in book[name][1]}
            for line, row in enumerate(lines, start=2):
                for column, value in row.items():
                    book[name].cell(line, header[column]).value = value
        book.save(path)
        return path

    def read(self) -> Submissions:
        return read_submissions(self.data, self.year, self.plan)

    def check(self) -> tuple[Problem, ...]:
        return check_year(self.plan, self.read())

    def seen(self, code: str, series: str = SINGLE) -> list[Observation]:
        """Return what is used of the year's answers to one question."""
        return [
            seen
            for seen in self.read().observations
            if (seen.year, seen.indicator, seen.series) == (self.year, code, series)
        ]

    def verdict(self, criterion: str) -> Verdict:
        return assess_year(self.year, self.data, self.plan_folder).verdict(criterion)


@pytest.fixture
def clerk(county_plan: Path, county_data: Path) -> Clerk:
    """The county with the real plan's shape, and 2024 not reported yet."""
    (county_data / "2024" / "public_values.csv").unlink()
    return Clerk(county_plan, county_data)
