from jbeco.plan import Plan
from scripts.example.basis import basis_of
from scripts.example.story import YEARS


def test_every_figure_that_needs_a_basis_has_one(real_plan: Plan) -> None:
    for code in real_plan.asked:
        assert bool(basis_of(code, 2025)) == code.basis_matters, code.code


def test_only_the_price_base_changes_and_only_in_2021(real_plan: Plan) -> None:
    changed = {
        (year, code.code)
        for code in real_plan.asked
        for year in list(YEARS)[1:]
        if basis_of(code, year) != basis_of(code, year - 1)
    }
    assert changed
    assert {year for year, _ in changed} == {2021}
    assert "gdp_constant" in {code for _, code in changed}
