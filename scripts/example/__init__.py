"""Invented submissions 2020–2030 after the real base year 2019, always the same.

Nothing here is true of the district: every row says 示例. It shows the software on complete data,
and (`write_messy`) that every planted fault is found.
"""

from .messy import write_messy
from .write import write_example

__all__ = ["write_example", "write_messy"]
