"""The departments' pages: each has its own indicators, measures and requests, and no other's."""

import re
from collections.abc import Callable

from jbeco.assessment import AssessedYear
from jbeco.report.blocks import Heading, Link, Table
from jbeco.report.chapters.departments import department_table, departments
from tests.report.chapters.reading import Put, links_of, rows_of, table_of, texts_of


def test_each_page_starts_a_sheet_and_is_linked(county: AssessedYear) -> None:
    first, *rest = departments(county)
    heads = [block for block in rest if isinstance(block, Heading)]
    assert [head.text for head in heads] == ["县生态局", "县住建局", "县水利局"]
    assert all(head.new_page for head in heads)
    assert links_of([first]) == [head.anchor for head in heads]


def test_each_criterion_stands_on_the_page_of_who_reports_it(base_year: AssessedYear) -> None:
    blocks = departments(base_year)
    for department in base_year.plan.departments.values():
        mine = {
            criterion.id
            for criterion in base_year.plan.criteria
            if criterion.department == department.id and criterion.applicable
        }
        caption = f"{department.name}负责填报的指标"
        if not mine:
            assert caption not in [b.caption for b in blocks if isinstance(b, Table)]
            continue
        links = links_of([table_of(blocks, caption)])
        assert sorted(links) == sorted(mine)


def test_what_is_owed_is_asked_of_the_one_who_owes_it(county: AssessedYear) -> None:
    blocks = list(departments(county))
    starts = [place for place, block in enumerate(blocks) if isinstance(block, Heading)]
    pages = [blocks[a:b] for a, b in zip(starts, [*starts[1:], None], strict=True)]
    request = "单位地区生产总值用水量（C03）：报出当年的数，并提供上级任务文件与考核结果"
    assert [request in "".join(texts_of(page)) for page in pages] == [False, False, True]
    assert any(piece == Link("C03", "C03") for block in pages[2] for piece in flat(block))


def test_a_page_tells_causes_and_what_is_still_to_be_written(county: AssessedYear) -> None:
    blocks = list(departments(county))
    [table] = [b for b in blocks if isinstance(b, Table) and b.caption.endswith("原因与对策")]
    assert table.caption == "县住建局滞后或倒退的指标：原因与对策"
    assert len(table.rows) == 2
    said = "".join(texts_of(blocks))
    assert said.count("还请在填报表的“原因与对策”表里写：") == 1


def test_what_is_explained_is_not_asked_again(example_year: Callable[[int], AssessedYear]) -> None:
    blocks = departments(example_year(2025))
    asked = [text for text in texts_of(blocks) if text.startswith("还请在填报表的")]
    assert asked == [
        "还请在填报表的“原因与对策”表里写：畜禽粪污综合利用率的原因、措施、责任单位与完成时限。"
    ]
    [table] = [
        b
        for b in blocks
        if isinstance(b, Table) and b.caption == "区综合行政执法局未达标的指标：原因与对策"
    ]
    [row] = rows_of(table)
    assert row[2].startswith("示例：公园绿地有增加")
    assert row[5] == "2027 年"


def test_who_is_to_confirm_a_reading_is_told_on_the_own_page(base_year: AssessedYear) -> None:
    blocks = list(departments(base_year))
    starts = [place for place, block in enumerate(blocks) if isinstance(block, Heading)]
    for a, b in zip(starts, [*starts[1:], None], strict=True):
        mine = [
            ruling.id
            for ruling in base_year.plan.rulings
            if blocks[a].text in ruling.confirm_by.split("、") and ruling.plausible
        ]
        asked = [x for x in blocks[a:b] if "".join(texts_of([x])).startswith("请本部门确认的")]
        assert links_of(asked) == mine
    assert "所列责任部门由编制单位按部门的常见职能提出，待确认。" in "".join(texts_of(blocks[:1]))


def test_a_figure_names_its_cell(example_year: Callable[[int], AssessedYear]) -> None:
    blocks = departments(example_year(2025))
    rows = rows_of(table_of(blocks, "区统计局负责填报的基础数据"))
    cells = [row[4] for row in rows]
    assert all(re.fullmatch(r"数据!F\d+", one) for one in cells)
    assert len({*cells}) == len(cells)


def flat(block: object) -> list[object]:
    return [piece for line in getattr(block, "lines", ()) for piece in line]


def test_measures_stand_with_who_leads_them(county: AssessedYear) -> None:
    blocks = departments(county)
    rows = rows_of(table_of(blocks, "县水利局的措施与承诺"))
    assert [row[0] for row in rows] == ["A01", "A01-1"]
    assert [row[0] for row in rows_of(table_of(blocks, "县生态局的措施与承诺"))] == ["A02"]


def test_all_departments_in_one_table(county: AssessedYear, final_county: AssessedYear) -> None:
    rows = {row[0]: row[1:] for row in rows_of(department_table(county))}
    assert list(rows) == ["县生态局", "县住建局", "县水利局"]
    assert rows["县住建局"] == [
        "未报送",
        "应判 2 项：滞后或倒退 2 项",
        "城镇人均公园绿地面积（C02-1）；生态环境损害赔偿（C02-2）",
        "无",
        "无",
    ]
    assert rows["县水利局"][4].startswith("单位地区生产总值用水量：报出当年的数，并提供")
    assert rows["县水利局"][2] == "无"


def test_in_the_base_year_nobody_is_late(base_year: AssessedYear) -> None:
    assert {row[1] for row in rows_of(department_table(base_year))} == {
        "基准年不发填报表，数取自规划所列现状"
    }


def test_who_has_nothing_due_says_so(county: AssessedYear, judged: Put) -> None:
    none = judged(county, C03="not_applicable")
    rows = {row[0]: row[1:] for row in rows_of(department_table(none))}
    assert rows["县水利局"][1] == "没有应判的指标"


def test_who_reports_only_figures_of_others_has_a_page_too(
    example_year: Callable[[int], AssessedYear],
) -> None:
    told = example_year(2025)
    rows = {r[0]: r[1:] for r in rows_of(table_of(departments(told), "区统计局负责填报的基础数据"))}
    output = rows["地区生产总值（现价）"]
    assert output[0] == "万元"
    assert float(output[1]) > 0
    assert "单位地区生产总值用水量" in output[2]
    assert len(rows) == sum(
        code.department == "statistics" and code.role == "part" for code in told.plan.asked
    )


def test_what_others_owe_for_an_indicator_is_told_on_its_page(
    example_year: Callable[[int], AssessedYear],
) -> None:
    blocks = list(departments(example_year(2025)))
    starts = [place for place, block in enumerate(blocks) if isinstance(block, Heading)]
    pages = {
        blocks[a].text: texts_of(blocks[a:b])
        for a, b in zip(starts, [*starts[1:], None], strict=True)
    }
    waiting = {n: [t for t in p if "须由他方补资料" in t] for n, p in pages.items()}
    assert {name for name, said in waiting.items() if said} == {"区农业农村局（水利）"}
    [said] = waiting["区农业农村局（水利）"]
    assert "单位地区生产总值用水量（P28-1）：请编制单位从统计公报" in said
    assert all("没有待补的数据资料。" in page for page in pages.values())


def test_figures_that_decide_are_told_from_those_that_are_only_compared(
    example_year: Callable[[int], AssessedYear],
) -> None:
    blocks = departments(example_year(2025))
    uses = {r[0]: r[3] for r in rows_of(table_of(blocks, "区统计局负责填报的基础数据"))}
    assert uses["城区人口（含暂住人口）"] == "城镇人均公园绿地面积"
    assert uses["全区常住人口"] == "只用于核对、分解或误差估算：城镇人均公园绿地面积"
    said = texts_of(blocks)
    assert any(t.startswith("下表“填报表的单元格”是填报表 2025/") and "区统计局" in t for t in said)
