"""Pieces that several chapters put together: badges, links, names, columns of a criterion."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from ...assessment import AssessedYear, Verdict
from ...plan import Criterion, Plan, reading
from ...standards.rounding import exact_text
from ..blocks import Badge, Line, Link, joined
from ..misprints import as_printed
from ..wording import verdict_word

UNDECIDED = "无法判定，因为 "

__all__ = [
    "badge",
    "bare_reason",
    "criterion_link",
    "department_of",
    "links_to",
    "named_link",
    "named_links",
    "proposed_departments",
    "short_name",
    "succeeded",
    "target_text",
    "verdict_badge",
]


def badge(assessment: AssessedYear, code: str) -> Badge:
    """Return a verdict's code with its word."""
    return Badge(code, assessment.plan.methods.words.verdict[code])


def verdict_badge(assessment: AssessedYear, verdict: Verdict) -> Badge:
    """Return a leaf's verdict; of one that the plan leaves out, that it does."""
    return Badge(verdict.code, verdict_word(assessment, verdict))


def bare_reason(reason: str) -> str:
    """Return why a verdict cannot be given, without the verdict before and the request behind."""
    return reason.partition("；请")[0].removeprefix(UNDECIDED)


def criterion_link(criterion: Criterion) -> Link:
    """Return the id of a criterion as a link to its card."""
    return Link(criterion.id, criterion.id)


def named_link(assessment: AssessedYear, criterion: Criterion) -> Link:
    """Return a criterion's id with the name of its indicator, as a link to its card."""
    name = assessment.plan.indicators[criterion.indicator].name
    return Link(f"{criterion.id} {name}", criterion.id)


def named_links(
    assessment: AssessedYear,
    criteria: Iterable[Criterion],
    more: Callable[[Criterion], str] = lambda criterion: "",
) -> Line:
    """Return the indicators of some criteria by name, each with the criteria as links.

    ``more`` is what else is said of an indicator by its first criterion.
    """
    found: dict[str, list[Criterion]] = {}
    for criterion in criteria:
        found.setdefault(criterion.indicator, []).append(criterion)
    names = assessment.plan.indicators
    return joined(
        (
            (f"{names[name].name}（", *joined(map(criterion_link, mine)), f"{more(mine[0])}）")
            for name, mine in found.items()
        ),
        "；",
    )


def links_to(verdicts: Iterable[Verdict]) -> Line:
    """Return the ids of some leaves as links, one after the other."""
    return joined(criterion_link(verdict.criterion) for verdict in verdicts)


def department_of(assessment: AssessedYear, criterion: Criterion) -> str:
    """Return the name of who reports a criterion; a dash where nobody is named."""
    known = assessment.plan.departments.get(criterion.department)
    return "—" if known is None else known.name


def proposed_departments(plan: Plan) -> str:
    """Say that it is not settled yet who answers for what; nothing where it is."""
    said = "所列责任部门由编制单位按部门的常见职能提出，待确认。"
    return "" if plan.departments_confirmed else said


def succeeded(assessment: AssessedYear, verdict: Verdict) -> str:
    """Say which indicator took the place of the standard's own, and how it is judged."""
    plan, criterion = assessment.plan, verdict.criterion
    before = plan.indicators[plan.criterion(criterion.id).indicator]
    if before.id == criterion.indicator or criterion.standard.rule is None:
        return ""
    now, how = plan.indicators[criterion.indicator].name, reading(criterion.standard.rule)
    text = as_printed(plan, criterion.standard.text)
    start, epsilon = criterion.base_year, exact_text(criterion.resolution or Fraction(0))
    return (
        f"〔编者注〕原指标值是{before.name}{text}，它只发布到 {before.ended} 年；现按{now}判："
        f"{how}，从首个有数的 {start} 年比起，降低不超过 {epsilon} 不算劣"
    )


def short_name(framework: str) -> str:
    """Return the name of a framework without the table that it stands in."""
    return framework.partition("（")[0].removesuffix("指标体系").removesuffix("建设")


def target_text(assessment: AssessedYear, criterion: Criterion) -> str:
    """Return the wording that the year is judged by: of the base year the standard's."""
    if assessment.year == assessment.plan.base_year:
        return criterion.standard.text
    due = assessment.plan.target_year(assessment.year)
    return criterion.targets[due].text or criterion.standard.text
