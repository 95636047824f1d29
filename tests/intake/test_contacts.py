"""When a department was heard of or spoken to."""

from datetime import date
from typing import Any

import pytest

from jbeco.intake.contacts import CONTACTS, Contact, read_contacts
from jbeco.problems import JbecoError

HEADER = "department,contacted_on,how,note"


def log(clerk: Any, *rows: str) -> None:
    (clerk.folder / CONTACTS).write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")


def read(clerk: Any) -> tuple[Contact, ...]:
    return read_contacts(clerk.data, clerk.year, clerk.plan)


def test_without_any_table_nobody_was_spoken_to(clerk: Any) -> None:
    assert read(clerk) == ()


def test_calls_receipts_and_corrections_stand_by_day(clerk: Any) -> None:
    log(clerk, "housing,2025-03-09,电话,说下周报", "housing,2025/3/1,,")
    clerk.table("received.csv", "县生态局重报.xlsx,2025-03-05,县生态局.xlsx,")
    clerk.table("corrections.csv", "ecology,straw_used,,1,2,笔误,王工,2025-03-07")
    assert read(clerk) == (
        Contact(date(2025, 3, 1), "联系", "housing"),
        Contact(date(2025, 3, 5), "收到", "", "县生态局重报.xlsx"),
        Contact(date(2025, 3, 7), "告知更正", "ecology"),
        Contact(date(2025, 3, 9), "电话", "housing"),
    )


def test_every_fault_of_the_log_is_told_at_once(clerk: Any) -> None:
    log(clerk, "nobody,2025-03-01,电话,", "housing,上周,电话,")
    with pytest.raises(JbecoError) as caught:
        read(clerk)
    places = [problem.where for problem in caught.value.problems]
    assert places == ["2024/contacts.csv!A2（department）", "2024/contacts.csv!B3（contacted_on）"]


def test_faults_of_the_other_tables_are_left_to_the_check(clerk: Any) -> None:
    clerk.table("received.csv", "县生态局.xlsx,昨天,,")
    assert read(clerk) == ()


def test_the_log_is_no_input_of_the_assessment(clerk: Any) -> None:
    """Else a telephone call would make a revision of the report."""
    clerk.send("ecology", {"数据!F2": 80})
    before = clerk.read()
    log(clerk, "nobody,昨天,电话,")
    after = clerk.read()
    assert (after.files, after.problems) == (before.files, before.problems)


def test_a_number_is_not_repeated(clerk: Any) -> None:
    log(clerk, "housing,2025-03-01,电话 13800138000,")
    assert "13800138000" not in read(clerk)[0].how
