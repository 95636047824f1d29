import pytest

from jbeco.intake.personal import (
    check_personal,
    has_personal,
    mask_personal,
    without_personal,
)
from jbeco.intake.records import Unread
from jbeco.problems import Level, Problem

MOBILE = "13812345678"
IDENTITY = "33020519800229123X"
FILE = "2025/2025-ecology-生态局.xlsx"


def found(desk, *records, problems=()):
    return list(check_personal(desk.submissions(*records, problems=problems)))


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
    (problem,) = found(desk, desk.row("a", 5, 4, **{field: f"问{MOBILE}"}))
    assert problem.where == f"{FILE}!数据!{column}4"
    assert problem.level is Level.WARNING
    assert "1381234" not in str(problem)


def test_every_other_record_is_looked_at(desk, bench):
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
        (problem,) = found(desk, record)
        assert problem.where == where
        assert "1381234" not in str(problem)
        assert IDENTITY not in str(problem)


def test_a_number_is_a_number(desk):
    assert found(desk, desk.row("a", MOBILE)) == []
    assert found(desk, desk.row("a", 5, year=2024, note=MOBILE)) == []


def test_a_cell_that_could_not_be_read_is_reported_without_its_number(desk):
    refused = Problem(f"{FILE}!数据!F2", f"“{MOBILE} 张三”读不懂", "请填一个数")
    (problem,) = found(desk, problems=(refused,))
    assert (problem.where, problem.level) == (refused.where, Level.WARNING)
    (masked,) = without_personal(desk.submissions(problems=(refused,))).problems
    assert (masked.where, masked.level, "读不懂" in masked.what) == (
        refused.where,
        Level.ERROR,
        True,
    )
    assert MOBILE not in str(masked) + str(problem)


def test_what_comes_after_gets_no_such_number(desk):
    given = without_personal(desk.submissions(desk.row("a", 5, basis=f"问{MOBILE}")))
    assert MOBILE not in repr(given)
    assert "问" in given.observations[0].basis


def test_nor_what_stood_in_a_cell_that_could_not_be_read(desk):
    lost = Unread("", "rate", "", 2025, "2025/甲.xlsx!数据!F2", entered=f"问{MOBILE}")
    given = without_personal(desk.submissions(unread=(lost,)))
    assert MOBILE not in repr(given)
    assert "问" in given.unread[0].entered


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("经办人 张三", "经办人 {}"),
        ("联系人：李四", "联系人:{}"),
        ("示例：经办人张三，已核对", "示例:经办人{},已核对"),
        ("填报人:王小明 审核人：李四", "填报人:{} 审核人:{}"),
        ("负责人是陈明", "负责人是{}"),
        ("联系人张三电话见封面", "联系人{}电话见封面"),
        (f"联系人张三{MOBILE}。", "联系人{}{}。"),
    ],
)
def test_names_of_people_are_taken_out_and_are_no_fault(desk, text, masked):
    assert mask_personal(text) == masked.replace("{}", "（个人信息已隐去）")
    record = desk.row("a", 5, note=text)
    (seen,) = without_personal(desk.submissions(record)).observations
    assert seen.note == mask_personal(text)
    assert bool(found(desk, record)) is (MOBILE in text)


@pytest.mark.parametrize(
    "text",
    [
        "经办人出差",
        "经办人 出差",
        "负责人高度重视此项工作",
        "负责人员名单",
        "联系人见封面",
        "审核人：待定",
        "张三提供",
        "王家村联系人",
    ],
)
def test_what_is_no_name_stays(text):
    assert mask_personal(text) == text


def test_a_message_repeats_no_name(desk):
    problem = Problem(f"{FILE}!数据!N3", "“经办人：李四”没有读入", "请改")
    (masked,) = without_personal(desk.submissions(problems=(problem,))).problems
    assert "李四" not in masked.what
