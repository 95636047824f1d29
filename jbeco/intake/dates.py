"""Dates as people write them: a date, nothing, or an error; never a guess at day and month."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, timedelta

from .misspelling import shown

__all__ = ["HOW", "SPACED", "month_end", "read_date", "read_month"]


SERIAL_DAY_ZERO = date(1899, 12, 30)
SERIALS = range(32874, 73051)
"""Spreadsheet serial numbers of 1990-01-01 to 2100-01-01 (1900 date system)."""

CLOCK = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.0+)?)?)?"
FORMS = (
    re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){CLOCK}", re.ASCII),
    re.compile(rf"(\d{{4}})/(\d{{1,2}})/(\d{{1,2}}){CLOCK}", re.ASCII),
    re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})", re.ASCII),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]", re.ASCII),
    re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII),
)
SPACED = re.compile(r" +(?=[年月日])|(?<=[年月]) +")
"""Spaces around the signs of a written date, as in 2025年 3 月 1 日."""

NO_DAY = re.compile(r"(\d{4})年?|(\d{4})(?:[-/.年])(\d{1,2})月?", re.ASCII)
HOW = "请写全年、月、日，用“-”连起来"


def read_date(value: object) -> date | str | None:
    """Read the date that stands in a cell.

    Parameters
    ----------
    value : object
        What the workbook reader gives; a text such as ``2025-03-01``, ``2025/3/1``, ``2025.3.1``,
        ``2025年3月1日``, ``20250301``; or a serial number of the 1900 date system such as 45000.

    Returns
    -------
    date or str or None
        The date; a Chinese text that says what is wrong; None when the cell is empty.
    """
    if value is None:
        return None
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _within_reason(value.isoformat(), value)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return f"“{value}”不是日期"
    if isinstance(value, float) and not value.is_integer():
        return f"“{value}”不是日期"
    text = str(int(value)) if isinstance(value, int | float) else value
    return _from_text(unicodedata.normalize("NFKC", text).strip())


MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?", re.ASCII)
MONTH_ALONE = re.compile(r"(\d{1,2})月?", re.ASCII)


def month_end(value: object) -> date | None:
    """Return the last day of the month that is written without a day (2022-04, 2022年4月).

    Of a document the month tells the year, which is all that is judged by it. None where no such
    month stands.
    """
    found = MONTH.fullmatch(SPACED.sub("", unicodedata.normalize("NFKC", str(value)).strip()))
    if found is None:
        return None
    year, month = (int(part) for part in found.groups())
    if not 1 <= month <= 12 or not 1990 <= year <= 2100:
        return None
    return date(year, month, monthrange(year, month)[1])


def read_month(value: object, year: int) -> int | None:
    """Read a month of a year: 4, 4月, 2022-04, 2022年4月, or a day of it; None when it is none."""
    day = value.date() if isinstance(value, datetime) else value
    text = SPACED.sub("", unicodedata.normalize("NFKC", str(day)).strip())
    if alone := MONTH_ALONE.fullmatch(text):
        month = int(alone[1])
        return month if 1 <= month <= 12 else None
    whole = day if isinstance(day, date) else month_end(text)
    return whole.month if whole is not None and whole.year == year else None


def _from_text(text: str) -> date | str | None:
    if not text:
        return None
    if re.fullmatch("[0-9]{5}", text) and int(text) in SERIALS:
        return SERIAL_DAY_ZERO + timedelta(days=int(text))
    plain = SPACED.sub("", text)
    for form in FORMS:
        if found := form.fullmatch(plain):
            return _on_calendar(text, *(int(part) for part in found.groups()))
    if NO_DAY.fullmatch(text):
        return f"“{shown(text)}”没有写到日"
    return f"“{shown(text)}”认不出是哪一天"


def _on_calendar(text: str, year: int, month: int, day: int) -> date | str:
    try:
        found = date(year, month, day)
    except ValueError:
        return f"“{text}”在日历上不存在"
    return _within_reason(text, found)


def _within_reason(text: str, found: date) -> date | str:
    if not 1990 <= found.year <= 2100:
        return f"“{text}”的年份不在 1990–2100 之内；请核对"
    return found
