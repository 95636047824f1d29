"""Cut the report's Chinese font out of Noto Sans SC: ``python scripts/make_font_subset.py``.

The result, ``jbeco/report/fonts/NotoSansSC-subset.otf``, is committed; run this again only to
add characters to ``font_hanzi.txt``, which says where each comes from.  The output has the same
bytes every time.  Subscripts (₂, ₅, ₀) are not in Noto Sans SC; DejaVu Sans, which matplotlib
ships, draws them.
"""

import sys
from pathlib import Path

import pylopdf_fonts_zh_cn
from fontTools import subset

OUTPUT = Path(__file__).resolve().parents[1] / "jbeco/report/fonts/NotoSansSC-subset.otf"

FURTHER_HANZI = Path(__file__).with_name("font_hanzi.txt")

GB2312_SYMBOL_ROWS = (0xA1, 0xA2, 0xA3, 0xA6)  # punctuation, numerals, full-width ASCII, Greek
GB2312_HANZI_ROWS = range(0xB0, 0xF8)  # level 1 (3755) and level 2 (3008)

SYMBOLS = (
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ"
    "≥≤≠≈±−–—…“”‘’〔〕《》〈〉「」『』【】、。，；：？！（）·•"
    "〇％‰℃℉°′″µμ²³¹·×÷→←↑↓↗↘■□▲△▼▽◆◇●○◎★☆✓㎡㎥㎞㎎㎏㏄№§¥￥©®∑∞√"
)


def gb2312(rows: range | tuple[int, ...]) -> set[str]:
    """Characters that the GB 2312 code table has in `rows`."""
    cells = (bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF))
    return set("".join(cell.decode("gb2312", errors="ignore") for cell in cells))


def further_hanzi() -> set[str]:
    """Characters beyond GB 2312: those of the national table and of place names in use."""
    lines = FURTHER_HANZI.read_text(encoding="utf-8").splitlines()
    return set("".join(line for line in lines if not line.startswith("#")))


def characters() -> set[str]:
    """Every character the font must have."""
    ascii_and_latin = {chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100))}
    wide = gb2312(GB2312_SYMBOL_ROWS) | gb2312(GB2312_HANZI_ROWS)
    return ascii_and_latin | wide | set(SYMBOLS) | further_hanzi()


def make(source: Path, output: Path) -> set[str]:
    """Write the subset of `source` to `output`; return the characters that `source` lacks."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["kern"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # 0, 13, 14: copyright and licence stay
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = subset.load_font(source, options)
    missing = characters() - {chr(code) for code in font.getBestCmap()}
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in characters()])
    subsetter.subset(font)
    subset.save_font(font, output, options)
    return missing


if __name__ == "__main__":
    absent = make(Path(pylopdf_fonts_zh_cn.sans_path()), OUTPUT)
    print(f"{OUTPUT.name}：{OUTPUT.stat().st_size} 字节", file=sys.stderr)
    print(f"源字体没有的字符：{''.join(sorted(absent)) or '无'}", file=sys.stderr)
