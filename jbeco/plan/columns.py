"""The headers of the plan's tables."""

__all__ = ["COLUMNS", "PLAN_FILES", "criteria_columns"]

COLUMNS = {
    "indicators.csv": (
        "indicator name kind unit series states department formula standard_document confidence"
    ).split(),
    "observations.csv": (
        "code name asked unit kind states series indicator role department limit_low limit_high "
        "basis_matters same_as note"
    ).split(),
    "balances.csv": "id name left relation right tolerance unit note".split(),
    "actions.csv": (
        "id system chapter section_number section name text lead note department"
    ).split(),
    "commitments.csv": (
        "id action kind text what relation amount unit due_year due_text recurring note"
    ).split(),
    "departments.csv": "id name kind status note".split(),
    "rulings.csv": (
        "id trap question default_reading why other_reading what_would_change confirm_by status "
        "taken"
    ).split(),
    "ruling_effects.csv": "ruling table row field default other".split(),
}

PLAN_FILES = ("plan.toml", "methods.toml", "criteria.csv", *COLUMNS)
"""Every file that a plan's folder must hold."""


def criteria_columns(midterm_year: int, final_year: int) -> list[str]:
    """Return the header of ``criteria.csv``; the target columns are named by milestone year."""
    years = (midterm_year, final_year)
    return [
        *"id framework number part domain task row_name name unit_text unit attribute".split(),
        *"applicable indicator direction limit_low limit_high decimals resolution".split(),
        *"base_year base_value standard_text base_text".split(),
        *(f"target_{year}_text" for year in years),
        "standard_rule",
        *(f"target_{year}_rule" for year in years),
        *"department note".split(),
    ]
