"""What is measured: one pure function per indicator, with all that is declared of it beside it."""

from .bases import BASES, Basis, Break, basis_codes, basis_name, breaks
from .catalogue import INDICATORS
from .declaration import Declaration, declared
from .formula import Gap
from .inputs import BALANCES, INPUTS, Balance, Input, Term
from .values import Key, Measure, Value, Values, collect_values, contradict, interval_of

__all__ = [
    "BALANCES",
    "BASES",
    "INDICATORS",
    "INPUTS",
    "Balance",
    "Basis",
    "Break",
    "Declaration",
    "Gap",
    "Input",
    "Key",
    "Measure",
    "Term",
    "Value",
    "Values",
    "basis_codes",
    "basis_name",
    "breaks",
    "collect_values",
    "contradict",
    "declared",
    "interval_of",
]
