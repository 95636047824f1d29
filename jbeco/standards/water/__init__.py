"""Surface water: GB 3838-2002 and the rules by which its classes are given."""

from .basin import (
    FEW_SECTIONS,
    GOOD_CLASS,
    Shares,
    basin_change,
    basin_verdict,
    class_shares,
    few_sections_class,
    section_change,
)
from .readings import MONTHS_OF_YEAR, Reading, annual_means, parse_reading
from .section import (
    INFERIOR,
    Item,
    class_words,
    deciding_items,
    distance_to_next,
    item_classes,
    items,
    main_pollutants,
    section_class,
)

__all__ = [
    "FEW_SECTIONS",
    "GOOD_CLASS",
    "INFERIOR",
    "MONTHS_OF_YEAR",
    "Item",
    "Reading",
    "Shares",
    "annual_means",
    "basin_change",
    "basin_verdict",
    "class_shares",
    "class_words",
    "deciding_items",
    "distance_to_next",
    "few_sections_class",
    "item_classes",
    "items",
    "main_pollutants",
    "parse_reading",
    "section_change",
    "section_class",
]
