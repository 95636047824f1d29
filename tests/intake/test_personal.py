from dataclasses import replace

import pytest
from jbeco.intake.personal import check_personal

from jbeco.checks import check_year
from jbeco.checks.run import has_personal, mask_personal
from jbeco.problems import Level, Problem

MOBILE = "13812345678"
IDENTITY = "33020519800229123X"
FILE = "2025/2025-ecology-生态局.xlsx"


@pytest.mark.parametrize(
    "text",
    [
        MOBILE,
        f"联系人张三{MOBILE}。",
        "138 1234 5678",
        "138-1234-5678",
        "+86 13812345678",
        "8613812345678",
        "１３８１２３４５６７８",
        "0574-87654321",
        "（0574）87654321",
        "057487654321",
        "010-62345678",
        IDENTITY,
        IDENTITY.lower(),
        f"身份证：{IDENTITY}",
        "330205198002291234",
        "３３０２０５１９８００２２９１２３４",
    ],
)
def test_phone_and_identity_numbers_are_recognised_and_taken_out(text):
    assert has_personal(text)
    masked = mask_personal(text)
    assert "个人信息已隐去" in masked
    assert not has_personal(masked)
    assert "5678" not in masked
    assert "4321" not in masked
    assert "1234" not in masked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "甬环发〔2025〕138号",
        "2025-03-01",
        "20250301",
        "http://sthjt.zj.gov.cn/art/2023/1/19/art_1201344_58937567.html",
        "GB 3095-2012",
        "12345.678 吨",
        "3.1381234567",
        "23812345678",  # no mobile number starts like this
        "91330205MA2AB1234X",  # credit code of a company
        "123302054195000001",  # credit code of an institution
        "1381234567",
        "138123456789012345678",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert not has_personal(text)
    assert mask_personal(text) == text


@pytest.mark.parametrize(
    ("field", "column"),
    [("note", "N"), ("basis", "H"), ("document", "I"), ("document_number", "J")],
)
def test_every_text_of_a_figure_is_looked_at(desk, field, column):
    plan = desk.plan(desk.code("a"))
    problem = desk.one(check_personal, plan, desk.row("a", 5, 4, **{field: f"问{MOBILE}"}))
    assert problem.where == f"{FILE}!数据!{column}4"
    assert problem.level is Level.WARNING
    assert "1381234" not in str(problem)


def test_every_other_record_is_looked_at(desk, bench):
    plan = desk.plan(desk.code("a"))
    places = {
        f"{FILE}!佐证!B3": desk.evidence(title=f"证明 {IDENTITY}"),
        f"{FILE}!佐证!C3": desk.evidence(number=MOBILE),
        f"{FILE}!佐证!E3": desk.evidence(issuer=MOBILE),
        f"{FILE}!佐证!F3": desk.evidence(note=MOBILE),
        f"{FILE}!措施!H4": desk.progress(document_number=MOBILE),
        f"{FILE}!措施!I4": desk.progress(note=MOBILE),
        "某年/任务.csv!E2025": bench.task(2025, "met", name=MOBILE),
        "某年/某表.csv!A2025": bench.level(2025, 80, verbatim=MOBILE),
    }
    for where, record in places.items():
        problem = desk.one(check_personal, plan, record)
        assert problem.where == where
        assert "1381234" not in str(problem)
        assert IDENTITY not in str(problem)


def test_a_number_is_a_number(desk):
    plan = desk.plan(desk.code("a"))
    assert desk.find(check_personal, plan, desk.row("a", MOBILE)) == []
    assert desk.find(check_personal, plan, desk.row("a", 5, year=2024, note=MOBILE)) == []


def test_a_cell_that_could_not_be_read_is_reported_without_its_number(desk):
    plan = desk.plan()
    refused = Problem(f"{FILE}!数据!F2", f"“{MOBILE} 张三”读不懂", "请填一个数")
    given = desk.submissions(problems=(refused,))
    problems = check_year(plan, replace(given, departments={}))
    at_cell = [problem for problem in problems if problem.where == refused.where]
    assert sorted(problem.level for problem in at_cell) == sorted([Level.ERROR, Level.WARNING])
    assert "读不懂" in "".join(problem.what for problem in at_cell)
    assert all(MOBILE not in str(problem) for problem in problems)


def test_other_checks_do_not_repeat_it_either(desk):
    plan = desk.plan(desk.code("a", basis_matters=True))
    rows = [desk.row("a", 5, year=2024, basis="EI"), desk.row("a", 5, basis=f"问{MOBILE}")]
    problems = check_year(plan, desk.submissions(*rows))
    assert any("口径变更" in problem.what for problem in problems)
    assert all(MOBILE not in str(problem) for problem in problems)
