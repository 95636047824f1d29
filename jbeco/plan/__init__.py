"""What was promised: criteria, actions, departments, rulings and the method profile."""

from .columns import PLAN_FILES
from .load import PACKAGE_PLAN, load_plan
from .model import (
    SINGLE,
    Action,
    Balance,
    Criterion,
    Demand,
    Department,
    Indicator,
    ObservationCode,
    Plan,
    Ruling,
)
from .ratios import Ratio, ratios_of
from .rules import Rule, parse_rule, reading

__all__ = [
    "PACKAGE_PLAN",
    "PLAN_FILES",
    "SINGLE",
    "Action",
    "Balance",
    "Criterion",
    "Demand",
    "Department",
    "Indicator",
    "ObservationCode",
    "Plan",
    "Ratio",
    "Rule",
    "Ruling",
    "load_plan",
    "parse_rule",
    "ratios_of",
    "reading",
]
