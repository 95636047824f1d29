"""What was promised: criteria, actions, departments, rulings and the method profile."""

from .load import PACKAGE_PLAN, load_plan
from .models import (
    SINGLE,
    Action,
    BaseValue,
    Criterion,
    Demand,
    Department,
    Indicator,
    ObservationCode,
    Plan,
    Ratio,
    Ruling,
    Succession,
)
from .rules import Rule, parse_rule, reading
from .successors import in_force

__all__ = [
    "PACKAGE_PLAN",
    "SINGLE",
    "Action",
    "BaseValue",
    "Criterion",
    "Demand",
    "Department",
    "Indicator",
    "ObservationCode",
    "Plan",
    "Ratio",
    "Rule",
    "Ruling",
    "Succession",
    "in_force",
    "load_plan",
    "parse_rule",
    "reading",
]
