"""Reads bridges.csv: how figures of two bases (口径) are made comparable, who says so, and when."""

from __future__ import annotations

from fractions import Fraction

from ..indicators import basis_codes
from ..problems import Problem
from ..schema import exact
from ..tables import Row
from .collector import Collector
from .consultant_rows import whole_rows
from .consultant_tables import whole_year
from .files import Arrived
from .records import Amendment, Bridge, Source

__all__ = ["BRIDGES", "read_bridges"]

BRIDGES = "bridges.csv"

COLUMNS = (
    "code from_basis to_basis kind factor overlap_year from_value to_value source who decided_on"
).split()
NEEDED = {
    "factor": ("factor",),
    "overlap": ("overlap_year", "from_value", "to_value"),
}
"""What each kind of bridge must say: a factor, or one year's figures on both bases."""

DECIDED = ("source", "who", "decided_on")


def read_bridges(file: Arrived | Problem, into: Collector) -> None:
    """Read the table into the collector; a row that cannot be read bridges nothing, and says so."""
    plan = into.plan
    touched = [
        c.id for c in plan.criteria if c.applicable and plan.indicators[c.indicator].basis_matters
    ]
    rows, _ = whole_rows(file, COLUMNS, touched, into)
    for row in rows:
        assert isinstance(file, Arrived)
        bridge = _bridge(row, file.sha256, into)
        if bridge is not None:
            into.bridges.append(bridge)
            into.amendments.append(
                Amendment(
                    kind="衔接",
                    year=int(row.file.partition("/")[0]),
                    code=bridge.indicator,
                    series="",
                    place=str(bridge.source),
                    before=bridge.before,
                    after=bridge.after,
                    reason=bridge.origin,
                    who=bridge.who,
                    when=bridge.decided_on,
                    source=bridge.source,
                )
            )


def _bridge(row: Row, sha256: str, into: Collector) -> Bridge | None:
    code = row["code"]
    good = [
        into.choice(row, "code", tuple(into.plan.indicators)),
        into.choice(row, "kind", tuple(NEEDED), code),
        *(_told(row, column, into) for column in (*DECIDED, *NEEDED.get(row["kind"], ()))),
    ]
    before, after = (_basis(row, column, into) for column in ("from_basis", "to_basis"))
    if before is not None and before == after:
        into.fault(row, "to_basis", "与 from_basis 是同一个口径", "请写两个不同的口径", code)
        return None
    factor = _factor(row, into) if all(good) else None
    if before is None or after is None or factor is None:
        return None
    return Bridge(
        indicator=code,
        before=before,
        after=after,
        kind=row["kind"],  # type: ignore[arg-type]
        factor=factor,
        origin=row["source"],
        who=row["who"],
        decided_on=row["decided_on"],
        source=Source(row.file, row.cell("code"), sha256),
    )


def _told(row: Row, column: str, into: Collector) -> bool:
    if row[column]:
        return True
    into.fault(row, column, "是空的", "衔接须写明依据、由谁决定、何时决定和所用的数", row["code"])
    return False


def _basis(row: Row, column: str, into: Collector) -> str | None:
    """Return the one basis that a cell names."""
    codes = basis_codes(row[column], bases=into.plan.bases)
    if len(codes) == 1:
        return codes[0]
    what = f"认出 {len(codes)} 个口径" if codes else "是空的"
    into.fault(row, column, what, "只写一个口径：bases.csv 的代码，或部门所写的原文", row["code"])
    return None


def _factor(row: Row, into: Collector) -> Fraction | None:
    """Return by what a figure on the earlier basis is multiplied; None when that makes no sense."""
    code = row["code"]
    if row["kind"] == "factor":
        return _positive(row, "factor", into)
    year = into.convert(row, "overlap_year", whole_year, "年份", code)
    before, after = (_positive(row, column, into) for column in ("from_value", "to_value"))
    return None if year is None or before is None or after is None else after / before


def _positive(row: Row, column: str, into: Collector) -> Fraction | None:
    number: Fraction | None = into.convert(row, column, exact, "数", row["code"])
    if number is not None and number <= 0:
        into.fault(row, column, "不大于 0，不能作衔接系数", "请核实", row["code"])
        return None
    return number
