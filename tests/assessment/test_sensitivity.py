"""Which verdicts another reading of the plan's text would change: computed, never asserted."""

from pathlib import Path

import pytest

from jbeco.pipeline.evaluate import assess_year
from jbeco.plan import load_plan
from jbeco.problems import JbecoError

# ruling: {criterion: verdict of 2019 under the other reading}; all others change nothing in 2019
FLIPPED = {
    "R01": {"N22": "unknown", "P29": "unknown"},
    "R03": {"N22": "unknown", "P29": "unknown"},
    "R08": {"N39": "met", "N40": "met"},
    "R12": {"N33": "unknown", "P42": "unknown"},
    "R15": {"N12-3": "met"},
    "R16": {"N17-2": "met"},
    "R21": {"P03": "not_met"},
    "R26": {"N21": "unknown"},
    "R28": {"P13": "unknown"},
    "R30": {"N32": "unknown"},
    "R31": {"N08-3": "unknown"},
    "R41": {"P48": "unknown"},
}
REASONS = {
    "R01": "check_failed",
    "R03": "lagged",
    "R08": None,
    "R12": "check_failed",
    "R15": None,
    "R16": None,
    "R21": None,
    "R26": "no_previous",
    "R28": "no_previous",
    "R30": "no_task_record",
    "R31": "no_task_record",
    "R41": "derived_comparator",
}


def take_other(plan: Path, ruling: str) -> None:
    """Change one word of the table of rulings, as a user would."""
    table = plan / "rulings.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    (at,) = [i for i, line in enumerate(lines) if line.startswith(f"{ruling},")]
    assert lines[at].endswith(",default")
    lines[at] = lines[at].removesuffix("default") + "other"
    table.write_text("\n".join([*lines, ""]), encoding="utf-8")


def test_every_contested_verdict_of_the_base_year(base_year) -> None:
    found: dict[str, dict[str, str]] = {}
    for contest in base_year.contests:
        assert contest.taken == base_year.verdict(contest.criterion).code
        found.setdefault(contest.ruling.id, {})[contest.criterion] = contest.other
    assert found == FLIPPED


def test_a_contest_gives_the_reason_of_the_other_reading(base_year) -> None:
    (contest,) = [c for c in base_year.contests if c.ruling.id == "R21"]
    assert (contest.criterion, contest.taken, contest.other) == ("P03", "met", "not_met")
    assert contest.other_reason == "城区街道 2019 年为 26.6%，低于 30%"


@pytest.mark.parametrize("ruling", FLIPPED)
def test_a_ruling_is_taken_the_other_way_in_its_table_without_code(
    plan_copy: Path, raw_data: Path, base_year, ruling: str
) -> None:
    take_other(plan_copy, ruling)
    other = assess_year(2019, raw_data, plan_copy)
    changed = {
        verdict.criterion.id: verdict.code
        for verdict in other.verdicts
        if verdict.code != base_year.verdict(verdict.criterion.id).code
    }
    assert changed == FLIPPED[ruling]
    assert {other.verdict(i).reason_code for i in changed} == {REASONS[ruling]}


def test_the_contest_turns_round_when_the_ruling_is_turned(plan_copy: Path, raw_data: Path) -> None:
    take_other(plan_copy, "R21")
    other = assess_year(2019, raw_data, plan_copy)
    (contest,) = [c for c in other.contests if c.ruling.id == "R21"]
    assert (contest.criterion, contest.taken, contest.other) == ("P03", "not_met", "met")


def test_every_ruling_with_an_effect_can_be_read_the_other_way(real_plan) -> None:
    with_effects = [ruling.id for ruling in real_plan.rulings if ruling.effects]
    assert set(FLIPPED) < set(with_effects)
    for ruling in with_effects:
        other = load_plan(flipped=[ruling])
        assert _readable(other) != _readable(real_plan), ruling


def _readable(plan):
    return plan.criteria, plan.methods, plan.base_values, plan.successions


def test_a_reading_that_nobody_holds_is_not_in_the_list(real_plan) -> None:
    """“恰好等于 25”: R05 and R24 made R12, R21 and R31 invisible among the contested verdicts."""
    assert {"R05", "R24"}.isdisjoint(ruling.id for ruling in real_plan.rulings)
    assert not [r.id for r in real_plan.rulings if r.other_reading.startswith("恰好")]


def test_each_ruling_says_whether_somebody_could_read_otherwise(real_plan) -> None:
    assert all(ruling.plausibility for ruling in real_plan.rulings)
    named = {ruling.id: ruling.plausible for ruling in real_plan.rulings}
    assert (named["R12"], named["R21"], named["R31"]) == (True, True, True)
    assert (named["R34"], named["R53"]) == (False, False)


def test_a_ruling_that_names_another_default_is_refused(plan_copy: Path, edit) -> None:
    edit(plan_copy / "ruling_effects.csv", "standard_rule,>= 85,>= 95", "standard_rule,>= 86,>= 95")
    with pytest.raises(JbecoError, match="“>= 86”与 criteria 里现在的“>= 85”不一致"):
        load_plan(plan_copy)


def test_the_midterm_is_contested_where_the_plan_gives_a_bare_number(county_plan, county_data):
    # “75” as at least 75 (taken) or just 75: 80 in the base year meets the one, not the other
    assessed = assess_year(2022, county_data, county_plan)
    (contest,) = assessed.contests
    assert (contest.ruling.id, contest.criterion) == ("R01", "C01")
    assert (contest.taken, contest.other) == ("met", "not_met")


def test_a_ruling_that_turns_the_whole_says_into_what(county_plan, county_data) -> None:
    """C01 is the only binding row that the reading of “75” decides."""
    assessed = assess_year(2022, county_data, county_plan)
    turns = {(turn.ruling.id, turn.measure): (turn.taken, turn.other) for turn in assessed.turns}
    (whole,) = [conclusion.whole for conclusion in assessed.conclusions]
    assert whole is not False
    assert turns["R01", "target"] == (whole, False)
    [by_standard] = [conclusion.whole for conclusion in assessed.standard_conclusions]
    assert turns.get(("R01", "standard"), (by_standard, by_standard))[0] is by_standard


def test_a_reading_may_turn_the_whole_by_the_standard_alone(example_year) -> None:
    """Sewage fails the target of 2025 under every reading; by the standards all are met."""
    turns = [(t.ruling.id, t.measure, t.taken) for t in example_year(2025).turns]
    assert {measure for _, measure, _ in turns} == {"standard"}
    assert {taken for *_, taken in turns} == {True}
    assert {"R21", "R45"} <= {ruling for ruling, *_ in turns}


def test_the_base_year_fails_under_every_reading(base_year) -> None:
    assert base_year.turns == ()
