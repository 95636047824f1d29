"""Who can really close a gap, and what exactly is asked of them: a department, us, a superior."""

from __future__ import annotations

from collections.abc import Mapping

from ..plan import Criterion, Plan

__all__ = ["CONSULTANT", "NOBODY", "SUPERIOR", "request"]

CONSULTANT = "consultant"
SUPERIOR = "superior"
NOBODY = "nobody"

FROM_CONSULTANT: Mapping[str, str] = {
    "no_comparator": "从统计公报、新闻发布等公开材料查出全省数",
    "derived_comparator": "查出全省直接公布的数，替换推算数",
    "contradicted": "核实哪一个对，写明裁决",
    "conflict": "核实哪一个对，写明裁决",
    "basis_break": "确认两个口径能否衔接，能的写明怎样衔接",
}
FROM_SUPERIOR: Mapping[str, str] = {
    "within_resolution": "确认这样小的变化算不算",
    "unruled": "确认以后按什么判",
}
FROM_NOBODY: Mapping[str, str] = {"first_year": "不用补报，有了下一年的数再判"}
FROM_DEPARTMENT: Mapping[str, str] = {
    "no_task": "提供下达任务或说明不下达的文件",
    "no_task_record": "提供上级任务文件与考核结果（要求值、完成值、文号、发文单位、日期）",
    "no_document": "提供文件（文号、发文单位、日期）",
    "bounds_across": "报出确数",
    "provisional": "报出正式数",
    "check_failed": "改正后重报",
    "refuted": "核实状态与数字，改成一致",
    "lagged": "报出评估年的数",
    "cannot_be_absent": "核实后补报",
    "word_only": "报出数值",
    "wrong_basis": "按本指标的口径报出",
    "no_decline": "报出上级核定的、按可比价计算的下降率",
    "zero_denominator": "核实分母",
}
"""What each reason asks for; any other asks the department for the figure."""


def request(plan: Plan, criterion: Criterion, code: str) -> tuple[str, str]:
    """Return who can close a gap and the sentence that asks for it.

    Parameters
    ----------
    plan : Plan
        Names the departments.
    criterion : Criterion
        What cannot be judged.
    code : str
        The reason code of the leaf that decides.

    Returns
    -------
    tuple of str
        The id of a department, ``consultant``, ``superior`` or ``nobody``; and the request, in
        Chinese.
    """
    if code in FROM_CONSULTANT:
        return CONSULTANT, f"请编制单位{FROM_CONSULTANT[code]}"
    if code in FROM_SUPERIOR:
        return SUPERIOR, f"请上级主管部门{FROM_SUPERIOR[code]}"
    if code in FROM_NOBODY:
        return NOBODY, FROM_NOBODY[code]
    department = plan.departments[criterion.department]
    return department.id, f"请{department.name}{FROM_DEPARTMENT.get(code, '补报')}"
