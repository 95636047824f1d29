"""What is wrong with a year's submissions, and which criteria that touches."""

from .context import CheckContext
from .personal import has_personal, mask_personal, mask_problem, without_personal
from .run import check_year, run_checks

__all__ = [
    "CheckContext",
    "check_year",
    "has_personal",
    "mask_personal",
    "mask_problem",
    "run_checks",
    "without_personal",
]
