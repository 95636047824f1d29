"""report.docx: the report for Word in the look of GB/T 9704, with the page's words and numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from docx.document import Document as Letter

from ..assessment import AssessedYear, Verdict
from ..forms.docx_file import add_heading, add_line, add_table, add_title, new_letter, save_letter
from ..intake.layout import EXAMPLE_MARK
from .action_progress import action_rows, state_counts
from .edition import edition_of
from .front_page import FrontPage, front_page
from .results import title
from .value_text import value_text

__all__ = ["WORD_FILE", "write_report_docx"]

WORD_FILE = "report.docx"
WHOLE = {True: "满足", False: "不满足", None: "无法判定"}
LAGGING_WIDTHS = {"指标": 30, "判定": 16, "基准 → 本年 → 目标": 32, "原因": 39, "对策": 39}
OPEN_WIDTHS = {"指标": 34, "为什么不能判定": 68, "由谁补什么": 54}
LEAF_WIDTHS = {"子项": 16, "指标": 52, "属性": 16, "目标": 34, "本年": 22, "判定": 16}
MEASURE_WIDTHS = {"编号": 16, "措施或承诺": 70, "进展": 18, "完成": 26, "填报部门": 26}
ACT_WIDTHS = {"处理": 13, "文件与单元格": 45, "原来写": 22, "采用": 22, "理由、何人、何时": 54}
CHANGE_WIDTHS = {"对象": 42, "原来": 28, "现在": 28, "由什么引起": 58}


def write_report_docx(assessment: AssessedYear, path: Path) -> None:
    """Write the report as a Word file; equal tables give equal bytes.

    Parameters
    ----------
    assessment : AssessedYear
        The year as it was judged.
    path : Path
        The file.

    Raises
    ------
    JbecoError
        When the file cannot be written.
    """
    plan = assessment.plan
    whose = title(plan, assessment.year, assessment.review)
    mark = f"{EXAMPLE_MARK}数据，全部虚构，不代表任何地区" if assessment.is_example else ""
    letter = new_letter(f"{plan.name} {whose}", mark)
    heading = f"（{EXAMPLE_MARK}）{whose}" if assessment.is_example else whose
    add_title(letter, f"{plan.name}\n{heading}")
    page = front_page(assessment)
    _edition(letter, assessment)
    _overall(letter, assessment, page)
    _lagging(letter, assessment, page)
    _open(letter, page)
    _indicators(letter, assessment)
    _measures(letter, assessment)
    _acts(letter, assessment)
    _sources(letter, assessment)
    save_letter(letter, path, datetime(assessment.year + 1, 1, 1))


def _edition(letter: Letter, assessment: AssessedYear) -> None:
    edition = edition_of(assessment.plan, assessment.tables)
    if edition is None or edition.number == 1:
        return
    parts = [f"修订版 r{edition.number}", edition.dated, f"取代 {edition.before}"]
    add_line(letter, "　".join(part for part in parts if part) + "。")
    if edition.reason:
        add_line(letter, f"为什么修订：{edition.reason}。")
    if edition.on_cover:
        rows = [
            [row[key] for key in ("what", "before", "after", "why")] for row in edition.on_cover
        ]
        add_table(letter, CHANGE_WIDTHS, rows)


def _overall(letter: Letter, assessment: AssessedYear, page: FrontPage) -> None:
    add_heading(letter, "一、总体评价")
    add_line(letter, page.sentence)
    share = int(assessment.plan.methods.reference_share * 100)
    for one in assessment.conclusions:
        name = assessment.plan.frameworks[one.framework]
        add_line(
            letter,
            f"{name}：约束性 {one.binding_met}/{one.binding_due} 达标，"
            f"参考性 {one.reference_met}/{one.reference_due} 达标；"
            f"总体要求（约束性全部达标，参考性不低于 {share}%，"
            f"{assessment.plan.methods.pass_rule_confidence}）{WHOLE[one.whole]}。",
        )
    if assessment.silent:
        names = "、".join(department.name for department in assessment.silent)
        add_line(letter, f"没有报来任何数据的部门：{names}。")


def _lagging(letter: Letter, assessment: AssessedYear, page: FrontPage) -> None:
    add_heading(letter, "二、未达标（滞后）的指标、原因与对策")
    words = assessment.plan.methods.words.verdict
    rows = []
    for line in page.lagging:
        step = line.step
        way = f"{step.base} → {step.value} → {step.goal} {step.unit}" if step else line.reason
        causes = [f"{said.cause}（{said.author}）" for said in line.remarks if said.cause]
        proposals = [
            "，".join(text for text in (said.proposal, said.owner, said.due) if text)
            for said in line.remarks
            if said.proposal
        ]
        open_ = f"待{line.department}填写"
        rows.append(
            [
                line.name + ("（约束性）" if line.is_binding else ""),
                words[line.code],
                way,
                "\n".join([*(causes or [open_]), *line.measures]),
                "\n".join(proposals or [open_]),
            ]
        )
    _table_or(letter, LAGGING_WIDTHS, rows, page.none_lagging)


def _open(letter: Letter, page: FrontPage) -> None:
    add_heading(letter, "三、尚不能判定的指标")
    rows = [[line.name, line.leaves[0].reason, line.request] for line in page.unknown]
    _table_or(letter, OPEN_WIDTHS, rows, "没有不能判定的指标。")


def _indicators(letter: Letter, assessment: AssessedYear) -> None:
    add_heading(letter, "四、主要指标完成情况")
    for framework, name in assessment.plan.frameworks.items():
        add_line(letter, f"{name}：", with_next=True)
        mine = [v for v in assessment.verdicts if v.criterion.framework == framework]
        add_table(
            letter, LEAF_WIDTHS, [_leaf(assessment, v) for v in mine if v.criterion.applicable]
        )


def _leaf(assessment: AssessedYear, verdict: Verdict) -> list[str]:
    plan, criterion = assessment.plan, verdict.criterion
    ahead = [year for year in plan.milestones if year >= assessment.year]
    target = criterion.targets[ahead[0] if ahead else plan.milestones[-1]].text
    return [
        criterion.id,
        criterion.full_name,
        plan.methods.words.attribute[criterion.attribute],
        target or criterion.standard.text,
        value_text(assessment, verdict),
        plan.methods.words.verdict[verdict.code],
    ]


def _measures(letter: Letter, assessment: AssessedYear) -> None:
    add_heading(letter, "五、重点任务和项目进展")
    rows = action_rows(assessment)
    counts = "，".join(f"{word} {number} 项" for word, number in state_counts(rows))
    add_line(letter, f"{len(assessment.plan.actions)} 条措施，应报进展的措施与承诺：{counts}。")
    told = [
        [
            row.id,
            row.text,
            row.state,
            " ".join(t for t in (row.share, row.done) if t),
            row.department,
        ]
        for row in rows
    ]
    add_table(letter, MEASURE_WIDTHS, told)


def _acts(letter: Letter, assessment: AssessedYear) -> None:
    add_heading(letter, "六、更正与裁决")
    rows = [
        [
            act.kind,
            act.place,
            act.before,
            act.after,
            "，".join(text for text in (act.reason, act.who, act.when) if text),
        ]
        for act in assessment.submissions.amendments
    ]
    _table_or(letter, ACT_WIDTHS, rows, "没有更正、裁决、重报或口径衔接。")


def _sources(letter: Letter, assessment: AssessedYear) -> None:
    add_heading(letter, "七、数据来源与版本")
    for text in _versions(assessment):
        add_line(letter, text)


def _versions(assessment: AssessedYear) -> Iterator[str]:
    plan, given = assessment.plan, assessment.submissions
    yield f"规划文本：{plan.source}。方法档案 {plan.methods.version}。"
    yield (
        f"输入文件 {len(given.files) + len(plan.files)} 个，各自的 sha256 见 附表.xlsx 与 "
        "manifest.json；逐项的规则、出处与未修约的数见 report.html。"
    )


def _table_or(
    letter: Letter, widths: dict[str, int], rows: Sequence[Sequence[str]], nothing: str
) -> None:
    if rows:
        add_table(letter, widths, rows)
    else:
        add_line(letter, nothing)
