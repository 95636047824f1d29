"""What was promised: criteria, actions, departments, rulings and the method profile."""

from .load import PACKAGE_PLAN, PLAN_FILES, load_plan
from .model import SINGLE, Action, Criterion, Demand, Indicator, Plan, Ruling
from .rules import Rule, parse_rule, reading

__all__ = [
    "PACKAGE_PLAN",
    "PLAN_FILES",
    "SINGLE",
    "Action",
    "Criterion",
    "Demand",
    "Indicator",
    "Plan",
    "Rule",
    "Ruling",
    "load_plan",
    "parse_rule",
    "reading",
]
