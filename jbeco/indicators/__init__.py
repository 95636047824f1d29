"""From what was reported to the values of the indicators."""

from .ratios import Ratio, ratios_of
from .values import Value, Values, collect_values

__all__ = ["Ratio", "Value", "Values", "collect_values", "ratios_of"]
