"""What was reported, as frozen records that keep their cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

import pandas as pd

from ..indicators import Measure
from ..problems import Problem

__all__ = [
    "Bridge",
    "Comparator",
    "Evidence",
    "Measure",
    "Monitoring",
    "Observation",
    "Progress",
    "Remark",
    "SetAside",
    "Source",
    "Submissions",
    "Task",
    "Unread",
]


@dataclass(frozen=True, order=True)
class Source:
    """Where a number stands: file below the data folder, cell, and the file's sha256."""

    file: str
    cell: str
    sha256: str

    def __str__(self) -> str:
        return f"{self.file}!{self.cell}" if self.cell else self.file


@dataclass(frozen=True)
class Observation:
    """One number or state that was reported for one indicator, series and year.

    Just one of ``number``, ``state`` and ``missing`` is set, or bounds alone: ``low`` and ``high``
    are set for a figure of which only bounds are known (约97, <0.05, >84). ``data_year`` is the
    year that the figure is about, which may be older than the year it was reported for. ``grade``
    is A–D.

    ``indicator`` is an observation code, which for a ready-made value is the indicator's own id.
    ``shown_previous`` is what stands in the column of last year's accepted value. ``criterion`` is
    set for the rows of the plan's base-year table only; ``department`` for what a
    department sent. ``entered`` is the text as it was typed and ``flags`` say how it was read.
    """

    criterion: str
    indicator: str
    series: str
    year: int
    measure: Measure
    number: Fraction | None
    state: str | None
    missing: str | None
    unit: str
    data_year: int
    basis: str
    grade: str
    document: str
    verbatim: str
    note: str
    source: Source
    department: str = ""
    entered: str = ""
    flags: tuple[str, ...] = ()
    document_number: str = ""
    dated: date | None = None
    shown_previous: str = ""
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True)
class SetAside:
    """An entry that stays in the record without being used, and why."""

    observation: Observation
    why: str


@dataclass(frozen=True, order=True)
class Unread:
    """A figure that was sent but could not be read, so that no observation stands for it.

    ``criterion`` and ``indicator`` say what it is about as they do of an `Observation`; ``where``
    is the place of the problem that says why: a cell, a row, a sheet or a whole file. ``entered``
    is what stands in the cell, where it is one; basis and document are those of its row.
    """

    criterion: str
    indicator: str
    series: str
    year: int
    where: str
    entered: str = ""
    department: str = ""
    basis: str = ""
    document: str = ""
    document_number: str = ""


@dataclass(frozen=True)
class Evidence:
    """A document that a department names as proof for one criterion.

    ``attachment`` is the name of its scan among the year's attachments; empty where none was sent.
    """

    criterion: str
    year: int
    title: str
    number: str
    dated: date | None
    issuer: str
    note: str
    department: str
    source: Source
    attachment: str = ""


@dataclass(frozen=True)
class Remark:
    """Why a criterion lags and what is to be done: who, until when; said by somebody, never by us.

    ``author`` is the department, or who the consultant's table names.
    """

    criterion: str
    year: int
    cause: str
    proposal: str
    owner: str
    due: str
    author: str
    note: str
    source: Source


@dataclass(frozen=True)
class Progress:
    """How far one action or commitment has come: a rung of the ladder, a share, a quantity."""

    id: str
    year: int
    state: int | None
    share: Fraction | None
    done: Fraction | None
    promised: Fraction | None
    document_number: str
    note: str
    department: str
    source: Source


@dataclass(frozen=True)
class Task:
    """A superior's task of one year and the superior's own result.

    ``result`` is ``met``, ``not_met``, ``none`` (no task was set) or ``unstated``; ``reached`` is
    the figure that the superior held against ``required``. ``document_number``, ``issuer`` and
    ``dated`` say which document states the result. ``decided`` is why a resolution confirms the
    result; empty where none does.
    """

    indicator: str
    year: int
    name: str
    required: Fraction | None
    required_text: str
    result: Literal["met", "not_met", "none", "unstated"]
    document: str
    verbatim: str
    note: str
    source: Source
    reached: Fraction | None = None
    document_number: str = ""
    issuer: str = ""
    dated: date | None = None
    decided: str = ""


@dataclass(frozen=True)
class Comparator:
    """Another region's figure of one year; ``derived`` when worked back from another year.

    ``low`` and ``high`` are set where only bounds are known; ``number`` is then None.
    """

    indicator: str
    region: str
    year: int
    number: Fraction | None
    unit: str
    derived: bool
    address: str
    note: str
    source: Source
    basis: str = ""
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True)
class Bridge:
    """How an indicator's figures on one basis are carried over to another.

    A figure on the basis ``before`` times ``factor`` is comparable with figures on ``after``. A
    bridge of kind ``overlap`` rests on one year's figures on both bases. ``origin`` says where the
    factor is from, ``who`` decided and when.
    """

    indicator: str
    before: str
    after: str
    kind: Literal["factor", "overlap"]
    factor: Fraction
    origin: str
    who: str
    decided_on: str
    source: Source


@dataclass(frozen=True)
class Amendment:
    """One act of the consultant on what was sent: what it changed, why, who and when.

    ``kind`` is the Chinese word for it; ``code`` an observation code or an indicator; ``place`` the
    cell that it is about; ``before`` and ``after`` what stood there and what is used, as texts;
    ``source`` the row that orders it.
    """

    kind: Literal["更正", "裁决", "重报", "衔接"]
    year: int
    code: str
    series: str
    place: str
    before: str
    after: str
    reason: str
    who: str
    when: str
    source: Source


@dataclass(frozen=True, eq=False)
class Monitoring:
    """What stations measured in one year; None where nothing was sent.

    ``air`` has the columns of 空气小时值 with the hour's end, µg/m³ and CO in mg/m³; ``sections``
    those of 水质断面 with the items as texts and 位置, the place of each row; ``days`` are daily
    air values by file, station and date; ``weather`` has the columns of weather_daily.csv.
    """

    air: pd.DataFrame | None = None
    air_file: str = ""
    sections: pd.DataFrame | None = None
    sections_file: str = ""
    days: pd.DataFrame | None = None
    weather: pd.DataFrame | None = None


@dataclass(frozen=True)
class Submissions:
    """All that was reported up to a year, and what was found wrong while reading it.

    ``problems`` are those of every year that was read, ``unread`` the figures of every year that
    they cost. ``departments`` names, for each department that answered in the assessed year, its
    files, and ``refused`` those of them of which nothing could be read; ``monitoring`` holds the
    stations' data by year.
    """

    year: int
    observations: tuple[Observation, ...]
    tasks: tuple[Task, ...]
    comparators: tuple[Comparator, ...]
    files: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    evidence: tuple[Evidence, ...] = ()
    progress: tuple[Progress, ...] = ()
    remarks: tuple[Remark, ...] = ()
    departments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    monitoring: Mapping[int, Monitoring] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()
    bridges: tuple[Bridge, ...] = ()
    amendments: tuple[Amendment, ...] = ()
