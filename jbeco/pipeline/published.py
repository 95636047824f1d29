"""What is published of a year, and whether what it was made from has changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..assessment.year import REVIEWS
from ..intake.contacts import CONTACTS
from ..plan import Plan
from ..tables import file_sha256
from .editions import Edition, editions_of
from .sealed import altered, read_seal
from .store import folder_hashes

__all__ = ["PublishedReport", "changed_inputs", "inputs_now", "published_reports"]

DATA, PLAN = "data/raw", "plan"
"""Where a run's snapshot holds the submissions and the plan."""


NAMED = 5
"""Changed files that a line names; the rest of them are counted."""


@dataclass(frozen=True)
class PublishedReport:
    """The latest revision of one report.

    ``changed`` are files of the submissions or the plan that were changed, added or removed since;
    ``withdrawn`` says when, by whom and why it was withdrawn, if it was; ``altered`` says what was
    altered in the report itself since it was sealed.
    """

    review: str
    folder: Path
    changed: tuple[str, ...]
    withdrawn: str = ""
    altered: tuple[str, ...] = ()

    def __str__(self) -> str:
        told = self._told
        return f"{told}注意，报告发布之后有改动：{_named(self.altered)}。" if self.altered else told

    @property
    def _told(self) -> str:
        if self.withdrawn:
            return f"已撤回：{self.folder}（{self.withdrawn}）；请再运行 jbeco run 发布新的一版。"
        if not self.changed:
            return f"已发布：{self.folder}；之后填报与规划没有变。"
        changed = _named(self.changed)
        return f"已发布：{self.folder}；之后变了：{changed}。要更新请再运行 jbeco run。"


def _named(files: tuple[str, ...]) -> str:
    more = f"等 {len(files)} 个文件" if len(files) > NAMED else ""
    return "、".join(files[:NAMED]) + more


def published_reports(
    reports: Path, year: int, data: Path, plan: Plan, plan_folder: Path
) -> tuple[PublishedReport, ...]:
    """Find what is published of a year.

    Parameters
    ----------
    reports : Path
        Folder of all reports; it need not be there.
    year : int
        The assessed year.
    data : Path
        Folder with one folder per year.
    plan : Plan
        The plan as it is now.
    plan_folder : Path
        Where its tables lie.

    Returns
    -------
    tuple of PublishedReport
        One per kind of review that was published.

    Raises
    ------
    JbecoError
        When the seal of a report cannot be read.
    """
    found = {review: editions_of(reports, f"{year}-{review}") for review in REVIEWS}
    last = {review: editions[-1] for review, editions in found.items() if editions}
    now = inputs_now(year, data, plan, plan_folder) if last else {}
    return tuple(_published(review, one, now) for review, one in last.items())


def _published(review: str, one: Edition, now: dict[str, str]) -> PublishedReport:
    stable = read_seal(one.folder)
    changed = changed_inputs(stable["inputs"], now)
    return PublishedReport(
        review, one.folder, changed, one.withdrawn, tuple(altered(one.folder, stable))
    )


def inputs_now(year: int, data: Path, plan: Plan, plan_folder: Path) -> dict[str, str]:
    """Return the hashes of the submissions and the plan as they lie there now, named as sealed."""
    found = {
        f"{DATA}/{one}/{name}".removesuffix("/."): digest
        for one in range(plan.base_year, year + 1)
        for name, digest in folder_hashes(data / str(one)).items()
        if digest != "folder"
    }
    tables = (plan_folder / Path(name).name for name, _ in plan.files)
    return found | {f"{PLAN}/{own.name}": file_sha256(own) for own in tables if own.is_file()}


def changed_inputs(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Name the submissions and tables of the plan that changed, came or went."""
    names = sorted(n for n in before.keys() | now.keys() if n.startswith((f"{DATA}/", f"{PLAN}/")))
    return tuple(
        name.removeprefix(f"{DATA}/")
        for name in names
        if before.get(name) != now.get(name) and Path(name).name != CONTACTS
    )
