"""Reads the plan's lists: departments, indicators, observation codes, balances and actions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from ..tables import Row
from .columns import COLUMNS
from .faults import Faults, exact, split
from .model import SINGLE, Action, Balance, Commitment, Department, Indicator, ObservationCode, Term

__all__ = ["actions", "balances", "departments", "indicators", "observations"]

CONFIDENCES = ("已核", "旁证", "回忆", "推断")
ROLES = ("value", "numerator", "denominator", "part")


def departments(rows: Sequence[Row], faults: Faults) -> Mapping[str, Department]:
    """Read who owes data, by id."""
    faults.unique(rows, "id")
    records = (Department(**{n: row[n] for n in COLUMNS["departments.csv"]}) for row in rows)
    return MappingProxyType({record.id: record for record in records})


def indicators(
    rows: Sequence[Row], known: Mapping[str, Department], faults: Faults
) -> Mapping[str, Indicator]:
    """Read what is measured, by id."""
    faults.unique(rows, "indicator")
    read = {}
    for row in rows:
        kind = faults.choice(row, "kind", ("number", "state"))
        faults.choice(row, "department", known)
        faults.choice(row, "confidence", CONFIDENCES)
        states = split(row["states"])
        if (kind == "state") != bool(states):
            faults.cell(row, "states", "与 kind 不符", "state 须列出由低到高的用词，number 须为空")
        read[row["indicator"]] = Indicator(
            id=row["indicator"],
            name=row["name"],
            kind=kind,  # type: ignore[arg-type]
            unit=row["unit"],
            series=split(row["series"]) or (SINGLE,),
            states=states,
            department=row["department"],
            formula=row["formula"],
            standard_document=row["standard_document"],
            confidence=row["confidence"],
        )
    return MappingProxyType(read)


def observations(
    rows: Sequence[Row],
    known: Mapping[str, Indicator],
    owners: Mapping[str, Department],
    faults: Faults,
) -> Mapping[str, ObservationCode]:
    """Read what departments are asked for, by code."""
    faults.unique(rows, "code")
    codes = {row["code"] for row in rows}
    read = {}
    for row in rows:
        faults.choice(row, "kind", ("number", "state"))
        indicators = split(row["indicator"])
        if not indicators or any(name not in known for name in indicators):
            faults.cell(row, "indicator", "里有不存在的指标量", "请对照 indicators.csv")
        faults.choice(row, "role", ROLES)
        faults.choice(row, "department", owners)
        faults.choice(row, "basis_matters", ("yes", "no"))
        faults.choice(row, "same_as", ("", *codes))
        if row["role"] == "value" and row["code"] != row["indicator"]:
            faults.cell(row, "code", "与指标量编号不同", "role 为 value 时，代码就是指标量编号")
        texts = {n: row[n] for n in "code name asked unit kind role".split()}
        texts |= {n: row[n] for n in ("department", "same_as", "note")}
        read[row["code"]] = ObservationCode(
            **texts,  # type: ignore[arg-type]
            states=split(row["states"]),
            series=split(row["series"]) or (SINGLE,),
            indicators=indicators or (row["code"],),
            limit_low=faults.convert(row, "limit_low", exact, "数"),
            limit_high=faults.convert(row, "limit_high", exact, "数"),
            basis_matters=row["basis_matters"] == "yes",
        )
    return MappingProxyType(read)


def balances(
    rows: Sequence[Row], codes: Mapping[str, ObservationCode], faults: Faults
) -> tuple[Balance, ...]:
    """Read the identities and inequalities that must hold among the codes of one year."""
    faults.unique(rows, "id")
    read = []
    for row in rows:
        faults.choice(row, "relation", ("=", "<="))
        left, right = (_terms(row, column, codes, faults) for column in ("left", "right"))
        tolerance = faults.convert(row, "tolerance", exact, "数") or Fraction(0)
        texts = {n: row[n] for n in "id name relation unit note".split()}
        read.append(Balance(**texts, left=left, right=right, tolerance=tolerance))  # type: ignore[arg-type]
    return tuple(read)


def _terms(
    row: Row, column: str, codes: Mapping[str, ObservationCode], faults: Faults
) -> tuple[Term, ...]:
    terms: list[Term] = []
    for sign, word in re.findall(r"([+-]?) *([^\s+-]+)", row[column]):
        factor = -1 if sign == "-" else 1
        if word in codes:
            terms.append(Term(factor, word, None))
        elif re.fullmatch(r"\d+(\.\d+)?", word):
            terms.append(Term(factor, None, exact(word)))
        else:
            faults.cell(row, column, f"里的“{word}”不是原始数代码", "请对照 observations.csv")
    return tuple(terms)


def actions(
    rows: Sequence[Row],
    commitment_rows: Sequence[Row],
    header: Mapping[str, Any],
    owners: Mapping[str, Department],
    faults: Faults,
) -> tuple[Action, ...]:
    """Read the measures, each with its dated or quantified commitments."""
    faults.unique(rows, "id")
    promised = _commitments(commitment_rows, {row["id"] for row in rows}, faults)
    systems = {**header["systems"], **header["safeguard"]}
    read = []
    for row in rows:
        faults.choice(row, "system", systems)
        faults.choice(row, "department", owners)
        texts = {n: row[n] for n in COLUMNS["actions.csv"] if n != "section_number"}
        section_number = faults.convert(row, "section_number", int, "整数") or 0
        mine = tuple(promised.get(row["id"], ()))
        read.append(Action(**texts, section_number=section_number, commitments=mine))
    return tuple(read)


def _commitments(
    rows: Sequence[Row], known: set[str], faults: Faults
) -> Mapping[str, list[Commitment]]:
    faults.unique(rows, "id")
    read: dict[str, list[Commitment]] = {}
    for row in rows:
        faults.choice(row, "action", known)
        faults.choice(row, "recurring", ("yes", "no"))
        texts = {n: row[n] for n in "id kind text what relation unit due_text note".split()}
        read.setdefault(row["action"], []).append(
            Commitment(
                **texts,
                amount=faults.convert(row, "amount", exact, "数"),
                due_year=faults.convert(row, "due_year", int, "年份"),
                recurring=row["recurring"] == "yes",
            )
        )
    return read
