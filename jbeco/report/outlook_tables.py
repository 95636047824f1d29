"""The rows of the outlook: likelihoods, trends, surveys, and what moved a ratio."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from ..assessment import AssessedYear
from ..indicators import Calculation, calculations
from ..standards.decomposition import intensity_decomposition, ratio_change
from ..standards.rounding import shown
from ..statistics.outlook import Outlook
from ..statistics.survey import Estimate, assumed_sd, difference_range, score_range
from ..statistics.yearly_trends import YearlyTrend

__all__ = [
    "energy_rows",
    "outlook_rows",
    "ratio_rows",
    "silent_counts",
    "survey_assumption",
    "survey_rows",
    "trend_rows",
]

Row = dict[str, str]
COUNTIES = 90
"""The province asks about as many people in each of its counties (2022 年 36000 人，旁证)."""
SURVEYS = ("public_satisfaction", "public_participation")


def outlook_rows(assessment: AssessedYear, outlooks: Sequence[Outlook]) -> list[Row]:
    """Return one row for each target that has a probability or a stated reason for none."""
    return [_outlook_row(assessment, one) for one in outlooks]


def _outlook_row(assessment: AssessedYear, one: Outlook) -> Row:
    criterion = assessment.plan.criterion(one.criterion)
    digits = criterion.decimals or 0
    unit = criterion.unit
    given = one.probability is not None
    return {
        "编号": one.criterion,
        "指标": criterion.full_name + (f"（{one.series}）" if one.series else ""),
        "目标年": str(one.target_year or ""),
        "目标": f"{_signs(one.bound)} {unit}".strip(),
        "年度值个数": str(one.n) if one.n else "",
        "最近值": "" if one.value is None else shown(one.value, digits),
        "前景": one.word,
        "概率": "" if one.probability is None else f"{one.probability:.2f}",
        "不含 2020 年": "" if one.probability_without is None else f"{one.probability_without:.2f}",
        "80% 预测区间": f"{one.low:.{digits}f}–{one.high:.{digits}f}" if given else "",
        "还须每年": "" if one.needed is None else shown(one.needed, digits + 1),
        "近来每年": "" if one.recent is None else shown(one.recent, digits + 1),
        "说明": "；".join(text for text in (one.reason, *one.notes) if text and text != one.word),
    }


def _signs(bound: str) -> str:
    return bound.replace(">=", "≥").replace("<=", "≤")


def silent_counts(outlooks: Sequence[Outlook]) -> list[tuple[str, int]]:
    """Count the reasons why no probability is given, most frequent first."""
    words = [one.word for one in outlooks if one.probability is None]
    return sorted(((word, words.count(word)) for word in set(words)), key=lambda w: (-w[1], w[0]))


def trend_rows(assessment: AssessedYear, trends: Sequence[YearlyTrend]) -> list[Row]:
    """Return one row for each indicator's trend."""
    words = assessment.plan.methods.words.attribute
    return [
        {
            "指标量": one.indicator.name + (f"（{one.series}）" if one.series else ""),
            "类别": words[one.family],
            "年份": f"{one.years[0]}–{one.years[-1]}" if one.years else "",
            "n": str(one.n),
            "趋势": one.word,
            "Sen 斜率（每年）": _number(one.slope.slope if one.slope else None),
            "95% 区间": _interval(one),
            "S": str(one.kendall.s) if one.kendall else "",
            "精确 p（双侧）": _probability(one.kendall.p if one.kendall else None),
            "q（同类 BH）": _probability(one.q),
            "不含 2020 年的 p": _probability(one.without),
            "秩相关 rs": _number(one.ranks.rs if one.ranks else None),
            "临界值表（单侧 5%）": one.ranks.verdict if one.ranks else "",
            "说明": one.note,
        }
        for one in trends
    ]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3g}"


def _probability(value: float | None) -> str:
    if value is None:
        return ""
    return "<0.001" if value < 0.001 else f"{value:.3f}"


def _interval(one: YearlyTrend) -> str:
    if one.slope is None or one.slope.lower is None or one.slope.upper is None:
        return ""
    return f"{one.slope.lower:.3g} 至 {one.slope.upper:.3g}"


def survey_rows(assessment: AssessedYear) -> list[Row]:
    """Compare the year's survey scores with last year's and with the province's."""
    values = assessment.facts.values
    year = assessment.year
    rows = []
    for indicator in SURVEYS:
        now = values.get(indicator, "", "level", year)
        sample = values.get("survey_sample_size", "", "level", year)
        if now is None or now.number is None or sample is None or sample.number is None:
            continue
        n, score = int(sample.number), float(now.number)
        name = assessment.plan.indicators[indicator].name
        low, high = score_range(score, n)
        rows.append(
            {
                "项目": name,
                "比较": "本年得分",
                "得分": f"{score:g}",
                "样本量": str(n),
                "95% 区间（标准差取两端）": f"{_span(low)}；{_span(high)}",
                "说明": "判定用得分的点值，这里只说明抽样误差",
            }
        )
        rows += _survey_differences(assessment, indicator, name, (score, n))
    return rows


def _span(estimate: Estimate) -> str:
    return f"{estimate.low:.1f}–{estimate.high:.1f}"


def _survey_differences(
    assessment: AssessedYear, indicator: str, name: str, now: tuple[float, int]
) -> Iterator[Row]:
    values, year = assessment.facts.values, assessment.year
    before = values.get(indicator, "", "level", year - 1)
    sample = values.get("survey_sample_size", "", "level", year - 1)
    if before is not None and before.number is not None and sample is not None and sample.number:
        earlier = (float(before.number), int(sample.number))
        found = difference_range(now, earlier)
        yield _difference_row(name, f"比 {year - 1} 年", earlier[0], found.wide, found.sentence)
    for comparator in assessment.submissions.comparators:
        if (comparator.indicator, comparator.year) == (indicator, year):
            number = float(comparator.number)
            found = difference_range(now, (number, COUNTIES * now[1]))
            yield _difference_row(
                name, f"比{comparator.region}", number, found.wide, found.sentence
            )


def _difference_row(name: str, against: str, number: float, found: Any, sentence: str) -> Row:
    return {
        "项目": name,
        "比较": f"{against}（{number:g}）",
        "得分": f"{found.value:+.2f}",
        "样本量": "",
        "95% 区间（标准差取两端）": f"{found.low:+.1f} 至 {found.high:+.1f}",
        "说明": sentence,
    }


def survey_assumption() -> str:
    """Say which standard deviation was assumed for the scores."""
    assumed = assumed_sd()
    span = f"{assumed.lowest:g}–{assumed.highest:g}"
    return f"个体得分的标准差没有公布，按 {span} 分两端各算一次（{assumed.confidence}）"


def ratio_rows(assessment: AssessedYear) -> list[Row]:
    """Split each quotient's change since last year into numerator and denominator."""
    values, year = assessment.facts.values, assessment.year
    rows = []
    for calculation in calculations(assessment.plan):
        indicator = assessment.plan.indicators[calculation.indicator]
        if not _is_quotient(calculation):
            continue
        numbers = [
            values.get(code, "", "level", when)
            for code in calculation.inputs[:2]
            for when in (year - 1, year)
        ]
        if any(value is None or not value.number for value in numbers):
            continue
        given = [float(value.number) for value in numbers if value and value.number]
        found = ratio_change(*given)
        names = [assessment.plan.observations[code].name for code in calculation.inputs[:2]]
        rows.append(
            {
                "指标": indicator.name,
                "单位": indicator.unit,
                f"比 {year - 1} 年的变化": f"{float(found.change):+.4g}",
                "其中分子": f"{names[0]} {float(found.numerator):+.4g}",
                "其中分母": f"{names[1]} {float(found.denominator):+.4g}",
            }
        )
    return rows


def _is_quotient(calculation: Calculation) -> bool:
    """Whether the formula is its first input over its second, without a factor."""
    codes = calculation.inputs
    needed = len(codes) - len(calculation.optional)
    if needed != 2 or calculation.measure != "level" or calculation.indicator in codes:
        return False
    rest = [None] * len(calculation.optional)
    return calculation.formula(Fraction(6), Fraction(3), *rest) == 2


def energy_rows(assessment: AssessedYear) -> list[Row]:
    """Decompose the change of energy intensity into structure and intensity, two sectors.

    Industry and all else; value added at constant prices, of two years on one price base.
    """
    values, year = assessment.facts.values, assessment.year
    codes = (
        "energy_industry",
        "energy_consumption_total",
        "industrial_value_added_constant",
        "gdp_constant",
    )
    found: dict[tuple[str, int], float] = {}
    bases: set[str] = set()
    for code in codes:
        for when in (year - 1, year):
            value = values.get(code, "", "level", when)
            if value is None or value.number is None:
                return []
            found[code, when] = float(value.number)
            if code == "gdp_constant":
                bases.add(value.basis)
    if len(bases) > 1:
        return []
    use, output = (
        [[found[part, w], found[whole, w] - found[part, w]] for w in (year - 1, year)]
        for part, whole in (codes[:2], codes[2:])
    )
    result = intensity_decomposition(use[0], use[1], output[0], output[1])
    sectors = ("工业", "工业以外")
    names = {"structure": "结构", "intensity": "强度", "without_value": "无增加值"}
    rows = []
    for effect, parts in result.effects.items():
        if not parts.any():
            continue
        for sector, part in zip(sectors, parts, strict=False):
            rows.append(
                {
                    "因素": names.get(effect, effect),
                    "部门": sector,
                    "对单位 GDP 能耗变化的贡献（吨标准煤/万元）": f"{float(part):+.5f}",
                }
            )
    change = float(result.change)
    rows.append(
        {
            "因素": "合计",
            "部门": "全区",
            "对单位 GDP 能耗变化的贡献（吨标准煤/万元）": f"{change:+.5f}",
        }
    )
    return rows
