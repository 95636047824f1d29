"""What is wrong with a year's submissions, and which criteria that touches."""

from .context import CheckContext
from .run import check_year

__all__ = ["CheckContext", "check_year"]
