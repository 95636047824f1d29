"""What is measured: one pure function per indicator, with all that is declared of it beside it."""

from .catalogue import INDICATORS
from .declaration import Declaration, declared
from .formula import Gap
from .inputs import BALANCES, INPUTS, Balance, Input, Term
from .values import Key, Measure, Value, Values, collect_values, contradict, interval_of

__all__ = [
    "BALANCES",
    "INDICATORS",
    "INPUTS",
    "Balance",
    "Declaration",
    "Gap",
    "Input",
    "Key",
    "Measure",
    "Term",
    "Value",
    "Values",
    "collect_values",
    "contradict",
    "declared",
    "interval_of",
]
