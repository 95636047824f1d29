"""Published sets of criteria (指标体系), common to every district: one table for each set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..problems import Problem
from ..schema import OptionalWhole, Records, Whole, read_records
from ..tables import Row

__all__ = ["PUBLISHED", "Leaf", "framework_file", "leaf_id", "read_framework"]

PUBLISHED = Path(__file__).parent
"""Folder of the sets that the package ships."""


@dataclass(frozen=True)
class Leaf:
    """One leaf of a published set: what it demands of one indicator, as printed.

    A row with ①②③ has one leaf for each ``part``. ``unit_text`` is the printed cell ("-" is "no
    unit" there), ``standard_rule`` how ``standard_text`` (指标值) is read in the rule language.
    """

    number: Whole
    part: OptionalWhole
    system: str
    task: str
    row_name: str
    name: str
    unit_text: str
    attribute: Literal["binding", "reference"]
    indicator: str
    standard_text: str
    standard_rule: str
    note: str


def framework_file(name: str, folder: Path) -> Path:
    """Return the table of a set: the package's, else one that lies in the plan's own folder."""
    shipped = PUBLISHED / f"{name}.csv"
    return shipped if shipped.is_file() else folder / f"{name}.csv"


def leaf_id(framework: str, number: str, part: str) -> str:
    """Return the id of a leaf under a plan's name for the set: ``N07-1`` of ``national``."""
    return f"{framework[:1].upper()}{number:0>2}" + (f"-{part}" if part else "")


def read_framework(
    path: Path, problems: list[Problem], changed: Callable[[Row], Row] = lambda row: row
) -> Records[Leaf]:
    """Read a set; `Records` says what could be read, ``problems`` gets the rest.

    ``changed`` gives the row to be read instead of one that stands in the file.
    """
    return read_records(path, Leaf, problems, changed=changed)
