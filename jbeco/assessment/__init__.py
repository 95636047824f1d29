"""The formal verdict of each criterion, from accepted data and the plan's wording alone."""

from .evidence import Finding
from .sensitivity import Contest, Turn
from .summary import PassConclusion
from .verdicts import RowVerdict, Verdict
from .year import AssessedYear, check_review, default_review

__all__ = [
    "AssessedYear",
    "Contest",
    "Finding",
    "PassConclusion",
    "RowVerdict",
    "Turn",
    "Verdict",
    "check_review",
    "default_review",
]
