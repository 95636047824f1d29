from scripts.example.air_days import city_day, clear_of_limits

QUIET = {"so2": 6, "no2": 20, "co": 0.6, "o3": 60, "pm10": 40, "pm25": 25}


def station(**levels: float) -> dict[str, list[float | None]]:
    return {item: [level] * 24 for item, level in (QUIET | levels).items()}


def test_grades_by_the_worst_pollutant() -> None:
    assert city_day([station()] * 3).grade == 1
    assert city_day([station(pm25=60)] * 3).grade == 2
    assert city_day([station(o3=170)] * 3).grade == 3


def test_limit_itself_is_still_good() -> None:
    assert city_day([station(pm25=75)] * 3).grade == 2


def test_stations_are_averaged_before_the_grade() -> None:
    assert city_day([station(pm25=90), station(pm25=60), station(pm25=60)]).grade == 2


def test_day_without_enough_stations_is_invalid() -> None:
    broken = station()
    for values in broken.values():
        values[7:15] = [None] * 8
    assert city_day([station(), station(), broken]) is not None
    assert city_day([station(), broken, broken]) is None


def test_twenty_hours_make_a_day() -> None:
    short = station()
    short["so2"][:4] = [None] * 4
    assert city_day([short]) is not None
    short["so2"][4] = None
    assert city_day([short]) is None


def test_ozone_counts_its_best_eight_hours() -> None:
    noon = station()
    noon["o3"][10:18] = [180] * 8
    assert city_day([noon]).means["o3"] == 180


def test_clear_of_limits() -> None:
    assert clear_of_limits(city_day([station()]))
    assert not clear_of_limits(city_day([station(pm25=75.5)]))
