"""The shipped plan of 宁波市江北区: its counts, its words, and the readings that were taken."""

import csv
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from jbeco.plan import PACKAGE_PLAN, Criterion, Plan, load_plan
from jbeco.plan.rules import And, Bound, bounds

SHARED_PLAN = Path(__file__).resolve().parents[3] / "shared" / "plan"

NOT_LISTED = {
    *("N09", "N13-1", "N13-2", "N18", "N23", "N24", "N31", "N34", "N36-1", "N36-2", "N36-3"),
    *("P10", "P15-1", "P15-2", "P25", "P30", "P31", "P43", "P45-1", "P45-2", "P45-3"),
}

# id: (standard, 2025, 2030), read from 表一 and 表二, with the rulings R28 and R42
DEMANDS = {
    "N03": (">= 20", "rising", "rising"),
    "N05": ("= 100", "= 100", "= 100"),
    "N06": ("> 0", "= 100", "= 100"),
    "N07-1": (
        "task met and not worse",
        *[">= 88 and task met and not worse"] * 2,
    ),
    "N07-2": (
        "task met and not worse",
        *["<= 25 and task met and not worse"] * 2,
    ),
    "N08-1": ("task met and not worse", *["= 100 and task met and not worse"] * 2),
    "N08-2": ("task met and not worse", "= 0", "= 0"),
    "N08-3": (
        "status >= 全面消除 or (task met and not worse)",
        *["status >= 全面消除"] * 2,
    ),
    "N10": (">= 60", "rising", "rising"),
    "N11": (">= 18", ">= 26.5", ">= 26.5 and rising"),
    "N12-1": (">= 95", "= 100", "= 100"),
    "N12-2": ("status >= 不明显",) * 3,
    "N12-3": ("kept", "kept", "kept"),
    "N15": ("status >= 建立", "status >= 严格执行", "status >= 严格执行"),
    "N16": ("status >= 建立", "status >= 严格执行", "status >= 严格执行"),
    "N17-1": ("kept", "kept", "kept"),
    "N19": ("task met", "task met", "task met"),
    "N20": ("task met and not worse",) * 3,
    "N22": (">= 4.5", ">= 4.5", ">= 4.5"),
    "N25-1": (">= 90", "rising", "rising"),
    "N25-2": (">= 75", "rising", "rising"),
    "N25-3": (">= 80", ">= 92", ">= 95"),
    "N26": (">= 80", "rising", ">= 99.8"),
    "N28": ("= 100", "= 100", "= 100"),
    "N29": (">= 85", ">= 97", ">= 97 and rising"),
    "N30": (">= 80", "= 100", "= 100"),
    "N32": ("= 100 or task met", "= 100", "= 100"),
    "N33": (">= 50", "rising", "rising"),
    "N35-1": ("status >= 实施",) * 3,
    "N37": (">= 80", "rising", "rising"),
    "N39": (">= 80", "rising", "rising"),
    "P03": (">= 25 for 城区街道 and >= 30 for 涉农街道（镇）", "rising", "rising"),
    "P05": ("= 100", "= 100", "= 100"),
    "P07": ("rising every year",) * 3,
    "P08-1": ("task met", *[">= 88 and task met"] * 2),
    "P08-2": ("task met", *["<= 25 and task met"] * 2),
    "P09-1": (
        ">= 85 or (rising and rise > province)",
        *["= 100 or (rising and rise > province)"] * 2,
    ),
    "P09-2": ("<= province or falling",) * 3,
    "P11": (">= 60", "rising", "rising"),
    "P12": (">= 19", ">= 26.5", ">= 26.5 and rising"),
    "P13": ("> 0 every year",) * 3,
    "P18": ("status >= 建立",) * 3,
    "P19": (">= 92", ">= 93", ">= 96"),
    "P20": (">= 92", "= 100", "= 100"),
    "P21": ("status >= 建立", "status >= 严格执行", "status >= 严格执行"),
    "P22-2": ("kept", "kept", "kept"),
    "P27-1": ("task met", "task met", "task met"),
    "P28-1": ("<= 31 or (falling and fall > province)", *["falling and fall > province"] * 2),
    "P28-2": ("falling every year",) * 3,
    "P29": (">= 4.5", ">= 4.5", ">= 4.5"),
    "P32-1": (">= 95", "rising", "rising"),
    "P32-2": (">= 90", "rising", "rising"),
    "P32-3": (">= 90", ">= 92", ">= 95"),
    "P33-1": (
        "<= 410 or (falling every year and fall > province)",
        "falling",
        "falling",
    ),
    "P33-2": ("<= 0.17", "falling", "falling"),
    "P34": (">= 90", "rising", ">= 99.8"),
    "P36": (">= 95", "= 100", "= 100"),
    "P37": (">= 85", ">= 97", ">= 97 and rising"),
    "P39": (">= 96", "= 100", "= 100"),
    "P40": (">= 13", ">= 13", ">= 13"),
    "P41": (">= 99", "= 100", "= 100"),
    "P42": (">= 96", "= 100", "= 100"),
    "P44-2": (">= 80", ">= 98", "= 100"),
    "P46": (">= 80", "rising", "rising"),
    "P48": ("> province or rising every year",) * 3,
    "P49": (">= 80", "rising", "rising"),
}

BASE_VALUES = {
    "N07-1": "79.5",
    "N10": "66.21",
    "N11": "26.05",
    "N21": "14.7",
    "N22": "8.48",
    "N25-3": "91",
    "N28": "94",
    "N29": "96.29",
    "N33": "86.5",
    "N39": "84.40",
    "N40": "83.71",
    "P13": "0.151",
    "P29": "8.48",
    "P33-1": "307.2",
    "P33-2": "0.162",
    "P36": "94",
    "P40": "11.61",
    "P42": "100",
    "P44-2": "97.5",
    "P48": "84.4",
}


def of(plan: Plan, framework: str) -> list[Criterion]:
    return [c for c in plan.criteria if c.framework == framework]


def rows(name: str) -> list[dict[str, str]]:
    with (PACKAGE_PLAN / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_leaf_of_its_frameworks_is_a_criterion_in_their_order(real_plan: Plan) -> None:
    assert {c.id for c in real_plan.criteria} == {row["id"] for row in rows("criteria.csv")}
    for framework in real_plan.frameworks:
        numbers = [c.number for c in of(real_plan, framework)]
        assert numbers == sorted(numbers)
    due = {row["id"] for row in rows("criteria.csv") if row["applicable"] == "yes"}
    assert {c.id for c in real_plan.criteria if c.applicable} == due


def test_the_plan_says_how_many_rows_apply(real_plan: Plan) -> None:
    # 规划正文：国家指标32项，省级指标42项；按表列，约束性 19 与 25 项。后加的行不在其中
    last = {"national": 40, "provincial": 49}
    for framework, counts in (("national", (19, 13)), ("provincial", (25, 17))):
        printed = [c for c in of(real_plan, framework) if c.number <= last[framework]]
        due = {c.row: c.attribute for c in printed if c.applicable}
        found = Counter(due.values())
        assert (found["binding"], found["reference"]) == counts


def test_leaves_of_one_row_apply_together(real_plan: Plan) -> None:
    found: dict[str, set[bool]] = {}
    for criterion in real_plan.criteria:
        found.setdefault(criterion.row, set()).add(criterion.applicable)
    assert [row for row, applicable in found.items() if len(applicable) > 1] == []


def test_what_the_plan_marks_with_a_dash_does_not_apply(real_plan: Plan) -> None:
    for criterion in real_plan.criteria:
        dashes = {criterion.base_text, *(d.text for d in criterion.targets.values())} == {"-"}
        assert dashes is not criterion.applicable, criterion.id
    assert {c.id for c in real_plan.criteria if not c.applicable} >= NOT_LISTED


@pytest.mark.parametrize("criterion_id", DEMANDS)
def test_demands_as_read(real_plan: Plan, criterion_id: str) -> None:
    criterion = real_plan.criterion(criterion_id)
    found = (criterion.standard, criterion.targets[2025], criterion.targets[2030])
    assert tuple(str(demand.rule) for demand in found) == DEMANDS[criterion_id]


def test_a_cell_that_is_just_a_number_is_read_as_that_number(real_plan: Plan) -> None:
    operators = {"≥": ">=", "≤": "<="}
    read = 0
    for criterion in real_plan.criteria:
        for demand in (criterion.standard, *criterion.targets.values()):
            cell = re.fullmatch(r"[①②③]?([≥≤]?)(\d+(?:\.\d+)?)%?", demand.text)
            if not cell:
                continue
            sign, number = cell.groups()
            # a bare 100 is all of it; another bare number is a floor (ruling R24)
            operator = operators.get(sign, "=" if number == "100" else ">=")
            (bound,) = bounds(demand.rule)
            assert (criterion.id, str(bound)) == (criterion.id, f"{operator} {number}")
            read += 1
    assert read > 90


@pytest.mark.parametrize("criterion_id", BASE_VALUES)
def test_base_values(real_plan: Plan, criterion_id: str) -> None:
    found = real_plan.criterion(criterion_id).base_values
    assert found == {"": Fraction(BASE_VALUES[criterion_id])}


def test_the_assessment_share_has_two_series(real_plan: Plan) -> None:
    for criterion_id in ("N03", "P03"):
        assert real_plan.criterion(criterion_id).base_values == {
            "城区街道": Fraction("26.6"),
            "涉农街道（镇）": Fraction("31.6"),
        }


def test_no_base_value_where_the_plan_gives_words_only(real_plan: Plan) -> None:
    for criterion_id in ("N07-2", "P08-2", "P07", "P19", "P22-2", "P28-2", "N19", "N20", "P27-1"):
        assert real_plan.criterion(criterion_id).base_values == {}


def test_what_is_due_in_2025_is_not_let_go_afterwards(real_plan: Plan) -> None:
    # ruling R42; its other reading takes the numbers out of the final rules again
    def required(demand) -> list[Bound]:
        rule = demand.rule
        parts = rule.parts if isinstance(rule, And) else (rule,)
        return [part for part in parts if isinstance(part, Bound)]

    let_go = set()
    for criterion in real_plan.criteria:
        midterm, final = (criterion.targets[year] for year in real_plan.milestones)
        for due in required(midterm):
            sign = -1 if due.operator.startswith("<") else 1
            later = [b for b in required(final) if b.operator in (due.operator, "=")]
            if not any(sign * later_one.number >= sign * due.number for later_one in later):
                let_go.add(criterion.id)
    assert let_go == set()
    flipped = load_plan(flipped=["R42"])
    changed = [
        c.id
        for c, other in zip(real_plan.criteria, flipped.criteria, strict=True)
        if c.targets[2030] != other.targets[2030]
    ]
    assert changed == ["N07-1", "N07-2", "N11", "N29", "P08-1", "P08-2", "P12", "P37"]


def test_every_base_value_has_no_more_digits_than_its_resolution_knows(real_plan: Plan) -> None:
    for base in real_plan.base_values:
        criterion = real_plan.criterion(base.criterion)
        if base.measure == "level" and base.number is not None:
            assert len(base.value.partition(".")[2]) <= criterion.decimals, base.cell


def test_a_resolution_is_half_a_digit_or_names_its_document(real_plan: Plan) -> None:
    for indicator in real_plan.indicators.values():
        if indicator.decimals is None:
            assert indicator.resolution is None
        elif not indicator.resolution_source:
            assert indicator.resolution == Fraction(1, 2 * 10**indicator.decimals), indicator.id
    named = {i.id for i in real_plan.indicators.values() if i.resolution_source}
    assert named == {"ecological_index", "ecological_quality_index"}


def test_only_land_per_gdp_starts_from_2018(real_plan: Plan) -> None:
    assert {c.id for c in real_plan.criteria if c.base_year != 2019} == {"N22", "P29"}
    assert real_plan.criterion("N22").base_year == 2018


def test_the_two_tables_disagree_on_these_attributes(real_plan: Plan) -> None:
    pairs = [("N06", "P05"), ("N10", "P11"), ("N26", "P34"), ("N35-1", "P44-1"), ("N37", "P46")]
    attributes = [tuple(real_plan.criterion(i).attribute for i in pair) for pair in pairs]
    assert attributes == [
        ("reference", "binding"),
        ("binding", "reference"),
        ("reference", "binding"),
        ("reference", "binding"),
        ("binding", "reference"),
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("N07-1", "P08-1", True),
        ("N07-2", "P08-2", True),
        ("N21", "P28-1", True),
        ("N22", "P29", True),
        ("N39", "P48", False),
        ("N10", "P11", True),
        ("N17-1", "P22-1", True),
        ("N33", "P42", False),
        ("N11", "P12", False),
        ("N28", "P36", False),
        ("N12-3", "P14-3", False),
        ("N17-2", "P23", False),
    ],
)
def test_which_facts_the_two_tables_share(real_plan: Plan, one, other, same) -> None:
    indicators = {real_plan.criterion(i).indicator for i in (one, other)}
    assert (len(indicators) == 1) is same


def test_units_that_the_plan_mixes_up_are_set_right(real_plan: Plan) -> None:
    units = {i: real_plan.criterion(i).unit for i in ("P33-1", "P33-2", "N39", "P48", "N10", "N21")}
    assert units == {
        "P33-1": "千克/公顷",
        "P33-2": "千克/亩",
        "N39": "%",
        "P48": "分",
        "N10": "",
        "N21": "立方米/万元",
    }


def test_every_department_that_owes_data_exists(real_plan: Plan) -> None:
    owing = {c.department for c in real_plan.criteria}
    owing |= {indicator.department for indicator in real_plan.indicators.values()}
    assert owing <= set(real_plan.departments)


def test_the_measures_by_system(real_plan: Plan) -> None:
    assert [a.id for a in real_plan.actions] == [row["id"] for row in rows("actions.csv")]
    systems = Counter(action.system for action in real_plan.actions)
    assert list(systems.items()) == [
        ("institution", 11),
        ("security", 19),
        ("space", 6),
        ("economy", 14),
        ("living", 12),
        ("culture", 11),
        ("safeguard", 5),
    ]


def test_every_commitment_stands_in_the_words_of_its_measure(real_plan: Plan) -> None:
    commitments = [(a, c) for a in real_plan.actions for c in a.commitments]
    assert len(commitments) == len(rows("commitments.csv"))
    for action, commitment in commitments:
        assert commitment.id.startswith(f"{action.id}-")
        assert commitment.text.rstrip("。") in action.name + action.text


@pytest.mark.parametrize(
    ("words", "relation", "amount", "unit", "due"),
    [
        ("无废城市", "done", None, "", 2022),
        ("高标准小区38个", ">=", 38, "个", 2025),
        ("分类示范片区3个", ">=", 3, "个", 2025),
        ("市级示范小区76个", ">=", 76, "个", 2025),
        ("10万吨/日", ">=", 10, "万吨/日", None),
        ("90%以上", ">=", 90, "%", None),
        ("区域生物多样性本地调查", "done", None, "", 2025),
        ("2030年前二氧化碳排放达峰行动方案", "done", None, "", None),
        ("每年至少组织一次应急演练", ">=", 1, "次", None),
    ],
)
def test_the_commitments_with_a_number_or_a_date(
    real_plan, words, relation, amount, unit, due
) -> None:
    (found,) = [c for a in real_plan.actions for c in a.commitments if words in c.text]
    assert (found.relation, found.amount, found.unit, found.due_year) == (
        relation,
        amount,
        unit,
        due,
    )


def test_the_drill_is_owed_every_year(real_plan: Plan) -> None:
    (drill,) = [c for a in real_plan.actions for c in a.commitments if "应急演练" in c.text]
    assert drill.recurring


def test_each_recorded_trap_has_a_ruling_that_waits_for_its_confirmation(real_plan: Plan) -> None:
    assert [ruling.id for ruling in real_plan.rulings] == [row["id"] for row in rows("rulings.csv")]
    assert {ruling.taken for ruling in real_plan.rulings} == {"default"}
    assert {ruling.status for ruling in real_plan.rulings} == {"待确认"}


def plain(text: str) -> str:
    """Take out what copying the document left behind: bookmarks and white space."""
    return re.sub(r"\s", "", re.sub(r"\[bookmark: [^\]]*\]", "", text))


@pytest.fixture(scope="module")
def document() -> str:
    files = sorted(SHARED_PLAN.glob("*.txt"))
    if not files:
        pytest.skip("规划全文不在旁边")
    return plain(files[0].read_text(encoding="utf-8"))


def test_every_text_of_the_tables_occurs_in_the_document(real_plan: Plan, document: str) -> None:
    strange = []
    for c in real_plan.criteria:
        targets = [demand.text for demand in c.targets.values()]
        texts = [c.row_name, c.name, c.unit_text, c.task, c.standard.text, c.base_text, *targets]
        for text in texts:
            # a line break inside a cell of the document is written “；” in the table
            pattern = re.escape(plain(text)).replace("；", "；?")
            if not re.search(pattern, document):
                strange.append((c.id, text))
    # its two lines “生态环境状况指数 其他地区” were made one name
    assert strange == [("N10", "生态环境状况指数（其他地区）")]


def test_every_measure_and_commitment_occurs_in_the_document(
    real_plan: Plan, document: str
) -> None:
    strange = []
    for action in real_plan.actions:
        own = [action.chapter, action.section, action.name, action.text]
        strange += [
            (action.id, text)
            for text in [*own, *(c.text for c in action.commitments)]
            if plain(text) not in document
        ]
    assert strange == []


def test_every_reading_is_confirmed_by_a_department_of_the_plan(real_plan: Plan) -> None:
    """By its very name: each page of a department says what it is asked to confirm."""
    names = {department.name for department in real_plan.departments.values()}
    asked = {name for ruling in real_plan.rulings for name in ruling.confirm_by.split("、")}
    assert asked <= names
