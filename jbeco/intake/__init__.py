"""What departments and the plan itself reported: read, checked, every number with its cell."""

from .read import read_submissions
from .records import Bridge, Comparator, Observation, Source, Submissions, Task

__all__ = [
    "Bridge",
    "Comparator",
    "Observation",
    "Source",
    "Submissions",
    "Task",
    "read_submissions",
]
