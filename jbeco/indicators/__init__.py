"""What is measured: one pure function per indicator, with all that is declared of it beside it."""

from .catalogue import INDICATORS
from .declaration import Declaration, declared
from .formula import Gap
from .inputs import BALANCES, INPUTS, Balance, Input, Term

__all__ = [
    "BALANCES",
    "INDICATORS",
    "INPUTS",
    "Balance",
    "Declaration",
    "Gap",
    "Input",
    "Term",
    "declared",
]
