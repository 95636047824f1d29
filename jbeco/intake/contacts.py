"""When a department was heard of or spoken to: the log ``contacts.csv``, and dates of receipt.

The log is no part of what is judged: a telephone call changes no report.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..plan import Plan
from ..problems import JbecoError, Problem
from ..tables import Row
from .amendment_layout import CORRECTIONS, RECEIVED
from .amendment_tables import AMENDMENTS, read_amendments
from .collector import Collector
from .consultant_rows import whole_rows
from .dates import HOW, read_date
from .files import Arrived, read_file
from .personal import mask_personal

__all__ = ["CONTACTS", "Contact", "read_contacts"]

CONTACTS = "contacts.csv"
COLUMNS = "department contacted_on how note".split()


@dataclass(frozen=True, order=True)
class Contact:
    """One day on which something passed between a department and the consultant.

    ``department`` is empty and ``file`` the name of the file where a file arrived.
    """

    day: date
    how: str
    department: str = ""
    file: str = ""


def read_contacts(data: Path, year: int, plan: Plan) -> tuple[Contact, ...]:
    """Read when files of a year arrived, corrections were told, and departments were chased.

    Parameters
    ----------
    data : Path
        Folder with one folder per year.
    year : int
        The year whose folder is read.
    plan : Plan
        Names the departments.

    Returns
    -------
    tuple of Contact
        By day. Of ``received.csv`` and ``corrections.csv`` what can be read: the check names what
        is wrong with them.

    Raises
    ------
    JbecoError
        With every fault of ``contacts.csv``.
    """
    folder, into = data / str(year), Collector(plan)
    logged: list[Contact] = []
    if (folder / CONTACTS).exists():
        rows, _ = whole_rows(_file(folder, CONTACTS, plan), COLUMNS, (), into)
        logged = list(_logged(rows, into))
    if into.problems:
        raise JbecoError(into.problems)
    acts = {name: _file(folder, name, plan) for name in AMENDMENTS if (folder / name).exists()}
    decided = read_amendments(acts, into).rows
    received, told = decided[RECEIVED], decided[CORRECTIONS]
    dated = [(read_date(row["received_on"]), "收到", "", row["file"]) for row in received]
    dated += [(read_date(row["told_on"]), "告知更正", row["department"], "") for row in told]
    acts_dated = [Contact(day, *rest) for day, *rest in dated if isinstance(day, date)]
    return tuple(sorted([*logged, *acts_dated]))


def _file(folder: Path, name: str, plan: Plan) -> Arrived | Problem:
    return read_file(folder / name, f"{folder.name}/{name}", plan.methods.limits)


def _logged(rows: list[Row], into: Collector) -> Iterator[Contact]:
    for row in rows:
        day = read_date(row["contacted_on"])
        if not isinstance(day, date):
            into.fault(row, "contacted_on", "不是日期", HOW)
        elif into.choice(row, "department", tuple(into.plan.departments)):
            yield Contact(day, mask_personal(row["how"]) or "联系", row["department"])
