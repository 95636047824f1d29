"""The command line: ``jbeco plan | template | check | run | …``.

Exit codes: 0 done, 1 the data or the result is at fault, 2 wrong usage. Results go to stdout,
progress and errors to stderr, all in Chinese. Each command imports what it needs when it runs, so
that ``jbeco --help`` is quick.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from .problems import JbecoError, Level, problem_record

if TYPE_CHECKING:
    from .assessment import AssessedYear
    from .pipeline.published import PublishedReport
    from .plan import Plan

__all__ = ["main"]

REVIEWS = ("annual", "midterm", "final")
TRANSLATIONS = (
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"参数 \1 不能是 \2，可选：\3"),
    (r"argument (.+?): invalid int value: (.+)", r"参数 \1 应为整数，不能是 \2"),
    (r"argument (.+?): invalid _years value: (.+)", r"参数 \1 应如 2020:2030，不能是 \2"),
    (r"argument (.+?): expected one argument", r"参数 \1 后面缺少内容"),
    (r"argument (.+?): ignored explicit argument (.+)", r"参数 \1 后面不能有内容 \2"),
)


class _Parser(argparse.ArgumentParser):
    """Says in Chinese what is wrong with a call."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, add_help=False, **options)
        self._positionals.title = "位置参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        for pattern, chinese in TRANSLATIONS:
            message = re.sub(pattern, chinese, message)
        name = self.prog
        print(f"用法有误：{message}\n用法见：{name} --help", file=sys.stderr)
        raise SystemExit(2)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except JbecoError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        print(f"共 {len(error.problems)} 个问题，没有继续。", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        print("已中断，没有继续；已发布的报告没有改动。", file=sys.stderr)
        return 1
    except OSError as error:
        from .places import system_problem

        print(system_problem(error), file=sys.stderr)
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="jbeco", description="生态文明建设规划评估")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")

    plan = _command(commands, "plan", "规划里有什么：子项与计数", _plan)
    plan.add_argument("--json", action="store_true", help="供程序读取")

    published = _command(
        commands, "editions", "有哪些指标体系，两版之间变了什么", _editions, plan=False
    )
    published.add_argument("editions", nargs="*", metavar="名称", help="两个名称：早的、晚的")

    init = _command(
        commands, "init", "录一份新规划：生成规划录入.xlsx，填好后读入", _init, plan=False
    )
    init.add_argument("--framework", action="append", default=[], help="用哪套指标体系；可以写几次")
    init.add_argument("--out", type=Path, help="放新规划的文件夹")
    init.add_argument("--read", type=Path, help="读入哪个规划文件夹里的规划录入.xlsx")

    template = _command(commands, "template", "给每个部门生成一年的填报表", _template)
    _add_year(template)
    template.add_argument("--out", type=Path, required=True, help="放填报表的文件夹")

    check = _command(commands, "check", "检查一年的填报，一次列出所有问题", _check)
    _add_year(check)
    check.add_argument("--json", action="store_true", help="供程序读取")
    check.add_argument("--out", type=Path, help="放检查结果与标注副本的文件夹")

    status = _command(commands, "status", "谁报了、谁没报，写出进度、催报函与退回单", _status)
    _add_year(status)
    status.add_argument("--json", action="store_true", help="供程序读取")
    status.add_argument("--out", type=Path, help="放进度、催报函与退回单的文件夹")
    _add_reports(status)

    run = _command(commands, "run", "检查、运行笔记本、发布一年的报告", _run)
    _add_year(run)
    run.add_argument("--review", choices=REVIEWS, help="评估类型；默认按年份")
    _add_reports(run)
    run.add_argument("--dated", default="", help="印在封面上的日期；修订版默认今天")
    run.add_argument("--reason", default="", help="为什么修订，印在修订版的封面上")

    verdicts = _command(commands, "verdicts", "每个子项的正式判定", _verdicts)
    _add_year(verdicts)
    verdicts.add_argument("--json", action="store_true", help="供程序读取")

    show = _command(commands, "show", "为什么这样判：规则、输入、未修约的数、单元格", _show)
    show.add_argument("criterion", metavar="子项", help="如 N28、P33-2，或整行 N07")
    show.add_argument("--year", type=int, required=True, help="评估年")
    _add_data(show)

    batch = _command(
        commands, "batch", "许多地区、许多年一起跑，断了可以接着跑", _batch, plan=False
    )
    batch.add_argument("--plans", type=Path, required=True, help="里面一个地区一个文件夹")
    batch.add_argument("--years", type=_years, required=True, help="如 2020:2030，或一个年份")
    batch.add_argument("--scheduler", default="", help="Dask 调度器的地址；默认用本机的全部核")

    withdraw = _command(commands, "withdraw", "撤回一份已发布的报告", _withdraw)
    withdraw.add_argument("report", type=Path, metavar="报告", help="报告文件夹")
    withdraw.add_argument("--reason", required=True, help="为什么撤回")
    withdraw.add_argument("--who", required=True, help="谁决定的")
    withdraw.add_argument("--dated", default="", help="哪一天；默认今天")

    verify = _command(commands, "verify", "按封存的输入重跑一份报告，说出第一处不同", _verify)
    verify.add_argument("report", metavar="报告", help="报告文件夹，或印在报告里的短指纹")
    verify.add_argument("--data", type=Path, default=Path("data/raw"), help="填报文件夹")
    _add_reports(verify)

    diff = _command(commands, "diff", "两份已发布的报告之间变了什么", _diff, plan=False)
    diff.add_argument("before", type=Path, metavar="A", help="较早的报告文件夹")
    diff.add_argument("after", type=Path, metavar="B", help="较晚的报告文件夹")
    return parser


def _command(
    commands: Any, name: str, description: str, run: Any, plan: bool = True
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=description, description=description
    )
    parser.set_defaults(run=run)
    if plan:
        parser.add_argument("--plan", type=Path, help="规划文件夹；默认随包的江北区规划")
    return parser


def _add_year(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("year", type=int, metavar="年份", help="评估年，如 2019")
    _add_data(parser)


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path("data/raw"), help="填报文件夹")
    parser.add_argument(
        "--processed", type=Path, default=Path("data/processed"), help="结果表文件夹"
    )


def _add_reports(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reports", type=Path, default=Path("reports"), help="报告文件夹")


def _assess(options: argparse.Namespace) -> AssessedYear:
    from .pipeline.evaluate import assess_year
    from .pipeline.store import Store
    from .places import check_apart, check_ours

    check_apart({"--data": options.data, "--processed": options.processed})
    store = Store(options.processed / "cache" / str(options.year))
    check_ours(store.folder)
    return assess_year(options.year, options.data, options.plan, store=store)


def _plan(options: argparse.Namespace) -> int:
    from .plan import load_plan
    from .report.plan_listing import plan_record, plan_text

    plan = load_plan(options.plan)
    print(_json(plan_record(plan)) if options.json else plan_text(plan))
    return 0


def _editions(options: argparse.Namespace) -> int:
    from .frameworks.editions_text import editions_text, passages_text

    if len(options.editions) not in (0, 2):
        _wrong("editions", "不写名称，或写两个：早的、晚的")
    print(passages_text(*options.editions) if options.editions else editions_text())
    return 0


def _init(options: argparse.Namespace) -> int:
    from .forms.plan_folder import begin_plan, read_plan_folder

    told = (bool(options.framework), options.out is not None, options.read is not None)
    if told not in ((True, True, False), (False, False, True)):
        _wrong("init", "写 --framework 与 --out（新建），或只写 --read（读入）")
    if options.framework:
        print(f"已生成：{begin_plan(options.framework, options.out)}")
        print(f"填好后运行：jbeco init --read {options.out}")
        return 0
    draft = read_plan_folder(options.read)
    for problem in (*draft.missing, *draft.doubts):
        print(problem)
    if draft.plan is None:
        print(f"改写了 {len(draft.written)} 个文件；还缺 {len(draft.missing)} 处，都列在上面。")
        print("目标的建议读法已写进“目标”表；补好、确认后再运行一次。")
        return 1
    from .report.plan_listing import plan_text

    print(plan_text(draft.plan))
    year = draft.plan.base_year + 1
    print(f"接着出填报表：jbeco template {year} --plan {options.read} --out 填报表")
    return 0


def _wrong(command: str, said: str) -> NoReturn:
    print(f"用法有误：{said}\n用法见：jbeco {command} --help", file=sys.stderr)
    raise SystemExit(2)


def _check(options: argparse.Namespace) -> int:
    from .forms.by_department import counts_text, file_owners, grouped_lines
    from .forms.check_files import write_check_files
    from .intake.versions import versions
    from .places import check_outside

    out = options.out or options.processed / "check" / str(options.year)
    check_outside("--out", "--data", {"--out": out, "--data": options.data})
    assessed = _assess(options)
    problems = assessed.problems
    names = list(assessed.tables["files"]["file"])
    owners = file_owners(assessed.plan, assessed.tables["answered"])
    several = versions(assessed.plan, assessed.tables, options.year)
    written = write_check_files(options.data, options.year, names, problems, owners, out, several)
    if options.json:
        print(_json([problem_record(problem) for problem in problems]))
    else:
        for line in grouped_lines(problems, owners):
            print(line)
        files = sum(name.startswith(f"{options.year}/") for name in names)
        print(f"{options.year} 年：检查了 {files} 个文件；{counts_text(problems)}。")
        print(f"已写出 {len(written)} 个文件（清单、JSON，有问题的另有标注副本）：{out}")
    return 1 if any(problem.level is Level.ERROR for problem in problems) else 0


def _status(options: argparse.Namespace) -> int:
    from .forms.progress import progress_of_year
    from .forms.progress_text import progress_lines, progress_record
    from .forms.shortfalls import shortfalls
    from .forms.status_files import write_status_files
    from .intake.contacts import read_contacts
    from .pipeline.lock import state_of
    from .places import check_outside

    out = options.out or options.processed / "status" / str(options.year)
    check_outside("--out", "--data", {"--out": out, "--data": options.data})
    assessed = _assess(options)
    plan, year, tables = assessed.plan, assessed.year, assessed.tables
    progress = progress_of_year(plan, year, tables, read_contacts(options.data, year, plan))
    missing = shortfalls(plan, tables, progress)
    published = _published(options, plan)
    written = write_status_files(
        plan, options.data, year, progress, missing, out, assessed.is_example
    )
    if options.json:
        told = [{**vars(one), "folder": str(one.folder)} for one in published]
        record = {**progress_record(progress, missing), "published": told}
        print(_json({"year": year, **record, "running": state_of(options.reports)}))
        return 0
    _say_if_example(assessed)
    for line in progress_lines(progress, missing):
        print(line)
    print()
    print("\n".join(map(str, published)) or f"{year} 年还没有发布报告。")
    if running := state_of(options.reports):
        print(running)
    print(f"已写出 {len(written)} 个文件（进度、催报函、退回单与标注副本）：{out}")
    return 0


def _published(options: argparse.Namespace, plan: Plan) -> tuple[PublishedReport, ...]:
    from .pipeline.published import published_reports
    from .plan import PACKAGE_PLAN

    folder = options.plan or PACKAGE_PLAN
    return published_reports(options.reports, options.year, options.data, plan, folder)


def _template(options: argparse.Namespace) -> int:
    from .forms.template import write_templates
    from .intake.read import previous_values
    from .plan import load_plan

    plan = load_plan(options.plan)
    previous = previous_values(plan, options.data, options.year)
    paths = write_templates(plan, options.year, options.out, previous)
    print(f"已生成 {len(paths)} 个部门的 {options.year} 年填报表：{options.out}")
    print("另有 更正与裁决.xlsx（咨询单位自己用）：填好后与收回的工作簿放在一起")
    return 0


def _run(options: argparse.Namespace) -> int:
    from .pipeline.run import run_year

    published = run_year(
        options.year,
        options.review,
        options.data,
        options.plan,
        options.reports,
        options.processed,
        say=lambda line: print(line, file=sys.stderr, flush=True),
        dated=options.dated,
        reason=options.reason,
    )
    if not published.new:
        print(f"与已发布的报告逐字节一致，没有另发：{published.html}")
    elif published.previous is not None:
        print(f"已发布修订版（对照 {published.previous.name}，见 修订表.csv）：{published.html}")
        if not options.reason:
            print("封面上没有“为什么修订”；要写明，请下次用 --reason")
    else:
        print(f"已发布：{published.html}")
    return 0


def _verdicts(options: argparse.Namespace) -> int:
    from .report.results import verdict_records

    assessed = _assess(options)
    records = verdict_records(assessed)
    if options.json:
        print(_json(records))
    else:
        _say_if_example(assessed)
        for record, verdict in zip(records, assessed.verdicts, strict=True):
            name = verdict.criterion.full_name
            print(f"{record['id']:<6} {record['verdict']}　{name}｜{record['reason']}")
    return 0


def _show(options: argparse.Namespace) -> int:
    from .report.why import why_text

    assessed = _assess(options)
    text = why_text(assessed, options.criterion)
    _say_if_example(assessed)
    print(text)
    return 0


def _say_if_example(assessed: AssessedYear) -> None:
    if assessed.is_example:
        print("示例数据，全部虚构，不代表任何地区。")


def _batch(options: argparse.Namespace) -> int:
    from .pipeline.batch import jobs_in, run_batch
    from .pipeline.batch_table import BatchTable, fault_lines
    from .pipeline.province import write_province

    jobs = jobs_in(options.plans, options.years)
    table = BatchTable(jobs, sys.stderr)
    found = run_batch(jobs, table.tell, options.scheduler)
    print("\n".join([table.text(), *fault_lines(found)]))
    for line in write_province(options.plans, jobs):
        print(line)
    faults = sum(one.is_fault for one in found)
    again = "改好以后再运行同一条命令，没有变的不重跑。" if faults else ""
    print(f"共 {len(found)} 份，{faults} 份要处理。{again}")
    return 1 if faults else 0


def _years(text: str) -> range:
    """Read ``2020:2030``, both years included, or one year."""
    first, _, last = text.partition(":")
    years = range(int(first), int(last or first) + 1)
    if not years:
        raise ValueError(text)
    return years


def _withdraw(options: argparse.Namespace) -> int:
    from .pipeline.editions import withdraw
    from .pipeline.reports_index import check_index, check_plan, write_index
    from .plan import load_plan

    plan, reports = load_plan(options.plan), options.report.parent
    check_index(reports)
    check_plan(options.report, plan)
    withdraw(options.report, options.dated, options.who, options.reason)
    write_index(reports, plan)
    print(f"已撤回 {options.report.name}；报告原样留存，下一次 jbeco run 会发布新的一版并写明撤回")
    return 0


def _verify(options: argparse.Namespace) -> int:
    from .pipeline.sealed import find_report
    from .pipeline.verify import verify

    report = find_report(options.report, options.reports)
    found = verify(
        report,
        options.data,
        options.plan,
        say=lambda line: print(line, file=sys.stderr, flush=True),
    )
    print("\n".join(found.lines))
    return 0 if found.holds else 1


def _diff(options: argparse.Namespace) -> int:
    from .pipeline.sealed import check_unaltered
    from .report.changes import changes_between, read_tables

    tables = [read_tables(report) for report in (options.before, options.after)]
    for report in (options.before, options.after):
        check_unaltered(report)
    changes = changes_between(*tables)
    for change in changes:
        print(f"{change.kind}｜{change.what}｜{change.before} → {change.after}")
    print(f"共 {len(changes)} 处不同。" if changes else "没有不同。")
    return 1 if changes else 0


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)
