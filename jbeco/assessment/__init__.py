"""The formal verdict of each criterion, from accepted data and the plan's wording alone."""

from .evidence import Finding
from .verdicts import RowVerdict, Verdict
from .year import AssessedYear, check_review, default_review

__all__ = [
    "AssessedYear",
    "Finding",
    "RowVerdict",
    "Verdict",
    "check_review",
    "default_review",
]
