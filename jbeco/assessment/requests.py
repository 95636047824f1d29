"""Who can really close a gap, and what exactly is asked of them: a department, us, a superior."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..plan import Criterion, Plan

__all__ = [
    "CONSULTANT",
    "FIGURE",
    "NOBODY",
    "OTHERS",
    "SUPERIOR",
    "Request",
    "asked",
    "request",
]

CONSULTANT = "consultant"
SUPERIOR = "superior"
NOBODY = "nobody"

FIGURE, STATE = "报出当年的数", "报出当年的情况"
"""What a department is asked for when nothing else is: of a number, of a word."""

OTHERS: Mapping[str, str] = {CONSULTANT: "编制单位", SUPERIOR: "上级主管部门"}
"""What those are called who are no department of the plan."""

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
    "drafting": "报出编制的结果；还没有的，书面说明到哪一步",
    "wrong_basis": "按本指标的口径报出",
    "no_decline": "报出上级核定的、按可比价计算的下降率",
    "zero_denominator": "核实分母",
}
"""What each reason asks for; any other asks the department for the figure."""

FROM_OTHERS: Mapping[str, Mapping[str, str]] = {
    CONSULTANT: FROM_CONSULTANT,
    SUPERIOR: FROM_SUPERIOR,
    NOBODY: FROM_NOBODY,
}


@dataclass(frozen=True)
class Request:
    """What is asked of one of those who can close a gap.

    ``owner`` is the id of a department, ``consultant``, ``superior`` or ``nobody``; ``asks`` are
    what is asked, each once, without saying of whom.
    """

    owner: str
    asks: tuple[str, ...]

    @property
    def bare(self) -> str:
        """What is asked, to those who know that it is them."""
        first, *others = self.asks
        return f"{first}，并{'、'.join(others)}" if others else first

    def sentence(self, plan: Plan) -> str:
        """Say who is asked for what."""
        if self.owner == NOBODY:
            return self.bare
        name = OTHERS[self.owner] if self.owner in OTHERS else plan.departments[self.owner].name
        return f"请{name}{self.bare}"


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
        The owner as in `Request`, and the request, in Chinese.
    """
    owner, ask = asked(criterion, code)
    return owner, Request(owner, (ask,)).sentence(plan)


def asked(criterion: Criterion, code: str) -> tuple[str, str]:
    """Return who can mend a reason, as in `Request`, and what is asked of them."""
    for owner, asks in FROM_OTHERS.items():
        if code in asks:
            return owner, asks[code]
    usual = STATE if criterion.direction == "state" else FIGURE
    return criterion.department, FROM_DEPARTMENT.get(code, usual)
