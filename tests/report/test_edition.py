"""What a reader is told of an edition: names for codes, numbers as decimals, verdicts first."""

from typing import Any

from jbeco.plan import load_plan
from jbeco.report.edition import edition_of
from jbeco.stage_tables import frame_of

PLAN = load_plan()


def tables(*changes: tuple[str, str, str, str]) -> dict[str, Any]:
    rows = [
        {"number": 1, "name": "2025-midterm", "dated": "", "reason": "", "withdrawn": ""},
        {"number": 2, "name": "2025-midterm-r2", "dated": "d", "reason": "r", "withdrawn": "w"},
        {"number": 3, "name": "2025-midterm-r3", "dated": "e", "reason": "s", "withdrawn": ""},
    ]
    named = [
        dict(zip(("kind", "what", "before", "after"), change, strict=True), why="")
        for change in changes
    ]
    return {"editions": frame_of("editions", rows), "changes": frame_of("changes", named)}


def test_outside_of_a_run_there_is_no_edition() -> None:
    empty = {name: frame_of(name, []) for name in ("editions", "changes")}
    assert edition_of(PLAN, empty) is None


def test_the_edition_before_is_the_last_that_was_not_withdrawn() -> None:
    found = edition_of(PLAN, tables())
    assert found is not None
    assert (found.number, found.before) == (3, "2025-midterm")


def test_names_stand_in_the_place_of_codes_and_decimals_in_that_of_fractions() -> None:
    found = edition_of(
        PLAN,
        tables(
            ("输入", "2025/a.xlsx", "1", "2"),
            ("数值", "sewage_treatment_rate level 2025", "419/5", "82104/84981"),
            ("数值", "pm25 decline 2025", "not_reported", "3"),
            ("判定", "N28", "未达标", "达标"),
        ),
    )
    assert found is not None
    told = [(row["what"], row["before"], row["after"]) for row in found.on_cover]
    name = next(c.full_name for c in PLAN.criteria if c.id == "N28")
    assert told[0] == (f"N28 {name}", "未达标", "达标")
    assert told[1] == ("2025 年城镇污水处理率", "83.8", "0.9661…")
    assert told[2][0].startswith("2025 年PM2.5")
    assert told[2][0].endswith("同比下降率")
    assert found.counts == "输入 1 处，数值 2 处，判定 1 处"
