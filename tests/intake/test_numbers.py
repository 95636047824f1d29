from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.intake.numbers import Spelled, names_provisional, read_date, read_number
from jbeco.interval import Interval

IN_CELL = "单元格内写了单位"
SHARE = Interval(Fraction(0), Fraction(100))

# text, unit, value, flags
VALUES = [
    ("79.5", "%", "79.5", ()),
    ("0", "吨", "0", ()),
    ("0.0", "吨", "0", ()),
    ("-12", "%", "-12", ()),
    ("+12", "%", "12", ()),
    (".03", "毫克/升", "0.03", ()),
    ("  79.5  ", "%", "79.5", ()),
    ("79.5\n", "%", "79.5", ()),
    ("\u00a079.5\u3000", "%", "79.5", ()),
    ("007", "个", "7", ()),
    ("0.1", "吨", "1/10", ()),
    ("8.481", "%", "8.481", ()),
    ("12345678901234567890.5", "元", "12345678901234567890.5", ()),
    ("0.795", "%", "0.795", ()),
    ("79.5%", "%", "79.5", (IN_CELL,)),
    ("79.5 %", "%", "79.5", (IN_CELL,)),
    ("79.5％", "%", "79.5", ("全角数字", IN_CELL)),
    ("-0.9%", "%", "-0.9", (IN_CELL,)),
    ("2‰", "%", "0.2", ("换算",)),
    ("２５", "个", "25", ("全角数字",)),
    ("７９．５", "%", "79.5", ("全角数字",)),
    ("－12", "%", "-12", ("全角数字",)),
    ("−12", "%", "-12", ("非标准负号",)),
    ("1,234", "吨", "1234", ("千分位",)),
    ("1,234,567.89", "吨", "1234567.89", ("千分位",)),
    ("1，234", "吨", "1234", ("全角数字", "千分位")),
    ("-1,234", "吨", "-1234", ("千分位",)),
    ("1.2e3", "吨", "1200", ("科学记数法",)),
    ("1E-3", "吨", "0.001", ("科学记数法",)),
    ("'79.5", "%", "79.5", ("前导撇号",)),
    ("\u200b79.5\ufeff", "%", "79.5", ("不可见字符",)),
    ("1.2万", "元", "12000", ("万亿后缀",)),
    ("3亿", "元", "300000000", ("万亿后缀",)),
    ("1.2 万", "", "12000", ("万亿后缀",)),
    ("25吨", "吨", "25", (IN_CELL,)),
    ("25 t", "吨", "25", (IN_CELL,)),
    ("25（吨）", "吨", "25", (IN_CELL,)),
    ("1.2万吨", "万吨", "1.2", (IN_CELL,)),
    ("1.2万吨", "吨", "12000", ("换算",)),
    ("12000吨", "万吨", "1.2", ("换算",)),
    ("500千克", "吨", "0.5", ("换算",)),
    ("500公斤", "千克", "500", (IN_CELL,)),
    ("500克", "千克", "0.5", ("换算",)),
    ("150亩", "公顷", "10", ("换算",)),
    ("100亩", "公顷", "20/3", ("换算",)),
    ("2公顷", "亩", "30", ("换算",)),
    ("1平方公里", "公顷", "100", ("换算",)),
    ("1km²", "平方米", "1000000", ("换算",)),
    ("25㎡", "平方米", "25", (IN_CELL,)),
    ("3公里", "米", "3000", ("换算",)),
    ("5万元", "元", "50000", ("换算",)),
    ("5亿元", "万元", "50000", ("换算",)),
    ("5万立方米", "立方米", "50000", ("换算",)),
    ("25m³", "立方米", "25", (IN_CELL,)),
    ("1.2万人", "人", "12000", ("换算",)),
    ("41.1万人", "万人", "41.1", (IN_CELL,)),
    ("12个", "家", "12", (IN_CELL,)),
    ("10千克/亩", "千克/公顷", "150", ("换算",)),
    ("28μg/m3", "微克/立方米", "28", (IN_CELL,)),
    ("28µg/m³", "微克/立方米", "28", (IN_CELL,)),
    ("0.028毫克/立方米", "微克/立方米", "28", ("换算",)),
    ("0.43吨标煤/万元", "吨标准煤/万元", "0.43", (IN_CELL,)),
    ("3级", "级", "3", (IN_CELL,)),
    ("366天", "日", "366", (IN_CELL,)),
    ("25L", "升", "25", (IN_CELL,)),
]

# text, unit, number, low, high, flags
BOUNDS = [
    ("约97", "%", "97", "96.5", "97.5", ("约数",)),
    ("约97.0", "%", "97", "96.95", "97.05", ("约数",)),
    ("约为25", "吨", "25", "24.5", "25.5", ("约数",)),
    ("大约 25", "吨", "25", "24.5", "25.5", ("约数",)),
    ("25左右", "吨", "25", "24.5", "25.5", ("约数",)),
    ("≈25", "吨", "25", "24.5", "25.5", ("约数",)),
    ("~25", "吨", "25", "24.5", "25.5", ("约数",)),
    ("约25吨左右", "吨", "25", "24.5", "25.5", ("约数", IN_CELL)),
    ("约1.2万", "元", "12000", "11500", "12500", ("约数", "万亿后缀")),
    ("约150亩", "公顷", "10", "299/30", "301/30", ("约数", "换算")),
    ("90.4 %–98.9 %", "%", None, "90.4", "98.9", ("范围", IN_CELL)),
    ("90.4～98.9", "%", None, "90.4", "98.9", ("范围",)),
    ("90.4～98.9%", "%", None, "90.4", "98.9", ("范围", IN_CELL)),
    ("12至15", "%", None, "12", "15", ("范围",)),
    ("12到15", "%", None, "12", "15", ("范围",)),
    ("12–15", "%", None, "12", "15", ("范围",)),
    ("12%-15%", "%", None, "12", "15", ("范围", IN_CELL)),
    ("79-80", "个", None, "79", "80", ("范围",)),
    ("-5～-3", "%", None, "-5", "-3", ("范围",)),
    ("1.2～1.5万", "元", None, "12000", "15000", ("范围", "万亿后缀")),
    (">84", "%", None, "84", None, ("界限",)),
    ("≥84%", "%", None, "84", None, ("界限", IN_CELL)),
    ("＞84", "%", None, "84", None, ("界限",)),
    ("不低于84", "%", None, "84", None, ("界限",)),
    ("84以上", "%", None, "84", None, ("界限",)),
    ("84%以上", "%", None, "84", None, ("界限", IN_CELL)),
    ("84及以上", "%", None, "84", None, ("界限",)),
    ("100余个", "个", None, "100", None, ("界限", IN_CELL)),
    ("100+", "个", None, "100", None, ("界限",)),
    ("1.2万多", "元", None, "12000", None, ("界限", "万亿后缀")),
    ("超84", "%", None, "84", None, ("界限",)),
    ("<25", "%", None, None, "25", ("界限",)),
    ("≤25", "%", None, None, "25", ("界限",)),
    ("25以下", "微克/立方米", None, None, "25", ("界限",)),
    ("25个以内", "个", None, None, "25", ("界限", IN_CELL)),
    ("近100", "个", None, None, "100", ("界限",)),
    ("不足0.5吨", "吨", None, None, "0.5", ("界限", IN_CELL)),
    ("<0.05", "", None, None, "0.05", ("界限",)),
    ("<0.05", "毫克/升", None, "0", "0.05", ("低于检出限",)),
    ("＜0.05", "mg/L", None, "0", "0.05", ("低于检出限",)),
    ("﹤0.05", "mg/L", None, "0", "0.05", ("低于检出限",)),
    ("0.05L", "毫克/升", None, "0", "0.05", ("低于检出限",)),
    ("0.05l", "毫克/升", None, "0", "0.05", ("低于检出限",)),
    ("０.０５Ｌ", "毫克/升", None, "0", "0.05", ("全角数字", "低于检出限")),
    ("<0.05L", "毫克/升", None, "0", "0.05", ("低于检出限",)),
    ("<0.05mg/L", "毫克/升", None, "0", "0.05", ("低于检出限", IN_CELL)),
    ("<50μg/L", "毫克/升", None, "0", "0.05", ("低于检出限", "换算")),
    ("ND(0.05)", "毫克/升", None, "0", "0.05", ("低于检出限",)),
    ("nd（0.05）", "毫克/升", None, "0", "0.05", ("低于检出限",)),
    ("未检出（0.05）", "毫克/升", None, "0", "0.05", ("低于检出限",)),
    ("未检出(检出限0.05mg/L)", "毫克/升", None, "0", "0.05", ("低于检出限", IN_CELL)),
    ("<20", "个/升", None, "0", "20", ("低于检出限",)),
    ("预计97左右", "%", "97", "96.5", "97.5", ("暂估", "约数")),
    ("预计超97%", "%", None, "97", None, ("暂估", "界限", IN_CELL)),
]

# text, for a figure in percent
NOT_FINAL = [
    "97（预计）",
    "97(预计)",
    "（预计）97",
    "预计97",
    "97预计",
    "预计为97",
    "预计将达97",
    "估算97",
    "97（快报）",
    "97（快报数）",
    "快报数：97",
    "97（暂估）",
    "暂估 97",
    "97（初步）",
    "初步核算97",
    "初步统计数97",
]

# text, reason
MISSING = [
    ("", "not_reported"),
    ("   ", "not_reported"),
    ("\u3000", "not_reported"),
    ("-", "not_reported"),
    ("--", "not_reported"),
    ("－", "not_reported"),
    ("—", "not_reported"),
    ("——", "not_reported"),
    ("━━━━", "not_reported"),
    ("−", "not_reported"),
    ("无", "not_reported"),
    ("NA", "not_reported"),
    ("n/a", "not_reported"),
    ("Ｎ／Ａ", "not_reported"),
    ("#N/A", "not_reported"),
    ("null", "not_reported"),
    ("无数据", "not_reported"),
    ("未报", "not_reported"),
    ("…", "not_reported"),
    ("……", "not_reported"),
    ("/", "not_monitored"),
    ("／", "not_monitored"),
    ("未监测", "not_monitored"),
    ("暂无", "not_yet"),
    ("尚无数据", "not_yet"),
    ("待补", "not_yet"),
    ("不涉及", "no_object"),
    ("编制中", "drafting"),
    ("上级无管控目标", "no_task"),
]

# text, unit, part of the message
ERRORS = [
    ("①79 ②80", "%", "①②"),
    ("①79.5", "%", "①②"),
    ("8.48¹", "%", "上标"),
    ("8.48①", "%", "①②"),
    ("79,5", "%", "千分位还是小数点"),
    ("1,23", "吨", "千分位还是小数点"),
    ("0,123", "吨", "千分位还是小数点"),
    ("1,2345", "吨", "千分位还是小数点"),
    ("1,234,56", "吨", "千分位还是小数点"),
    ("1.234.567", "吨", "几个小数点"),
    ("79。5", "%", "小数点写法不清"),
    ("79·5", "%", "小数点写法不清"),
    ("（12）", "%", "括号"),
    ("(12)", "%", "括号"),
    ("12(上年11)", "%", "几个数（12、11）"),
    ("十二", "个", "中文数字"),
    ("百分之八十", "%", "中文数字"),
    ("零", "个", "中文数字"),
    ("NaN", "吨", "不是有限的数"),
    ("-Infinity", "吨", "不是有限的数"),
    ("1e400", "吨", "指数过大"),
    ("-9999", "吨", "占位数"),
    ("-999", "吨", "占位数"),
    ("9999", "吨", "占位数"),
    ("－９９９９", "吨", "占位数"),
    ("25℃", "%", "不认识单位“°C”"),
    ("25达标", "%", "不认识单位“达标”"),
    ("25吨", "公顷", "不是一类"),
    ("79.5%", "吨", "不是一类"),
    ("79.5%", "", "不是一类"),
    ("3个百分点", "%", "不认识单位"),
    ("12.5元/吨", "元", "不是一类"),
    ("1.2万", "万元", "分不清是否重复"),
    ("1.2万", "%", "分不清是否重复"),
    ("1.2亿", "万吨", "分不清是否重复"),
    ("未检出", "毫克/升", "检出限"),
    ("ND", "毫克/升", "检出限"),
    ("<0", "毫克/升", "检出限是 0"),
    ("下降18.4%", "%", "升降"),
    ("同比增长0.9", "%", "升降"),
    ("2025-03-01", "%", "日期"),
    ("2025/3/1", "%", "日期"),
    ("3月1日", "%", "日期"),
    ("2025年", "%", "不是一类"),
    ("12/15", "%", "分数"),
    ("1:15", "%", "比例"),
    ("25±2", "%", "误差"),
    ("1 234", "吨", "空格或换行"),
    ("12\n15", "吨", "空格或换行"),
    ("12；15", "吨", "几个数（12、15）"),
    ("12、15", "吨", "几个数（12、15）"),
    ("=1+1", "吨", "公式"),
    ("@SUM(1)", "吨", "公式"),
    ("#DIV/0!", "吨", "公式算出的错误"),
    ("#REF!", "吨", "公式算出的错误"),
    ("½", "吨", "几个数"),
    ("٢٥", "吨", "认不出是数"),
    ("O.5", "吨", "认不出是数"),
    ("–12", "吨", "认不出是数"),
    ("79.", "吨", "不认识单位"),
    ("1_000", "吨", "几个数"),
    ("0x10", "吨", "几个数"),
    ("良好", "吨", "认不出是数"),
    ("\u202e5.97", "%", "方向控制符"),
    ("<script>alert(1)</script>", "%", "认不出是数"),
    ("12-15", "%", "可能是日期、年份或范围"),
    ("2019-2021", "吨", "可能是日期、年份或范围"),
    ("15～12", "%", "前面不小于后面"),
    ("12～12", "%", "前面不小于后面"),
    ("约12～15", "%", "既是约数又是范围"),
    ("12吨～15个", "吨", "不是一类"),
    ("5L", "吨", "像检出限的写法"),
    ("全市97%", "%", "较大的范围"),
    ("全市均为100个", "个", "较大的范围"),
    ("预计", "%", "认不出是数"),
    ("不低于去年", "%", "认不出是数"),
    ("9" * 65, "吨", "太长"),
]


def test_the_tables_hold_more_than_two_hundred_spellings():
    spellings = [row[:2] for row in VALUES + BOUNDS + ERRORS] + MISSING
    assert len(spellings) == len(set(spellings)) >= 200


@pytest.mark.parametrize(("text", "unit", "value", "flags"), VALUES)
def test_value(text, unit, value, flags):
    assert read_number(text, "General", unit) == Spelled(Fraction(value), flags=flags)


@pytest.mark.parametrize(("text", "unit", "number", "low", "high", "flags"), BOUNDS)
def test_bounds(text, unit, number, low, high, flags):
    exact = [None if part is None else Fraction(part) for part in (number, low, high)]
    expected = Spelled(exact[0], low=exact[1], high=exact[2], flags=flags)
    assert read_number(text, "General", unit) == expected


@pytest.mark.parametrize("text", NOT_FINAL)
def test_a_figure_that_is_not_final_is_called_so(text):
    assert read_number(text, "General", "%") == Spelled(Fraction(97), flags=("暂估",))


@pytest.mark.parametrize(
    ("basis", "provisional"),
    [("快报数", True), ("现价，初步核算数", True), ("现价，核实数", False), ("面积估算法", False)],
)
def test_a_basis_may_say_that_a_figure_is_not_final(basis, provisional):
    assert names_provisional(basis) is provisional


@pytest.mark.parametrize("text", ["全市均为 100 %", "全市100%", "全省均达到100", "全市0"])
def test_a_whole_city_at_its_limit_says_it_of_each_part(text):
    spelled = read_number(text, "General", "%", SHARE)
    assert spelled.number in (SHARE.low, SHARE.high)
    assert (spelled.low, spelled.high, spelled.flags[0]) == (None, None, "较大范围")


def test_a_whole_city_below_its_limit_says_nothing_of_a_part():
    assert "较大的范围" in read_number("全市均为 99.9 %", "General", "%", SHARE).error


@pytest.mark.parametrize(("text", "reason"), MISSING)
def test_missing(text, reason):
    spelled = read_number(text, "General", "%")
    assert (spelled.number, spelled.missing, spelled.error) == (None, reason, None)


def test_ellipsis_keeps_its_meaning_in_a_flag():
    assert "不足最小单位" in read_number("…", "General", "吨").flags[0]


@pytest.mark.parametrize(("text", "unit", "part"), ERRORS)
def test_error(text, unit, part):
    spelled = read_number(text, "General", unit)
    assert (spelled.number, spelled.missing, spelled.flags) == (None, None, ())
    assert part in spelled.error


@pytest.mark.parametrize(
    ("value", "number_format", "unit", "number", "flags"),
    [
        (79.5, "General", "%", "79.5", ()),
        (79, "General", "%", "79", ()),
        (0.1, "General", "吨", "1/10", ()),
        (0.28999999999999998, "General", "吨", "0.29", ()),
        (1e22, "General", "吨", "10000000000000000000000", ()),
        (0.795, "0.0%", "%", "79.5", ("百分数格式",)),
        (1, "0%", "%", "100", ("百分数格式",)),
        (0.795, "General", "%", "0.795", ()),
        (79.5, '0.0"%"', "%", "79.5", ()),
        (79.5, r"0.0\%", "%", "79.5", ()),
    ],
)
def test_number_cell(value, number_format, unit, number, flags):
    assert read_number(value, number_format, unit) == Spelled(Fraction(number), flags=flags)


@pytest.mark.parametrize(
    ("value", "number_format", "part"),
    [
        (True, "General", "逻辑值"),
        (False, "General", "逻辑值"),
        (datetime(2025, 12, 15), "General", "日期"),
        (date(2025, 12, 15), "General", "日期"),
        (time(1, 15), "General", "日期"),
        (timedelta(hours=1), "General", "日期"),
        (float("nan"), "General", "有限"),
        (float("inf"), "General", "有限"),
        (-9999, "General", "占位数"),
        (-999.0, "General", "占位数"),
        (0.795, "0.0%", "百分数格式"),
        (b"12", "General", "不是数"),
    ],
)
def test_cell_that_is_no_number(value, number_format, part):
    spelled = read_number(value, number_format, "吨")
    assert (spelled.number, spelled.missing) == (None, None)
    assert part in spelled.error


def test_empty_cell_is_missing():
    assert read_number(None, "General", "%") == Spelled(missing="not_reported")


def test_message_does_not_repeat_a_phone_number():
    error = read_number("张三13812345678", "General", "%").error
    assert "13812345678" not in error
    assert "张三●●●" in error


@given(st.text(max_size=80), st.sampled_from(["%", "吨", "毫克/升", "", "万元", "不认识"]))
def test_every_text_is_just_one_of_value_missing_and_error(text, unit):
    spelled = read_number(text, "General", unit)
    assert [spelled.interval, spelled.missing, spelled.error].count(None) == 2


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-900, max_value=9000, places=4))
def test_a_plain_decimal_is_read_exactly(number):
    assert read_number(f"{number:f}", "General", "吨").number == Fraction(number)


SMALL = st.decimals(min_value=0, max_value=98, places=2).map(
    lambda number: f"{number.normalize():f}"
)


@given(SMALL, st.sampled_from(["约{}", "{}左右", "大约{}%", "≈{}"]))
def test_a_rough_number_is_known_to_half_its_last_digit(number, spelling):
    spelled = read_number(spelling.format(number), "General", "%")
    places = len(number.partition(".")[2])
    assert spelled.number == Fraction(number) == (spelled.low + spelled.high) / 2
    assert spelled.high - spelled.low == Fraction(1, 10**places)


@given(SMALL, SMALL, st.sampled_from(["{}～{}", "{}%–{}%", "{}至{}", "{}~{}%"]))
def test_a_range_has_both_ends_or_is_an_error(first, second, spelling):
    spelled = read_number(spelling.format(first, second), "General", "%")
    if Fraction(first) < Fraction(second):
        assert (spelled.low, spelled.high) == (Fraction(first), Fraction(second))
        assert spelled.number is None
    else:
        assert spelled.error is not None


@given(SMALL, st.sampled_from(["≥{}", ">{}", "{}以上", "{}%及以上", "不少于{}"]))
def test_a_lower_bound_is_one(number, spelling):
    spelled = read_number(spelling.format(number), "General", "%")
    assert (spelled.number, spelled.low, spelled.high) == (None, Fraction(number), None)


@given(SMALL, st.sampled_from(["≤{}", "<{}", "{}以下", "{}%以内", "不超过{}"]))
def test_an_upper_bound_is_one(number, spelling):
    spelled = read_number(spelling.format(number), "General", "%")
    assert (spelled.number, spelled.low, spelled.high) == (None, None, Fraction(number))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_becomes_the_decimal_of_fifteen_digits(number):
    spelled = read_number(number, "General", "吨")
    assert spelled.error is not None or spelled.number == Fraction(f"{number:.15g}")


@given(st.integers(-(10**14), 10**14), st.integers(0, 8))
def test_what_a_sheet_shows_with_fifteen_digits_is_read_as_shown(digits, places):
    shown = Decimal(digits).scaleb(-places)
    spelled = read_number(float(shown), "General", "吨")
    assert spelled.error is not None or spelled.number == Fraction(shown)


@pytest.mark.parametrize(
    "value",
    [
        "2025-03-01",
        "2025-3-1",
        "2025/3/1",
        "2025/03/01 00:00",
        "2025.3.1",
        "2025年3月1日",
        "2025年 3 月 1 日",
        "２０２５年０３月０１日",
        "2025年3月1号",
        "20250301",
        20250301,
        " 2025-03-01 ",
        "2025-03-01 00:00:00",
        45717,
        45717.0,
        "45717",
        date(2025, 3, 1),
        datetime(2025, 3, 1, 8, 30),
    ],
)
def test_date(value):
    assert read_date(value) == date(2025, 3, 1)
    assert type(read_date(value)) is date


@pytest.mark.parametrize("value", [None, "", "  "])
def test_no_date(value):
    assert read_date(value) is None


@pytest.mark.parametrize(
    ("value", "part"),
    [
        ("2025年3月", "没有写到日"),
        ("2025-03", "没有写到日"),
        ("2025", "没有写到日"),
        (2025, "没有写到日"),
        ("2025-02-30", "日历上不存在"),
        ("2025-13-01", "日历上不存在"),
        ("25-3-1", "认不出"),
        ("3/1/2025", "认不出"),
        ("二〇二五年三月一日", "认不出"),
        ("2025-03-01至2025-03-05", "认不出"),
        ("2025/3-1", "认不出"),
        ("1899-01-01", "年份"),
        (datetime(1900, 1, 12), "年份"),
        (12, "认不出"),
        (45717.5, "不是日期"),
        (float("nan"), "不是日期"),
        (True, "不是日期"),
        (time(8, 0), "不是日期"),
    ],
)
def test_date_that_cannot_be_read(value, part):
    assert part in read_date(value)
