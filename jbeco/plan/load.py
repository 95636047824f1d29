"""Loads a plan folder and refuses a bad one with all its faults at once, by row and column."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import Any

from ..problems import JbecoError, Problem
from ..tables import Row, file_sha256, read_rows
from . import load_lists
from .columns import COLUMNS, PLAN_FILES, criteria_columns
from .faults import Faults
from .load_criteria import Scope, criteria
from .load_rulings import baseline_changes, changes_of, check_effects, method_changes, rulings
from .methods import Methods, entry_texts, load_methods
from .model import Plan

__all__ = ["PACKAGE_PLAN", "load_plan"]

PACKAGE_PLAN = Path(__file__).parent
"""The plan that the package ships: 宁波市江北区."""

PLAN_ENTRIES = {
    "name": str,
    "district": str,
    "leading_group": str,
    "province": str,
    "source": str,
    "base_year": int,
    "midterm_year": int,
    "final_year": int,
    "frameworks": dict,
    "systems": dict,
    "safeguard": dict,
}


def load_plan(folder: Path | None = None, flipped: Collection[str] = ()) -> Plan:
    """Load a plan.

    Parameters
    ----------
    folder : Path, optional
        A folder of the same shape as `PACKAGE_PLAN`, which is the default.
    flipped : collection of str
        Ids of rulings to read the other way round than recorded, to see what would change.

    Raises
    ------
    JbecoError
        All faults of all tables, each with file, row and column.
    """
    folder = folder or PACKAGE_PLAN
    if not folder.is_dir():
        mend = "请检查 --plan 后面的路径"
        raise JbecoError([Problem(str(folder), "没有这个规划文件夹", mend)])
    faults = Faults()
    header: dict[str, Any] = faults.collect(partial(_read_header, folder / "plan.toml"), {})
    years = (header.get("midterm_year", 2025), header.get("final_year", 2030))
    columns = {"criteria.csv": criteria_columns(*years), **COLUMNS}
    tables: dict[str, list[Row]] = {
        name: faults.collect(partial(read_rows, folder / name, names), None)
        for name, names in columns.items()
    }
    if any(rows is None for rows in tables.values()) or not header:
        raise JbecoError(faults.problems)
    faults.unique(tables["rulings.csv"], "id")
    found = rulings(tables["rulings.csv"], tables["ruling_effects.csv"], faults)
    changes = changes_of(found, flipped)
    methods: Methods | None = faults.collect(
        partial(load_methods, folder / "methods.toml", method_changes(changes)), None
    )
    departments = load_lists.departments(tables["departments.csv"], faults)
    indicators = load_lists.indicators(tables["indicators.csv"], departments, faults)
    observations = load_lists.observations(
        tables["observations.csv"], indicators, departments, faults
    )
    balances = load_lists.balances(tables["balances.csv"], observations, faults)
    leaves = criteria(
        tables["criteria.csv"], Scope(header, years, indicators, departments), changes, faults
    )
    actions = load_lists.actions(
        tables["actions.csv"], tables["commitments.csv"], header, departments, faults
    )
    entries = entry_texts(folder / "methods.toml") if methods is not None else None
    check_effects(tables["ruling_effects.csv"], tables["criteria.csv"], entries, faults)
    if faults.problems or methods is None:
        raise JbecoError(faults.problems)
    return Plan(
        **{key: header[key] for key in PLAN_ENTRIES if key != "safeguard"},
        indicators=indicators,
        observations=observations,
        balances=balances,
        criteria=leaves,
        actions=actions,
        departments=departments,
        rulings=tuple(found),
        methods=methods,
        files=tuple((name, file_sha256(folder / name)) for name in PLAN_FILES),
        baseline_changes=baseline_changes(changes),
    )


def _read_header(path: Path) -> dict[str, Any]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise JbecoError([Problem(path.name, "缺少这个文件", "请放到规划文件夹里")]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise JbecoError([Problem(path.name, f"TOML 格式有误：{error}", "请改正后重试")]) from None
    bad = [n for n, kind in PLAN_ENTRIES.items() if type(content.get(n)) is not kind]
    bad += [name for name in content if name not in PLAN_ENTRIES]
    if bad:
        raise JbecoError(
            [Problem(f"{path.name} {n}", "缺少、多余或类型不对", "请对照随附的规划") for n in bad]
        )
    if not content["base_year"] < content["midterm_year"] < content["final_year"]:
        what = "基准年、近期、远期的先后不对"
        raise JbecoError([Problem(path.name, what, "应为基准年 < 近期 < 远期")])
    return content
