"""Which sets were published when, how far each was read, and what one changed in another.

An edition whose text could not be read is listed with what is known of it; it has no table of
rows, and none is made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

from ..problems import JbecoError, Problem
from ..schema import OptionalWhole, Whole, read_records
from . import PUBLISHED, Leaf, framework_file, leaf_id, read_framework

__all__ = [
    "RELATIONS",
    "Edition",
    "FrameworkSet",
    "Passage",
    "editions",
    "framework_set",
    "passages",
]

COMPARED = PUBLISHED / "compared"
RELATIONS = {
    "same": "相同",
    "changed": "改变",
    "new": "新增",
    "gone": "取消",
    "unread": "未读到",
}

T = TypeVar("T")


@dataclass(frozen=True)
class Edition:
    """One published set: how plans call it, its document, and how far its text was read.

    ``text_read`` is 已核 against the document itself, 旁证 from another's copy of it, or 未读.
    """

    name: str
    key: str
    title: str
    document: str
    published: Whole
    text_read: Literal["已核", "旁证", "未读"]
    source: str

    @property
    def has_table(self) -> bool:
        """Whether the package holds its rows."""
        return (PUBLISHED / f"{self.name}.csv").is_file()


@dataclass(frozen=True)
class Passage:
    """What became of one leaf of an edition in a later one.

    Without ``from_number`` it is about a leaf that is new there or, where the relation is
    ``unread``, about all that the other rows do not name.
    """

    from_edition: str
    from_number: OptionalWhole
    from_part: OptionalWhole
    to_edition: str
    to_number: OptionalWhole
    to_part: OptionalWhole
    to_name: str
    relation: Literal["same", "changed", "new", "gone", "unread"]
    what: str
    confidence: Literal["已核", "旁证", "回忆", "未读"]
    source: str


@dataclass(frozen=True)
class FrameworkSet:
    """A set that a plan uses: name, how the plan calls it, title, and its leaves by id."""

    name: str
    key: str
    title: str
    leaves: Mapping[str, Leaf]


def editions() -> dict[str, Edition]:
    """Return the published sets by name."""
    return {edition.name: edition for edition in _table("editions.csv", Edition)}


def passages(before: str, after: str) -> list[Passage]:
    """Return what became of each leaf of an edition in another; empty where nobody compared."""
    found = _table("crosswalk.csv", Passage)
    return [one for one in found if (one.from_edition, one.to_edition) == (before, after)]


def framework_set(name: str, folder: Path) -> FrameworkSet:
    """Return a set with its leaves: the package's, else one that lies in the plan's own folder.

    Raises
    ------
    JbecoError
        When there is none of that name, its text was not read, or its table is bad.
    """
    edition = editions().get(name)
    path = framework_file(name, folder)
    if not path.is_file():
        raise JbecoError([_lacking(name, edition)])
    problems: list[Problem] = []
    table = read_framework(path, problems)
    if problems:
        raise JbecoError(problems)
    key, title = (name, name) if edition is None else (edition.key, edition.title)
    leaves = {leaf_id(key, row["number"], row["part"]): leaf for row, leaf in table.pairs}
    return FrameworkSet(name, key, title, leaves)


def _lacking(name: str, edition: Edition | None) -> Problem:
    where = f"--framework {name}"
    if edition is None:
        held = "、".join(one.name for one in editions().values() if one.has_table)
        mend = f"可选：{held}；别的请给出表的路径，如 我的指标体系.csv"
        return Problem(where, "没有这套指标体系", mend)
    what = f"《{edition.title}》（{edition.document}）没有读到全文，没有它的表"
    mend = f"请照印发件录成 {name}.csv（与 national-2019.csv 同样的列），再用它的路径"
    return Problem(where, what, mend)


@cache
def _table(name: str, record: type[T]) -> tuple[T, ...]:
    problems: list[Problem] = []
    table = read_records(COMPARED / name, record, problems)
    if problems:
        raise JbecoError(problems)
    return tuple(one for _, one in table.pairs)
