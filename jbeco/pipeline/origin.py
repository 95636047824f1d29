"""Real, public and invented submissions never share a report or a folder of tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..problems import JbecoError, Problem
from ..stage_tables import read_table, records_of

__all__ = ["FOLDER", "check_origin", "folder_name", "origin_of"]

FOLDER, KIND = "填报文件夹", "填报性质"
"""Names in the table ``seal``."""

INVENTED, GIVEN = "示例", "报送"

MEND = (
    "请用 --reports、--processed 另指文件夹，例如 reports/{0}、data/processed/{0}；没有改动任何文件"
)


def folder_name(data: Path) -> str:
    """Return a folder's own name: the rest of its path is no business of a report's reader."""
    return data.resolve().name


def origin_of(data: Path, invented: bool) -> dict[str, str]:
    """Return where submissions come from: their folder's own name, and whether they are invented.

    Parameters
    ----------
    data : Path
        Folder with one folder per year.
    invented : bool
        Whether anything in them is marked as an example.
    """
    return {FOLDER: folder_name(data), KIND: INVENTED if invented else GIVEN}


def check_origin(origin: Mapping[str, str], *folders: Path) -> None:
    """Refuse folders of tables that were made from other submissions.

    Parameters
    ----------
    origin : mapping
        What is known of the run's own, as `origin_of` gives it.
    *folders : Path
        Tables of the report that would be revised, and those that would be replaced.

    Raises
    ------
    JbecoError
        Names both.
    """
    problems = []
    for folder in folders:
        if not (folder / "seal.csv").is_file():
            continue
        told = {row["name"]: row["value"] for row in records_of("seal", read_table(folder, "seal"))}
        for name, own in origin.items():
            if told.get(name, own) != own:
                what = f"这里是{name}“{told[name]}”得出的，这次是“{own}”，不能放在一起"
                mend = MEND.format(origin.get(FOLDER, "example"))
                problems.append(Problem(str(folder), what, mend))
                break
    if problems:
        raise JbecoError(problems)
