"""Runs years of one district one after the other, in one process that imports everything once.

`jbeco.pipeline.batch` starts it with the district's folder and the years, and reads a line of JSON
for each year that is done.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from ..assessment import default_review
from ..places import system_problem
from ..plan import load_plan
from ..problems import JbecoError, Level
from .batch import DATA, PLAN, PROCESSED, REPORTS, State
from .published import published_reports

__all__ = ["main", "outcome"]


def outcome(folder: Path, year: int) -> tuple[State, str]:
    """Run one year of a district; whatever goes wrong with it is told, not raised.

    Returns
    -------
    tuple of str
        What came of it, and the first thing that was wrong.
    """
    try:
        return _run(folder, year), ""
    except JbecoError as error:
        errors = [problem for problem in error.problems if problem.level is Level.ERROR]
        return "refused", str([*errors, *error.problems][0])
    except OSError as error:
        return "refused", str(system_problem(error))
    except Exception as error:  # one bad year stops no other
        return "broken", f"{type(error).__name__}：{error}"


def _run(folder: Path, year: int) -> State:
    data, plan_folder, reports = folder / DATA, folder / PLAN, folder / REPORTS
    plan = load_plan(plan_folder)
    if not plan.base_year <= year <= plan.final_year:
        return "outside"
    if not (data / str(year)).is_dir():
        return "no_data"
    review = default_review(plan, year)
    standing = published_reports(reports, year, data, plan, plan_folder)
    if any(one.review == review and not (one.changed or one.withdrawn) for one in standing):
        return "same"
    from .run import run_year  # with all that it imports, only where there is something to run

    run_year(year, review, data, plan_folder, reports, folder / PROCESSED)
    return "published"


def main() -> None:
    """Run the years of a district that the command line names, and tell of each."""
    told = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is not a line of ours
    folder, *years = sys.argv[1:]
    for year in years:
        state, said = outcome(Path(folder), int(year))
        print(json.dumps([state, said]), file=told, flush=True)
