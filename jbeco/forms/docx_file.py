"""Official letters as Word files: the fonts and measures of GB/T 9704, equal bytes every time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Letter
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from .whole_file import fixed_zip, write_whole
from .workbook_file import clean_text

__all__ = [
    "add_contents",
    "add_heading",
    "add_line",
    "add_picture",
    "add_table",
    "add_title",
    "new_letter",
    "save_letter",
    "turn_page",
]

TITLE_FONT, BODY_FONT, TABLE_HEAD_FONT = "方正小标宋简体", "仿宋", "黑体"
SECOND_FONT = "楷体"
LATIN_FONT = "Times New Roman"
SUBSTITUTES = {
    TITLE_FONT: "宋体",
    BODY_FONT: "仿宋_GB2312",
    TABLE_HEAD_FONT: "宋体",
    SECOND_FONT: "楷体_GB2312",
}
"""What Word takes where a font is not installed."""

TITLE_POINTS, BODY_POINTS, TABLE_POINTS, PAGE_POINTS, CAPTION_POINTS = 22, 16, 10.5, 14, 12
"""二号, 三号, 五号, 四号, 小四."""

LINE_POINTS, TABLE_LINE_POINTS, ABOVE_TABLE_POINTS = 28, 15, 8
MARGINS = {"top_margin": 37, "bottom_margin": 32, "left_margin": 28, "right_margin": 26}
"""Millimetres; the type area is 156 mm wide."""

PADDING = (
    '<w:tblCellMar><w:top w:w="40" w:type="dxa"/>'
    '<w:left w:w="80" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
    '<w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
)

UNUSED = ("/thumbnail", "/stylesWithEffects", "/customXml")
"""Parts of python-docx's template that say nothing of a letter."""


def new_letter(title: str, header: str = "") -> Letter:
    """Return an empty letter on A4 with page numbers.

    Parameters
    ----------
    title : str
        Of the document's properties.
    header : str, optional
        Stands above every page.
    """
    letter = Document()
    section = letter.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, millimetres in MARGINS.items():
        setattr(section, name, Mm(millimetres))
    section.header_distance, section.footer_distance = Mm(15), Mm(18)
    normal = letter.styles["Normal"]
    _set_fonts(normal.element.get_or_add_rPr(), BODY_FONT, BODY_POINTS)
    if header:
        above = section.header.paragraphs[0]
        above.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _write(above, header, BODY_FONT, TABLE_POINTS)
    _number_pages(section.footer.paragraphs[0])
    letter.core_properties.title = title
    return letter


def add_title(letter: Letter, text: str) -> None:
    """Write the title: 二号 小标宋, centred, a line of space below."""
    paragraph = letter.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _space(paragraph, 36)
    paragraph.paragraph_format.space_after = Pt(LINE_POINTS)
    paragraph.paragraph_format.keep_with_next = True
    _write(paragraph, text, TITLE_FONT, TITLE_POINTS)


def add_heading(letter: Letter, text: str, level: int = 1) -> None:
    """Write a heading that Word knows as one: 三号, 黑体 or from the second level 楷体."""
    paragraph = letter.add_paragraph(style=f"Heading {level}")
    _space(paragraph, LINE_POINTS)
    form = paragraph.paragraph_format
    form.space_before, form.keep_with_next = Pt(LINE_POINTS / 2), True
    form.first_line_indent = Pt(2 * BODY_POINTS)
    _write(paragraph, text, TABLE_HEAD_FONT if level == 1 else SECOND_FONT, BODY_POINTS)
    paragraph.runs[0].font.bold = False
    paragraph.runs[0].font.color.rgb = RGBColor(0, 0, 0)


def add_line(
    letter: Letter,
    text: str,
    *,
    indent: int = 2,
    right: int | None = None,
    before: int = 0,
    with_next: bool = False,
) -> None:
    """Write a paragraph of the body: 三号 仿宋.

    Parameters
    ----------
    letter : Letter
        Gets the paragraph.
    text : str
        Its text.
    indent : int
        Characters by which the first line is indented.
    right : int, optional
        Sets it to the right, so many characters from the edge.
    before : int
        Empty lines above.
    with_next : bool
        Keeps it on the page of what follows.
    """
    paragraph = letter.add_paragraph()
    _space(paragraph, LINE_POINTS)
    form = paragraph.paragraph_format
    form.space_before = Pt(before * LINE_POINTS)
    form.keep_with_next = with_next
    if right is None:
        form.first_line_indent = Pt(indent * BODY_POINTS)
    else:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        form.right_indent = Pt(right * BODY_POINTS)
    _write(paragraph, text, BODY_FONT, BODY_POINTS)


def add_contents(letter: Letter) -> None:
    """Write a contents field; Word fills it when the file is opened or the field is updated."""
    paragraph = letter.add_paragraph()
    _space(paragraph, LINE_POINTS)
    inner = "<w:r><w:t>目录：在 Word 或 WPS 里右键“更新域”后显示页码</w:t></w:r>"
    instruction = "TOC \\o &quot;1-2&quot; \\h \\z \\u"
    field = parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr="{instruction}" w:dirty="true">{inner}</w:fldSimple>'
    )
    paragraph._p.append(field)
    for run in field.iterchildren(qn("w:r")):
        _set_fonts(run.get_or_add_rPr(), BODY_FONT, BODY_POINTS)


def add_picture(letter: Letter, png: bytes, alt: str, caption: str, millimetres: float) -> None:
    """Write a picture with its alternative text, its caption below it on the same page."""
    paragraph = letter.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(BytesIO(png), width=Mm(millimetres))
    shape._inline.docPr.set("descr", clean_text(alt))
    below = letter.add_paragraph()
    below.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _space(below, LINE_POINTS)
    _write(below, caption, TABLE_HEAD_FONT, CAPTION_POINTS)


def turn_page(letter: Letter, *, sideways: bool) -> None:
    """Begin a new section on a page that lies on its side, or stands again."""
    section = letter.add_section(WD_SECTION.NEW_PAGE)
    short, long = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.LANDSCAPE if sideways else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if sideways else (short, long)
    if sideways:
        section.left_margin = section.right_margin = Mm(30)
        section.top_margin, section.bottom_margin = Mm(28), Mm(26)
    else:
        for name, millimetres in MARGINS.items():
            setattr(section, name, Mm(millimetres))


def add_table(
    letter: Letter,
    widths: Mapping[str, float],
    rows: Sequence[Sequence[str]],
    groups: Mapping[int, str] | None = None,
) -> None:
    """Write a ruled table whose header stands on every page and whose rows do not break.

    Parameters
    ----------
    letter : Letter
        Gets the table.
    widths : mapping
        Columns in order, with their widths in millimetres.
    rows : sequence of sequence of str
        A text per column.
    groups : mapping, optional
        Headings that stand above a row over the whole width, by the row's place.
    """
    body = letter.element.body
    above = body[-2] if len(body) > 1 else None
    if above is not None and above.tag == qn("w:p"):
        Paragraph(above, letter).paragraph_format.space_after = Pt(ABOVE_TABLE_POINTS)
    shares = list(widths.values())
    lines = [_row_xml(list(widths), shares, is_head=True)]
    for place, row in enumerate(rows):
        if groups and place in groups:
            lines.append(_group_xml(groups[place], shares))
        lines.append(_row_xml(row, shares))
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in shares)
    # As one text: cell by cell, the library takes a hundred times as long.
    table = (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(map(_twips, shares))}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/>{PADDING}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(lines)}</w:tbl>"
    )
    body.insert(len(body) - 1, parse_xml(table))


def _row_xml(texts: Sequence[str], widths: Sequence[float], is_head: bool = False) -> str:
    """Return a row that no page break divides; the head is repeated on every page."""
    head = "<w:tblHeader/>" if is_head else ""
    cells = "".join(
        _cell_xml(text, width, is_head) for text, width in zip(texts, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>"


def _group_xml(text: str, widths: Sequence[float]) -> str:
    """Return a heading over the whole width of a table, kept with the row below it."""
    cell = _cell_xml(text, sum(widths), is_head=True, span=len(widths))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"


def _cell_xml(text: str, width: float, is_head: bool, span: int = 1) -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    kept = "<w:keepNext/>" if is_head else ""
    align = '<w:jc w:val="center"/>' if is_head and span == 1 else ""
    spacing = (
        f'<w:spacing w:before="0" w:after="0" w:line="{TABLE_LINE_POINTS * 20}"'
        ' w:lineRule="exact"/>'
    )
    paragraphs = "".join(
        f"<w:p><w:pPr>{kept}{spacing}{align}</w:pPr>{_run_xml(line, is_head)}</w:p>"
        for line in text.split("\n")
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{spans}'
        f'<w:vAlign w:val="center"/></w:tcPr>{paragraphs}</w:tc>'
    )


def _run_xml(text: str, is_head: bool) -> str:
    font = TABLE_HEAD_FONT if is_head else BODY_FONT
    fonts = f'w:ascii="{LATIN_FONT}" w:hAnsi="{LATIN_FONT}" w:eastAsia="{font}" w:cs="{LATIN_FONT}"'
    return (
        f'<w:r><w:rPr><w:rFonts {fonts}/><w:sz w:val="{round(TABLE_POINTS * 2)}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(clean_text(text))}</w:t></w:r>'
    )


def _twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


def save_letter(letter: Letter, path: Path, moment: datetime) -> None:
    """Save a letter so that equal content is equal bytes.

    Parameters
    ----------
    letter : Letter
        What to save.
    path : Path
        A file of that name is replaced.
    moment : datetime
        Written as the document's dates, in place of the clock.

    Raises
    ------
    JbecoError
        When the file cannot be written, such as one that is open in Word on Windows.
    """
    properties = letter.core_properties
    properties.author = properties.last_modified_by = "jbeco"
    properties.comments = ""
    properties.created = properties.modified = moment
    properties.revision = 1
    for root in (letter.element, letter.settings.element, letter.styles.element):
        _forget_sessions(root)
    package = letter.part.package
    for rels in (package.rels, letter.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(UNUSED)]:
            del rels[key]
    for part in package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            part._blob = _font_table()
    loose = BytesIO()
    letter.save(loose)
    write_whole(path, fixed_zip(loose))


def _forget_sessions(root: Any) -> None:
    """Take out the marks of the sessions in which python-docx's template was edited."""
    for element in [one for one in root.iter() if str(one.tag).startswith(qn("w:rsid"))]:
        element.getparent().remove(element)
    for element in root.iter():
        for name in [name for name in element.attrib if "rsid" in name]:
            del element.attrib[name]


def _write(paragraph: Paragraph, text: str, font: str, points: float) -> None:
    run = paragraph.add_run(clean_text(text))
    _set_fonts(run._r.get_or_add_rPr(), font, points)


def _set_fonts(properties: Any, font: str, points: float) -> None:
    """Set the fonts of Chinese and of Latin letters, the size and the languages."""
    fonts = properties.get_or_add_rFonts()
    for slot in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(slot), None)
    for slot in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(slot), LATIN_FONT)
    fonts.set(qn("w:eastAsia"), font)
    properties.get_or_add_sz().set(qn("w:val"), str(round(points * 2)))
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)


def _space(paragraph: Paragraph, points: float) -> None:
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(points)


def _number_pages(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(paragraph, "— ", BODY_FONT, PAGE_POINTS)
    inner = "<w:r><w:t>1</w:t></w:r>"
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE">{inner}</w:fldSimple>')
    paragraph._p.append(field)
    for run in field.iterchildren(qn("w:r")):
        _set_fonts(run.get_or_add_rPr(), BODY_FONT, PAGE_POINTS)
    _write(paragraph, " —", BODY_FONT, PAGE_POINTS)


def _font_table() -> bytes:
    """Return the list of fonts, each with what may stand in for it."""
    named = "".join(
        f'<w:font w:name="{font}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for font, other in SUBSTITUTES.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    latin = f'<w:font w:name="{LATIN_FONT}"/>'
    return f"{head}\n<w:fonts {nsdecls('w')}>{named}{latin}</w:fonts>".encode()
