"""METHODS.md: how everything is judged, with its tables made from the plan's data."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from jbeco.plan import Indicator, Plan, parse_rule, reading
from jbeco.standards.rounding import exact_text

from .methods_evidence import bases_section, evidence_section
from .methods_tables import (
    calibration_section,
    standards_section,
    sustained_section,
    table,
)

__all__ = ["methods_page"]

RULE_EXAMPLES = (
    (">= 88", "不低于、不高于、高于、低于、等于一个数：`>=` `<=` `>` `<` `=`"),
    ("> 0 every year", "从基准年起每一年的数都要达到"),
    ("rising", "持续提高（下降写 `falling`）"),
    ("rising every year", "逐年提高（下降写 `falling every year`）"),
    ("not worse", "保持稳定或持续改善"),
    ("kept", "面积不减少、性质不改变、功能不降低，及同类说法"),
    ("task met", "完成上级规定、下达的任务"),
    ("> province", "与同年、同口径的全省平均比"),
    ("rise > province", "比上年提高的幅度大于全省（下降写 `fall > province`）"),
    ("status >= 严格执行", "状态达到梯级里的一级（梯级见指标声明的 states）"),
    (
        ">= 25 for 城区街道 and >= 30 for 涉农街道（镇）",
        "分系列报送的指标，每个系列各有要求（写 `for` 与系列名）",
    ),
    (">= 85 or (rising and rise > province)", "`and`、`or` 与括号"),
)

HEAD = """# 方法

本文件由 `python scripts/make_methods.py` 从指标体系（`jbeco/frameworks`）、指标的声明
（`jbeco/indicators`）与规划（`jbeco/plan/jiangbei`）生成；测试会核对它没有过时。

## 一、数据怎样走到判定

填报（`data/raw/<年份>`）→ 原始数（每个数带文件、单元格、sha256、数据年份、等级）→ 指标量的值 →
每个子项的三个结论 → 一个判定 → 报告。

1. **同一事实两处填报**：完全一致才用；不一致就是“填报数互相矛盾”，判无法判定，
   不采信其中任何一个。
2. **缺数**：没有填报、尚无数据、编制中、只有文字没有数值……各有原因代码和责任部门；
   不插补，不沿用上年。能用核定的下降率连乘、或从次年比起的，照判而降等（第十一、十二节）。
3. **比较**：用未修约的数（精确分数），不用浮点数；显示按 GB/T 8170 四舍六入五成双，
   显示与判定看似矛盾时自动加位。
4. **三值逻辑**：`and` 中一项为假即为假，`or` 中一项为真即为真；其余只要有未知就是未知。

## 二、判定

| 年份 | 判定用什么 | 可能的词 |
|---|---|---|
| 基准年 | 达到指标值 | 达标、未达标、无法判定、不适用 |
| 近期、远期目标年 | 达到指标值，并且达到该年目标 | 达标、未达标、无法判定、不适用 |
| 其他年份 | 都达到为已达标，否则看序时进度比 | 还有：已达标、符合序时、基本符合、滞后、倒退 |

- 序时进度比 r = P ÷ τ；P =（当年 − 基准）÷（目标 − 基准），
  τ =（当年 − 基准年）÷（目标年 − 基准年），线性，正反向同一式。
  规划没有规定公式，这是本程序的约定（未核）。
- 不算序时的：目标不是数、没有可比的基准值、基准等于或已达目标。基准已达目标而现在没有达到的，
  判倒退；没有可比的基准值的，达不到指标值判滞后，达到指标值而达不到目标判无法判定。基准年缺数的，
  从首个有数的年份算起（口径认定 R44）；口径变更的不算（第十一节）。
- 目标里同时要求完成上级任务的，任务没有完成判滞后，没有任务结果判无法判定，不看序时进度比。
- 目标是状态或“持续”的，没有中间的数可比：目标年到期前没有达到的，比基准年退步判倒退；没有退步的，
  时间未过半判基本符合，过半判滞后（标准不达的不等，判滞后）。逐年、任务、保持是每年的要求，不等。
- 近期目标的数到期后仍须守住：之后的年份退过它的，最多判滞后（口径认定 R42 把它写进远期规则）。
- 复合项（①②③）与一格两值的子项由最差的一个决定，不平均；当年不适用的子项不参与。
- “持续”“保持”“逐年”是三个词，变化都以最小有效变化 ε 为限：相差不超过 ε 是持平，升降同一尺度；
  已达上（下）限（如 100%）视为保持。
  - “持续提高”（下降同理）：优于基准年超过 ε；守住历年最好进步的七成（回落不过 ε 的不计）；
    没有连续三年一年不如一年（合计超过 ε）。七成与三年在 methods.toml [trend]，怎样选定见第十节。
  - “保持稳定或持续改善”：不劣于基准年超过 ε；没有连续三年一年不如一年。
  - “逐年提高”：从基准年起每一年都优于上年超过 ε；有一年退步超过 ε 即不成立，
    有一年变化不过 ε 的转人工确认（无法判定）。
  - 中间缺某年数的，按有数的年份判，等级不高于 C；“持续”缺上年数、“逐年”缺任一年数的无法判定。
- 数据等级随判定取所用数据里最差的一级；推算的对照值为 C 级。
"""


WHOLE = """
总体要求在首页说两遍。按规划目标：每一项的判定（指标值与到期的目标都要达到）；目标没有到期的年份写“尚未到期”。按指标值：只看指标体系自己的要求，不看规划定的目标；存疑的、因填报本身无法判定的不算达到。规划的目标可以比指标体系严，所以两个结论可以不同。"""


def methods_page(plan: Plan, calibration: Path) -> str:
    """Write the whole page for a plan; ``calibration`` is the folder of the measured tables."""
    sections = [
        HEAD,
        _rule_language(),
        _thresholds(plan),
        _formulas(plan),
        _rules_in_use(plan),
        _rulings(plan),
        standards_section(),
        calibration_section(calibration),
        sustained_section(calibration),
        bases_section(plan),
        evidence_section(plan),
    ]
    return "\n".join(sections)


def _rule_language() -> str:
    rows = [(f"`{rule}`", reading(parse_rule(rule)), note) for rule, note in RULE_EXAMPLES]
    return "## 三、规则语言\n\n" + table(["规则", "读作", "说明"], rows)


def _thresholds(plan: Plan) -> str:
    methods = plan.methods
    rows = [
        ("符合序时", f"r ≥ {exact_text(methods.on_track)}", "methods.toml [pace]"),
        ("基本符合", f"r ≥ {exact_text(methods.partly)}", "methods.toml [pace]"),
        ("文字目标可等到", f"τ ≤ {exact_text(methods.unmoved_until)}", "methods.toml [pace]"),
        ("“持续”守住", f"最好进步的 {exact_text(methods.kept_share)}", "第十节"),
        ("“持续”“保持”不得连退", f"{methods.falls_in_a_row} 年", "第十节"),
        (
            "参考性达标比例",
            f"≥ {exact_text(methods.reference_share)}（{methods.pass_rule_confidence}）",
            methods.pass_rule_source,
        ),
        ("同一事实允许的差", exact_text(methods.same_fact_tolerance), "methods.toml [assessment]"),
    ]
    title = f"## 四、阈值（评估规则 {methods.version}）\n\n"
    grades = "；".join(f"{grade} {text}" for grade, text in methods.words.grade.items())
    return title + table(["项目", "值", "来源"], rows) + f"\n数据等级：{grades}。\n{WHOLE}\n"


def _formulas(plan: Plan) -> str:
    tally = Counter(indicator.confidence for indicator in plan.indicators.values())
    said = "，".join(f"{word} {tally[word]}" for word in ("已核", "旁证", "回忆", "推断"))
    rows = [
        (
            f"`{indicator.id}`",
            indicator.name,
            indicator.formula,
            _inputs(indicator),
            indicator.unit or "—",
            indicator.document or "—",
            _read_in(indicator),
            indicator.confidence if indicator.verified else f"{indicator.confidence}（未核）",
            indicator.valid,
            _resolution(plan, indicator),
            "可以没有" if indicator.can_be_absent else "总有",
        )
        for indicator in plan.indicators.values()
    ]
    title = f"## 五、指标公式\n\n{len(rows)} 个指标量：{said}。"
    title += "除“已核”外，报告里都标为未核，可替换。“对象”一列写明能不能填“无此类对象”。\n\n"
    header = [
        "指标量",
        "名称",
        "公式",
        "输入（原始数代码）",
        "单位",
        "依据",
        "读到的文字",
        "可信度",
    ]
    return title + table([*header, "何时成立", "最小有效变化 ε 与来历", "对象"], rows)


def _read_in(indicator: Indicator) -> str:
    """Return where a definition was read, or what was found instead, with the address."""
    return "；".join(part for part in (indicator.source, indicator.address) if part) or "—"


def _resolution(plan: Plan, indicator: Indicator) -> str:
    """Return ε and the document or the printed digit that it comes from."""
    if indicator.resolution is None:
        return "—"
    epsilon = f"{exact_text(indicator.resolution)} {indicator.unit}".rstrip()
    if indicator.resolution_source:
        return f"{epsilon}；{indicator.resolution_source}"
    criteria = {c.id for c in plan.criteria if c.indicator == indicator.id}
    printed = [
        base.value
        for base in plan.base_values
        if base.criterion in criteria
        and base.measure == "level"
        and len(base.value.partition(".")[2]) == (indicator.decimals or 0)
        and base.value
    ]
    if printed:
        return f"{epsilon}；规划表印作 {printed[0]}，末位之半"
    return f"{epsilon}；推断：填报要求保留 {indicator.decimals} 位小数，末位之半"


def _inputs(indicator: Indicator) -> str:
    """Return what the indicator is worked out from."""
    if indicator.inputs == (indicator.id,):
        return "直接填报"
    return "、".join(f"`{name}`" for name in indicator.inputs)


def _rules_in_use(plan: Plan) -> str:
    header = ["子项", "名称", "指标值原文", "规则", *(f"{y} 目标规则" for y in plan.milestones)]
    rows = [
        (
            criterion.id,
            criterion.full_name + ("" if criterion.applicable else "（不适用）"),
            criterion.standard.text,
            f"`{criterion.standard.rule}`",
            *(f"`{d.rule}`" if d.rule is not None else "—" for d in criterion.targets.values()),
        )
        for criterion in plan.criteria
    ]
    return "## 六、每个子项的规则\n\n" + table(header, rows)


def _rulings(plan: Plan) -> str:
    header = ["编号", "问题", "默认读法", "理由", "另一口径", "会改变什么", "有人会这样读吗"]
    rows = [
        (
            ruling.id,
            ruling.question,
            ruling.default_reading,
            ruling.why,
            ruling.other_reading,
            ruling.what_would_change,
            f"{'会' if ruling.plausible else '一般不会'}：{ruling.plausibility}",
            ruling.confirm_by,
            ruling.status,
        )
        for ruling in plan.rulings
    ]
    title = "## 七、口径认定\n\n"
    title += (
        "换一种读法会改变哪些判定、哪个总体结论，由程序逐条重算，"
        "印在报告首页与“规划文字口径认定及其影响”一章。\n\n"
    )
    return title + table([*header, "确认人", "状态"], rows)
