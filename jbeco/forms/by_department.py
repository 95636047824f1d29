"""Whose a problem is: problems by the department that must mend them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from ..checks.completeness import silent_text
from ..plan import Plan
from ..problems import Level, Problem

__all__ = ["OTHERS", "by_department", "counts_text", "file_owners", "grouped_lines", "owners_of"]

OTHERS = "其他（咨询单位的表、监测、历年）"
"""Heading of what no department of the year sent."""

Owners = Mapping[str, str]
"""Department's name by a file that it sent, and by the sentence that says that it sent none."""


def file_owners(plan: Plan, answered: pd.DataFrame) -> dict[str, str]:
    """Return whose each file of the year is, in the order of the plan's departments.

    Parameters
    ----------
    plan : Plan
        Names the departments.
    answered : DataFrame
        The stage table of who sent what.
    """
    sent = list(zip(answered["department"], answered["file"], strict=True))
    owners: dict[str, str] = {}
    for department in plan.departments.values():
        owners |= {file: department.name for sender, file in sent if sender == department.id}
        owners[silent_text(department.name)] = department.name
    return owners


def owners_of(problem: Problem, owners: Owners) -> tuple[str, ...]:
    """Return the departments that a problem is told to, the one at its first place first."""
    files = [seen.place[0] for seen in problem.seen_from]
    who = problem.what.partition("，")[0]  # of a department that sent nothing
    found = [owners[key] for key in (*files, who) if key in owners]
    return tuple(dict.fromkeys(found))


def by_department(problems: Sequence[Problem], owners: Owners) -> dict[str, tuple[Problem, ...]]:
    """Group problems by department, each once, errors first; what is nobody's comes last."""
    groups: dict[str, list[Problem]] = {name: [] for name in (*owners.values(), OTHERS)}
    for level in Level:
        for problem in problems:
            if problem.level is level:
                groups[next(iter(owners_of(problem, owners)), OTHERS)].append(problem)
    return {name: tuple(mine) for name, mine in groups.items() if mine}


def counts_text(problems: Iterable[Problem]) -> str:
    """Say how many problems there are of each level, such as 错误 2 个，警告 1 个."""
    levels = [problem.level for problem in problems]
    return "，".join(f"{level} {levels.count(level)} 个" for level in Level)


def grouped_lines(problems: Sequence[Problem], owners: Owners) -> Iterator[str]:
    """Yield the lines of a printed list: a heading per department, its problems, an empty line."""
    for name, mine in by_department(problems, owners).items():
        yield f"【{name}】{counts_text(mine)}"
        yield from map(str, mine)
        yield ""
