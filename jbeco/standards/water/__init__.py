"""Surface water: GB 3838-2002 and the rules by which its classes are given."""

from .basin import (
    Shares,
    basin_change,
    basin_verdict,
    class_shares,
    few_sections_class,
    section_change,
)
from .black_odorous import black_odorous
from .drinking import drinking_source_meets, source_share
from .items import INFERIOR, Item, class_words, items
from .lake import trophic_index, trophic_level, trophic_weights
from .readings import Reading, annual_means, mean_ph, parse_reading
from .section import (
    deciding_items,
    distance_to_next,
    exceedance_multiples,
    item_classes,
    main_pollutants,
    section_class,
)

__all__ = [
    "INFERIOR",
    "Item",
    "Reading",
    "Shares",
    "annual_means",
    "basin_change",
    "basin_verdict",
    "black_odorous",
    "class_shares",
    "class_words",
    "deciding_items",
    "distance_to_next",
    "drinking_source_meets",
    "exceedance_multiples",
    "few_sections_class",
    "item_classes",
    "items",
    "main_pollutants",
    "mean_ph",
    "parse_reading",
    "section_change",
    "section_class",
    "source_share",
    "trophic_index",
    "trophic_level",
    "trophic_weights",
]
