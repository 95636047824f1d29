"""The documents that departments named for a criterion, each with its scan and its hash."""

from __future__ import annotations

from collections.abc import Iterator

from ..assessment import AssessedYear
from ..intake.files import ATTACHMENTS
from ..intake.records import Evidence, Observation

__all__ = ["proof_lines"]

SHOWN_HASH = 12


def proof_lines(assessment: AssessedYear, criterion: str) -> list[str]:
    """Return a line per document of the year: title, number, date, issuer, scan and its hash.

    Those of the evidence first, then those whose number stands beside a figure.
    """
    given = assessment.submissions
    mine = [p for p in given.evidence if (p.criterion, p.year) == (criterion, assessment.year)]
    files = dict(given.files)
    lines = ["，".join(_parts(proof, files)) for proof in mine]
    indicator = assessment.plan.criterion(criterion).indicator
    beside = (
        _beside(seen)
        for seen in given.observations
        if seen.year == assessment.year
        and seen.document_number
        and indicator in _indicators(assessment, seen)
    )
    return list(dict.fromkeys([*lines, *beside]))


def _indicators(assessment: AssessedYear, seen: Observation) -> tuple[str, ...]:
    code = assessment.plan.observations.get(seen.indicator)
    return (seen.indicator,) if code is None else code.indicators


def _beside(seen: Observation) -> str:
    """Say which document stands beside figures."""
    dated = "" if seen.dated is None else seen.dated.isoformat()
    parts = (seen.document, seen.document_number, dated, "文号注在该数旁")
    return "，".join(part for part in parts if part)


def _parts(proof: Evidence, files: dict[str, str]) -> Iterator[str]:
    yield proof.title or "（没有标题）"
    dated = "" if proof.dated is None else proof.dated.isoformat()
    yield from (text for text in (proof.number, dated, proof.issuer) if text)
    if proof.attachment:
        digest = files.get(f"{proof.year}/{ATTACHMENTS}/{proof.attachment}", "")
        found = f"sha256 {digest[:SHOWN_HASH]}…" if digest else "没有收到"
        yield f"附件 {proof.attachment}（{found}）"
