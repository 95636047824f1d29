"""The run of a year: notebooks in a scratch folder, sealed, published in one move.

Nothing is imported here: `jbeco verdicts` evaluates stages without the machinery of a run.
"""
