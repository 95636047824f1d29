"""The run of a year: notebooks in a scratch folder, sealed, published in one move."""

from .run import Published, run_year

__all__ = ["Published", "run_year"]
