"""The container of a workbook: refused before anything in it is understood, or known to be safe.

Nothing is unpacked to disk and nothing is run; every XML member is streamed once within the limits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from xml.parsers.expat import ExpatError
from zipfile import ZipFile, ZipInfo

from ..plan.methods import Limits
from ..problems import Level, Problem
from .files import DAMAGED_ARCHIVE, other_kind
from .member_scan import BUILT_IN_PERCENT, MAIN, MemberError, MemberScan, Workbook, scan_member

__all__ = ["Package", "open_package"]

MOST_MEMBERS = 2000
SMALL = 1024 * 1024
"""Members up to this size may be packed as tightly as they are."""

TOTAL_TO_MEMBER = 4
"""All members together may be this many times what one may be."""

WORKBOOK, STYLES, TEXTS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedstrings.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
USUAL_PLACES = {"workbook": WORKBOOK, "styleSheet": STYLES, "sst": TEXTS}
"""Where the reader of the values looks for each of them, by the name of its root element."""

XML_NAMES = (".xml", ".rels", ".vml")
FORBIDDEN = (
    ("vbaproject", "带宏（VBA）", "请另存为不带宏的 .xlsx"),
    ("xl/macrosheets/", "带宏表", "请另存为不带宏的 .xlsx"),
    ("xl/activex/", "带 ActiveX 控件", "请删去控件后另存"),
    ("xl/embeddings/", "嵌有别的文件（OLE 对象）", "请删去嵌入的对象后另存"),
    (
        "xl/externallinks/",
        "引用了别的工作簿（外部链接）",
        "请在“数据–编辑链接”里断开链接，保留数值",
    ),
    ("xl/connections.xml", "带外部数据连接", "请删去数据连接，保留数值"),
    ("xl/querytables/", "带外部数据查询", "请删去查询，保留数值"),
)
"""Start (or any part) of a member's name, what it is, and how to mend it."""

RESAVE = "请在 Excel 或 WPS 中打开核对，另存为 .xlsx 后重报"


@dataclass(frozen=True)
class Package:
    """A workbook's bytes that passed; the scan of each XML member by its name in small letters."""

    content: bytes
    scans: Mapping[str, MemberScan]


def open_package(content: bytes, limits: Limits) -> tuple[Package | None, tuple[Problem, ...]]:
    """Check the container of a workbook.

    Parameters
    ----------
    content : bytes
        The whole file.
    limits : Limits
        The bounds.

    Returns
    -------
    tuple
        The package, None when it is refused, and the problems of the file as a whole, whose place
        is left empty: who knows the file's name puts it there.
    """
    refused = _not_a_zip(content)
    if refused:
        return None, (refused,)
    try:
        with ZipFile(BytesIO(content)) as archive:
            problems = tuple(_faults(archive, limits))
            if problems:
                return None, problems
            scans = _scan_all(archive, limits)
    except MemberError as error:
        return None, (Problem("", str(error), RESAVE),)
    except DAMAGED_ARCHIVE:
        return None, (Problem("", "文件已损坏，解不开", RESAVE),)
    return Package(content, scans), tuple(_notes(scans, archive.namelist()))


def _not_a_zip(content: bytes) -> Problem | None:
    kind = other_kind(content)
    if kind == "zip":
        return None
    if not content:
        return Problem("", "文件是空的（0 字节）", "请重新报送")
    if kind == "加了密码的工作簿":
        return Problem("", kind, "请去掉打开密码后重报")
    kind = kind or "文本（可能是 CSV 改了扩展名）"
    return Problem("", f"不是 .xlsx 工作簿，内容是{kind}", RESAVE)


def _faults(archive: ZipFile, limits: Limits) -> Iterator[Problem]:
    members = archive.infolist()
    names = [member.orig_filename for member in members]
    if WORKBOOK not in names:
        yield _not_a_workbook(names)
        return
    for start, what, mend in FORBIDDEN:
        if any(start in member.lower() for member in names):
            yield Problem("", what, mend)
    if len({member.lower() for member in names}) < len(names):
        yield Problem("", "压缩包里有重名的部件", RESAVE)
    if len(members) > MOST_MEMBERS:
        yield Problem("", f"压缩包里有 {len(members)} 个部件，超过 {MOST_MEMBERS}", RESAVE)
    total = limits.member_mb * TOTAL_TO_MEMBER
    if sum(member.file_size for member in members) > total * SMALL:
        yield Problem("", f"解压后总计超过 {total} MB，可能是压缩炸弹", RESAVE)
    for member in members:
        what = _member_fault(member, limits)
        if what:
            yield Problem("", what, RESAVE)


def _not_a_workbook(names: list[str]) -> Problem:
    kinds = {
        "xl/workbook.bin": "二进制工作簿（.xlsb）",
        "word/document.xml": "Word 文档",
        "ppt/presentation.xml": "演示文稿",
        "content.xml": "OpenDocument 文件（.ods 之类）",
    }
    kind = next((kind for member, kind in kinds.items() if member in names), "别的压缩包")
    return Problem("", f"不是 .xlsx 工作簿，内容是{kind}", RESAVE)


def _member_fault(member: ZipInfo, limits: Limits) -> str:
    name = member.orig_filename
    parts = re.split(r"[/\\]", name)
    shown = "".join(char if char.isprintable() else "�" for char in name)[:60]
    if ".." in parts or parts[0] == "" or re.search(r"[\\:\x00-\x1f]", name):
        return f"压缩包里的部件名不安全：{shown}"
    if member.flag_bits & 0x1:
        return f"压缩包里的部件加了密码：{shown}"
    if member.file_size > limits.member_mb * 1024 * 1024:
        size = member.file_size / 1024 / 1024
        return f"部件 {shown} 解压后有 {size:.0f} MB，超过上限 {limits.member_mb} MB"
    ratio = member.file_size / max(1, member.compress_size)
    if member.file_size > SMALL and ratio > limits.compression_ratio:
        return (
            f"部件 {shown} 的压缩比是 {ratio:.0f}，超过上限 {limits.compression_ratio}，"
            "可能是压缩炸弹"
        )
    return ""


def _scan_all(archive: ZipFile, limits: Limits) -> dict[str, MemberScan]:
    """Scan every member, styles and shared texts first, since a sheet's cells refer to them."""
    members = {member.filename.lower(): member for member in archive.infolist()}
    first = {name: members.pop(name) for name in (STYLES, TEXTS) if name in members}
    scans: dict[str, MemberScan] = {}
    cells_left = limits.cells
    for group in (first, members):
        workbook = _workbook(scans)
        for name, member in group.items():
            scan = _scan(archive, member, limits, cells_left, workbook)
            if scan is not None:
                scans[name] = scan
                cells_left -= scan.area
    return scans


def _scan(
    archive: ZipFile, member: ZipInfo, limits: Limits, cells_left: int, workbook: Workbook
) -> MemberScan | None:
    name = member.filename
    with archive.open(member) as stream:
        try:
            scan = scan_member(stream, limits, cells_left, workbook)
        except ExpatError as error:
            # A picture is no XML; no reader would get past its first byte either.
            if name.lower().endswith(XML_NAMES):
                at = f"第 {error.lineno} 行第 {error.offset + 1} 字节"
                raise MemberError(f"部件 {name} 不是完好的 XML（{at}）") from None
            return None
        except MemberError as error:
            raise MemberError(f"部件 {name}：{error}") from None
    usual = USUAL_PLACES.get(scan.root.removeprefix(f"{MAIN} "))
    if usual not in (None, name.lower()):
        raise MemberError(f"部件 {name} 应在 {usual}，内部结构不合规")
    return scan


def _workbook(scans: Mapping[str, MemberScan]) -> Workbook:
    """Return what styles and shared texts say about the cells that refer to them."""
    styles, texts = scans.get(STYLES, MemberScan()), scans.get(TEXTS, MemberScan())
    formats = {**BUILT_IN_PERCENT, **styles.formats}
    named = {str(n): formats.get(number, "") for n, number in enumerate(styles.styles)}
    percent = {style: code for style, code in named.items() if "%" in code}
    return Workbook(percent, texts.empty_texts)


def _notes(scans: Mapping[str, MemberScan], names: list[str]) -> Iterator[Problem]:
    comments = [cell for scan in scans.values() for cell in scan.comments]
    if comments:
        what = f"有 {len(comments)} 条批注（{'、'.join(comments[:5])}），批注不作为填报内容"
        yield Problem("", what, "要紧的内容请写进“备注”列", Level.NOTE)
    if any(member.startswith("xl/media/") for member in names):
        yield Problem("", "有图片，图片里的内容不读", "数据请填进单元格", Level.NOTE)
    if scans[WORKBOOK].date1904:
        what = "用的是 1904 日期系统，写成序号的日期会差四年"
        yield Problem("", what, "请在“选项–高级”里取消 1904 日期系统", Level.WARNING)
