"""What a leader must know beside the counts: risks, what is late, what hangs on a reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...assessment import AssessedYear, Contest
from ...plan import Criterion, Ruling
from ...standards.rounding import exact_text
from ..action_progress import NOT_TOLD, ActionRow, action_rows
from ..blocks import Line, Link, Strong, joined
from ..front_page import front_page
from ..measured import air_in_short
from ..twins import GOOD, LAGGING, LAGGING_WORD, OPEN
from ..wording import WHOLE, in_quotes
from .changes import turned
from .outlook import carrying, out_of_reach, pace_text, silent_targets, slipping
from .parts import named_links, short_name

__all__ = ["points"]

NOT_APPLICABLE = {"no_object": "没有该类对象", "no_task": "上级没有下达管控目标"}
"""Why a listed criterion does not apply this year, as the first page says it."""


LATE_NAMED = 4
"""Overdue commitments that the first page names; the rest of them are counted."""


def points(assessment: AssessedYear) -> Iterator[Line]:
    """Yield the points of the first page, each a line; only what there is."""
    air = air_in_short(assessment)
    if air:
        yield Strong(f"{assessment.year} 年空气实测："), f"{air[1]}。"
    yield from _partly(assessment)
    yield from _ahead(assessment)
    yield from _late(assessment)
    yield from _unexplained(assessment)
    silent = assessment.silent
    if silent:
        names = "、".join(department.name for department in silent)
        yield Strong(f"{len(silent)} 个部门没有报送任何数据："), f"{names}。相关子项无法判定。"
    yield from _with_findings(assessment)
    yield from _not_applicable(assessment)
    turns = [verdict.criterion for verdict, _ in turned(assessment)]
    if turns:
        said = named_links(assessment, turns)
        yield Strong(f"与上一份报告相比，{len(turns)} 个子项的判定变了："), *said, "。"
    yield from _turning(assessment)
    yield from _contested(assessment)


def _good(assessment: AssessedYear) -> str:
    return "达标" if assessment.is_due else "已达标或符合序时"


def _indicators(criteria: Iterable[Criterion]) -> int:
    return len({criterion.indicator for criterion in criteria})


def _partly(assessment: AssessedYear) -> Iterator[Line]:
    mine = [v.criterion for v in assessment.verdicts if v.code == "partly"]
    if mine:
        said = named_links(assessment, mine)
        yield Strong(f"基本符合 {_indicators(mine)} 项："), *said, "。"


def _ahead(assessment: AssessedYear) -> Iterator[Line]:
    """Yield the numeric targets ahead that the pace of late does not reach."""
    slow, slips = out_of_reach(assessment), slipping(assessment)
    parts: list[Line] = []
    year = assessment.plan.target_year(assessment.year + 1)
    if slow:
        parts.append(("今后仍按近年的速度就达不到的是", *_paced(assessment, slow)))
        held = {one.indicator: one for one in slow if carrying(assessment, one, year)}
        if held:
            rulings = dict.fromkeys(r for c in held.values() for r in carrying(assessment, c, year))
            links = joined(Link(one.id, one.id) for one in rulings)
            names = "、".join(assessment.plan.indicators[name].name for name in held)
            parts.append((f"{names}的 {year} 年目标数是按口径认定 ", *links, " 沿用的近期目标"))
    if slips:
        parts.append(("现已达到、仍按近年的速度就可能守不住的是", *_paced(assessment, slips)))
    if parts:
        parts.append(("只按往年数外推，没有计入今后的工程",))
        rest = silent_targets(assessment)
        if rest:
            said = f"另有 {rest} 个目标没有推测，不等于没有风险"
            parts.append((said,))
        yield Strong(f"{year} 年目标的风险："), *joined(parts, "；"), "。"


def _paced(assessment: AssessedYear, criteria: Sequence[Criterion]) -> Line:
    """Return indicators by name with the numbers of the way ahead."""
    return named_links(assessment, criteria, lambda one: f"；{pace_text(assessment, one)}")


def _late(assessment: AssessedYear) -> Iterator[Line]:
    if assessment.year == assessment.plan.base_year:
        return
    rows = action_rows(assessment)
    overdue = [row for row in rows if row.is_overdue]
    silent = [row for row in overdue if row.state == NOT_TOLD]
    told = [row for row in overdue if row.state != NOT_TOLD]
    for head, late in (("已到期限而没有报完成", told), ("已到期限而没有报进展", silent)):
        named = "；".join(f"{row.text}（{_how_late(row)}）" for row in late[:LATE_NAMED])
        rest = f"；另有 {len(late) - LATE_NAMED} 项" if len(late) > LATE_NAMED else ""
        if late:
            yield Strong(f"{head}的承诺 {len(late)} 项："), f"{named}{rest}。"
    undated = [
        row for row in rows if not row.is_action and row.due_year is None and not row.is_done
    ]
    if undated and assessment.year < assessment.plan.final_year:
        head = f"定不出到期年份、没有报完成的承诺 {len(undated)} 项："
        yield Strong(head), f"是否逾期无从判断{_short_of(undated)}。"
    elif undated:
        named = "；".join(f"{row.text}（{_how_late(row)}）" for row in undated[:LATE_NAMED])
        rest = f"；另有 {len(undated) - LATE_NAMED} 项" if len(undated) > LATE_NAMED else ""
        yield (
            Strong(f"没有写期限、规划期满没有报完成的承诺 {len(undated)} 项："),
            f"{named}{rest}。",
        )


def _short_of(rows: Sequence[ActionRow]) -> str:
    """Name the commitments of which less was delivered than was promised."""
    short = [
        f"{row.what}（{row.id}，完成 {exact_text(row.delivered)}、"
        f"承诺 {exact_text(row.promised)} {row.unit}）"
        for row in rows
        if row.delivered is not None and row.promised is not None and row.delivered < row.promised
    ]
    if not short:
        return ""
    rest = "等" if len(short) > LATE_NAMED else ""
    named = "；".join(short[:LATE_NAMED])
    return f"；完成数量少于承诺的 {len(short)} 项：{named}{rest}"


def _how_late(row: ActionRow) -> str:
    """Say which it is, who promised it, until when, and what was delivered."""
    done = "" if row.delivered is None else f"完成 {exact_text(row.delivered)} {row.unit}".rstrip()
    return "，".join(filter(None, (row.id, row.department, row.due and f"{row.due}到期", done)))


def _unexplained(assessment: AssessedYear) -> Iterator[Line]:
    """Yield the indicators that lag and of which nobody wrote why, what to do, or until when."""
    mine = front_page(assessment).unexplained
    if mine:
        yield Strong(f"原因、对策或时限没有写全的 {len(mine)} 项："), f"{'；'.join(mine)}。"


def _with_findings(assessment: AssessedYear) -> Iterator[Line]:
    marked = [v.criterion for v in assessment.verdicts if v.findings and v.code in GOOD]
    if marked:
        said = named_links(assessment, marked)
        head = f"{_indicators(marked)} 项“{_good(assessment)}”有检查发现，须一并看："
        yield Strong(head), *said, "。"


def _not_applicable(assessment: AssessedYear) -> Iterator[Line]:
    mine = [v for v in assessment.verdicts if v.code == "not_applicable"]
    for reason, why in NOT_APPLICABLE.items():
        absent = [v.criterion for v in mine if v.reason_code == reason]
        if absent:
            said = named_links(assessment, absent)
            yield Strong(f"当年{why}，不适用 {_indicators(absent)} 项："), *said, "。"


def _turning(assessment: AssessedYear) -> Iterator[Line]:
    """Yield the rulings whose other reading would turn an overall conclusion, and into what."""
    is_base = assessment.year == assessment.plan.base_year
    for measure, aim in (("target", "目标"), ("standard", "指标值")):
        found: dict[str, list[Ruling]] = {}
        for turn in assessment.turns:
            if turn.measure == measure and turn.ruling.plausible:
                name = short_name(assessment.plan.frameworks[turn.framework])
                found.setdefault(f"{name}{WHOLE[turn.other]}", []).append(turn.ruling)
        parts = [
            ("若认定", *joined(map(_other_reading, rulings), "或"), f"，{into}")
            for into, rulings in found.items()
        ]
        # The base year is judged by the standard alone: both say the same of it.
        if parts and not (is_base and measure == "target"):
            yield Strong(f"按{aim}的总体要求取决于口径认定："), *joined(parts, "；"), "。"


def _other_reading(ruling: Ruling) -> Line:
    return (f"{in_quotes(ruling.other_reading)}（", Link(ruling.id, ruling.id), "）")


def _contested(assessment: AssessedYear) -> Iterator[Line]:
    """Yield the verdicts that another plausible reading would change, by what they would become."""
    plausible = [c for c in assessment.contests if c.ruling.plausible]
    good = [c for c in plausible if c.taken in GOOD]
    if good:
        number = _indicators(assessment.verdict(c.criterion).criterion for c in good)
        parts: list[Line] = []
        lagging = f"会变为{LAGGING_WORD[assessment.is_due]}"
        for head, codes in ((lagging, LAGGING), ("会变为无法判定", OPEN)):
            mine = [c for c in good if c.other in codes]
            if mine:
                named = _read_otherwise if codes == LAGGING else _with_rulings
                parts.append((f"{head}的：", *named(assessment, mine), "。"))
        parts += _none_turns(assessment)
        head = f"{number} 项“{_good(assessment)}”取决于口径认定，须有关单位确认。改用另一口径，"
        yield Strong(head), *(piece for part in parts for piece in part)
    better = [c for c in plausible if c.taken not in GOOD and c.other in GOOD]
    if better:
        said = _with_rulings(assessment, better)
        yield Strong(f"反过来，按另一口径会变为“{_good(assessment)}”的："), *said, "。"


def _none_turns(assessment: AssessedYear) -> Iterator[Line]:
    """Yield that the overall conclusion by the targets stands under each reading, and why."""
    turned = any(turn.measure == "target" for turn in assessment.turns)
    if not assessment.is_due or turned or assessment.year == assessment.plan.base_year:
        return
    failed = all(one.whole is False for one in assessment.conclusions)
    because = "按目标的总体要求本已不满足，" if failed else "按目标的总体要求，"
    yield (f"{because}单独换其中哪一条都不变。",)


def _read_otherwise(assessment: AssessedYear, contests: Iterable[Contest]) -> Line:
    """Return the criteria with the other reading, and who is to confirm the one that is taken."""
    told: dict[Ruling, list[Criterion]] = {}
    for one in contests:
        told.setdefault(one.ruling, []).append(assessment.verdict(one.criterion).criterion)
    return joined(
        (
            (
                *named_links(assessment, mine),
                f"：若认定{in_quotes(ruling.other_reading)}（",
                Link(ruling.id, ruling.id),
                f"，请{ruling.confirm_by}确认）",
            )
            for ruling, mine in told.items()
        ),
        "；",
    )


def _with_rulings(assessment: AssessedYear, contests: Iterable[Contest]) -> Line:
    """Return indicators by name, each with the readings that would change its verdict."""
    criteria: dict[str, Criterion] = {}
    rulings: dict[str, set[str]] = {}  # by indicator: twins are told as one
    for one in contests:
        criterion = criteria[one.criterion] = assessment.verdict(one.criterion).criterion
        rulings.setdefault(criterion.indicator, set()).add(one.ruling.id)
    return named_links(
        assessment,
        criteria.values(),
        lambda one: f"；口径 {'、'.join(sorted(rulings[one.indicator]))}",
    )
