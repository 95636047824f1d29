"""What stands in a department's empty workbook: the texts and numbers of every row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from ..intake.duties import Duties
from ..intake.layout import ACTIONS, AIR, EVIDENCE, NUMBERS, TASKS, TEMPLATE_VERSION, WATER
from ..plan import Plan
from ..standards.rounding import exact_text

__all__ = [
    "CONTACTS",
    "Value",
    "action_rows",
    "cover_rows",
    "meta_rows",
    "number_rows",
    "task_rows",
]

Value = str | Decimal
"""A text, or a number that is written with the decimals it has."""

CONTACTS = ("填报人", "联系电话", "审核人", "填报日期")
"""Rows of the cover that the department fills in."""


PLAIN_NUMBER = re.compile(r"-?(0|[1-9]\d{0,11})(\.\d{1,6})?")


def cover_rows(plan: Plan, year: int, duties: Duties) -> list[tuple[str, str]]:
    """Return label and text of the cover's rows, then one row per criterion of the department."""
    criteria = [
        (criterion.id, f"{criterion.full_name}（{_attribute(plan, criterion.attribute)}）")
        for criterion in duties.criteria
    ]
    return [
        ("规划", plan.name),
        ("填报年份", str(year)),
        ("部门", duties.department.name),
        ("模板版本", TEMPLATE_VERSION),
        *((f"说明{n}", text) for n, text in enumerate(_instructions(year, duties), start=1)),
        *((label, "") for label in CONTACTS),
        *criteria,
    ]


def number_rows(
    duties: Duties, previous: Mapping[tuple[str, str], str]
) -> Iterator[dict[str, Value]]:
    """Yield one row per code and series, by column name."""
    for code in duties.codes:
        for series in code.series:
            yield {
                "代码": code.code,
                "名称": code.name,
                "填报要求": code.asked,
                "单位": code.unit,
                "系列": series,
                "上年已采信值": _plain(previous.get((code.code, series), "")),
            }


def task_rows(duties: Duties) -> Iterator[dict[str, Value]]:
    """Yield one row per indicator with a superior's task."""
    for indicator in duties.tasks:
        yield {"指标量": indicator.id, "任务名称": indicator.name, "单位": indicator.unit}


def action_rows(duties: Duties) -> Iterator[dict[str, Value]]:
    """Yield one row per commitment, and one per measure without commitments."""
    for action in duties.actions:
        for commitment in action.commitments:
            yield {
                "编号": commitment.id,
                "内容": f"{action.name}：{commitment.text}",
                "承诺数量": _amount(commitment.amount),
                "单位": commitment.unit,
            }
        if not action.commitments:
            yield {"编号": action.id, "内容": f"{action.name}：{action.text}"}


def meta_rows(plan: Plan, year: int, duties: Duties) -> list[tuple[str, str]]:
    """Return key and value of the hidden sheet by which the reader knows the workbook."""
    return [
        ("template_version", TEMPLATE_VERSION),
        ("year", str(year)),
        ("department", duties.department.id),
        ("plan", plan.name),
    ]


def _instructions(year: int, duties: Duties) -> Iterator[str]:
    yield "只填浅黄色的格；其余的格已锁定。请不要增删行列、改表名、合并单元格或另存为别的格式。"
    yield (
        f"“{NUMBERS.name}”：每行一个数，按所列单位只填数，不写单位和“约”字；"
        "百分数填 79.5，不填 0.795。预计、快报的数不作判定。"
    )
    yield (
        "有数的在“有无数据”选“有”；没有数的选“无”并选原因。"
        "请不要用 0、横线或空格代替没有的数；数确实是 0 的填 0。"
    )
    yield (
        "“口径”写数所依据的标准或统计版本，如“HJ 633—2012”“2020 年不变价”，深黄色的必填；"
        "与上年不同请在备注说明。"
    )
    yield (
        f"“出表日期”是来源文件的日期，应在 {year}-01-01 至 {year + 1}-12-31 之间，"
        f"写成 {year + 1}-03-01 的样子。"
    )
    yield "“上年已采信值”供核对用；认为有误的，请在备注写明，不要改动。"
    yield (
        f"“{EVIDENCE.name}”：每份文件一行，先选子项编号（编号与名称见本页末），"
        "标题、文号、日期、发文单位填全；约束性子项和填“无此类对象”的都要有。"
        "有扫描件的一并报送，文件名写在“附件”栏。"
    )
    if duties.tasks:
        yield (
            f"“{TASKS.name}”：填要求值、完成值、考核结果，和考核文件的文号、发文单位、日期；"
            "没有下达的选“未下达”，并写说明文件。缺文号、发文单位或日期的，约束性子项无法判定。"
        )
    else:
        yield f"“{TASKS.name}”：本部门没有须填的行。"
    if duties.actions:
        yield (
            f"“{ACTIONS.name}”：选进展状态；完成比例填 0–100 的数（单位 %）；"
            "完成数量与承诺数量同单位，填累计数。"
        )
    else:
        yield f"“{ACTIONS.name}”：本部门没有须填的行。"
    if duties.monitoring:
        yield (
            f"“{AIR.name}”：一小时一行，时间写小时末（首行 {year}-01-01 01:00）；"
            "单位微克/立方米，一氧化碳为毫克/立方米。也可另交同样表头的 CSV。"
        )
        yield (
            f"“{WATER.name}”：一断面一月一行；单位毫克/升，pH 无量纲；"
            "未检出的写检出限加 L，如 0.05L；未监测的写“/”。"
        )
    yield "请不要填写身份证号和私人手机号；“联系电话”填办公电话。"
    yield "填好后用原文件名发回。"


def _attribute(plan: Plan, attribute: str) -> str:
    return plan.methods.words.attribute[attribute]


def _amount(amount: Fraction | None) -> Value:
    return "" if amount is None else _plain(exact_text(amount))


def _plain(text: str) -> Value:
    """Return a number where the text is one that a spreadsheet holds exactly, else the text."""
    return Decimal(text) if PLAIN_NUMBER.fullmatch(text) else text
