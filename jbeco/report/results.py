"""What a program or a spreadsheet reads of a year beside its tables: JSON forms, and a guide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..assessment import AssessedYear, Verdict
from ..plan import Plan
from ..stage_tables import TABLES, column_guide, read_table, records_of
from ..tables import canonical_json

__all__ = ["title", "verdict_record", "verdict_records", "write_guide", "write_results"]

GUIDE = "列说明.csv"
RAW_TABLES = ("air_hourly", "water_monthly")
"""What departments measured hour by hour: in the tables, and too long for one JSON."""


def title(plan: Plan, year: int, review: str) -> str:
    """Return the report's title, such as 2025 年中期评估报告."""
    if year == plan.base_year:
        return f"{year} 年（基准年）评估报告"
    return f"{year} 年{plan.methods.words.review[review]}报告"


def verdict_record(verdict: Verdict) -> dict[str, Any]:
    """Return the formal verdict of one leaf as plain data."""
    return {
        "id": verdict.criterion.id,
        "year": verdict.year,
        "verdict_code": verdict.code,
        "meets_standard": verdict.meets_standard,
        "meets_target": verdict.meets_target,
        "task_met": verdict.task_met,
        "reason": verdict.reason,
        "reason_code": verdict.reason_code,
        "owed_by": verdict.owed_by,
        "grade": verdict.grade,
        "pace": None if verdict.pace is None else float(verdict.pace.ratio),
    }


def verdict_records(assessment: AssessedYear) -> list[dict[str, Any]]:
    """Return all verdicts of a year, each with its Chinese word under ``verdict``."""
    words = assessment.plan.methods.words.verdict
    return [
        verdict_record(verdict) | {"verdict": words[verdict.code]}
        for verdict in assessment.verdicts
    ]


def write_results(tables: Path, path: Path) -> None:
    """Write all tables of a folder but the hours as one JSON; exact numbers as text."""
    names = [name for name in TABLES if (tables / f"{name}.csv").is_file()]
    content = {
        name: [
            {key: _plain(cell) for key, cell in row.items()}
            for row in records_of(name, read_table(tables, name))
        ]
        for name in names
        if name not in RAW_TABLES
    }
    path.write_text(canonical_json(content), encoding="utf-8", newline="\n")


def write_guide(tables: Path) -> None:
    """Write what every column of every table means beside the tables."""
    guide = column_guide()
    guide = guide[[(tables / f"{name}.csv").is_file() for name in guide["table"]]]
    guide.columns = ["文件", "表", "每行是", "列", "含义", "单位"]
    guide.to_csv(
        tables / GUIDE,
        index=False,
        encoding="utf-8-sig",
        lineterminator="\r\n",
    )


def _plain(cell: Any) -> Any:
    return cell if cell is None or isinstance(cell, bool | int | float | tuple) else str(cell)
