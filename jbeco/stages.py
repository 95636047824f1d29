"""The stages of a year: which tables each reads and which it writes, and its notebook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["LEFT_BY_RUN", "STAGES", "Stage", "side_by_side", "stage_that_writes"]


@dataclass(frozen=True)
class Stage:
    """One stage: a pure function from tables to tables, and the notebook that shows it.

    ``shows`` are tables that the notebook looks at beside those that the function reads.
    """

    name: str
    title: str
    notebook: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    shows: tuple[str, ...] = ()


SUBMITTED = (
    "files",
    "observations",
    "set_aside",
    "tasks",
    "comparators",
    "bridges",
    "amendments",
    "evidence",
    "progress",
    "remarks",
    "answered",
    "unread",
)
"""Tables of what was reported, apart from the stations' own data."""

LEFT_BY_RUN = ("editions", "changes", "earlier_verdicts", "seal")
"""Tables that no stage makes: a run leaves them for the report; by hand they are empty."""

STAGES = (
    Stage(
        name="collect",
        title="收集填报",
        notebook="10_collect",
        reads=(),
        writes=(
            *SUBMITTED,
            "reading_problems",
            "air_hourly",
            "air_daily",
            "weather_daily",
            "water_monthly",
        ),
    ),
    Stage(
        name="air",
        title="空气",
        notebook="20_air",
        reads=("air_hourly", "air_daily", "weather_daily"),
        writes=("air_days", "air_year", "air_problems"),
    ),
    Stage(
        name="water",
        title="地表水",
        notebook="21_water",
        reads=("water_monthly",),
        writes=("water_classes", "water_year", "water_problems"),
    ),
    Stage(
        name="indicators",
        title="指标值",
        notebook="30_indicators",
        reads=("files", "observations", "air_year", "water_year", "water_monthly"),
        writes=("values",),
    ),
    Stage(
        name="check",
        title="检查",
        notebook="35_check",
        reads=(
            *SUBMITTED,
            "reading_problems",
            "values",
            "air_days",
            "air_year",
            "air_problems",
            "water_year",
            "water_problems",
        ),
        writes=("problems",),
    ),
    Stage(
        name="verdicts",
        title="判定",
        notebook="40_verdicts",
        reads=(
            *("files", "observations", "tasks", "comparators", "bridges", "evidence"),
            *("values", "problems", "air_year", "water_year", "water_monthly"),
        ),
        writes=(
            "verdicts",
            "readings",
            "rows",
            "conclusions",
            "rulings",
            "about",
        ),
        shows=(
            *("set_aside", "amendments", "progress", "remarks", "answered", "unread"),
            "reading_problems",
            *("air_days", "air_problems", "water_classes", "water_problems"),
        ),
    ),
    Stage(
        name="sensitivity",
        title="口径的影响",
        notebook="45_sensitivity",
        reads=(
            *("files", "observations", "tasks", "comparators", "bridges", "evidence"),
            *("values", "problems", "air_year", "water_year", "water_monthly"),
            *("verdicts", "readings"),
        ),
        writes=("contests", "turns"),
        shows=(
            *("set_aside", "amendments", "progress", "remarks", "answered", "unread"),
            "reading_problems",
            *("air_days", "air_problems", "water_classes", "water_problems"),
        ),
    ),
    Stage(
        name="outlook",
        title="趋势与前景",
        notebook="50_outlook",
        reads=("files", "comparators", "values", "air_days", "weather_daily"),
        writes=("outlook", "trends", "surveys", "decomposition", "air_effects"),
        shows=(
            *("tasks", "observations", "bridges", "evidence", "problems"),
            *("air_year", "water_classes", "verdicts", "readings"),
        ),
    ),
    Stage(
        name="report",
        title="评估报告",
        notebook="60_report",
        reads=(
            *SUBMITTED,
            "values",
            "problems",
            "air_days",
            "air_year",
            "water_classes",
            "water_year",
            "verdicts",
            "readings",
            "rows",
            "conclusions",
            "contests",
            "turns",
            "outlook",
            "surveys",
            "decomposition",
            "air_effects",
            *LEFT_BY_RUN,
        ),
        writes=(),
    ),
)
"""In the order in which they run; `collect` reads the data folder itself."""


def side_by_side() -> Iterator[tuple[Stage, ...]]:
    """Yield the stages before the report in their order, together those of which none waits."""
    together: list[Stage] = []
    for stage in STAGES[:-1]:
        coming = {name for one in together for name in one.writes}
        if coming & {*stage.reads, *stage.shows}:
            yield tuple(together)
            together = []
        together.append(stage)
    yield tuple(together)


def stage_that_writes(table: str) -> Stage:
    """Return the stage that writes a table; `KeyError` when there is none."""
    found = {name: stage for stage in STAGES for name in stage.writes}
    return found[table]
