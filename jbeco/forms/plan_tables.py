"""The tables of a plan's folder, out of the sheets of 规划录入.xlsx other than 目标."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from ..frameworks import Leaf
from ..frameworks.editions import FrameworkSet
from ..indicators import INDICATORS
from ..plan import PACKAGE_PLAN
from ..plan.header import read_header
from ..problems import Problem
from ..schema import cell_problem
from ..tables import Row
from .plan_book import codes_of
from .plan_layout import (
    ABOUT,
    ABOUT_FIELDS,
    DEPARTMENTS,
    PLAN_BOOK,
    REPORTERS,
    Field,
    PlanTable,
    plan_systems,
)
from .plan_reading import Entered
from .plan_targets import EnteredTargets

__all__ = [
    "about_plan",
    "csv_text",
    "departments_of",
    "reporter_rows",
    "table_rows",
    "toml_text",
]


def about_plan(rows: Sequence[Row], problems: list[Problem]) -> dict[str, str]:
    """Return the entries of ``plan.toml`` that are text or a year, and note what is missing."""
    seen = {row["项目"]: row for row in rows}
    found = {}
    for label, (entry, how) in ABOUT_FIELDS.items():
        row = seen.get(label)
        text = "" if row is None else row["内容"]
        if entry.endswith("_year"):
            text = unicodedata.normalize("NFKC", text)
        found[entry] = text
        where = f"{PLAN_BOOK}!{ABOUT.name}" if row is None else row.where("内容")
        if text == "":
            problems.append(Problem(where, f"“{label}”还没有填", how))
        elif entry.endswith("_year") and not (text.isdecimal() and len(text) == 4):
            problems.append(Problem(where, f"“{text}”不是年份", how))
            found[entry] = ""
    return found


def departments_of(entered: Entered, problems: list[Problem]) -> dict[str, str]:
    """Return the id of each department by its name, and note names that stand there twice."""
    first: dict[str, Row] = {}
    for row in entered.rows[DEPARTMENTS.name]:
        name = row["名称"]
        if name in first:
            what = f"与第 {first[name].line} 行重名"
            problems.append(cell_problem(row, "名称", what, "一个部门只写一行"))
        elif name:
            first[name] = row
    return {name: row["编号"] for name, row in first.items()}


def table_rows(
    table: PlanTable,
    entered: Entered,
    departments: Mapping[str, str],
    leaves: Mapping[str, Leaf],
    problems: list[Problem],
) -> list[dict[str, str]]:
    """Return the rows of one table of the plan's folder; what cannot be read is noted."""
    listed = {"部门": departments, "体系": plan_systems()}
    found = []
    for row in entered.rows[table.name]:
        if table is DEPARTMENTS and not row["名称"]:
            continue  # only the number that was drawn
        texts = {one.name: _typed(one, row[one.column]) for one in table.fields}
        if "name" in texts and not texts["name"]:
            column = next(one.column for one in table.fields if one.name == "name")
            problems.append(Problem(row.where(column), "还没有填", "请照规划写名称"))
        for one in table.fields:
            codes = one.words or listed.get(one.listed)
            if codes is None:
                continue
            if row[one.column] not in codes:
                problems.append(cell_problem(row, one.column, "不在可选值里", "从下拉列表里选"))
            texts[one.name] = codes.get(row[one.column], "")
        if "serves" in texts:
            texts["serves"] = _served(row, leaves, problems)
        found.append(texts)
    return found


def _typed(field: Field, text: str) -> str:
    """Return a cell's text; figures and codes typed in full width are plain ones."""
    return unicodedata.normalize("NFKC", text) if field.is_typed else text


def _served(row: Row, leaves: Mapping[str, Leaf], problems: list[Problem]) -> str:
    """Return the indicators of the leaves that a measure is to move."""
    column = "服务的子项"
    said = unicodedata.normalize("NFKC", row[column]).replace("−", "-").replace("–", "-")
    idents = [part.strip() for part in said.split(";") if part.strip()]
    for ident in idents:
        if ident not in leaves:
            what = f"：没有子项 {ident}"
            problems.append(cell_problem(row, column, what, "写“目标”表里的编号，用分号隔开"))
    known = [leaves[ident].indicator for ident in idents if ident in leaves]
    return ";".join(dict.fromkeys(known))


def reporter_rows(
    entered: Entered,
    targets: EnteredTargets,
    leaves: Mapping[str, Leaf],
    departments: Mapping[str, str],
    problems: list[Problem],
) -> list[dict[str, str]]:
    """Return who reports what applicable leaves need: who is named, else who leads the leaf."""
    for row in entered.rows[REPORTERS.name]:
        if row["部门"] and row["部门"] not in departments:
            what, mend = "不在“部门”表里", "从下拉列表里选；空着即由牵头部门报"
            problems.append(cell_problem(row, "部门", what, mend))
    named = {row["代码"]: departments.get(row["部门"], "") for row in entered.rows[REPORTERS.name]}
    found: dict[str, str] = {}
    for ident, lead in targets.leads.items():
        for code in codes_of(INDICATORS[leaves[ident].indicator]):
            found.setdefault(code, named.get(code) or lead)
    return [{"code": code, "department": department} for code, department in found.items()]


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return a table as the plan's loader reads it."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def toml_text(
    about: Mapping[str, str], sets: Sequence[FrameworkSet], series: Mapping[str, Sequence[str]]
) -> str:
    """Return ``plan.toml``; its texts are JSON's, which TOML reads too."""
    entries = {key: text for key, text in about.items() if not key.endswith("_year")}
    lines = [f"{key} = {_quoted(text)}" for key, text in entries.items()]
    lines += [f"{key} = {text}" for key, text in about.items() if key not in entries]
    for one in sets:
        lines += ["", f"[frameworks.{_quoted(one.key)}]", f"title = {_quoted(one.title)}"]
        lines.append(f"published = {_quoted(one.name)}")
    header = read_header(PACKAGE_PLAN, [])
    assert header is not None, "the package's own plan is whole"
    for name, words in (("systems", header.systems), ("safeguard", header.safeguard)):
        lines += ["", f"[{name}]", *(f"{key} = {_quoted(word)}" for key, word in words.items())]
    lines += ["", "[series]", *(f"{key} = {_quoted(names)}" for key, names in series.items())]
    return "\n".join(lines) + "\n"


def _quoted(content: str | Sequence[str]) -> str:
    return json.dumps(content, ensure_ascii=False)
