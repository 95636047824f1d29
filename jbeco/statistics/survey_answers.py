"""Score and proportion from raw weighted questionnaires, with linearised standard errors."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ..standards.survey import effective_sample_size
from .survey import Estimate, wilson

__all__ = [
    "UNCLEAR_ANSWERS",
    "AnswerEstimate",
    "answer_score",
    "answer_share",
    "kish_effective",
]

UNCLEAR_ANSWERS = ("不清楚", "说不清")
"""Words of the provincial survey for "do not know" (旁证)."""

Unclear = Literal["exclude", "include"]


@dataclass(frozen=True)
class AnswerEstimate:
    """An estimate from single answers, and what was done with those who did not know.

    ``unclear_count`` of ``answers`` questionnaires were unclear, ``unclear_share`` of the weight;
    ``statement`` says in Chinese whether they stayed in.
    """

    estimate: Estimate
    answers: int
    unclear_count: int
    unclear_share: float
    kish_deff: float
    statement: str


def answer_score(
    frame: pd.DataFrame,
    scale: Mapping[str, float],
    unclear: Unclear = "exclude",
    level: float = 0.95,
) -> AnswerEstimate:
    """Return the weighted mean score of questionnaires.

    Parameters
    ----------
    frame : DataFrame
        Columns ``answer`` (text) and ``weight`` (0 or more); one row per questionnaire.
    scale : mapping of str to float
        Points of each answer. The provincial scale is not published, so there is no default.
    unclear : {"exclude", "include"}
        Whether `UNCLEAR_ANSWERS` stay; to include them the scale must give them points.
    level : float
        Confidence level.

    Returns
    -------
    AnswerEstimate
        ``se² = n/(n−1) · Σ w²(y − ȳ)² / (Σw)²``, interval by t with ``n − 1`` degrees of freedom.

    Raises
    ------
    ValueError
        In Chinese, for missing columns, answers that the scale does not know, wrong weights or
        fewer than two usable answers.

    Notes
    -----
    Taylor linearisation with replacement and without strata, as ``survey::svymean(ids = ~1)`` does
    (回忆). Whether 不清楚 stays in the denominator is not documented, hence the parameter.
    """
    from scipy.stats import t

    known = _checked(frame, [*scale, *(UNCLEAR_ANSWERS if unclear == "exclude" else ())])
    left = _without_unclear(known, unclear)
    y = np.asarray(left["answer"].map(dict(scale)), dtype=np.float64)
    w = np.asarray(left["weight"], dtype=np.float64)
    mean, se = _linearised(y, w)
    half = float(t.ppf((1 + level) / 2, len(y) - 1)) * se
    spread = float(np.average((y - mean) ** 2, weights=w))
    effective = spread / se**2 if se > 0 else kish_effective(w)
    estimate = Estimate(
        "score", mean, se, mean - half, mean + half, len(y), effective, level, "t 区间（线性化）"
    )
    return _answer(estimate, known, w, unclear)


def answer_share(
    frame: pd.DataFrame,
    counted: Collection[str],
    others: Collection[str],
    unclear: Unclear = "exclude",
    level: float = 0.95,
) -> AnswerEstimate:
    """Return the weighted proportion of questionnaires with one of the ``counted`` answers.

    Parameters
    ----------
    frame, unclear, level
        As for `answer_score`; included, the unclear stay in the denominator and do not count.
    counted, others : collection of str
        Answers that count (满意、比较满意) and those that do not.

    Returns
    -------
    AnswerEstimate
        Linearised standard error; Wilson interval on ``n_effective = p(1 − p) / se²``, with Kish's
        sample in its place where all answered the same.

    Raises
    ------
    ValueError
        As `answer_score`.
    """
    known = _checked(frame, [*counted, *others, *UNCLEAR_ANSWERS])
    left = _without_unclear(known, unclear)
    y = np.asarray(left["answer"].isin(list(counted)), dtype=np.float64)
    w = np.asarray(left["weight"], dtype=np.float64)
    p, se = _linearised(y, w)
    effective = p * (1 - p) / se**2 if se > 0 else kish_effective(w)
    low, high = wilson(p, effective, level)
    estimate = Estimate(
        "proportion", p, se, low, high, len(y), effective, level, "Wilson 区间（线性化）"
    )
    return _answer(estimate, known, w, unclear)


def kish_effective(weights: ArrayLike | Iterable[float]) -> float:
    """Return Kish's effective sample size of weights, ``(Σw)² / Σw²``.

    Raises
    ------
    ValueError
        In Chinese, for no weight, a negative or missing one, or all zero.
    """
    try:
        given = np.asarray(weights, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError("权重列里有不是数字的内容，请更正") from None
    if given.size == 0 or not np.isfinite(given).all() or (given < 0).any() or given.sum() == 0:
        raise ValueError("权重须为不小于 0 的数，不能缺失，且不能全为 0")
    return effective_sample_size(given)


def _checked(frame: pd.DataFrame, words: Collection[str]) -> pd.DataFrame:
    lacking = [name for name in ("answer", "weight") if name not in frame.columns]
    if lacking:
        raise ValueError(f"问卷表缺少列：{'、'.join(lacking)}")
    unknown = frame.loc[~frame["answer"].isin(list(words)), "answer"]
    if len(unknown):
        named = "、".join(sorted({str(word) for word in unknown}))
        raise ValueError(f"{len(unknown)} 份问卷的答案没有规定如何计：{named}；请补充或更正")
    kish_effective(frame["weight"].to_numpy())
    return frame


def _without_unclear(frame: pd.DataFrame, unclear: Unclear) -> pd.DataFrame:
    if unclear not in ("exclude", "include"):
        raise ValueError(f"unclear 只能是 exclude 或 include：{unclear}")
    drop = frame["answer"].isin(UNCLEAR_ANSWERS) if unclear == "exclude" else frame["weight"] < 0
    left = frame[~drop]
    if len(left) < 2:
        raise ValueError(f"可用问卷只有 {len(left)} 份，不足 2 份")
    kish_effective(left["weight"].to_numpy())
    return left


def _linearised(y: NDArray[np.float64], w: NDArray[np.float64]) -> tuple[float, float]:
    total = float(w.sum())
    mean = float((w * y).sum()) / total
    scatter = float(((w * (y - mean)) ** 2).sum())
    return mean, sqrt(len(y) / (len(y) - 1) * scatter) / total


def _answer(
    estimate: Estimate, known: pd.DataFrame, w: NDArray[np.float64], unclear: Unclear
) -> AnswerEstimate:
    vague = known["answer"].isin(UNCLEAR_ANSWERS)
    share = float(known.loc[vague, "weight"].sum() / known["weight"].sum())
    done = "不计入分母" if unclear == "exclude" else "计入分母"
    statement = f"答“不清楚”的 {int(vague.sum())} 份（加权占 {share:.1%}），{done}"
    return AnswerEstimate(
        estimate,
        len(known),
        int(vague.sum()),
        share,
        len(w) / kish_effective(w),
        statement,
    )
