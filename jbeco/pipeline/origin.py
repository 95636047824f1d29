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
        Tables of reports and of years, beside which the run's own would stand.

    Raises
    ------
    JbecoError
        Names both.
    """
    others: dict[tuple[Path, str], list[str]] = {}
    for folder in folders:
        difference = _difference(origin, folder)
        if difference:
            place = folder.parent if folder.name == "tables" else folder
            others.setdefault((place.parent, difference), []).append(place.name)
    mend = MEND.format(origin.get(FOLDER, "example"))
    problems = [
        Problem(str(where), f"里面的 {'、'.join(names)} 是{difference}", mend)
        for (where, difference), names in others.items()
    ]
    if problems:
        raise JbecoError(problems)


def _difference(origin: Mapping[str, str], folder: Path) -> str:
    """Say from what other submissions a folder's tables were made; empty where from the same."""
    if not (folder / "seal.csv").is_file():
        return ""
    told = {row["name"]: row["value"] for row in records_of("seal", read_table(folder, "seal"))}
    for name, own in origin.items():
        if told.get(name, own) != own:
            return f"{name}“{told[name]}”得出的，这次是“{own}”，不能放在一起"
    return ""
