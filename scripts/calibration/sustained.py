"""Which definition of 持续提高 and of 保持稳定 errs least, on series whose truth is known."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from .courses import COURSES, NOISES, PHIS, YEARS, Course, draw, public_noise
from .definitions import KEPT, RISING, Definition

__all__ = [
    "KEPT_TRUTHS",
    "RISING_TRUTHS",
    "errors",
    "said_met",
    "split_errors",
    "sustained_tables",
]

Row = dict[str, str]

RISING_TRUTHS = {"提高": True, "饱和": True, "持平": False, "下降": False, "先升后降": False}
KEPT_TRUTHS = {"提高": True, "饱和": True, "持平": True, "下降": False}
"""Whether each kind of course is 达标 in truth; kinds that are not named are not counted.

A course that rose and fell back but stands above its base may be called 保持 or not.
"""

FALSE_MET_COUNTS = 2
"""A wrong 达标 weighs twice as much as a wrong 未达标: the worst this software can do."""

LENGTHS = {"4–5 年": (4, 5), "6–8 年": (6, 7, 8), "9–12 年": (9, 10, 11, 12)}


def said_met(
    definitions: Mapping[str, Definition],
    seed: int,
    count: int,
    courses: tuple[Course, ...] = COURSES,
) -> pd.DataFrame:
    """Return how often each definition says 达标.

    Parameters
    ----------
    definitions : mapping of name to Definition
    seed : int
    count : int
        Series for each course, number of years, noise and autocorrelation.
    courses : tuple of Course

    Returns
    -------
    DataFrame
        ``definition, course, kind, years, noise, phi, met``; ``met`` is a share.
    """
    rng = np.random.default_rng(seed)
    rows = []
    for n in YEARS:
        for phi in PHIS:
            for noise in NOISES:
                for course in courses:
                    values, at_limit = draw(rng, course, n, phi, noise, count)
                    for name, definition in definitions.items():
                        met = definition(values, noise.epsilon) | at_limit
                        rows.append(
                            (name, course.name, course.kind, n, noise.name, phi, met.mean())
                        )
    columns = ["definition", "course", "kind", "years", "noise", "phi", "met"]
    return pd.DataFrame(rows, columns=columns)


def errors(met: pd.DataFrame, truths: Mapping[str, bool]) -> pd.DataFrame:
    """Return the errors of each definition, best first; each kind of course weighs the same.

    Returns
    -------
    DataFrame
        Index ``definition``. A column for each kind with the share called 达标, then
        ``false_met``, ``false_unmet`` (shares) and ``loss`` = 2 × ``false_met`` + ``false_unmet``.
    """
    shares = met.pivot_table(index="definition", columns="kind", values="met", sort=False)
    good = [kind for kind, truth in truths.items() if truth]
    bad = [kind for kind, truth in truths.items() if not truth]
    found = shares.assign(
        false_met=shares[bad].mean(axis=1), false_unmet=1 - shares[good].mean(axis=1)
    )
    return found.assign(loss=FALSE_MET_COUNTS * found["false_met"] + found["false_unmet"])


def split_errors(met: pd.DataFrame, truths: Mapping[str, bool]) -> pd.DataFrame:
    """Return ``false_met`` and ``false_unmet`` by definition, for parts of the simulation."""
    parts = {
        **{name: met["years"].isin(years) for name, years in LENGTHS.items()},
        **{noise.name: met["noise"] == noise.name for noise in NOISES},
        **{f"自相关 {phi:g}": met["phi"] == phi for phi in PHIS},
    }
    found = {name: errors(met[rows], truths) for name, rows in parts.items()}
    columns = ["false_met", "false_unmet"]
    return pd.concat({name: table[columns] for name, table in found.items()}, axis=1)


def sustained_tables(seed: int, count: int) -> dict[str, list[Row]]:
    """Measure both words and return the tables in Chinese, by the name of their file."""
    tables = {"noise": noise_rows()}
    for name, definitions, truths in (
        ("rising", RISING, RISING_TRUTHS),
        ("kept", KEPT, KEPT_TRUTHS),
    ):
        met = said_met(definitions, seed, count)
        tables[name] = error_rows(met, truths)
        tables[f"{name}_split"] = split_rows(met, truths)
    return tables


def error_rows(met: pd.DataFrame, truths: Mapping[str, bool]) -> list[Row]:
    """Return the errors of each definition, the least loss first."""
    kinds = list(dict.fromkeys(course.kind for course in COURSES))
    uncounted = [kind for kind in kinds if kind not in truths]
    rows = []
    for name, row in errors(met, truths).sort_values("loss", kind="stable").iterrows():
        shares = {f"说达标：{kind}": f"{row[kind]:.3f}" for kind in (*truths, *uncounted)}
        rows.append(
            {
                "定义": str(name),
                **{k + ("（不计）" if k[4:] in uncounted else ""): v for k, v in shares.items()},
                "误判达标": f"{row['false_met']:.3f}",
                "误判未达标": f"{row['false_unmet']:.3f}",
                "加权误判": f"{row['loss']:.3f}",
            }
        )
    return rows


def split_rows(met: pd.DataFrame, truths: Mapping[str, bool]) -> list[Row]:
    """Return 误判达标/误判未达标 of each definition in parts of the simulation, same order."""
    split = split_errors(met, truths)
    parts = split.columns.get_level_values(0).unique()
    order = errors(met, truths).sort_values("loss", kind="stable").index
    return [
        {
            "定义": str(name),
            **{
                part: " / ".join(
                    f"{split.loc[name, (part, error)]:.2f}"
                    for error in ("false_met", "false_unmet")
                )
                for part in parts
            },
        }
        for name in order
    ]


def noise_rows() -> list[Row]:
    """Return how much public yearly series move and scatter."""
    return [
        {
            "序列": row["series"],
            "年数": str(row["years"]),
            "每年变好": f"{row['slope']:.2f} {row['unit']}",
            "离散 σ": f"{row['spread']:.2f} {row['unit']}",
            "每年变好 ÷ σ": f"{row['slope_in_spreads']:.2f}",
            "σ ÷ ε": f"{row['spread_in_epsilons']:.0f}",
        }
        for row in public_noise().to_dict("records")
    ]
