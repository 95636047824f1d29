"""Loads a plan folder and refuses a bad one with all its faults at once, each where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from ..frameworks import PUBLISHED
from ..indicators import BALANCES, BASES, INDICATORS
from ..problems import JbecoError, Problem
from ..schema import cell_problem
from ..tables import file_sha256
from .asked import indicators_of, observation_codes
from .check import plan_faults
from .criteria import criterion
from .methods import Methods, methods_of
from .models import Action, BaseValue, Commitment, Criterion, Indicator, Plan
from .sources import FILES, Sources, read_sources

__all__ = ["PACKAGE_PLAN", "load_plan"]

PACKAGE_PLAN = Path(__file__).parent / "jiangbei"
"""The plan that the package ships: 宁波市江北区."""

LARGEST_BYTES = 10_000_000


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
    return _loaded(folder, frozenset(flipped), _contents(folder))


def _contents(folder: Path) -> str:
    """Return one hash for all that a plan may be read from: its folder and the published sets."""
    own = {folder / name for name in FILES} | {*folder.glob("*.csv")}
    paths = (*sorted(own), *sorted(PUBLISHED.glob("*.csv")))
    return sha256("\n".join(f"{path.name} {_content(path)}" for path in paths).encode()).hexdigest()


def _content(path: Path) -> str:
    """Return the hash of a file; of one too large for a plan, when it was changed."""
    try:
        found = path.stat()
        large = found.st_size > LARGEST_BYTES
        return f"{found.st_size} {found.st_mtime_ns}" if large else file_sha256(path)
    except OSError:
        return "unreadable"  # which reading tells


@lru_cache(maxsize=64)  # the other reading of each ruling is wanted again and again
def _loaded(folder: Path, flipped: frozenset[str], contents: str) -> Plan:
    plan, sources, problems = _read(folder, contents, flipped)
    if sources is not None and not problems and not flipped:
        problems = list(_other_readings(sources, contents))
    if plan is None or problems:
        raise JbecoError(problems)
    return plan


def _read(
    folder: Path, contents: str, flipped: Collection[str]
) -> tuple[Plan | None, Sources | None, list[Problem]]:
    problems: list[Problem] = []
    sources = read_sources(folder, contents, flipped, problems)
    if sources is None:
        return None, None, problems
    methods = None
    if sources.methods is not None:
        methods = methods_of(sources.methods, problems, sources.rulings.method_changes)
    indicators = _indicators(sources)
    values = tuple(replace(v, cell=row.cell("value")) for row, v in sources.base_values.pairs)
    criteria = _criteria(sources, indicators, values, problems)
    problems += plan_faults(sources, indicators, criteria, methods)
    if methods is None or problems:
        return None, sources, problems
    return _plan(sources, indicators, values, criteria, methods), sources, problems


def _other_readings(sources: Sources, contents: str) -> Iterator[Problem]:
    """Name the other readings that could not be read if they were taken, all of them at once."""
    for flipped in sources.rulings.rounds():
        _, _, problems = _read(sources.folder, contents, flipped)
        yield from _named(sources, flipped, problems)


def _named(
    sources: Sources, flipped: Collection[str], problems: Collection[Problem]
) -> Iterator[Problem]:
    """Name the effects of some rulings that would bring problems about."""
    for problem in problems:
        named = [
            row
            for row, effect in sources.rulings.effects.pairs
            if row["ruling"] in flipped and problem.where in sources.places(effect)
        ]
        what = f"换上以后读不通：{problem.what}"
        if not named:
            yield Problem("ruling_effects.csv", f"{problem.where} {what}", problem.mend)
        yield from (cell_problem(row, "other", what, problem.mend) for row in named)


def _indicators(sources: Sources) -> dict[str, Indicator]:
    """Return the indicators of all leaves, under any reading of the rulings."""
    used = {leaf.indicator for _, _, _, leaf in sources.leaves}
    for _, effect in sources.rulings.effects.pairs:
        used |= {effect.default, effect.other} if effect.field == "indicator" else set()
    used |= {read.successor for _, read in sources.successions.pairs}
    reporters, series = sources.reporter_of, sources.header.series
    return indicators_of(used, reporters, series, sources.rulings.taken)


def _criteria(
    sources: Sources,
    indicators: dict[str, Indicator],
    values: tuple[BaseValue, ...],
    problems: list[Problem],
) -> tuple[Criterion, ...]:
    of: dict[str, list[BaseValue]] = {}
    for value in values:
        of.setdefault(value.criterion, []).append(value)
    return tuple(
        criterion(
            pair,
            indicators[pair.leaf.indicator],
            sources.header.years,
            of.get(pair.promise.id, []),
            problems,
        )
        for pair in sources.pairs
        if pair.leaf.indicator in INDICATORS
    )


def _plan(
    sources: Sources,
    indicators: dict[str, Indicator],
    values: tuple[BaseValue, ...],
    criteria: tuple[Criterion, ...],
    methods: Methods,
) -> Plan:
    header = sources.header
    observations = observation_codes(sources.reporter_of, indicators)
    return Plan(
        name=header.name,
        district=header.district,
        leading_group=header.leading_group,
        province=header.province,
        source=header.source,
        base_year=header.base_year,
        midterm_year=header.midterm_year,
        final_year=header.final_year,
        frameworks={name: use.title for name, use in header.frameworks.items()},
        systems=header.systems,
        indicators=MappingProxyType(indicators),
        observations=MappingProxyType(observations),
        balances=tuple(b for b in BALANCES if b.codes <= set(observations)),
        criteria=criteria,
        base_values=values,
        actions=_actions(sources),
        departments=MappingProxyType({d.id: d for _, d in sources.departments.pairs}),
        rulings=sources.rulings.rulings,
        methods=methods,
        files=sources.files,
        compiled_by=header.compiled_by,
        successions=MappingProxyType({s.indicator: s for _, s in sources.successions.pairs}),
        bases=MappingProxyType({**BASES, **{b.code: b for _, b in sources.bases.pairs}}),
    )


def _actions(sources: Sources) -> tuple[Action, ...]:
    promised: dict[str, list[Commitment]] = {}
    for row, commitment in sources.commitments.pairs:
        promised.setdefault(row["action"], []).append(commitment)
    return tuple(
        replace(action, commitments=tuple(promised.get(action.id, ())))
        for _, action in sources.actions.pairs
    )
