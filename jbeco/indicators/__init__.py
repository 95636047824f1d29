"""From what was reported to the values of the indicators."""

from .values import Value, Values, collect_values

__all__ = ["Value", "Values", "collect_values"]
