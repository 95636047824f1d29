from collections import defaultdict
from decimal import Decimal
from statistics import fmean

import pytest

from jbeco.intake.layout import WATER_ITEMS
from scripts.example.sections import SECTIONS, section_months
from scripts.example.story import YEARS

CLASS_3 = {"codmn": 6, "cod": 20, "bod5": 4, "nh3n": 1, "tp": 0.2, "f": 1, "cu": 1, "oil": 0.05}


@pytest.mark.parametrize("year", YEARS)
def test_ten_sections_have_twelve_months(year: int) -> None:
    seen = {(month.section, month.month) for month in section_months(year)}
    assert seen == {(section, month) for section in SECTIONS for month in range(1, 13)}


@pytest.mark.parametrize("year", YEARS)
def test_every_section_keeps_class_three(year: int) -> None:
    values: dict[tuple[str, str], list[float]] = defaultdict(list)
    for month in section_months(year):
        for item, value in zip(WATER_ITEMS, month.values, strict=True):
            if isinstance(value, Decimal):
                values[month.section, item].append(float(value))
            else:
                assert value.endswith("L")
    for (_, item), months in values.items():
        assert item not in CLASS_3 or fmean(months) <= CLASS_3[item]
        assert item != "do" or fmean(months) >= 5
        assert item != "ph" or 6 <= min(months) <= max(months) <= 9
