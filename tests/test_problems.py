"""Problems: one line each, all of them together, and only errors stop."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

from jbeco.problems import JbecoError, Level, Problem, raise_if_any

WARNING = Problem("a.csv!B2", "差得多", "请核实", Level.WARNING)
ERROR = Problem("a.csv!C3", "读不懂", "请改正", blocks=("N01", "P02"))


def test_a_problem_says_where_what_and_what_next() -> None:
    assert str(ERROR) == "错误｜a.csv!C3｜读不懂（影响 N01、P02）｜请改正"
    assert str(WARNING) == "警告｜a.csv!B2｜差得多｜请核实"


def test_warnings_pass_and_errors_bring_every_problem_along() -> None:
    raise_if_any([WARNING])
    with pytest.raises(JbecoError) as caught:
        raise_if_any([WARNING, ERROR])
    assert caught.value.problems == (WARNING, ERROR)
    assert str(caught.value).splitlines() == [str(WARNING), str(ERROR)]


def test_a_notebook_shows_the_problems_without_the_way_through_the_library(
    capsys: pytest.CaptureFixture[str],
) -> None:
    given = {"JbecoError": JbecoError, "problems": (WARNING, ERROR)}
    InteractiveShell(user_ns=given).run_cell("raise JbecoError(problems)")
    said = "".join(capsys.readouterr())
    assert said.strip().splitlines()[-2:] == [str(WARNING), str(ERROR)]
    assert "Traceback" not in said


def test_a_line_does_not_list_every_criterion() -> None:
    many = tuple(f"N{number:02}" for number in range(1, 41))
    assert "（影响 N01、" in str(Problem("a.csv", "丢了", "请补", blocks=many))
    assert "N12等 40 项）" in str(Problem("a.csv", "丢了", "请补", blocks=many))
    assert "N12）" in str(Problem("a.csv", "丢了", "请补", blocks=many[:12]))


def test_a_fault_is_seen_from_each_of_its_places() -> None:
    fault = Problem("a.xlsx!数据!F2", "不一致", "请改", also=("b.xlsx!数据!F9",))
    assert [seen.place for seen in fault.seen_from] == [
        ("a.xlsx", "数据", "F2"),
        ("b.xlsx", "数据", "F9"),
    ]
    assert {(seen.what, seen.also) for seen in fault.seen_from} == {("不一致", ())}


@pytest.mark.parametrize(
    ("mend", "told"),
    [
        ("请填一个数", "请填一个数"),
        (
            "请核实后改成一致，或在“更正与裁决”的“裁决”表写明采信哪一个；先不采信",
            "请核实后改成一致；先不采信",
        ),
        (
            "请核对；确实无误的，请在“更正与裁决”的“裁决”表指明这一格",
            "请核对；确实无误的，请在备注写明依据",
        ),
        ("请写入“更正与裁决”的“更正”表", "请在备注写明依据"),
    ],
)
def test_a_sender_is_not_sent_to_the_consultant_s_own_workbook(mend: str, told: str) -> None:
    assert Problem("a", "b", mend).mend_for_sender == told
