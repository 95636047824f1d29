"""规划录入.xlsx, in which a plan is entered: its sheets and words, for writer and reader.

A sheet that is one table of the plan's folder says column by column which field it is and which
words stand for which codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ..intake.layout import Sheet
from ..plan import PACKAGE_PLAN
from ..plan.header import read_header

__all__ = [
    "ABOUT",
    "ABOUT_FIELDS",
    "ACTIONS",
    "COMMITMENTS",
    "CONFIRMED",
    "DEPARTMENTS",
    "DEPARTMENT_NAMES",
    "FRAMEWORKS",
    "GUIDE",
    "MISSING_REASONS",
    "MOMENT",
    "NOTATION",
    "PLAN_BOOK",
    "REPORTERS",
    "RULINGS",
    "TABLES",
    "TARGETS",
    "TERMS",
    "YES_NO",
    "Field",
    "PlanTable",
    "Term",
    "plan_systems",
]

PLAN_BOOK = "规划录入.xlsx"
MOMENT = datetime(2020, 1, 1)
"""Stands for the clock in the workbook: the same content gives the same bytes."""
FRAMEWORKS = "frameworks"
"""Entry of the hidden sheet: the names of the published sets, separated by semicolons."""
CONFIRMED = "是"
YES_NO = {"是": "yes", "否": "no"}
STATES = {"待确认": "待确认", "已确认": "已确认"}
MISSING_REASONS = ("not_reported", "not_yet", "drafting", "no_task", "word_only", "no_object")
"""Why a plan may have no figure of its base year, in the order of the dropdown."""

ABOUT_FIELDS = {
    "规划名称": ("name", "照封面写全，连年限。"),
    "地区": ("district", "市、县（区）写全，如宁波市江北区。"),
    "领导小组": ("leading_group", "谁牵头；印在填报表上。"),
    "省份": ("province", "全省对照值是哪个省的。"),
    "来源": ("source", "录的是哪一稿：印发文号，或公示日期。"),
    "基准年": ("base_year", "现状值是哪一年的，如 2020。"),
    "近期目标年": ("midterm_year", "如 2025。"),
    "远期目标年": ("final_year", "如 2035。"),
}
"""Rows of the sheet 基本情况: entry of ``plan.toml``, and what to write."""

GUIDE = Sheet("说明", ("项目", "内容"), ())
ABOUT = Sheet("基本情况", ("项目", "内容", "怎么填"), ("内容",))
NOTATION = Sheet("规则写法", ("规则", "读作", "常见的原文"), ())


@dataclass(frozen=True)
class Term:
    """The columns of the sheet 目标 about one milestone."""

    name: str

    @property
    def text(self) -> str:
        """The plan's wording."""
        return f"{self.name}目标"

    @property
    def suggestion(self) -> str:
        """How the program would read it."""
        return f"{self.name}建议"

    @property
    def rule(self) -> str:
        """The rule where the suggestion is not right, or there is none."""
        return f"{self.name}规则"

    @property
    def confirmation(self) -> str:
        """Whether a person says that it is to be read so."""
        return f"{self.name}确认"

    @property
    def columns(self) -> tuple[str, ...]:
        """All of them, in their order."""
        return self.text, self.suggestion, self.rule, self.confirmation


TERMS = (Term("近期"), Term("远期"))
GIVEN_TARGETS = ("编号", "指标", "单位", "属性", "指标值", "指标值读作")
ENTERED_TARGETS = (
    *("指标值规则", "适用", "基准年", "分类", "现状", "现状值", "缺数原因", "牵头部门"),
    *(column for term in TERMS for column in term.columns),
    "备注",
)
TARGETS = Sheet(
    "目标",
    (*GIVEN_TARGETS, *ENTERED_TARGETS),
    tuple(c for c in ENTERED_TARGETS if c not in {term.suggestion for term in TERMS}),
)
REPORTERS = Sheet("报送", ("代码", "名称", "填报要求", "单位", "用于", "部门"), ("部门",))


@dataclass(frozen=True)
class Field:
    """One column that is filled in: the field of the plan's table, its words, and how wide it is.

    ``listed`` says what of this plan it is chosen from: 部门 or 体系. ``is_typed`` are figures and
    codes, which mean the same in full width.
    """

    name: str
    column: str
    width: int = 14
    words: Mapping[str, str] = field(default_factory=dict)
    listed: str = ""
    prompt: str = ""
    is_typed: bool = False


@dataclass(frozen=True)
class PlanTable:
    """A sheet that is one table of the plan's folder; ``drawn`` rows are shown to be filled in."""

    name: str
    file: str
    fields: tuple[Field, ...]
    drawn: int = 60

    @property
    def sheet(self) -> Sheet:
        """The sheet, every column of which is filled in."""
        columns = tuple(one.column for one in self.fields)
        return Sheet(self.name, columns, columns)


KINDS = {"政府部门": "government", "党委部门": "party", "市级派出机构": "district_branch"}
DEPARTMENTS = PlanTable(
    "部门",
    "departments.csv",
    (
        Field("id", "编号", 10, prompt="如 D01；填报表的文件名用它，以后不要改。", is_typed=True),
        Field("name", "名称", 36, prompt="部门全称。"),
        Field("kind", "类别", 16, {**KINDS, "上级部门": "superior"}),
        Field("status", "状态", 12, STATES, prompt="由地区确认过分工的选“已确认”。"),
        Field("note", "备注", 40),
    ),
    drawn=30,
)
ACTIONS = PlanTable(
    "措施",
    "actions.csv",
    (
        Field("id", "编号", 10, prompt="如 M01。", is_typed=True),
        Field("system", "体系", 14, listed="体系"),
        Field("chapter", "章", 24),
        Field("section_number", "节号", 8, prompt="整数。", is_typed=True),
        Field("section", "节", 24),
        Field("name", "名称", 24),
        Field("text", "原文", 60, prompt="照录；不要换行。"),
        Field("lead", "牵头（原文）", 20, prompt="规划原文点名的；没有点名的空着。"),
        Field("note", "备注", 20),
        Field("department", "负责部门", 22, listed="部门"),
        Field("serves", "服务的子项", 20, prompt="编号，几个用分号隔开，如 N07-1;N29。"),
    ),
)
PROMISES = {
    "成果（文件、体系）": "product",
    "覆盖": "coverage",
    "数量": "quantity",
    "频次": "frequency",
    "期限": "deadline",
    "比例": "share",
}
COMMITMENTS = PlanTable(
    "承诺",
    "commitments.csv",
    (
        Field("action", "措施编号", 10, prompt="“措施”表里的编号。", is_typed=True),
        Field("id", "编号", 10, prompt="如 M01-1。", is_typed=True),
        Field("kind", "类别", 18, PROMISES),
        Field("text", "原文", 50, prompt="照录。"),
        Field("what", "承诺什么", 30),
        Field("relation", "要求", 10, {"完成": "done", "等于": "=", "不低于": ">="}),
        Field("amount", "数量", 10, prompt="只写数；没有数量的空着。", is_typed=True),
        Field("unit", "单位", 10),
        Field("due_year", "期限年", 10, prompt="年份；没有的空着。", is_typed=True),
        Field("due_text", "期限（原文）", 16),
        Field("recurring", "每年都要", 10, YES_NO),
        Field("note", "备注", 24),
    ),
)
RULINGS = PlanTable(
    "口径认定",
    "rulings.csv",
    (
        Field("id", "编号", 8, prompt="如 R01。", is_typed=True),
        Field("trap", "疑点", 14, prompt="自己编的类别；可以空着。"),
        Field("question", "问题", 40, prompt="规划哪一处没有写清楚。"),
        Field("default_reading", "采用口径", 34),
        Field("why", "理由", 34),
        Field("other_reading", "另一口径", 30),
        Field("what_would_change", "会改变什么", 34),
        Field("plausible", "另一种说得通", 12, YES_NO),
        Field("plausibility", "为什么", 30),
        Field("confirm_by", "由谁确认", 20),
        Field("status", "状态", 12, STATES),
        Field("taken", "采用", 14, {"采用口径": "default", "另一口径": "other"}),
    ),
    drawn=20,
)
TABLES = (DEPARTMENTS, ACTIONS, COMMITMENTS, RULINGS)
DEPARTMENT_NAMES = f"{DEPARTMENTS.name}!$B$2:$B${DEPARTMENTS.drawn + 1}"
"""Where the dropdowns of departments get their names from."""


def plan_systems() -> dict[str, str]:
    """Return the code of each system of the plan, and of the safeguards, by its Chinese name."""
    header = read_header(PACKAGE_PLAN, [])
    assert header is not None, "the package's own plan is whole"
    return {name: code for code, name in {**header.systems, **header.safeguard}.items()}
