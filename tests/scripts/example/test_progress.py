from fractions import Fraction

from jbeco.intake.layout import ACTION_STATES
from jbeco.plan import Plan
from scripts.example.progress import MEASURED, step_of
from scripts.example.story import YEARS


def steps(plan: Plan):
    for action in plan.actions:
        for commitment in action.commitments or (None,):
            yield commitment, [step_of(action, commitment, year) for year in YEARS]


def test_progress_never_goes_back(real_plan: Plan) -> None:
    for _, told in steps(real_plan):
        shares = [step.share for step in told]
        assert shares == sorted(shares)
        assert 0 <= shares[0] <= shares[-1] <= 100
        rungs = [ACTION_STATES[step.state] for step in told]
        assert rungs == sorted(rungs)


def test_quantities_stay_within_what_was_promised(real_plan: Plan) -> None:
    for commitment, told in steps(real_plan):
        for step in told:
            if commitment is None or commitment.amount is None:
                assert step.done is None
            elif commitment.id in MEASURED:  # a share that is to be kept, and is exceeded
                assert (step.state, step.share) == ("已完成", 100)
                assert step.done >= commitment.amount
            else:
                assert 0 <= step.done <= commitment.amount
                assert step.share == round(100 * Fraction(step.done) / commitment.amount)
                assert (step.state == "已完成") == (step.done == commitment.amount)


def test_dated_promises_are_kept_but_one(real_plan: Plan) -> None:
    late = [
        commitment.id
        for commitment, told in steps(real_plan)
        if commitment is not None
        and commitment.due_year is not None
        and commitment.due_year <= 2025
        and told[commitment.due_year - 2020].state != "已完成"
    ]
    assert late == ["M62-3"]


def test_two_promises_are_left_unfinished_at_the_end(real_plan: Plan) -> None:
    left = [c.id for c, told in steps(real_plan) if c and told[-1].share < 100]
    assert left == ["M38-1", "M56-3"]
