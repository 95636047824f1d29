"""What is measured: one pure function per indicator, and the values that they give."""

from .calculations import FORMULAS, Calculation, calculations
from .formula import Gap
from .values import Key, Value, Values, collect_values

__all__ = [
    "FORMULAS",
    "Calculation",
    "Gap",
    "Key",
    "Value",
    "Values",
    "calculations",
    "collect_values",
]
