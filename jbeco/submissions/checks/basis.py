"""Bases: which edition of a standard, price base or census a figure rests on, and its changes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ...problems import Level, Problem
from .context import CheckContext, name_of, place

__all__ = ["check_basis"]


def check_basis(context: CheckContext) -> Iterator[Problem]:
    """Find figures without the basis that they need, and bases that differ from the latest one."""
    for seen in context.rows:
        code = context.code(seen)
        if seen.missing is not None:
            continue
        where, name = place(seen.source, "口径"), name_of(code, seen.series)
        blocks = context.blocks(code.code)
        if not seen.basis:
            if code.basis_matters:
                what = f"{name}没有写口径"
                mend = "请写明标准版本、价格基期、普查修订或名单版本"
                yield Problem(where, what, mend, Level.WARNING, blocks)
            continue
        earlier = context.earlier_entries(code.code, seen.series)
        before = next((entry for entry in earlier if entry.basis), None)
        if before is not None and _plain(before.basis) != _plain(seen.basis):
            what = f"{name}口径变更：{before.year} 年是“{before.basis}”，今年是“{seen.basis}”"
            mend = "口径确已变更的，两年的数不可直接比较，请在备注写明；否则请改回"
            yield Problem(where, what, mend, Level.WARNING, blocks)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
