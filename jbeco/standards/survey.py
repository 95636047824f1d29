"""Questionnaires of the public: score and satisfied share. Describes only; no uncertainty here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from .reference import read_table

__all__ = [
    "Answer",
    "Scale",
    "SurveyScore",
    "effective_sample_size",
    "scale_named",
    "scores_by_question",
    "weighted_score",
]

SCALE_COLUMNS = ("scale", "answer", "score", "kind", "source", "confidence")
PERCENT = 100.0
Unclear = Literal["exclude", "include"]


@dataclass(frozen=True)
class Answer:
    """A possible answer: its points of 100, and favourable, neutral, unfavourable or unclear."""

    score: Fraction
    kind: str


@dataclass(frozen=True)
class Scale:
    """The possible answers of a question, by their words."""

    name: str
    answers: Mapping[str, Answer]


@dataclass(frozen=True)
class SurveyScore:
    """What one question's answers say.

    Parameters
    ----------
    score, satisfied_share : float
        0–100, weighted; None when nobody gave an answer that counts.
    counts : mapping of str to int
        Respondents by answer, unweighted, every word of the scale.
    counted : int
        Respondents in the denominator.
    missing : int
        Respondents without an answer, never in the denominator.
    effective_size : float
        Kish's effective number of those counted.
    unclear : str
        Whether unclear answers were in the denominator.
    """

    score: float | None
    satisfied_share: float | None
    counts: Mapping[str, int]
    counted: int
    missing: int
    effective_size: float
    unclear: Unclear


@cache
def scale_named(name: str) -> Scale:
    """Return a scale of ``survey_scales.csv``: 满意度, 参与度 or 五级满意度.

    Raises
    ------
    ValueError
        In Chinese, when there is no such scale.

    Notes
    -----
    The words are those of the provincial survey (旁证); its points are not published, those of the
    table are equal steps (推断). Where the surveyor states points, make a `Scale` of them.
    """
    rows = read_table("survey_scales.csv", SCALE_COLUMNS)
    found = {
        row["answer"]: Answer(score=Fraction(row["score"]), kind=row["kind"])
        for row in rows
        if row["scale"] == name
    }
    if not found:
        known = "、".join(dict.fromkeys(row["scale"] for row in rows))
        raise ValueError(f"没有这种问卷量表：{name}；可选 {known}")
    return Scale(name=name, answers=MappingProxyType(found))


def effective_sample_size(weights: ArrayLike) -> float:
    """Compute Kish's effective sample size = (Σw)² / Σw².

    Parameters
    ----------
    weights : array_like of float
        0 or more, not all 0.

    Returns
    -------
    float
        The number of respondents when all weights are equal.

    Raises
    ------
    ValueError
        In Chinese, for a missing or negative weight, or none above 0.

    Notes
    -----
    Kish 1965 (回忆).
    """
    given = _weights(weights)
    if not given.any():
        raise ValueError("问卷权重全部为 0；请核对权重列")
    # A power of two keeps every digit; without it very large weights overflow when squared.
    scaled = np.ldexp(given, -int(np.frexp(given.max())[1]))
    return float(scaled.sum() ** 2 / (scaled**2).sum())


def _weights(weights: ArrayLike) -> NDArray[np.float64]:
    given = np.asarray(weights, dtype=np.float64)
    if not np.all(np.isfinite(given)) or np.any(given < 0):
        raise ValueError("问卷权重有缺失或负数；请补齐后再算")
    return given


def weighted_score(
    answers: pd.Series,
    weights: ArrayLike | None = None,
    scale: Scale | None = None,
    unclear: Unclear = "exclude",
) -> SurveyScore:
    """Compute score and satisfied share of one question.

    score = Σ w·points / Σ w; satisfied share = Σ w of favourable answers / Σ w × 100.

    Parameters
    ----------
    answers : Series of str
        One row per respondent; missing or blank means no answer.
    weights : array_like of float, optional
        One per respondent, 0 or more; all equal by default.
    scale : Scale, optional
        By default 满意度.
    unclear : {"exclude", "include"}
        Whether 不清楚 stays in the denominator; there it earns the points of its scale (0 in the
        table) and does not satisfy.

    Returns
    -------
    SurveyScore
        With the counts that it rests on.

    Raises
    ------
    ValueError
        In Chinese: an answer that is not on the scale, weights that do not fit, no weight above 0.

    Notes
    -----
    Usual practice (旁证); whether 不清楚 counts is not published for the provincial survey.
    """
    if unclear not in ("exclude", "include"):
        raise ValueError(f"“不清楚”的处理只能是 exclude 或 include：{unclear}")
    used = scale or scale_named("满意度")
    places = _places(answers, used)
    given = np.ones(len(places)) if weights is None else _weights(weights)
    if given.shape != places.shape:
        raise ValueError(f"权重有 {given.size} 个，问卷有 {len(places)} 份；请一份一个权重")
    return _summed(places, given, used, unclear)


def _places(answers: pd.Series, scale: Scale) -> NDArray[np.int64]:
    """Return the place on the scale of each answer, −1 where there is none."""
    codes, found = pd.factorize(answers)
    words = [str(word).strip() for word in found]
    unknown = sorted(set(words) - set(scale.answers) - {""})
    if unknown:
        known = "、".join(scale.answers)
        raise ValueError(
            f"问卷中有量表“{scale.name}”以外的回答：{'、'.join(unknown)}；可选 {known}"
        )
    order = {word: place for place, word in enumerate(scale.answers)}
    # A missing answer has the code −1 and so takes the last entry.
    lookup = np.array([*(order.get(word, -1) for word in words), -1], dtype=np.int64)
    return lookup[codes]


def _summed(
    places: NDArray[np.int64], weights: NDArray[np.float64], scale: Scale, unclear: Unclear
) -> SurveyScore:
    answers = list(scale.answers.values())
    answered = places >= 0
    tally = np.bincount(places[answered], minlength=len(answers))
    weighed = np.bincount(places[answered], weights[answered], minlength=len(answers))
    counts = np.array([unclear == "include" or answer.kind != "unclear" for answer in answers])
    inside = answered & counts[places]
    total = float(weighed[counts].sum())
    if inside.any() and total == 0:
        raise ValueError("有效回答的权重全部为 0；请核对权重列")
    points = np.array([float(answer.score) for answer in answers])
    pleased = np.array([answer.kind == "favourable" for answer in answers])
    return SurveyScore(
        score=float((weighed * points)[counts].sum()) / total if total else None,
        satisfied_share=float(weighed[pleased].sum()) / total * PERCENT if total else None,
        counts=MappingProxyType(dict(zip(scale.answers, tally.tolist(), strict=True))),
        counted=int(inside.sum()),
        missing=int((~answered).sum()),
        effective_size=effective_sample_size(weights[inside]) if total else 0.0,
        unclear=unclear,
    )


def scores_by_question(
    questionnaires: pd.DataFrame,
    weights: ArrayLike | None = None,
    scale: Scale | None = None,
    unclear: Unclear = "exclude",
) -> dict[str, SurveyScore]:
    """Compute `weighted_score` of every column of raw questionnaires (a row per respondent).

    The questions are not put together into one score: the provincial survey does not publish the
    weights of its dimensions.
    """
    return {
        str(name): weighted_score(column, weights, scale, unclear)
        for name, column in questionnaires.items()
    }
