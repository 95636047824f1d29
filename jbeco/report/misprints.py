"""Texts of the plan as they are printed there: what is plainly misprinted is marked as printed so.

A reader must not take a slip of the plan for one of the report; nothing is corrected silently.
"""

from __future__ import annotations

import re

from ..plan import Plan
from ..schema import is_exact

__all__ = ["AS_PRINTED", "as_noted", "as_printed"]

AS_PRINTED = "〔原文如此〕"

SLIPS = re.compile(r"([。，；、])\1|^\d (?=[\u4e00-\u9fff])")
"""A doubled mark, or a bare numeral where the plan numbers its parts ①, ②."""


def as_printed(plan: Plan, text: str) -> str:
    """Return a text of the plan, with a mark where it is misprinted.

    A number that a ruling reads otherwise than it is printed (8.48 with the footnote sign 1 behind
    it) is one too.
    """
    read_otherwise = {
        effect.other
        for ruling in plan.rulings
        for effect in ruling.effects
        if effect.table == "base_values" and ruling.taken == "default" and is_exact(effect.other)
    }
    return f"{text}{AS_PRINTED}" if SLIPS.search(text) or text in read_otherwise else text


def as_noted(text: str, note: str) -> str:
    """Return a text of the plan, with the mark where the plan's tables note it of it."""
    return f"{text}{AS_PRINTED}" if AS_PRINTED in note else text
