"""The method profile: exact thresholds, words for every code, and what it refuses."""

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from jbeco.plan import PACKAGE_PLAN
from jbeco.plan.methods import LIKELIHOODS, REQUIRED_WORDS, SILENCES, load_methods
from jbeco.problems import JbecoError


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return Path(shutil.copy(PACKAGE_PLAN / "methods.toml", tmp_path))


def refused(path: Path, changes: dict[tuple[str, str], str] | None = None) -> list[str]:
    with pytest.raises(JbecoError) as caught:
        load_methods(path, changes or {})
    return [problem.where for problem in caught.value.problems]


def test_the_shipped_thresholds_are_exact_numbers(profile: Path) -> None:
    methods = load_methods(profile, {})
    assert methods.on_track == Fraction(19, 20)
    assert methods.partly == Fraction(3, 5)
    assert methods.unmoved_until == Fraction(1, 2)
    assert (methods.kept_share, methods.falls_in_a_row) == (Fraction(7, 10), 3)
    assert methods.reference_share == Fraction(4, 5)
    assert methods.same_fact_tolerance == 0
    assert methods.no_superior_target == "unknown"
    assert methods.base_year_holds is True
    assert methods.accept_derived_comparators is True
    assert methods.accept_lagged_values is True
    assert methods.pass_rule_confidence == "未核"


def test_the_formal_verdict_has_its_ten_words(profile: Path) -> None:
    assert dict(load_methods(profile, {}).words.verdict) == {
        "met": "达标",
        "not_met": "未达标",
        "unknown": "无法判定",
        "not_applicable": "不适用",
        "already_met": "已达标",
        "on_track": "符合序时",
        "partly": "基本符合",
        "behind": "滞后",
        "regressed": "倒退",
        "doubtful": "存疑",
    }


def test_a_ruling_replaces_an_entry(profile: Path) -> None:
    changes = {
        ("pass_rule", "reference_share"): "1.00",
        ("assessment", "base_year_holds"): "false",
        ("assessment", "no_superior_target"): "not_applicable",
    }
    methods = load_methods(profile, changes)
    assert methods.reference_share == 1
    assert methods.base_year_holds is False
    assert methods.no_superior_target == "not_applicable"
    assert methods.partly == Fraction(3, 5)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('on_track = "0.95"', "on_track = 0.95", "methods.toml [pace] on_track"),
        ('partly = "0.60"', 'partly = "六成"', "methods.toml [pace] partly"),
        ('partly = "0.60"', 'partly = "3/0"', "methods.toml [pace] partly"),
        ("falls_in_a_row = 3", "falls_in_a_row = 3.5", "methods.toml [trend] falls_in_a_row"),
        ("falls_in_a_row = 3", "", "methods.toml [trend] falls_in_a_row"),
        ('kept_share = "0.7"', 'kept_share = "7"', "methods.toml [trend] kept_share"),
        (
            "base_year_holds = true",
            'base_year_holds = "yes"',
            "methods.toml [assessment] base_year_holds",
        ),
        ("[pace]", "[pace]\nhurry = 1", "methods.toml [pace] hurry"),
        ("[pace]", "[speed]\nslow = 1\n[pace]", "methods.toml speed"),
        ("[words.grade]", "[words.marks]\nS = '好'\n[words.grade]", "methods.toml [words] marks"),
        ('met = "达标"', "", "methods.toml [words.verdict] met"),
        ('lagged = "数据年份与评估年不符"', "", "methods.toml [words.reason] lagged"),
        ('binding = "约束性"', "binding = 1", "methods.toml [words.attribute] binding"),
        (
            'slip_factors = "10;15;100;10000"',
            'slip_factors = "10,15"',
            "methods.toml [check] slip_factors",
        ),
        ("file_mb = 20", 'file_mb = "20"', "methods.toml [limits] file_mb"),
        (
            'no_superior_target = "unknown"',
            'no_superior_target = "unknwon"',
            "methods.toml [assessment] no_superior_target",
        ),
        ("falls_in_a_row = 3", "falls_in_a_row = 0", "methods.toml [trend] falls_in_a_row"),
        ("minimum_years = 5", "minimum_years = 2", "methods.toml [outlook] minimum_years"),
        ("minimum_years = 5", 'minimum_years = "5"', "methods.toml [outlook] minimum_years"),
        ('trend_weight = "0.5"', 'trend_weight = "1.5"', "methods.toml [outlook] trend_weight"),
        ('trend_weight = "0.5"', "trend_weight = 0.5", "methods.toml [outlook] trend_weight"),
        (
            'interval_level = "0.80"',
            'interval_level = "80"',
            "methods.toml [outlook] interval_level",
        ),
        (
            'interval_level = "0.80"',
            'interval_level = "1"',
            "methods.toml [outlook] interval_level",
        ),
        ('likely = "0.66"', 'likely = "0.96"', "methods.toml [outlook] very_likely"),
        ('unlikely = "0.10"', 'unlikely = "0"', "methods.toml [outlook] very_likely"),
        ('share_scale = "logit"', 'share_scale = "probit"', "methods.toml [outlook] share_scale"),
        ('saturated = "已达上限"', "", "methods.toml [words.outlook] saturated"),
        ("[pace]", "[pace", "methods.toml"),
    ],
)
def test_a_bad_entry_is_refused_by_name(profile: Path, edit, old, new, where) -> None:
    edit(profile, f"\n{old}\n", f"\n{new}\n")
    assert refused(profile) == [where]


def test_all_bad_entries_are_named_at_once(profile: Path, edit) -> None:
    edit(profile, 'on_track = "0.95"', "on_track = 1")
    edit(profile, "falls_in_a_row = 3", "")
    edit(profile, '\nmet = "达标"', "")
    assert refused(profile) == [
        "methods.toml [pace] on_track",
        "methods.toml [trend] falls_in_a_row",
        "methods.toml [words.verdict] met",
    ]


def test_a_section_that_is_no_table_is_a_problem_not_a_crash(profile: Path, edit) -> None:
    edit(profile, "[trend]", "[unused]")
    edit(profile, "\nversion", "\ntrend = 3\nversion")
    assert refused(profile) == ["methods.toml trend", "methods.toml unused"]


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    assert refused(tmp_path / "methods.toml") == ["methods.toml"]


def test_the_shipped_choices_of_the_outlook(profile: Path) -> None:
    outlook = load_methods(profile).outlook
    assert outlook.minimum_years == 5
    assert outlook.trend_weight == Fraction(1, 2)
    assert outlook.interval_level == Fraction(4, 5)
    assert outlook.special_year == 2020
    assert outlook.confidence == "推断"


def test_the_bins_are_those_of_the_words(profile: Path) -> None:
    outlook = load_methods(profile).outlook
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
    words = load_methods(profile).words
    assert set(words.outlook) == {*LIKELIHOODS, *SILENCES}
    for group, codes in REQUIRED_WORDS.items():
        assert set(codes) == set(getattr(words, group)), group
    assert [words.outlook[code] for code in LIKELIHOODS] == [
        "很可能实现",
        "可能但不确定",
        "不明朗",
        "不大可能",
        "很难实现",
    ]
