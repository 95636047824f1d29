"""The bases that departments write, as codes, and which two may be compared."""

import pytest

from jbeco.indicators import BASES, Break, basis_codes, breaks
from jbeco.indicators.bases import basis_name, is_unlisted


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ()),
        ("按2015年可比价", ("prices-2015",)),
        ("２０２０年不变价格", ("prices-2020",)),
        ("GB3095-2012、HJ 633—2012，不剔除例外事件", ("dust-kept", "gb3095-2012", "hj633-2012")),
        ("HJ 192—2015", ("ei-2015",)),
        ("按EI", ("ei-2015",)),
        ("EQI（环监测〔2021〕99号）", ("eqi-2021",)),
        ("国土变更调查（三调口径）", ("land-3",)),
        ("prices-2015", ("prices-2015",)),
    ],
)
def test_a_listed_basis_is_known_however_it_is_spelled(text: str, codes: tuple[str, ...]) -> None:
    assert basis_codes(text) == codes


def test_the_longest_spelling_wins() -> None:
    assert basis_codes("不含灌木林") == ("shrub-none",)
    assert basis_codes("含灌木林") == ("shrub-all",)
    assert basis_codes("不含一般灌木林") == ("shrub-special",)


def test_letters_are_no_part_of_a_longer_word() -> None:
    assert basis_codes("REIT") == ("“reit”",)


def test_what_is_in_no_list_stands_for_itself() -> None:
    (code,) = basis_codes("供水量折算，折污系数 0.85")
    assert is_unlisted(code)
    assert code == "“供水量折算折污系数0.85”"
    assert basis_codes(code) == (code,)
    assert basis_name(code) == code
    assert basis_name("prices-2015") == "2015 年可比价"


def test_the_rest_beside_a_listed_basis_counts_when_it_holds_a_number() -> None:
    assert basis_codes("GB 3838—2002，断面名单2020") == ("gb3838-2002", "“断面名单2020”")
    assert basis_codes("现价，核实数") == ("prices-current",)


def test_the_year_of_the_figure_itself_says_nothing() -> None:
    assert basis_codes("2022年水资源公报，不含河道环境配水", 2022) == ("river-out",)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2015年可比价", "2020年可比价"),
        ("GB 3095—2012", "GB 3095—2026"),
        ("EI", "EQI"),
        ("二调", "三调"),
        ("森林资源年度监测", "国土变更调查（三调口径）"),
        ("GB 3838—2002，断面名单2020", "GB 3838—2002，断面名单2021"),
        ("折污系数 0.85", "折污系数 0.80"),
    ],
)
def test_two_bases_of_one_family_or_with_nothing_in_common_are_a_break(
    before: str, after: str
) -> None:
    (found,) = breaks(basis_codes(before), basis_codes(after))
    assert isinstance(found, Break)
    assert breaks(basis_codes(after), basis_codes(before)) == (Break(found.after, found.before),)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "2020年可比价"),
        ("2015年可比价", ""),
        ("按竣工统计", "竣工口径"),
        ("GB 3095—2012", "GB 3095—2012，不剔除例外事件"),
        ("示例名单", "示例名单（修订）"),
    ],
)
def test_nothing_said_or_more_said_is_no_break(before: str, after: str) -> None:
    assert breaks(basis_codes(before), basis_codes(after)) == ()


def test_each_family_that_differs_is_a_break_of_its_own() -> None:
    found = breaks(("energy-gross", "prices-2015"), ("energy-net", "prices-2020"))
    assert found == (
        Break(("energy-gross",), ("energy-net",)),
        Break(("prices-2015",), ("prices-2020",)),
    )


def test_no_spelling_belongs_to_two_bases() -> None:
    words = [word for basis in BASES.values() for word in basis.spellings]
    assert len(words) == len(set(words))
    for basis in BASES.values():
        for word in basis.spellings:
            assert basis.code in basis_codes(word), word
