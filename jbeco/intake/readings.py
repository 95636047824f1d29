"""What an instrument or a laboratory wrote for one measurement, spelled as anywhere else.

The words for a missing value and the spellings of a number are those of the departments' figures;
a measurement is exact or below the detection limit, never 约 or a range.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from ..standards.water import half_of_limit
from .bounds import BELOW_LIMIT, WIDER
from .misspelling import shown
from .numbers import PROVISIONAL, read_number

__all__ = ["Reading", "read_measurement"]


@dataclass(frozen=True)
class Reading:
    """One measurement: a value, none (a gap), or ``why`` what was written is no measurement.

    ``limit`` is the detection limit where nothing was detected; ``value`` is then half of it.
    """

    value: Fraction | None = None
    limit: Fraction | None = None
    why: str = ""


@lru_cache(maxsize=8192)  # a laboratory's numbers have few digits: most stand there again and again
def read_measurement(text: str, unit: str) -> Reading:
    """Read what was written for one measurement.

    Parameters
    ----------
    text : str
        ``0.32``, ``0.05L``, ``<0.05``, ``未检出(0.05)``, or a word or sign for a gap.
    unit : str
        Of the measurement; a unit typed in the cell is converted to it.
    """
    spelled = read_number(text, "General", unit)
    if spelled.missing is not None:
        return Reading()
    if spelled.error is not None:
        return Reading(why=spelled.error)
    if BELOW_LIMIT in spelled.flags and spelled.high is not None:
        return Reading(half_of_limit(spelled.high), spelled.high)
    rough = spelled.low is not None or spelled.high is not None
    if rough or {PROVISIONAL, WIDER} & {*spelled.flags}:
        return Reading(why=f"“{shown(text)}”不是监测值；请填仪器或化验单上的数")
    if spelled.number is not None and spelled.number < 0:
        return Reading(why=f"“{shown(text)}”是负数；缺测请留空")
    return Reading(spelled.number)
