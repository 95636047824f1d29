"""Tables and TOML files of the package and of a plan, read into records by their types.

A record is a frozen dataclass whose fields are the columns; pydantic reads it. Every fault is named
by file, row and column, all at once, and each only where it stands: what is missing from a table
that could not be read whole is not said to be missing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar, cast

from pydantic import PlainValidator, TypeAdapter, ValidationError

from .problems import Problem
from .tables import Row, scan_rows

__all__ = [
    "MisreadError",
    "Names",
    "Number",
    "OptionalNumber",
    "OptionalWhole",
    "Quoted",
    "QuotedSeveral",
    "QuotedShare",
    "Records",
    "Whole",
    "YesNo",
    "cell_problem",
    "columns_of",
    "exact",
    "faults_of",
    "is_exact",
    "read_records",
    "read_row",
    "read_toml",
    "toml_record",
]

T = TypeVar("T")

PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
PLAIN_WHOLE = re.compile(r"[+-]?\d{1,9}", re.ASCII)
MOST_LISTED = 20
"""Options beyond which a message points to the table instead of listing them."""


def exact(text: str) -> Fraction:
    """Read a plain decimal exactly; `ValueError` when it is not a finite number."""
    if not PLAIN_NUMBER.fullmatch(text):
        raise ValueError(text)
    return Fraction(text)


class MisreadError(ValueError):
    """A text that cannot be read: what is wrong with it, and what should stand there."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what, mend)


def is_exact(text: str) -> bool:
    """Whether a text is a plain decimal."""
    return PLAIN_NUMBER.fullmatch(text) is not None


def _number(text: str) -> Fraction:
    if not is_exact(text):
        raise MisreadError("读不懂", "应为数")
    return Fraction(text)


def _whole(text: str) -> int:
    if not PLAIN_WHOLE.fullmatch(text):
        raise MisreadError("读不懂", "应为整数")
    return int(text)


def _quoted(value: Any) -> Fraction:
    if not isinstance(value, str) or not is_exact(value):
        raise MisreadError("类型不对", "请填加引号的数")
    return Fraction(value)


def _quoted_share(value: Any) -> Fraction:
    share = _quoted(value)
    if not 0 <= share <= 1:
        raise MisreadError("不在 0～1 之间", "请填 0～1 的数")
    return share


def _quoted_several(value: Any) -> tuple[Fraction, ...]:
    parts = value.split(";") if isinstance(value, str) else [""]
    if not all(map(is_exact, parts)):
        mend = "请填加引号、用分号隔开的数"
        raise MisreadError("类型不对", mend)
    return tuple(Fraction(part) for part in parts)


def _yes_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise MisreadError("不在可选值里", "可选：yes、no")
    return text == "yes"


def _names(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)


def _or_none(read: Callable[[Any], T]) -> PlainValidator:
    return PlainValidator(lambda text: None if text == "" else read(text))


Number = Annotated[Fraction, PlainValidator(_number)]
OptionalNumber = Annotated[Fraction | None, _or_none(_number)]
Whole = Annotated[int, PlainValidator(_whole)]
OptionalWhole = Annotated[int | None, _or_none(_whole)]
Quoted = Annotated[Fraction, PlainValidator(_quoted)]
"""A number of a TOML file, in quotes so that it stays exact."""
QuotedShare = Annotated[Fraction, PlainValidator(_quoted_share)]
QuotedSeveral = Annotated[tuple[Fraction, ...], PlainValidator(_quoted_several)]
YesNo = Annotated[bool, PlainValidator(_yes_no)]
Names = Annotated[tuple[str, ...], PlainValidator(_names)]
"""Several words in one cell, separated by semicolons."""


@dataclass(frozen=True)
class Records(Generic[T]):
    """What could be read of one table.

    ``rows`` are all rows of the right shape, as they stand there; ``pairs`` those whose cells
    could be read too, each with the row that was read. ``whole`` says whether every row has the
    right shape, so that what is not there is missing.
    """

    name: str
    rows: tuple[Row, ...] = ()
    pairs: tuple[tuple[Row, T], ...] = ()
    whole: bool = False

    @property
    def complete(self) -> bool:
        """Whether every row could be read."""
        return self.whole and len(self.pairs) == len(self.rows)

    def texts(self, column: str) -> set[str]:
        """Return the texts of a column."""
        return {row[column] for row in self.rows}

    def known(self, column: str) -> set[str] | None:
        """Return the texts of a key column, None when some of them could not be read."""
        return self.texts(column) if self.whole else None


def read_records(
    path: Path,
    record: type[T],
    problems: list[Problem],
    *,
    columns: Sequence[str] = (),
    key: str = "",
    changed: Callable[[Row], Row] = lambda row: row,
) -> Records[T]:
    """Read a table row by row, and note every fault of its shape and of its cells.

    Parameters
    ----------
    path : Path
        A CSV table.
    record : type
        Frozen dataclass of one row.
    problems : list of Problem
        Gets the faults.
    columns : sequence of str, optional
        The header; by default the record's fields.
    key : str, optional
        Column in which no text may stand twice.
    changed : callable, optional
        Gives the row to be read instead of one that stands in the file.
    """
    rows, faults = scan_rows(path, columns or columns_of(record))
    problems += faults
    if key:
        problems += _repeated(rows, key)
    pairs = []
    for row in map(changed, rows):
        read = read_row(row, record, problems)
        if read is not None:
            pairs.append((row, read))
    return Records(path.name, tuple(rows), tuple(pairs), whole=not faults)


def read_row(row: Row, record: type[T], problems: list[Problem]) -> T | None:
    """Read one row; None, and the faults of its cells noted, when it is bad."""
    try:
        return cast(T, _adapter(record).validate_python(dict(row.texts)))
    except ValidationError as error:
        problems += [_cell_fault(row, dict(fault)) for fault in error.errors(include_url=False)]
    return None


_adapter: Callable[..., TypeAdapter[Any]] = cache(TypeAdapter)


def columns_of(record: type) -> list[str]:
    """Return the columns of a record's table: the fields without a default, in their order."""
    return [entry.name for entry in fields(record) if entry.default is MISSING]


def cell_problem(row: Row, column: str, what: str, mend: str) -> Problem:
    """Return an error of one cell, with the text that stands there."""
    return Problem(row.where(column), f"“{row[column]}”{what}", mend)


def faults_of(
    rows: Iterable[Row], column: str, known: Collection[str] | None, what: str, mend: str
) -> list[Problem]:
    """Return one error for each text of a column that refers to nothing, at its first row.

    ``known`` is None when the table referred to could not be read whole: then nothing is said.
    """
    if known is None:
        return []
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row[column] not in known:
            found.setdefault(row[column], []).append(row)
    return [
        cell_problem(first, column, what + _also([row.line for row in others]), mend)
        for first, *others in found.values()
    ]


def _also(lines: Sequence[int]) -> str:
    if not lines:
        return ""
    listed = "、".join(str(line) for line in lines[:MOST_LISTED])
    return f"（第 {listed}{'……' if len(lines) > MOST_LISTED else ''} 行也是）"


def _repeated(rows: Sequence[Row], column: str) -> list[Problem]:
    first: dict[str, Row] = {}
    found = []
    for row in rows:
        if row[column] == "":
            found.append(cell_problem(row, column, "是空的", "请补上编号"))
        elif row[column] in first:
            what = f"与第 {first[row[column]].line} 行重复"
            found.append(cell_problem(row, column, what, "每个编号只能用一次"))
        first.setdefault(row[column], row)
    return found


def _cell_fault(row: Row, fault: Mapping[str, Any]) -> Problem:
    column = str(fault["loc"][0])
    what, mend = _said(fault)
    return cell_problem(row, column, what, mend)


def _said(fault: Mapping[str, Any]) -> tuple[str, str]:
    """Say in Chinese what pydantic found, and what should stand there."""
    context = fault.get("ctx", {})
    if isinstance(context.get("error"), MisreadError):
        what, mend = context["error"].args
        return what, mend
    if fault["type"] == "literal_error":
        options = re.findall(r"'([^']*)'", context["expected"])
        return "不在可选值里", f"可选：{'、'.join(option or '（空）' for option in options)}"
    if fault["type"] == "greater_than_equal":
        return f"小于 {context['ge']}", f"至少填 {context['ge']}"
    return {
        "missing": ("缺少", "请补上"),
        "unexpected_keyword_argument": ("不认识这一项", "请检查拼写"),
        "bool_type": ("类型不对", "请填 true 或 false"),
        "int_type": ("类型不对", "请填整数"),
        "string_type": ("类型不对", "请填加引号的文字"),
        "mapping_type": ("应为一节", "请对照随附的规划"),
        "dict_type": ("应为一节", "请对照随附的规划"),
        "dataclass_type": ("应为一节", "请对照随附的规划"),
    }.get(fault["type"], ("不对", "请对照随附的规划"))


def read_toml(path: Path, problems: list[Problem]) -> dict[str, Any] | None:
    """Read a TOML file as plain data; None, and the fault noted, when it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        problems.append(Problem(path.name, "缺少这个文件", "请放到规划文件夹里"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(Problem(path.name, f"TOML 格式有误：{error}", "请改正后重试"))
    return None


def toml_record(
    record: type[T], content: Mapping[str, Any], name: str, problems: list[Problem]
) -> T | None:
    """Read the content of a TOML file into a record; None, and the faults noted, when bad."""
    try:
        return cast(T, _adapter(record).validate_python(content))
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            what, mend = _said(dict(fault))
            said = fault["input"] if isinstance(fault["input"], str | int | float) else None
            found = "" if said is None else f"“{said}”"
            problems.append(Problem(_place(name, fault["loc"]), found + what, mend))
    return None


def _place(name: str, place: Sequence[int | str]) -> str:
    """Name an entry of a TOML file as it stands there: ``methods.toml [words.verdict] met``."""
    *sections, entry = [str(part) for part in place]
    section = f" [{'.'.join(sections)}]" if sections else ""
    return f"{name}{section} {entry}"
