"""The cells of the notebook 30_outlook and the outlook section of the report."""

from __future__ import annotations

from collections.abc import Sequence

from IPython.display import HTML, display

from ..assessment import AssessedYear
from ..statistics.outlook import Outlook, outlook
from ..statistics.yearly_trends import yearly_trends
from .annex_index import annex_rows
from .notebook import show_chart, show_html
from .outlook_figures import outlook_chart
from .outlook_tables import (
    energy_rows,
    outlook_rows,
    ratio_rows,
    silent_counts,
    survey_assumption,
    survey_rows,
    trend_rows,
)
from .render import render

__all__ = [
    "show_all_outlooks",
    "show_annex_index",
    "show_outlook",
    "show_surveys",
    "show_trends",
    "show_why_moved",
]


def show_outlook(assessment: AssessedYear) -> None:
    """Show the targets that have a probability, and why the others have none."""
    found = _outlooks(assessment)
    rows = [row for row in outlook_rows(assessment, found) if row["概率"]]
    silent = silent_counts(found)
    total = sum(count for _, count in silent)
    html = render("outlook_summary.html", rows=rows, silent=silent, silent_total=total)
    display(HTML(html))
    drawn = outlook_chart(assessment, found)
    if drawn is not None:
        show_chart(drawn, "图 3　数值目标的前景")


def show_all_outlooks(assessment: AssessedYear) -> None:
    """Show every target with its reason."""
    _rows("全部目标的前景", outlook_rows(assessment, _outlooks(assessment)))


def show_trends(assessment: AssessedYear) -> None:
    """Show the trend of every indicator with all the numbers a sceptic asks for."""
    trends = yearly_trends(assessment.plan, assessment.facts.values, assessment.year)
    notes = (
        "Mann–Kendall 用精确分布（含并列），双侧；Sen 斜率的区间在 n ≤ 10 时取自同一精确分布。",
        "n = 4 时永远达不到 5%，n = 5 时最小 p = 0.017，n = 6 时 0.003。"
        "q 值在约束性、参考性两类内分别计算；两表同一指标只检验一次。",
        "秩相关系数法的临界值表是单侧 5%，按双侧读是 10%。年度序列不用 HAC 与 Yue–Wang 等修正："
        "n ≤ 11 时它们在没有趋势时也有两到四成判为显著。",
    )
    _rows("各指标年度值的趋势", trend_rows(assessment, trends), notes)


def show_surveys(assessment: AssessedYear) -> None:
    """Show survey scores with their sampling error."""
    _rows("公众调查得分的抽样误差", survey_rows(assessment), (survey_assumption(),))


def show_why_moved(assessment: AssessedYear) -> None:
    """Show what moved the quotients, and structure against intensity of energy use."""
    _rows("比值变动的来由（对数平均分解，两项之和等于变化）", ratio_rows(assessment))
    why = "两年的价格基期不同，或缺工业能耗、可比价工业增加值。"
    _rows("单位 GDP 能耗变动的分解（LMDI，残差为零）", energy_rows(assessment), why=why)


def show_annex_index(assessment: AssessedYear) -> None:
    """Show the composite index, which belongs into an annex only."""
    rows, notes = annex_rows(assessment)
    _rows("综合指数（只供附件，不用于判定）", rows, notes)


def _outlooks(assessment: AssessedYear) -> tuple[Outlook, ...]:
    return outlook(assessment.plan, assessment.facts.values, assessment.year)


def _rows(
    caption: str, rows: Sequence[dict[str, str]], notes: Sequence[str] = (), why: str = ""
) -> None:
    show_html(render("rows.html", caption=caption, rows=rows, notes=notes, why=why))
