from scripts.example.comparators import MISSING, province_figures
from scripts.example.story import YEARS


def told(year: int, published=()) -> set[tuple[str, int]]:
    return {(figure.indicator, figure.year) for figure in province_figures(year, published)}


def test_one_figure_is_missing() -> None:
    indicator, year = MISSING
    everything = set().union(*(told(y) for y in YEARS))
    assert (indicator, year) not in everything
    assert {(indicator, y) for y in range(2019, year)} <= everything


def test_published_figures_are_never_replaced() -> None:
    assert ("pm25", 2021) in told(2021)
    assert ("pm25", 2021) not in told(2021, {("pm25", 2021)})


def test_each_folder_holds_its_own_year_and_the_first_the_base_year_too() -> None:
    assert {year for _, year in told(2020)} == {2019, 2020}
    assert {year for _, year in told(2023)} == {2023}
