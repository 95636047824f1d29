"""All that is lacking for some verdicts, and who is asked for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .evidence import finding_leaves
from .requests import FIGURE, Request, asked
from .verdicts import Verdict

__all__ = ["requests"]


def requests(verdicts: Iterable[Verdict]) -> list[Request]:
    """Return all that is asked for so that some verdicts can be given, one for each owner.

    Parameters
    ----------
    verdicts : iterable of Verdict
        Without a verdict. Each is asked for all that its rule lacks, not for the first alone: a
        department that sends a figure is not asked for the task a second time.
    """
    found: dict[str, dict[str, None]] = {}
    for verdict in verdicts:
        for code in _lacking(verdict):
            owner, ask = asked(verdict.criterion, code)
            found.setdefault(owner, {})[ask] = None
    # The figure itself comes first, whatever decided.
    return [
        Request(owner, tuple(sorted(asks, key=lambda ask: ask != FIGURE)))
        for owner, asks in found.items()
    ]


def _lacking(verdict: Verdict) -> Iterator[str]:
    """Yield the reasons why a verdict cannot be given, the one that decides first."""
    decides = verdict.reason_code or ""
    yield decides
    findings = (verdict.target, verdict.standard)
    leaves = [leaf for one in findings if one is not None for leaf in finding_leaves(one)]
    open_leaves = [leaf.reason for leaf in leaves if leaf.truth is None and leaf.reason]
    if decides in open_leaves:
        yield from (reason for reason in open_leaves if reason != "no_task")
