"""``plan.toml``: who plans what, for when, on which published sets of criteria."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ConfigDict, StrictInt, StrictStr

from ..problems import Problem
from ..schema import read_toml, toml_record

__all__ = ["FrameworkUse", "Header", "read_header"]

NAME = "plan.toml"


@dataclass(frozen=True)
class FrameworkUse:
    """A set that a plan uses: how the plan calls it, and under which name it is published."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    title: StrictStr
    published: StrictStr


@dataclass(frozen=True)
class Header:
    """The entries of ``plan.toml``.

    ``series`` names, for an indicator that is reported in several classes, those classes;
    ``compiled_by`` who writes the report, for its cover.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    name: StrictStr
    district: StrictStr
    leading_group: StrictStr
    province: StrictStr
    source: StrictStr
    base_year: StrictInt
    midterm_year: StrictInt
    final_year: StrictInt
    frameworks: dict[str, FrameworkUse]
    systems: dict[str, StrictStr]
    safeguard: dict[str, StrictStr]
    series: dict[str, list[StrictStr]] = field(default_factory=dict)
    compiled_by: StrictStr = ""

    @property
    def years(self) -> tuple[int, int, int]:
        """Base year, mid-term and final year."""
        return self.base_year, self.midterm_year, self.final_year

    @property
    def milestones(self) -> tuple[int, int]:
        """The years in which targets fall due."""
        return self.midterm_year, self.final_year


def read_header(folder: Path, problems: list[Problem]) -> Header | None:
    """Read ``plan.toml``; None, and the faults noted, when it cannot be used."""
    content = read_toml(folder / NAME, problems)
    header = None if content is None else toml_record(Header, content, NAME, problems)
    if header is not None:
        problems += _senseless(header)
    return header


def _senseless(header: Header) -> Iterator[Problem]:
    if not header.base_year < header.midterm_year < header.final_year:
        what = "基准年、近期、远期的先后不对"
        yield Problem(f"{NAME} base_year", what, "应为基准年 < 近期 < 远期")
    if not header.frameworks:
        what = "一套指标体系也没有"
        yield Problem(f"{NAME} frameworks", what, "请写一节，如 [frameworks.national]")
    letters = Counter(name[:1].upper() for name in header.frameworks)
    for name in header.frameworks:
        if letters[name[:1].upper()] > 1 or not name[:1].isalpha():
            what = "子项编号取它的首字母，与另一套相同，或不是字母"
            yield Problem(f"{NAME} [frameworks.{name}]", what, "请改一个首字母不同的名")
    for name, classes in header.series.items():
        if not classes or "" in classes or len(set(classes)) < len(classes):
            yield Problem(f"{NAME} [series] {name}", "类别为空或重复", "请逐类写出不同的名称")
