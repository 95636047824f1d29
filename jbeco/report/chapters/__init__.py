"""The report's chapters, from the first page to the sources: built once, written in every form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import count

from ...assessment import AssessedYear
from ..blocks import Block, Cards, Chapter, Figure, Folded, Table
from .changes import changes
from .departments import departments
from .front import front
from .gaps import gaps
from .measures import measures
from .monitoring import monitoring
from .outlook import outlook
from .over_years import over_years
from .overall import overall
from .owed import owed
from .plan_changes import plan_changes
from .remedies import remedies
from .resources import DECOMPOSED, resources, satisfaction
from .reviewer import amendments, annex, methods, provenance
from .rulings import rulings
from .systems import systems

__all__ = ["chapter_number", "chapters_of", "tables_of"]

Build = Callable[[AssessedYear], tuple[Block, ...]]

DIGITS = "一二三四五六七八九十"


def cards(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return one card for each indicator, by system."""
    return (Cards(),)


CHAPTERS: tuple[tuple[str, str, Build], ...] = (
    ("front", "结论摘要", front),
    ("overall", "总体评价", overall),
    ("changes", "与上一份报告相比", changes),
    ("over-years", "基准年、中期与终期对照", over_years),
    ("gaps", "目标差距", gaps),
    ("outlook", "存在压力与达标形势预测", outlook),
    ("systems", "各体系完成情况", systems),
    ("monitoring", "环境监测", monitoring),
    ("resources", DECOMPOSED, resources),
    ("satisfaction", "公众调查", satisfaction),
    ("measures", "重点任务、承诺与保障措施进展", measures),
    ("remedies", "存在问题、原因与对策清单", remedies),
    ("owed", "待补资料清单", owed),
    ("plan-changes", "形势变化与调整建议", plan_changes),
    ("rulings", "规划文字口径认定及其影响", rulings),
    ("departments", "各部门", departments),
    ("cards", "逐项说明", cards),
    ("methods", "方法与口径", methods),
    ("amendments", "更正与裁决", amendments),
    ("annex", "附表", annex),
    ("provenance", "数据来源与版本", provenance),
)
"""Key, title and builder of each chapter; one that has nothing to say is left out."""


def chapters_of(assessment: AssessedYear) -> tuple[Chapter, ...]:
    """Return the chapters of a year's report, their tables and figures numbered.

    Parameters
    ----------
    assessment : AssessedYear
        The year as it was judged.
    """
    tables, figures = count(1), count(1)

    def numbered(block: Block) -> Block:
        match block:
            case Table():
                return replace(block, number=next(tables))
            case Figure():
                return replace(block, number=next(figures))
            case Folded():
                return replace(block, blocks=tuple(map(numbered, block.blocks)))
            case _:
                return block

    built = ((key, title, build(assessment)) for key, title, build in CHAPTERS)
    return tuple(
        Chapter(key, title, tuple(map(numbered, blocks))) for key, title, blocks in built if blocks
    )


def chapter_number(place: int) -> str:
    """Return the Chinese number of a chapter by its place, from 0: 一, 二, … 十一, 二十."""
    tens, ones = divmod(place + 1, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens - 1]}十"
    return head + (DIGITS[ones - 1] if ones else "")


def tables_of(blocks: Iterable[Block]) -> list[Table]:
    """Return the tables among blocks, those folded away too, in order."""
    found: list[Table] = []
    for block in blocks:
        match block:
            case Table():
                found.append(block)
            case Folded():
                found += tables_of(block.blocks)
    return found
