"""The section of the method profile that is about the outlook, and what it refuses."""

import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from jbeco.plan.outlook_methods import LIKELIHOODS, SILENCES

from jbeco.plan import PACKAGE_PLAN
from jbeco.plan.methods import load_methods
from jbeco.problems import JbecoError


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return Path(shutil.copy(PACKAGE_PLAN / "methods.toml", tmp_path))


def test_the_shipped_choices(profile: Path) -> None:
    outlook = load_methods(profile, {}).outlook
    assert outlook.minimum_years == 5
    assert outlook.trend_weight == Fraction(1, 2)
    assert outlook.interval_level == Fraction(4, 5)
    assert outlook.special_year == 2020
    assert outlook.confidence == "推断"


def test_the_bins_are_those_of_the_words(profile: Path) -> None:
    outlook = load_methods(profile, {}).outlook
    assert outlook.bins() == (
        ("very_unlikely", 0.0, 0.1),
        ("unlikely", 0.1, 0.33),
        ("unclear", 0.33, 0.66),
        ("likely", 0.66, 0.9),
        ("very_likely", 0.9, 1.0),
    )
    for code, low, _ in outlook.bins():
        assert outlook.likelihood(low) == code


def test_every_code_has_its_word(profile: Path) -> None:
    words = load_methods(profile, {}).words.outlook
    assert set(words) == {*LIKELIHOODS, *SILENCES}
    assert [words[code] for code in LIKELIHOODS] == [
        "很可能实现",
        "可能但不确定",
        "不明朗",
        "不大可能",
        "很难实现",
    ]


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("minimum_years = 5", "minimum_years = 2", "[outlook] minimum_years"),
        ("minimum_years = 5", 'minimum_years = "5"', "[outlook] minimum_years"),
        ('trend_weight = "0.5"', 'trend_weight = "1.5"', "[outlook] trend_weight"),
        ('trend_weight = "0.5"', "trend_weight = 0.5", "[outlook] trend_weight"),
        ('interval_level = "0.80"', 'interval_level = "80"', "[outlook] interval_level"),
        ('\nlikely = "0.66"', '\nlikely = "0.96"', "[outlook] very_likely"),
        ('unlikely = "0.10"', 'unlikely = "0"', "[outlook] very_likely"),
        ('share_scale = "logit"', 'share_scale = "probit"', "[outlook] share_scale"),
        ('saturated = "已达上限"', "", "[words.outlook]"),
    ],
)
def test_a_senseless_entry_is_refused_by_name(profile: Path, edit, old, new, where) -> None:
    edit(profile, old, new)
    with pytest.raises(JbecoError) as caught:
        load_methods(profile, {})
    assert [problem.where for problem in caught.value.problems] == [f"methods.toml {where}"]
