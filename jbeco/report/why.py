"""Why this verdict: the way from a word back to rules, numbers and cells, as text."""

from __future__ import annotations

from collections.abc import Iterator

from ..assessment import AssessedYear, Finding, RowVerdict, Verdict
from ..problems import JbecoError, Problem
from ..standards.rounding import exact_text, shown
from .amended import amended_criteria
from .marks import MARKS, TRUTH_MARKS
from .measured import measured_lines
from .proofs import proof_lines
from .wording import verdict_word

__all__ = ["conclusion_words", "why_text"]


def conclusion_words(assessment: AssessedYear, verdict: Verdict) -> tuple[str, str, str]:
    """Say of the standard, the target and the task whether they are met, where that is asked."""
    words = assessment.plan.methods.words.conclusion

    def word(truth: bool | None, finding: Finding | None) -> str:
        if finding is None or verdict.code == "not_applicable":
            return words["not_asked"]
        if finding is verdict.target and verdict.year == assessment.plan.base_year:
            return words["not_due"]
        return words["unknown" if truth is None else "true" if truth else "false"]

    return (
        word(verdict.meets_standard, verdict.standard),
        word(verdict.meets_target, verdict.target),
        word(verdict.task_met, verdict.task),
    )


def why_text(assessment: AssessedYear, wanted: str) -> str:
    """Explain the verdict of a leaf (``N28``, ``P33-2``) or of a whole row (``N07``).

    Raises
    ------
    JbecoError
        When the plan has no such leaf or row.
    """
    wanted = wanted.upper()
    leaves = {verdict.criterion.id: verdict for verdict in assessment.verdicts}
    rows = {row.row: row for row in assessment.rows}
    if wanted in leaves:
        return "\n".join(_leaf(assessment, leaves[wanted]))
    if wanted in rows:
        return "\n".join(_row(assessment, rows[wanted]))
    mend = "编号如 N28、P33-2、N07；全部编号见 jbeco plan --json"
    raise JbecoError([Problem(wanted, "规划里没有这个子项", mend)])


def _row(assessment: AssessedYear, row: RowVerdict) -> Iterator[str]:
    word = assessment.plan.methods.words.verdict[row.code]
    mark = MARKS[row.code].shape
    yield f"{row.row} {row.name}　{mark} {word}（由最差的子项 {row.decided_by} 决定）"
    for leaf in row.leaves:
        yield ""
        yield from _leaf(assessment, leaf)


def _leaf(assessment: AssessedYear, verdict: Verdict) -> Iterator[str]:
    plan, criterion = assessment.plan, verdict.criterion
    words = plan.methods.words
    mark = f"{MARKS[verdict.code].shape} {verdict_word(assessment, verdict)}"
    yield f"{criterion.id} {criterion.full_name}　{verdict.year} 年　{mark}"
    yield f"  {verdict.reason}"
    if verdict.standard is None:
        yield f"  规划现状原文：{criterion.base_text}"
        return
    target_year = plan.target_year(verdict.year)
    asked = ("达到指标值", f"达到 {target_year} 年目标", "上级任务完成")
    said = zip(asked, conclusion_words(assessment, verdict), strict=True)
    conclusions = "；".join(f"{what}：{word}" for what, word in said)
    yield f"  {conclusions}；数据等级 {verdict.grade or '—'}"
    if verdict.pace is not None:
        pace = verdict.pace
        yield (
            f"  序时进度比 r = {shown(pace.ratio, 4)} = P {exact_text(pace.progress)}"
            f" ÷ τ {exact_text(pace.elapsed)}"
        )
    yield f"  指标值原文：{criterion.standard.text}"
    yield from _finding(verdict.standard, "    ")
    target = criterion.targets[target_year]
    if verdict.target is not None:
        yield f"  {target_year} 目标原文：{target.text}"
        yield from _finding(verdict.target, "    ")
    if verdict.task is not None:
        yield "  上级任务"
        yield from _finding(verdict.task, "    ")
    for contest in assessment.contests:
        if contest.criterion == criterion.id:
            other = words.verdict[contest.other]
            reading = contest.ruling.other_reading
            yield f"  另一口径（{contest.ruling.id}：{reading}）：{other}"
    yield from (f"  佐证：{line}" for line in proof_lines(assessment, criterion.id))
    for act in assessment.submissions.amendments:
        if criterion.id in amended_criteria(plan, act):
            by = "，".join(text for text in (act.reason, act.who, act.when) if text)
            yield (
                f"  {act.kind}（{act.year} 年，{act.place}）：原来写“{act.before}”，"
                f"采用“{act.after}”；{by}（见 {act.source}）"
            )
    indicator = plan.indicators[criterion.indicator]
    state = "已核" if indicator.verified else f"{indicator.confidence}，未核"
    yield f"  指标量 {indicator.id}：{indicator.formula}（{state}）"
    yield from (f"  {line}" for line in measured_lines(assessment, indicator.id))


def _finding(finding: Finding, indent: str) -> Iterator[str]:
    yield f"{indent}{TRUTH_MARKS[finding.truth]} 规则 {finding.rule}（{finding.reading}）"
    if finding.parts:
        for part in finding.parts:
            yield from _finding(part, indent + "  ")
        return
    numbers = [
        text
        for label, number in (("值", finding.value), ("对照", finding.bound))
        if number is not None
        for text in (f"{label} {number}",)
    ]
    yield f"{indent}  {finding.says}" + (f"　[{'；'.join(numbers)}]" if numbers else "")
    for source in finding.sources:
        yield f"{indent}  出处 {source}　sha256 {source.sha256[:12]}…"
