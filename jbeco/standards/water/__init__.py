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
from .readings import BASIC_ITEMS, MONTHS_OF_YEAR, annual_means, half_of_limit
from .section import (
    INFERIOR,
    Item,
    class_words,
    deciding_items,
    distance_to_next,
    item_classes,
    item_names,
    items,
    main_pollutants,
    section_class,
)

__all__ = [
    "BASIC_ITEMS",
    "FEW_SECTIONS",
    "GOOD_CLASS",
    "INFERIOR",
    "MONTHS_OF_YEAR",
    "Item",
    "Shares",
    "annual_means",
    "basin_change",
    "basin_verdict",
    "class_shares",
    "class_words",
    "deciding_items",
    "distance_to_next",
    "few_sections_class",
    "half_of_limit",
    "item_classes",
    "item_names",
    "items",
    "main_pollutants",
    "section_change",
    "section_class",
]
