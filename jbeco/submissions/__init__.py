"""What departments and the plan itself reported: read, checked, every number with its cell."""

from .check import check_year
from .model import Comparator, Observation, Source, Submissions, Task
from .read import read_submissions

__all__ = [
    "Comparator",
    "Observation",
    "Source",
    "Submissions",
    "Task",
    "check_year",
    "read_submissions",
]
