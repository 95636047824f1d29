"""The command line: what it prints, what it refuses, and its exit codes."""

import errno
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

from jbeco.assessment import AssessedYear
from jbeco.cli import main
from jbeco.pipeline.lock import LOCK, locked
from jbeco.pipeline.run import Published
from jbeco.pipeline.seal import seal
from jbeco.plan import Plan
from jbeco.report.why import why_text
from jbeco.stage_tables import TABLES, write_table
from tests.conftest import PUBLIC_HEADER

CHINESE = re.compile("[\u4e00-\u9fff]")
CRITERION_KEYS = {
    "id",
    "framework",
    "number",
    "part",
    "domain",
    "task",
    "name",
    "unit",
    "attribute",
    "applicable",
    "standard_text",
    "base_text",
    "target_2025_text",
    "target_2030_text",
    "standard_rule",
    "target_2025_rule",
    "target_2030_rule",
    "indicator",
    "base_year",
    "base_value",
}
PROBLEM_KEYS = {"level", "where", "file", "sheet", "cell", "found", "expected", "mend", "blocks"}
VERDICT_KEYS = {
    "id",
    "year",
    "verdict",
    "meets_standard",
    "meets_target",
    "task_met",
    "reason",
    "grade",
    "pace",
}

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Call the command line in this process; return exit code, stdout and stderr."""

    def called(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(list(arguments))
        except SystemExit as ended:
            code = int(str(ended.code or 0))
        said = capsys.readouterr()
        return code, said.out, said.err

    return called


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Stand in a folder that is no checkout."""
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")


@pytest.fixture
def at(raw_data: Path) -> list[str]:
    """The option that says where the data are."""
    return ["--data", str(raw_data)]


@pytest.fixture
def report(tmp_path: Path, base_year: AssessedYear) -> Callable[..., Path]:
    """Write the tables of a report into a folder, with one verdict changed if wanted."""

    def written(name: str, verdict: str | None = None) -> Path:
        tables = {table: base_year.tables[table] for table in TABLES}
        if verdict is not None:
            changed = tables["verdicts"].copy()
            row = changed["criterion"] == "N28"
            assert list(changed.loc[row, "verdict"]) != [verdict]
            changed.loc[row, "verdict"] = verdict
            tables["verdicts"] = changed
        folder = tmp_path / name / "tables"
        folder.mkdir(parents=True)
        for table, frame in tables.items():
            write_table(folder, table, frame)
        seal(folder.parent, {})
        return folder.parent

    return written


def assert_told(told: str, *named: str) -> None:
    """Say that an error is told in Chinese, without a traceback, and names what it is about."""
    assert "Traceback" not in told
    assert told.strip()
    for line in told.splitlines():
        assert CHINESE.search(line), line
    for name in named:
        assert name in told


# --- plan --------------------------------------------------------------------------------------


def test_plan(call: Call, real_plan: Plan) -> None:
    code, out, err = call("plan")
    assert (code, err) == (0, "")
    counts = [len(real_plan.criteria), len(real_plan.actions)]
    counts.append(sum(criterion.applicable for criterion in real_plan.criteria))
    for count in counts:
        assert re.search(rf"(?<!\d){count}(?!\d)", out)


def test_plan_for_a_program(call: Call, real_plan: Plan) -> None:
    code, out, err = call("plan", "--json")
    assert (code, err) == (0, "")
    plan = json.loads(out)
    assert {"counts", "criteria", "actions", "rulings"} <= plan.keys()
    assert [
        (entry["id"], entry["applicable"], entry["framework"]) for entry in plan["criteria"]
    ] == [
        (criterion.id, criterion.applicable, criterion.framework)
        for criterion in real_plan.criteria
    ]
    for entry in plan["criteria"]:
        assert entry.keys() >= CRITERION_KEYS
    assert len(plan["actions"]) == len(real_plan.actions)
    for action in plan["actions"]:
        assert action.keys() >= {"id", "system", "section", "name", "commitments"}
    assert any(action["commitments"] for action in plan["actions"])
    assert plan["counts"]["criteria"] == len(real_plan.criteria)
    assert "\\u" not in out  # Chinese as it is


def test_another_plan(call: Call, county_plan: Path) -> None:
    code, out, _ = call("plan", "--plan", str(county_plan), "--json")
    assert code == 0
    plan = json.loads(out)
    assert plan["name"] == "云溪县生态文明建设规划"
    assert plan["criteria"][0]["target_2027_rule"] == ">= 90"


def test_plan_that_is_not_there(call: Call, tmp_path: Path) -> None:
    code, out, err = call("plan", "--plan", str(tmp_path / "无"))
    assert (code, out) == (1, "")
    assert_told(err, "无")


def test_every_fault_of_a_plan_at_once(
    call: Call, county_plan: Path, edit: Callable[..., None]
) -> None:
    edit(county_plan / "nanjiang-2020.csv", ",>= 75,", ",>= ,")
    edit(county_plan / "criteria.csv", "95,>= 95", "95,better")
    code, _, err = call("plan", "--plan", str(county_plan))
    assert code == 1
    assert_told(err, "nanjiang-2020.csv", "standard_rule", "criteria.csv", "target_2032_rule")


# --- check -------------------------------------------------------------------------------------


def test_check(call: Call, at: list[str]) -> None:
    code, out, err = call("check", "2019", *at)
    assert (code, err) == (0, "")
    assert "2019" in out
    assert "错误 0 个" in out


def test_check_for_a_program(call: Call, at: list[str]) -> None:
    code, out, err = call("check", "2019", *at, "--json")
    assert (code, err) == (0, "")
    assert not [problem for problem in json.loads(out) if problem["level"] == "错误"]


def test_check_names_every_error_and_its_cell(
    call: Call, data_copy: Path, edit: Callable[..., None]
) -> None:
    baseline = data_copy / "2019" / "public_values.csv"
    rows = ["N11,,level,二十六,%,2019,,,B,年报,1,,", "N29,,level,96.29,吨,2019,,,B,年报,1,,"]
    baseline.write_text(PUBLIC_HEADER + "\n".join([*rows, ""]), encoding="utf-8")
    code, out, _ = call("check", "2019", "--data", str(data_copy))
    assert code == 1
    assert "二十六" in out
    assert "吨" in out
    cells = re.findall(r"^错误｜2019/public_values.csv!(\w+)", out, re.MULTILINE)
    assert set(cells) == {"D2", "E3"}
    code, out, _ = call("check", "2019", "--data", str(data_copy), "--json")
    assert code == 1
    problems = json.loads(out)
    assert all(problem.keys() == PROBLEM_KEYS for problem in problems)
    assert {"N11", "N29"} <= {leaf for problem in problems for leaf in problem["blocks"]}
    assert {problem["level"] for problem in problems} >= {"错误"}


def test_warnings_do_not_fail_the_check(call: Call, county_plan: Path, county_data: Path) -> None:
    where = ["--data", str(county_data), "--plan", str(county_plan)]
    code, out, _ = call("check", "2024", *where)
    assert code == 0
    assert re.search("^警告.*没有报送", out, re.MULTILINE)


def test_check_does_not_delete_the_files_of_others(
    call: Call, at: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / "文稿"
    folder.mkdir()
    (folder / "信.docx").write_bytes(b"x")
    code, _, _ = call("check", "2019", *at, "--out", str(folder))
    assert code in (0, 1)
    assert (folder / "信.docx").is_file()


def test_check_writes_its_files_where_it_says(call: Call, data_copy: Path) -> None:
    """And brings them up to date the next time."""
    where = ["--data", str(data_copy), "--processed", "结果"]
    for _ in range(2):
        code, out, _ = call("check", "2019", *where)
        assert code == 0
        assert str(Path("结果", "check", "2019")) in out
        listed = sorted(path.name for path in Path("结果", "check", "2019").iterdir())
        assert listed == [".jbeco", "check.json", "检查结果.xlsx"]


@pytest.mark.parametrize("below", ["", "2019", "2019/检查"])
def test_check_puts_nothing_among_the_submissions(call: Call, data_copy: Path, below: str) -> None:
    """The next check would call its files submissions that nobody knows."""
    before = sorted(data_copy.rglob("*"))
    where = ["--data", str(data_copy), "--out", str(data_copy / below)]
    code, out, err = call("check", "2019", *where)
    assert (code, out) == (1, "")
    assert_told(err, "--out", "--data", "请分开放")
    assert sorted(data_copy.rglob("*")) == before


def test_files_of_others_where_tables_are_kept_are_told(call: Call, at: list[str]) -> None:
    mine = Path("结果", "cache", "2019", "笔记.txt")
    mine.parent.mkdir(parents=True)
    mine.write_text("我的", encoding="utf-8")
    for command in ("check", "verdicts"):
        code, _, err = call(command, "2019", *at, "--processed", "结果")
        assert code == 1
        assert_told(err, str(mine.parent), "不是 jbeco 生成的文件")
    assert sorted(Path("结果").rglob("*")) == [mine.parents[1], mine.parent, mine]


def test_check_lists_by_department_and_each_fault_once(
    call: Call, county_plan: Path, county_data: Path
) -> None:
    where = ["--data", str(county_data), "--plan", str(county_plan)]
    _, out, _ = call("check", "2024", *where)
    _, told, _ = call("check", "2024", *where, "--json")
    listed = [line for line in out.splitlines() if line.startswith(("错误｜", "警告｜", "提示｜"))]
    assert len(listed) == len(json.loads(told))
    headings = [line for line in out.splitlines() if line.startswith("【")]
    assert [line.partition("】")[0][1:] for line in headings] == [
        "县生态局",
        "县住建局",
        "县水利局",
        "其他（咨询单位的表、监测、历年）",
    ]
    assert headings[0].endswith("错误 0 个，警告 1 个，提示 0 个")


# --- status ------------------------------------------------------------------------------------


def test_status_says_who_sent_what_and_writes_the_letters(
    call: Call, county_plan: Path, county_data: Path
) -> None:
    where = ["--data", str(county_data), "--plan", str(county_plan), "--processed", "结果"]
    code, out, err = call("status", "2024", *where)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert [line.partition("｜")[0] for line in lines[:3]] == ["县生态局", "县住建局", "县水利局"]
    assert lines[3] == "共 3 个部门：已收 0 个，打不开 0 个，未收 3 个。"
    assert "【缺什么，少判什么】" in lines
    assert "2024 年还没有发布报告。" in lines
    folder = Path("结果", "status", "2024")
    assert str(folder) in lines[-1]
    assert sorted(path.name for path in folder.iterdir()) == [".jbeco", "催报函", "进度.xlsx"]


def test_status_for_a_program(call: Call, county_plan: Path, county_data: Path) -> None:
    where = ["--data", str(county_data), "--plan", str(county_plan)]
    code, out, err = call("status", "2024", *where, "--json")
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert told.keys() == {"year", "departments", "missing", "published", "running"}
    assert {entry["state"] for entry in told["departments"]} == {"未收"}
    assert (told["published"], told["running"]) == ([], "")


def test_status_says_that_a_run_was_killed(
    call: Call, county_plan: Path, county_data: Path
) -> None:
    where = ["--data", str(county_data), "--plan", str(county_plan)]
    Path("reports").mkdir()
    Path("reports", LOCK).write_text("甲机 上的进程 7，今天 开始", encoding="utf-8")
    _, out, _ = call("status", "2024", *where)
    assert "上一次运行没有做完（甲机 上的进程 7，今天 开始）：已发布的报告没有受影响" in out
    with locked(Path("reports")):
        _, out, _ = call("status", "2024", *where, "--json")
    assert f"上的进程 {os.getpid()}，" in json.loads(out)["running"]


def test_status_of_the_base_year_asks_nobody(call: Call, at: list[str]) -> None:
    code, out, _ = call("status", "2019", *at)
    assert code == 0
    assert out.startswith("基准年的数以规划为准")


def test_status_names_the_faults_of_the_log_of_calls(
    call: Call, county_plan: Path, county_data: Path
) -> None:
    log = county_data / "2024" / "contacts.csv"
    log.write_text("department,contacted_on,how,note\nx,2025-03-01,,\n", encoding="utf-8")
    code, out, err = call("status", "2024", "--data", str(county_data), "--plan", str(county_plan))
    assert (code, out) == (1, "")
    assert_told(err, "2024/contacts.csv!A2", "ecology")


def test_status_puts_nothing_among_the_submissions(call: Call, data_copy: Path) -> None:
    where = ["--data", str(data_copy), "--out", str(data_copy / "2019")]
    code, out, err = call("status", "2019", *where)
    assert (code, out) == (1, "")
    assert_told(err, "--out", "--data")


# --- verdicts ----------------------------------------------------------------------------------


def test_verdicts_for_a_program(call: Call, at: list[str], real_plan: Plan) -> None:
    code, out, err = call("verdicts", "2019", *at, "--json")
    assert (code, err) == (0, "")
    verdicts = json.loads(out)
    assert [entry["id"] for entry in verdicts] == [c.id for c in real_plan.criteria]
    for entry in verdicts:
        assert entry.keys() >= VERDICT_KEYS
        assert entry["year"] == 2019
        assert entry["verdict"] in {"达标", "未达标", "无法判定", "不适用"}
        for name in ("meets_standard", "meets_target", "task_met"):
            assert entry[name] is True or entry[name] is False or entry[name] is None
        assert isinstance(entry["reason"], str)
        assert entry["reason"]
        assert entry["grade"] in (None, "A", "B", "C", "D")
        assert entry["pace"] is None  # there is none in the base year
    by_id = {entry["id"]: entry for entry in verdicts}
    assert (by_id["N28"]["verdict"], by_id["N28"]["meets_standard"]) == ("未达标", False)
    assert (by_id["N07-2"]["meets_target"], by_id["N07-2"]["task_met"]) == (None, True)


def test_verdicts_with_a_pace(call: Call, county_plan: Path, county_data: Path) -> None:
    where = ["--data", str(county_data), "--plan", str(county_plan)]
    code, out, _ = call("verdicts", "2024", *where, "--json")
    assert code == 0
    by_id = {entry["id"]: entry for entry in json.loads(out)}
    assert (by_id["C01"]["verdict"], by_id["C01"]["pace"]) == ("符合序时", 0.95)
    assert (by_id["C03"]["verdict"], by_id["C03"]["meets_target"]) == ("无法判定", None)


def test_verdicts_one_line_each(call: Call, at: list[str], base_year: AssessedYear) -> None:
    code, out, _ = call("verdicts", "2019", *at)
    assert code == 0
    lines = out.splitlines()
    words = base_year.plan.methods.words.verdict
    for line, verdict in zip(lines, base_year.verdicts, strict=True):
        assert line.split()[0] == verdict.criterion.id
        assert words[verdict.code] in line
        assert verdict.reason in line


def test_what_was_kept_says_the_same_as_what_was_read(call: Call, data_copy: Path) -> None:
    """The second call reads tables; a changed figure is seen at once."""
    asked = ["verdicts", "2019", "--data", str(data_copy), "--json"]
    first, again = call(*asked), call(*asked)
    assert first == again
    assert (Path("data") / "processed" / "cache" / "2019" / "verdicts" / "verdicts.csv").is_file()
    table = data_copy / "2019" / "superior_tasks.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("not_met", "met"), encoding="utf-8")
    _, out, _ = call(*asked)
    changed = {entry["id"]: entry["verdict"] for entry in json.loads(out)}
    assert changed["N07-1"] == "达标"
    assert {entry["id"]: entry["verdict"] for entry in json.loads(first[1])}["N07-1"] == "未达标"


# --- show --------------------------------------------------------------------------------------


@pytest.mark.parametrize("wanted", ["N28", "P33-2", "N07"])
def test_show(call: Call, at: list[str], base_year: AssessedYear, wanted: str) -> None:
    code, out, err = call("show", wanted, "--year", "2019", *at)
    assert (code, err) == (0, "")
    assert out == why_text(base_year, wanted) + "\n"


def test_show_unknown(call: Call, at: list[str]) -> None:
    code, out, err = call("show", "XX", "--year", "2019", *at)
    assert (code, out) == (1, "")
    assert_told(err, "XX", "N28")


# --- what the system refuses -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "表.csv"), "表.csv｜磁盘满了"),
        (PermissionError(errno.EACCES, "Permission denied", "check.json"), "check.json｜没有权限"),
        (KeyboardInterrupt(), "已中断"),
    ],
    ids=["disk full", "read-only", "Ctrl-C"],
)
def test_what_stops_a_command_is_told_without_a_traceback(
    call: Call, monkeypatch: pytest.MonkeyPatch, error: BaseException, told: str
) -> None:
    def stopped(*arguments: object, **options: object) -> None:
        raise error

    monkeypatch.setattr("jbeco.pipeline.run.run_year", stopped)
    code, out, err = call("run", "2019")
    assert (code, out) == (1, "")
    assert_told(err, told, "已发布的报告没有改动")


# --- diff --------------------------------------------------------------------------------------


def test_diff_without_changes(call: Call, report: Callable[..., Path]) -> None:
    code, out, err = call("diff", str(report("a")), str(report("b")))
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == 1
    assert CHINESE.search(out)


def test_diff_with_changes(call: Call, report: Callable[..., Path]) -> None:
    code, out, err = call("diff", str(report("a")), str(report("b", "达标")))
    assert (code, err) == (1, "")
    assert "判定｜N28｜未达标 → 达标" in out.splitlines()


def test_diff_refuses_a_report_that_was_altered(call: Call, report: Callable[..., Path]) -> None:
    pair = [report("a"), report("b")]
    table = pair[1] / "tables" / "verdicts.csv"
    table.write_text(table.read_text("utf-8").replace("未达标", "达标"), "utf-8")
    code, out, err = call("diff", *map(str, pair))
    assert (code, out) == (1, "")
    assert_told(err, "tables/verdicts.csv 被改动", "撤回")


@pytest.mark.parametrize("spoil", ["missing folder", "missing file", "broken file"])
@pytest.mark.parametrize("first", [True, False])
def test_diff_of_no_report(
    call: Call, report: Callable[..., Path], tmp_path: Path, spoil: str, first: bool
) -> None:
    good, bad = report("a"), tmp_path / "b"
    if spoil != "missing folder":
        bad.mkdir()
    if spoil == "broken file":
        (bad / "tables").mkdir()
        (bad / "tables" / "verdicts.csv").write_text("criterion", encoding="utf-8")
    pair = [bad, good] if first else [good, bad]
    code, out, err = call("diff", *map(str, pair))
    assert (code, out) == (1, "")
    assert_told(err, "verdicts.csv")


# --- run ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("new", "previous", "said"),
    [(True, None, "已发布"), (True, "2019-annual", "2019-annual"), (False, None, "一致")],
)
def test_run_says_what_it_did(
    call: Call,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    new: bool,
    previous: str | None,
    said: str,
) -> None:
    asked: list[Any] = []

    def run_year(*arguments: Any, say: Callable[[str], None], **_: str) -> Any:
        asked.extend(arguments)
        say("[1/8] 收集填报")
        earlier = None if previous is None else tmp_path / previous
        return Published(tmp_path / "2019-annual-r2", new, earlier)

    monkeypatch.setattr("jbeco.pipeline.run.run_year", run_year)
    code, out, err = call("run", "2019", "--review", "annual", "--data", "d", "--reports", "r")
    assert (code, err) == (0, "[1/8] 收集填报\n")
    assert said in out
    assert str(tmp_path / "2019-annual-r2" / "report.html") in out
    assert asked[:6] == [2019, "annual", Path("d"), None, Path("r"), Path("data/processed")]


# --- wrong calls -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ([], ["命令"]),
        (["no-such-command"], ["no-such-command"]),
        (["plan", "--jsn"], ["--jsn"]),
        (["plan", "--plan"], ["--plan"]),
        (["check"], ["年份"]),
        (["check", "abc"], ["年份", "abc"]),
        (["check", "2019.0"], ["2019.0"]),
        (["check", "2019", "2020"], ["2020"]),
        (["run", "2019", "--review", "yearly"], ["--review", "yearly"]),
        (["show", "N28"], ["--year"]),
        (["show", "--year", "2019"], ["子项"]),
        (["show", "N28", "--year", "x"], ["--year", "x"]),
        (["verdicts", "2019", "--js"], ["--js"]),
        (["diff", "a"], ["B"]),
    ],
    ids=lambda value: " ".join(value) or "nothing",
)
def test_wrong_usage_is_told_in_chinese(call: Call, arguments: list[str], named: list[str]) -> None:
    code, out, err = call(*arguments)
    assert (code, out) == (2, "")
    assert_told(err, "--help", *named)
    for english in ("usage:", "error:", "invalid", "required", "unrecognized", "expected"):
        assert english not in err


@pytest.mark.parametrize("arguments", [["plan", "--json=3"], ["--help"], ["check", "--help"]])
def test_no_english_is_left(call: Call, arguments: list[str]) -> None:
    _, out, err = call(*arguments)
    for english in ("ignored explicit argument", "usage:", "options:", "show this help"):
        assert english not in out + err


@pytest.mark.parametrize("command", ["check", "verdicts", "run"])
@pytest.mark.parametrize("year", ["2018", "2021", "2031", "-2019", "0"])
def test_year_without_data_or_outside_the_plan(
    call: Call, at: list[str], command: str, year: str
) -> None:
    code, out, err = call(command, *at, "--", year)
    assert (code, out) == (1, "")
    assert_told(err, year)
    assert list(Path().iterdir()) == []  # nothing was written


@pytest.mark.parametrize(
    "arguments", [["check", "2019"], ["verdicts", "2019"], ["show", "N28", "--year", "2019"]]
)
def test_missing_data_folder(call: Call, tmp_path: Path, arguments: list[str]) -> None:
    code, out, err = call(*arguments, "--data", str(tmp_path / "没有"))
    assert (code, out) == (1, "")
    assert_told(err, "没有", "--data")


# --- the two ways to call it -------------------------------------------------------------------


def test_python_m_jbeco_is_the_same_as_jbeco(call: Call, tmp_path: Path) -> None:
    _, expected, _ = call("plan")
    module = subprocess.run(
        [sys.executable, "-m", "jbeco", "plan"], cwd=tmp_path, capture_output=True, check=False
    )
    assert module.returncode == 0
    assert module.stderr == b""
    assert module.stdout.decode("utf-8").splitlines() == expected.splitlines()
    [script] = [entry for entry in entry_points(group="console_scripts") if entry.name == "jbeco"]
    assert script.load() is main


def test_exit_code_reaches_the_shell(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "jbeco", "check", "2019", "--data", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, check=False, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == b""
    assert_told(done.stderr.decode("utf-8"), "2019")


# --- a new plan --------------------------------------------------------------------------------


def test_editions_are_listed_and_two_compared(call: Call) -> None:
    code, out, _ = call("editions")
    assert (code, "national-2021" in out) == (0, True)
    code, out, _ = call("editions", "national-2019", "city-2024")
    assert (code, out.count("｜新增")) == (0, 8)


@pytest.mark.parametrize(
    "arguments",
    [
        ("editions", "national-2019"),
        ("init",),
        ("init", "--framework", "national-2019"),
        ("init", "--out", "新规划"),
        ("init", "--out", "新规划", "--read", "新规划"),
        ("init", "--framework", "national-2019", "--out", "新规划", "--read", "新规划"),
    ],
)
def test_calls_that_say_too_little_or_too_much_are_wrong_usage(
    call: Call, arguments: tuple[str, ...]
) -> None:
    code, _, err = call(*arguments)
    assert code == 2
    assert f"用法见：jbeco {arguments[0]} --help" in err


def test_init_begins_a_plan_and_says_what_is_missing(call: Call) -> None:
    code, out, _ = call("init", "--framework", "national-2019", "--out", "新规划")
    assert (code, "jbeco init --read 新规划" in out) == (0, True)
    code, out, _ = call("init", "--read", "新规划")
    assert code == 1
    assert "“规划名称”还没有填" in out
    assert "都列在上面" in out


@pytest.mark.parametrize("years", ["2030:2020", "二〇二〇", "2020-2030", ""])
def test_years_of_a_batch_are_from_and_to(call: Call, years: str) -> None:
    code, _, err = call("batch", "--plans", ".", "--years", years)
    assert (code, "应如 2020:2030" in err) == (2, True)


def test_a_batch_of_nothing_says_how_folders_should_look(call: Call) -> None:
    code, _, err = call("batch", "--plans", ".", "--years", "2020:2030")
    assert (code, "一个地区一个文件夹" in err) == (1, True)
