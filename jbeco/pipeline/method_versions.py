"""One version of the methods is one set of thresholds and rulings, in every published report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from ..assessment.verdict_tables import METHOD, METHODS_VERSION
from ..problems import JbecoError, Problem
from ..stage_tables import read_table
from .sealed import is_unaltered

__all__ = ["check_method_version"]

NAMED = 5


def check_method_version(reports: Path, tables: Path) -> None:
    """Refuse thresholds or rulings that changed under a version that was published with others.

    A report that was altered since it was sealed is no witness.

    Parameters
    ----------
    reports : Path
        Folder of all reports.
    tables : Path
        The run's tables.

    Raises
    ------
    JbecoError
        Names what changed since which report, and how to give the methods a new version.
    """
    own = _about(tables)
    for report in sorted(reports.iterdir()):
        published = report / "tables"
        if not (published / "about.csv").is_file() or not is_unaltered(report):
            continue
        theirs = _about(published)
        same = ("规划", METHODS_VERSION)
        if any(own.get(name) != theirs.get(name) for name in same):
            continue
        changed = [
            *_differing(own, theirs),
            *_rulings(read_table(tables, "rulings"), read_table(published, "rulings")),
        ]
        if changed:
            more = f"等 {len(changed)} 处" if len(changed) > NAMED else ""
            version = own[METHODS_VERSION]
            what = (
                f"版本号还是 {version}，与已发布的 {report.name} 相比却改了"
                f"{'、'.join(changed[:NAMED])}{more}"
            )
            mend = "请升 version，并在 [versions] 写明改了什么、依据什么；或改回去"
            raise JbecoError([Problem("methods.toml version", what, mend)])


def _about(tables: Path) -> dict[str, str]:
    frame = read_table(tables, "about").fillna("")
    return dict(zip(frame["name"], frame["value"], strict=True))


def _differing(own: Mapping[str, str], theirs: Mapping[str, str]) -> Iterator[str]:
    """Yield each threshold that both have and that differs."""
    for name in own.keys() & theirs.keys():
        if name.startswith(METHOD) and own[name] != theirs[name]:
            yield f"{name.removeprefix(METHOD)}（{theirs[name]} → {own[name]}）"


def _rulings(own: pd.DataFrame, theirs: pd.DataFrame) -> Iterator[str]:
    """Yield each ruling whose reading is another one."""
    taken = [dict(zip(frame["ruling"], frame["taken"], strict=True)) for frame in (own, theirs)]
    for ruling, reading in taken[0].items():
        if taken[1].get(ruling, reading) != reading:
            yield f"口径认定 {ruling}（{taken[1][ruling]} → {reading}）"
