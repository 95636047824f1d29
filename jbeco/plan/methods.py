"""The method profile: thresholds, tolerances, words and the pass rule, as versioned data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from pathlib import Path
from typing import Any

from ..problems import JbecoError, Problem
from .outlook_methods import (
    LIKELIHOODS,
    OUTLOOK_LAYOUT,
    SILENCES,
    OutlookMethods,
    senseless_outlook,
)

__all__ = ["Checks", "Limits", "Methods", "Words", "entry_texts", "load_methods"]


@dataclass(frozen=True)
class Words:
    """The Chinese words of every code that a reader sees."""

    verdict: Mapping[str, str]
    conclusion: Mapping[str, str]
    grade: Mapping[str, str]
    attribute: Mapping[str, str]
    review: Mapping[str, str]
    reason: Mapping[str, str]
    outlook: Mapping[str, str]


@dataclass(frozen=True)
class Checks:
    """When a reported figure looks wrong.

    A ratio to last year within ``slip_tolerance`` of one of ``slip_factors`` (or its inverse) is
    a suspected slip of the unit; a change of more than ``jump_share`` asks for a second look.
    """

    slip_factors: tuple[Fraction, ...]
    slip_tolerance: Fraction
    jump_share: Fraction
    binding_needs_evidence: bool


@dataclass(frozen=True)
class Limits:
    """What a received file may be at most, in megabytes, cells and characters."""

    file_mb: int
    member_mb: int
    compression_ratio: int
    cells: int
    text_chars: int


@dataclass(frozen=True)
class Methods:
    """What a committee may change without touching code.

    Parameters
    ----------
    version : str
        Printed in every report.
    base_year_holds : bool
        Whether the base year itself counts as 保持稳定.
    no_superior_target : str
        ``unknown`` or ``not_applicable``: how a year without a superior's target is judged.
    accept_derived_comparators : bool
        Whether a comparator that was worked back from another year may decide a verdict.
    accept_lagged_values : bool
        Whether an older year's figure may stand for the base year.
    on_track, partly : Fraction
        Pace r = P / τ from which a criterion is 符合序时, 基本符合.
    window_years : int
        Length of the means by which 持续 forgives one bad year.
    reference_share : Fraction
        Share of reference criteria that must be met for the framework as a whole.
    pass_rule_confidence, pass_rule_source : str
        Whether the pass rule was verified, and where it comes from.
    same_fact_tolerance : Fraction
        How far two entries of one fact may differ.
    checks : Checks
        When a figure looks wrong.
    limits : Limits
        What a received file may be at most.
    outlook : OutlookMethods
        How the outlook is worked out and named.
    words : Words
        See there.
    """

    version: str
    base_year_holds: bool
    no_superior_target: str
    accept_derived_comparators: bool
    accept_lagged_values: bool
    on_track: Fraction
    partly: Fraction
    window_years: int
    reference_share: Fraction
    pass_rule_confidence: str
    pass_rule_source: str
    same_fact_tolerance: Fraction
    checks: Checks
    limits: Limits
    outlook: OutlookMethods
    words: Words


LAYOUT: dict[str, dict[str, type]] = {
    "assessment": {
        "base_year_holds": bool,
        "no_superior_target": str,
        "accept_derived_comparators": bool,
        "accept_lagged_values": bool,
    },
    "pace": {"on_track": Fraction, "partly": Fraction},
    "trend": {"window_years": int},
    "pass_rule": {"reference_share": Fraction, "confidence": str, "source": str},
    "check": {
        "same_fact_tolerance": Fraction,
        "slip_factors": tuple,
        "slip_tolerance": Fraction,
        "jump_share": Fraction,
        "binding_needs_evidence": bool,
    },
    "limits": {field.name: int for field in fields(Limits)},
    "outlook": OUTLOOK_LAYOUT,
}
"""Sections of ``methods.toml`` and the type of each entry; numbers are quoted to stay exact."""

VERDICTS = [
    "met",
    "not_met",
    "unknown",
    "not_applicable",
    "already_met",
    "on_track",
    "partly",
    "behind",
    "regressed",
]
REQUIRED_WORDS = {
    "verdict": VERDICTS,
    "conclusion": ["true", "false", "unknown", "not_asked"],
    "grade": ["A", "B", "C", "D"],
    "attribute": ["binding", "reference"],
    "review": ["annual", "midterm", "final"],
    "reason": [
        "not_reported",
        "not_yet",
        "drafting",
        "no_task",
        "no_task_record",
        "word_only",
        "no_object",
        "no_previous",
        "no_base",
        "no_comparator",
        "derived_comparator",
        "lagged",
        "conflict",
        "no_pace",
        "not_listed",
        "within_resolution",
        "zero_denominator",
        "not_monitored",
    ],
    "outlook": [*LIKELIHOODS, *SILENCES],
}


def load_methods(path: Path, changes: Mapping[tuple[str, str], str]) -> Methods:
    """Read and check ``methods.toml``.

    Parameters
    ----------
    path : Path
        The file.
    changes : mapping
        ``(section, entry)`` to the text that a ruling puts in its place.

    Raises
    ------
    JbecoError
        Every missing, unknown or ill-typed entry at once.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise JbecoError([Problem(path.name, "缺少这个文件", "请放到规划文件夹里")]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise JbecoError([Problem(path.name, f"TOML 格式有误：{error}", "请改正后重试")]) from None
    flat = [name for name in (*LAYOUT, "words") if not isinstance(content.get(name, {}), dict)]
    if flat:
        raise JbecoError([Problem(f"{path.name} {n}", "应为一节", f"请写成 [{n}]") for n in flat])
    problems: list[Problem] = []
    values = {
        (section, entry): _typed(content, path.name, section, entry, kind, changes, problems)
        for section, entries in LAYOUT.items()
        for entry, kind in entries.items()
    }
    problems += _unknown_entries(content, path.name)
    words = _words(content, path.name, problems)
    problems += _senseless(values, path.name)
    if problems:
        raise JbecoError(problems)
    checks = {field.name: values.pop(("check", field.name)) for field in fields(Checks)}
    limits = {field.name: values.pop(("limits", field.name)) for field in fields(Limits)}
    outlook = {f.name: values.pop(("outlook", f.name)) for f in fields(OutlookMethods)}
    renamed = {("pass_rule", "confidence"): "pass_rule_confidence"}
    renamed[("pass_rule", "source")] = "pass_rule_source"
    entries = {renamed.get(key, key[1]): value for key, value in values.items()}
    return Methods(
        version=str(content["version"]),
        checks=Checks(**checks),
        limits=Limits(**limits),
        outlook=OutlookMethods(**outlook),
        words=words,
        **entries,
    )


def _typed(
    content: Mapping[str, Any],
    file: str,
    section: str,
    entry: str,
    kind: type,
    changes: Mapping[tuple[str, str], str],
    problems: list[Problem],
) -> Any:
    value = content.get(section, {}).get(entry)
    where = f"{file} [{section}] {entry}"
    if (section, entry) in changes:
        text = changes[section, entry]
        value = text == "true" if kind is bool else text
    if kind in (Fraction, tuple) and isinstance(value, str):
        try:
            value = _numbers(value) if kind is tuple else Fraction(value)
        except (ValueError, ZeroDivisionError):
            value = None
    if type(value) is not kind:
        need = {
            bool: "true 或 false",
            str: "文字",
            int: "整数",
            Fraction: "加引号的数",
            tuple: "加引号、用分号隔开的数",
        }[kind]
        problems.append(Problem(where, "缺少，或类型不对", f"请填 {need}"))
    return value


def entry_texts(path: Path) -> dict[tuple[str, str], str]:
    """Return the entries of a good ``methods.toml`` as text, by section and entry."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        (section, entry): str(value).lower() if isinstance(value, bool) else str(value)
        for section, entries in content.items()
        if section in LAYOUT
        for entry, value in entries.items()
    }


def _senseless(values: Mapping[tuple[str, str], Any], file: str) -> list[Problem]:
    found = []
    if values["assessment", "no_superior_target"] not in ("unknown", "not_applicable"):
        where = f"{file} [assessment] no_superior_target"
        found.append(Problem(where, "不在可选值里", "可选：unknown、not_applicable"))
    window = values["trend", "window_years"]
    if isinstance(window, int) and window < 1:
        where = f"{file} [trend] window_years"
        found.append(Problem(where, "小于 1", "均值至少要一年"))
    return found + senseless_outlook({e: values["outlook", e] for e in LAYOUT["outlook"]}, file)


def _numbers(text: str) -> tuple[Fraction, ...]:
    return tuple(Fraction(part) for part in text.split(";"))


def _unknown_entries(content: Mapping[str, Any], file: str) -> list[Problem]:
    known = {"version", "words", *LAYOUT}
    names = [name for name in content if name not in known]
    for section, entries in LAYOUT.items():
        names += [f"[{section}] {e}" for e in content.get(section, {}) if e not in entries]
    problems = [Problem(f"{file} {name}", "不认识这一项", "请检查拼写") for name in names]
    if not isinstance(content.get("version"), str):
        problems.append(Problem(f"{file} version", "缺少版本号", "请填文字"))
    return problems


def _words(content: Mapping[str, Any], file: str, problems: list[Problem]) -> Words:
    groups = content.get("words", {})
    for group, codes in REQUIRED_WORDS.items():
        missing = [code for code in codes if not isinstance(groups.get(group, {}).get(code), str)]
        if missing:
            where = f"{file} [words.{group}]"
            problems.append(Problem(where, f"缺少用词 {'、'.join(missing)}", "请补上"))
    return Words(**{field.name: groups.get(field.name, {}) for field in fields(Words)})
