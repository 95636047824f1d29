"""jbeco: what the plan promised, held against what the departments measured."""

__version__ = "0.1.0"
