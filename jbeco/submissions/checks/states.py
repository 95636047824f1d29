"""Words: a qualitative question is answered with a rung of its ladder, a number with a number."""

from __future__ import annotations

from collections.abc import Iterator

from ...problems import Problem
from .context import CheckContext, name_of, said

__all__ = ["check_states"]


def check_states(context: CheckContext) -> Iterator[Problem]:
    """Find words that are no rung of the code's ladder, and numbers and words interchanged."""
    for seen in context.rows:
        code = context.code(seen)
        name, blocks = name_of(code, seen.series), context.blocks(code.code)
        if code.kind == "state" and seen.missing is None and seen.state not in code.states:
            mend, expected = "请从下拉表里选", "、".join(code.states)
            what = f"{name}填“{said(seen)}”，不是规定的用词"
            yield Problem(str(seen.source), what, mend, blocks=blocks, expected=expected)
        elif code.kind == "number" and seen.state is not None:
            what = f"{name}应填数，却填“{seen.state}”"
            mend = f"请填一个以“{code.unit}”为单位的数" if code.unit else "请填一个数"
            yield Problem(str(seen.source), what, mend, blocks=blocks)
