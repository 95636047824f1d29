"""What is published of a year, and whether what it was made from has changed since."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..assessment.year import REVIEWS
from ..intake.contacts import CONTACTS
from ..plan import Plan
from ..problems import JbecoError, Problem
from ..tables import file_sha256
from .editions import editions_of
from .seal import SEAL
from .store import folder_hashes

__all__ = ["PublishedReport", "published_reports"]

DATA, PLAN = "data/raw", "plan"
"""Where a run's snapshot holds the submissions and the plan."""


NAMED = 5
"""Changed files that a line names; the rest of them are counted."""


@dataclass(frozen=True)
class PublishedReport:
    """The latest revision of one report.

    ``changed`` are files of the submissions or the plan that were changed, added or removed since;
    ``withdrawn`` says when, by whom and why it was withdrawn, if it was.
    """

    review: str
    folder: Path
    changed: tuple[str, ...]
    withdrawn: str = ""

    def __str__(self) -> str:
        if self.withdrawn:
            return f"已撤回：{self.folder}（{self.withdrawn}）；请再运行 jbeco run 发布新的一版。"
        if not self.changed:
            return f"已发布：{self.folder}；之后填报与规划没有变。"
        named = "、".join(self.changed[:NAMED])
        more = f"等 {len(self.changed)} 个文件" if len(self.changed) > NAMED else ""
        return f"已发布：{self.folder}；之后变了：{named}{more}。要更新请再运行 jbeco run。"


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
    now = _inputs_now(year, data, plan, plan_folder) if last else {}
    return tuple(
        PublishedReport(
            review, one.folder, tuple(_changed(_sealed(one.folder), now)), one.withdrawn
        )
        for review, one in last.items()
    )


def _inputs_now(year: int, data: Path, plan: Plan, plan_folder: Path) -> dict[str, str]:
    found = {
        f"{DATA}/{one}/{name}": digest
        for one in range(plan.base_year, year + 1)
        for name, digest in folder_hashes(data / str(one)).items()
        if digest != "folder"
    }
    tables = (plan_folder / Path(name).name for name, _ in plan.files)
    return found | {f"{PLAN}/{own.name}": file_sha256(own) for own in tables if own.is_file()}


def _sealed(report: Path) -> dict[str, str]:
    """Return the hashes of the submissions and the plan that a report was made from."""
    seal = report / SEAL
    try:
        inputs = json.loads(seal.read_text(encoding="utf-8"))["inputs"]
        return {n: str(d) for n, d in inputs.items() if n.startswith((f"{DATA}/", f"{PLAN}/"))}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        mend = "请从备份恢复这份报告，或移走后重新发布"
        raise JbecoError([Problem(str(seal), "封存清单读不出来", mend)]) from None


def _changed(before: dict[str, str], now: dict[str, str]) -> Iterator[str]:
    for name in sorted(before.keys() | now.keys()):
        if before.get(name) != now.get(name) and Path(name).name != CONTACTS:
            yield name.removeprefix(f"{DATA}/")
