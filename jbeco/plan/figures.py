"""The numbers that stand in a plan's wording."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

__all__ = ["numbers_in"]

NUMBER = re.compile(r"(?<![A-Za-z\d.])\d+(?:\.\d+)?")
CIRCLED = re.compile("[①-⑳]")
YEAR_WORD = re.compile(r"(?:19|20)\d\d年?")


def numbers_in(text: str) -> set[Decimal]:
    """Return the numbers of a wording or of a rule.

    Part signs (①), years, and names with digits (PM2.5, m3) are none.

    Parameters
    ----------
    text : str
        Such as ``②25μg/m3`` or ``>= 88 and task met``.
    """
    words = YEAR_WORD.sub("", unicodedata.normalize("NFKC", CIRCLED.sub("", text)))
    return {Decimal(number) for number in NUMBER.findall(words)}
