"""Says in Chinese which sets there are, and what one edition changed in another."""

from __future__ import annotations

from collections import Counter

from ..problems import JbecoError, Problem
from .editions import RELATIONS, Passage, editions, passages

__all__ = ["editions_text", "passages_text"]


def editions_text() -> str:
    """List the published sets, and how far each was read."""
    lines = []
    for one in editions().values():
        held = "可用" if one.has_table else "没有表，不能直接用"
        lines.append(f"{one.name}　{one.title}（{one.document}，{one.published}）")
        lines.append(f"　　{held}；原文{one.text_read}：{one.source}")
    return "\n".join(lines)


def passages_text(before: str, after: str) -> str:
    """Tell leaf by leaf what became of an edition in another.

    Raises
    ------
    JbecoError
        When nobody compared the two.
    """
    found = passages(before, after)
    if not found:
        mend = f"可选的名称：{'、'.join(editions())}；早的写在前面"
        raise JbecoError([Problem(f"{before} {after}", "这两版没有对照表", mend)])
    counts: Counter[str] = Counter(one.relation for one in found)
    total = "，".join(f"{word} {counts[code]}" for code, word in RELATIONS.items() if counts[code])
    return "\n".join([*map(_line, found), f"共 {len(found)} 行：{total}。"])


def _line(one: Passage) -> str:
    old = _number(one.from_number, one.from_part)
    new = f"{_number(one.to_number, one.to_part)} {one.to_name}".strip()
    said = f"（{one.what}）" if one.what else ""
    return f"{old or '—'} → {new or '—'}｜{RELATIONS[one.relation]}{said}｜{one.confidence}"


def _number(number: int | None, part: int | None) -> str:
    return "" if number is None else f"{number}-{part}" if part else str(number)
