"""The formal verdict of each criterion, from accepted data and the plan's wording alone."""

from .evidence import Finding, finding_leaves
from .pace import Pace
from .sensitivity import Contest, Turn, other_readings
from .summary import Group, PassConclusion, count_rows, pass_conclusion
from .verdicts import RowVerdict, Verdict, judge, row_verdicts
from .year import REVIEWS, AssessedYear, check_review, default_review

__all__ = [
    "REVIEWS",
    "AssessedYear",
    "Contest",
    "Finding",
    "Group",
    "Pace",
    "PassConclusion",
    "RowVerdict",
    "Turn",
    "Verdict",
    "check_review",
    "count_rows",
    "default_review",
    "finding_leaves",
    "judge",
    "other_readings",
    "pass_conclusion",
    "row_verdicts",
]
