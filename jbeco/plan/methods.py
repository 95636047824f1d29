"""The method profile: thresholds, tolerances, words and the pass rule, as versioned data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StrictBool, StrictInt, StrictStr

from ..problems import JbecoError, Problem
from ..schema import Quoted, QuotedSeveral, QuotedShare, read_toml, toml_record

__all__ = [
    "LIKELIHOODS",
    "SILENCES",
    "Checks",
    "Limits",
    "Methods",
    "OutlookMethods",
    "Words",
    "entry_texts",
    "load_methods",
    "method_texts",
]

NAME = "methods.toml"

LIKELIHOODS = ("very_likely", "likely", "unclear", "unlikely", "very_unlikely")
"""Codes of the words for a probability, from the highest; the last has no lower limit."""

SILENCES = tuple(
    "too_few basis_break qualitative external no_number many_numbers point_target no_target "
    "reached saturated no_spread".split()
)
"""Codes of the reasons why no probability is given."""

FEWEST_YEARS = 3
"""A line through two points leaves no residual to judge its error by."""


class Section:
    """A section of ``methods.toml``: an entry that is not named here is refused."""

    __pydantic_config__ = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Words(Section):
    """The Chinese words of every code that a reader sees."""

    verdict: Mapping[str, StrictStr]
    conclusion: Mapping[str, StrictStr]
    grade: Mapping[str, StrictStr]
    attribute: Mapping[str, StrictStr]
    review: Mapping[str, StrictStr]
    reason: Mapping[str, StrictStr]
    outlook: Mapping[str, StrictStr]


@dataclass(frozen=True)
class Checks(Section):
    """When a reported figure looks wrong.

    A ratio to last year within ``slip_tolerance`` of one of ``slip_factors`` (or its inverse) is
    a suspected slip of the unit; a change of more than ``jump_share`` asks for a second look.
    """

    slip_factors: QuotedSeveral
    slip_tolerance: Quoted
    jump_share: Quoted
    binding_needs_evidence: StrictBool


@dataclass(frozen=True)
class Limits(Section):
    """What a received file may be at most, in megabytes, cells and characters."""

    file_mb: StrictInt
    member_mb: StrictInt
    compression_ratio: StrictInt
    cells: StrictInt
    text_chars: StrictInt


@dataclass(frozen=True)
class OutlookMethods(Section):
    """How the probability of reaching a target is worked out and named.

    Parameters
    ----------
    minimum_years : int
        Yearly values below which nothing is said.
    trend_weight : Fraction
        Weight of the linear trend in the mixture; the rest is the random walk with drift.
    interval_level : Fraction
        Probability that the printed interval holds.
    very_likely, likely, unclear, unlikely : Fraction
        Lowest probability of each word.
    special_year : int
        The year whose effect is shown by leaving it out.
    share_scale : str
        ``logit`` or ``raw``: the scale of a quantity that has two natural limits.
    confidence, source : str
        Whether these choices were verified, and where they come from.
    """

    minimum_years: Annotated[StrictInt, Field(ge=FEWEST_YEARS)]
    trend_weight: QuotedShare
    interval_level: QuotedShare
    very_likely: QuotedShare
    likely: QuotedShare
    unclear: QuotedShare
    unlikely: QuotedShare
    special_year: StrictInt
    share_scale: Literal["logit", "raw"]
    confidence: StrictStr
    source: StrictStr

    def likelihood(self, probability: float) -> str:
        """Return the code of the word for a probability."""
        limits = (self.very_likely, self.likely, self.unclear, self.unlikely)
        return next(
            (code for code, low in zip(LIKELIHOODS, limits, strict=False) if probability >= low),
            LIKELIHOODS[-1],
        )

    def bins(self) -> tuple[tuple[str, float, float], ...]:
        """Return code, lowest and highest probability of each word, from the lowest."""
        limits = (1, self.very_likely, self.likely, self.unclear, self.unlikely, 0)
        edges = [float(limit) for limit in limits]
        return tuple(
            (code, low, high)
            for code, low, high in zip(LIKELIHOODS, edges[1:], edges[:-1], strict=True)
        )[::-1]


@dataclass(frozen=True)
class Assessment(Section):
    """How what the plan does not say is judged.

    Parameters
    ----------
    base_year_holds : bool
        Whether the base year itself counts as 保持稳定.
    no_superior_target : str
        ``unknown`` or ``not_applicable``: how a year without a superior's target is judged.
    accept_derived_comparators : bool
        Whether a comparator that was worked back from another year may decide a verdict.
    accept_lagged_values : bool
        Whether an older year's figure may stand for the base year.
    same_fact_tolerance : Fraction
        How far two entries of one fact may differ.
    base_gap_years : int
        By how many years a comparison may start later where the base year has no number.
    chain_declines : bool
        Whether verified yearly declines are chained where levels cannot be compared.
    final_start : str
        ``base`` or ``midterm``: the year that the way to the final targets starts from.
    partly_set_tasks : str
        ``met`` or ``unknown``: how a year is judged of which some tasks are met and for the others
        a document says that none was set.
    compare_rounded : bool
        Whether a number is rounded to the digits it is reported with before it is compared with a
        bound.
    price_changes : str
        ``constant`` or ``current``: whether the change of what is told at current prices is the
        verified decline at constant prices, or that of the levels.
    """

    base_year_holds: StrictBool
    no_superior_target: Literal["unknown", "not_applicable"]
    accept_derived_comparators: StrictBool
    accept_lagged_values: StrictBool
    same_fact_tolerance: Quoted
    base_gap_years: Annotated[StrictInt, Field(ge=0)]
    price_changes: Literal["constant", "current"]
    chain_declines: StrictBool
    final_start: Literal["base", "midterm"]
    partly_set_tasks: Literal["met", "unknown"]
    compare_rounded: StrictBool


@dataclass(frozen=True)
class Pace(Section):
    """When a criterion is on its way to a target that is not due yet.

    Parameters
    ----------
    on_track, partly : Fraction
        Pace r = P / τ from which it is 符合序时, 基本符合.
    unmoved_until : Fraction
        Share of the time up to which a target without a number may still be where it started.
    """

    on_track: Quoted
    partly: Quoted
    unmoved_until: QuotedShare


@dataclass(frozen=True)
class Trend(Section):
    """What 持续 and 保持 forgive.

    Parameters
    ----------
    kept_share : Fraction
        Part of the best gain so far that must still be there for 持续.
    falls_in_a_row : int
        So many years in a row, each worse than the last, end 持续 and 保持.
    """

    kept_share: QuotedShare
    falls_in_a_row: Annotated[StrictInt, Field(ge=1)]


@dataclass(frozen=True)
class PassRule(Section):
    """Share of reference criteria that must be met for a framework as a whole, and its source."""

    reference_share: Quoted
    pass_rule_confidence: StrictStr
    pass_rule_source: StrictStr


@dataclass(frozen=True)
class Profile(Section):
    """``methods.toml`` as it stands, section by section; the version is printed in each report."""

    version: StrictStr
    versions: Mapping[str, StrictStr]
    assessment: Assessment
    pace: Pace
    trend: Trend
    pass_rule: PassRule
    check: Checks
    limits: Limits
    outlook: OutlookMethods
    words: Words


@dataclass(frozen=True)
class Methods(Assessment, Pace, Trend, PassRule):
    """What a committee may change without touching code, the short sections in one.

    ``versions`` says of each version what it changed.
    """

    version: str
    versions: Mapping[str, str]
    checks: Checks
    limits: Limits
    outlook: OutlookMethods
    words: Words


PLAIN = tuple(f.name for part in (Assessment, Pace, Trend, PassRule) for f in fields(part))
"""Entries of the short sections."""

REQUIRED_WORDS = {
    "verdict": (
        "met not_met unknown not_applicable already_met on_track partly behind regressed doubtful"
    ).split(),
    "conclusion": ["true", "false", "unknown", "not_asked", "not_due"],
    "grade": ["A", "B", "C", "D"],
    "attribute": ["binding", "reference"],
    "review": ["annual", "midterm", "final"],
    "reason": (
        "not_reported not_yet drafting no_task no_task_record word_only no_object no_previous "
        "no_base no_comparator derived_comparator lagged conflict refuted no_pace not_listed "
        "within_resolution zero_denominator not_monitored bounds_across provisional check_failed "
        "contradicted no_document cannot_be_absent basis_break no_decline unruled wrong_basis "
        "first_year"
    ).split(),
    "outlook": [*LIKELIHOODS, *SILENCES],
}


def load_methods(path: Path, changes: Mapping[tuple[str, str], str] | None = None) -> Methods:
    """Read and check ``methods.toml``.

    Parameters
    ----------
    path : Path
        The file.
    changes : mapping, optional
        ``(section, entry)`` to the text that a ruling puts in its place.

    Raises
    ------
    JbecoError
        Every missing, unknown or ill-typed entry at once.
    """
    problems: list[Problem] = []
    content = read_toml(path, problems)
    methods = None if content is None else methods_of(content, problems, changes or {})
    if methods is None or problems:
        raise JbecoError(problems)
    return methods


def methods_of(
    content: Mapping[str, Any], problems: list[Problem], changes: Mapping[tuple[str, str], str]
) -> Methods | None:
    """Return the profile that a file's content and the rulings' changes give; None when bad."""
    read = toml_record(Profile, _changed(content, changes), NAME, problems)
    problems += _missing_words(content)
    if read is None:
        return None
    problems += _senseless(read.outlook)
    if not read.versions.get(read.version, "").strip():
        what = f"没有写 {read.version} 改了什么"
        mend = f'请补上 "{read.version}" = "改了什么，依据什么，何时"'
        problems.append(Problem(f"{NAME} [versions]", what, mend))
    short = (read.assessment, read.pace, read.trend, read.pass_rule)
    return Methods(
        **{name: value for section in short for name, value in vars(section).items()},
        version=read.version,
        versions=read.versions,
        checks=read.check,
        limits=read.limits,
        outlook=read.outlook,
        words=read.words,
    )


def method_texts(methods: Methods) -> dict[str, str]:
    """Return every threshold and switch of a profile as text, by its name."""
    plain = {name: getattr(methods, name) for name in PLAIN}
    sections = {"check": asdict(methods.checks), "outlook": asdict(methods.outlook)}
    nested = {
        f"{section}.{name}": value
        for section, entries in sections.items()
        for name, value in entries.items()
    }
    return {name: _text(value) for name, value in {**plain, **nested}.items()}


def _text(value: Any) -> str:
    return ";".join(map(str, value)) if isinstance(value, tuple) else str(value)


def entry_texts(content: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return the entries of a file's content as text, by section."""
    return {
        section: {
            entry: str(value).lower() if isinstance(value, bool) else str(value)
            for entry, value in entries.items()
        }
        for section, entries in content.items()
        if section not in ("words", "versions") and isinstance(entries, dict)
    }


def _changed(
    content: Mapping[str, Any], changes: Mapping[tuple[str, str], str]
) -> Mapping[str, Any]:
    changed = dict(content)
    for (section, entry), text in changes.items():
        entries = changed.get(section)
        if isinstance(entries, dict) and entry in entries:
            changed[section] = {**entries, entry: _of_kind(entries[entry], text)}
    return changed


def _of_kind(standing: Any, text: str) -> bool | int | str:
    """Return a ruling's text as what stands there is: true or false, a whole number, or text."""
    if isinstance(standing, bool):
        return {"true": True, "false": False}.get(text, text)
    return int(text) if isinstance(standing, int) and text.isdecimal() else text


def _missing_words(content: Mapping[str, Any]) -> list[Problem]:
    groups = content.get("words")
    return [
        Problem(f"{NAME} [words.{group}] {code}", "缺少这个用词", "请补上")
        for group, codes in REQUIRED_WORDS.items()
        if isinstance(groups, dict) and isinstance(groups.get(group), dict)
        for code in codes
        if code not in groups[group]
    ]


def _senseless(outlook: OutlookMethods) -> list[Problem]:
    """Find entries that are of the right type and make no sense together."""
    where = f"{NAME} [outlook]"
    entries = asdict(outlook)
    ladder = [Fraction(1), *(entries[code] for code in LIKELIHOODS[:-1]), Fraction(0)]
    found = []
    if any(high <= low for high, low in pairwise(ladder)):
        what = "各档概率下限不是从高到低，或不在 0 与 1 之间"
        found.append(Problem(f"{where} {LIKELIHOODS[0]}", what, "请从高到低填 0～1 之间的数"))
    if outlook.interval_level in (0, 1):
        what = "是 0 或 1"
        found.append(Problem(f"{where} interval_level", what, "请填 0 与 1 之间的数"))
    return found
